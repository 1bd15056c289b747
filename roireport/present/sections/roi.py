"""Section 4: the return on investment, its formula with the real numbers, when the money is back.

A report without an ROI has no such section (`roireport.assess.editorial`).
"""

from decimal import Decimal
from typing import Final

from roireport.measure.financial_return import Financial
from roireport.measure.registry import measures_of
from roireport.present.blocks import (
    Block,
    Cell,
    Exhibit,
    Formula,
    Sentence,
    Side,
    Table,
    TableColumn,
    TableRow,
    Takeaway,
)
from roireport.present.charts.cash import cash_drawing, cash_title
from roireport.present.charts.return_course import return_course_drawing, return_course_title
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months, rate, spelled
from roireport.present.figures.name import figure_name
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.story.section import accepted, data_source, section, takeaway
from roireport.present.story.verdict import kind_name, median_note
from roireport.present.view import Section

ONE: Final = Decimal(1)
SHORTEST: Final = 24
"""Months of a horizon from which an annual rate is more than an extrapolation."""


def roi(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks: tuple[Block, ...] = (
        *accepted(ctx),
        _formula(ctx),
        _cash(ctx),
        _returns(ctx),
        *_irr(ctx),
        _takeaway(ctx),
    )
    return section(ctx, "roi", roi_title(ctx), blocks)


def roi_title(ctx: ReportContext) -> QuotedText:
    """Say when the money is back, and what is left."""
    financial = ctx.results.financial
    amount = ctx.formats.money_short(abs(financial.net_benefit.known))
    facts = {
        "net": QuotedText(amount, ("financial.net_benefit",)),
        "month": ctx.say("financial.break_even"),
        "horizon": months(ctx, ctx.engagement.horizon),
        "kind": kind_name(ctx).lower(),
    }
    return ctx.words(f"roi.title.{_form(ctx)}", **facts)


def _form(ctx: ReportContext) -> str:
    """Return the form of a sentence on the recovery: of what is not profitable, it is only computed."""
    recovery = _recovery(ctx)
    if ctx.verdict.profitable or recovery == "open":
        return recovery
    return "central.never_out" if recovery == "never_out" else "central"


def _recovery(ctx: ReportContext) -> str:
    """Return whether the money is back, will be, was never out, or stays out."""
    financial = ctx.results.financial
    if not financial.payback_months.defined:
        return "open"
    if financial.payback_months.known == 0:
        return "never_out"
    turning = financial.cash_flow[_period_of(ctx, financial.payback_months.known)]
    return "forecast" if turning.forecast else "recovered"


def _period_of(ctx: ReportContext, payback: Decimal) -> int:
    """Return the index of the period of the payback."""
    yearly = ctx.engagement.discounting.yearly
    whole = int(payback / 12 if yearly else payback)
    exact = payback == whole * (12 if yearly else 1)
    index = whole - exact + (1 if yearly else 0)
    return min(max(index, 0), len(ctx.results.financial.cash_flow) - 1)


# ── The formula ─────────────────────────────────────────────────────────────


def _formula(ctx: ReportContext) -> Formula:
    """Write ROI = (credited gain − cost) ÷ cost with the real amounts."""
    financial, formats = ctx.results.financial, ctx.formats
    formula = (
        ctx.words(
            "roi.formula",
            gain=QuotedText(formats.number(financial.gain.known), ("financial.gain",)),
            cost=QuotedText(formats.number(financial.cost.known), ("financial.cost",)),
            roi=ctx.detail("financial.roi"),
            bcr=ctx.detail("financial.bcr"),
        ),
        median_note(ctx, "roi.formula.median"),
    )
    return Formula(joined(formula))


# ── The cash over time ──────────────────────────────────────────────────────


def _cash(ctx: ReportContext) -> Exhibit:
    """Draw costs, gains and the cumulative net cash flow by period."""
    title = cash_title(ctx)
    period = "year" if ctx.engagement.discounting.yearly else "month"
    subtitle = ctx.words(f"roi.cash.subtitle.{period}", symbol=ctx.formats.symbol())
    return Exhibit(title, subtitle, cash_drawing(ctx, title, subtitle), data_source(ctx))


def _returns(ctx: ReportContext) -> Side:
    """Draw the ROI by period beside the measures."""
    title, subtitle = return_course_title(ctx), ctx.words("roi.course.subtitle")
    drawing = return_course_drawing(ctx, title, subtitle)
    return Side((Exhibit(title, subtitle, drawing, data_source(ctx)),), (_measures(ctx),))


# ── The measures ────────────────────────────────────────────────────────────


def _measures(ctx: ReportContext) -> Exhibit:
    """Return the table of measures with value or reason."""
    columns = TableColumn(ctx.words("roi.column.measure"), 74), TableColumn(ctx.words("roi.column.value"), 26, "right")
    table = Table(columns, tuple(_measure(ctx, name) for name in measures(ctx)), dense=True)
    return Exhibit(measures_title(ctx), ctx.words("roi.measures.subtitle"), table, data_source(ctx))


def measures_title(ctx: ReportContext) -> QuotedText:
    """Give present value and payback, if defined, else say what the table is."""
    financial = ctx.results.financial
    defined = [name for name in ("npv", "payback_months") if getattr(financial, name).defined]
    if not defined:
        return ctx.words("roi.measures.title")
    facts = {name: ctx.say(f"financial.{name}") for name in defined}
    return ctx.words(f"roi.measures.title.{'_and_'.join(defined)}", **facts, **_measure_facts(ctx))


def measures(ctx: ReportContext) -> tuple[str, ...]:
    """The rows of the table of measures; no internal rate where it misleads."""
    rows = {name: measure for name, measure in measures_of(Financial).items() if measure.table}
    if _is_rate_misleading(ctx):
        del rows["irr"]
    names = (name for name, measure in rows.items() if not measure.headline)
    return tuple(sorted(names, key=lambda name: rows[name].table))


def _is_rate_misleading(ctx: ReportContext) -> bool:
    """Whether the IRR says nothing that a reader may use: of a loss, over less than two years, or above 100 %."""
    financial = ctx.results.financial
    high = financial.irr.defined and financial.irr.known > ONE
    return financial.roi.known < 0 or high or ctx.engagement.horizon < SHORTEST


def _measure(ctx: ReportContext, name: str) -> TableRow:
    """Return the row of a measure, with its value or the reason why it has none."""
    path, figure = f"financial.{name}", getattr(ctx.results.financial, name)
    label = _label(ctx, name)
    if not figure.defined:
        return TableRow((Cell(label, sub=ctx.detail(path)), Cell(ctx.words("common.none"), tone="muted")))
    key = f"roi.reading.{name}"
    reading = ctx.words(key, **_measure_facts(ctx)) if key in ctx.words else ""
    value = Cell(ctx.detail(path), strong=True, sort=float(figure.known))
    return TableRow((Cell(label, sub=reading), value))


def _label(ctx: ReportContext, name: str) -> QuotedText:
    """The label of a row, where it says more than the name of the figure; that name otherwise."""
    key = f"roi.measure.{name}{_variant(ctx, name)}"
    return ctx.words(key, **_measure_facts(ctx)) if key in ctx.words else figure_name(ctx, f"financial.{name}")


def _variant(ctx: ReportContext, name: str) -> str:
    """Return the suffix of the label: discounted measures name their rate."""
    return ".no_rate" if name == "npv" and ctx.engagement.discounting.rate is None else ""


def _measure_facts(ctx: ReportContext) -> dict[str, object]:
    discounting = ctx.engagement.discounting
    return {
        "horizon": months(ctx, ctx.engagement.horizon),
        "day": ctx.formats.day(ctx.engagement.as_of),
        "rate": "" if discounting.rate is None else rate(ctx, discounting.rate, "discounting.rate"),
        "one": ctx.formats.money(Decimal(1)),
    }


def _irr(ctx: ReportContext) -> tuple[Block, ...]:
    """List the roots of the internal rate, if there are several."""
    financial = ctx.results.financial
    irrs = (*financial.irr_roots, *financial.irr_roots_beyond)
    if len(irrs) < 2:
        return ()
    roots = tuple(ctx.formats.percent(root.known, 1) for root in irrs)
    count = spelled(ctx, len(roots))
    text = ctx.words("roi.irr.several", count=count, n=len(roots), roots=ctx.words.listed(roots))
    return (Sentence(text, ctx.words("roi.irr.caveat")),)


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Give the peak exposure and the payback."""
    facts = {
        "peak": ctx.say("financial.peak_exposure"),
        "payback": ctx.say("financial.payback_months"),
        "horizon": months(ctx, ctx.engagement.horizon),
        "kind": kind_name(ctx).lower(),
    }
    return takeaway(ctx, ctx.words(f"roi.takeaway.{_form(ctx)}", **facts))
