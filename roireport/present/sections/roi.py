"""Section 4: the return on investment, its formula with the real numbers, when the money is back."""

from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.present.blocks import Block, Cell, Column, Exhibit, Formula, Row, Sentence, Side, Table, Takeaway
from roireport.present.charts.cash import cash_drawing, cash_title
from roireport.present.charts.return_course import return_course_drawing, return_course_title
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised, months, rate, spelled
from roireport.present.language.said import Said
from roireport.present.sections.summary_tiles import peak
from roireport.present.story.section import accepted, data_source, section, takeaway, withheld
from roireport.present.story.verdict import blocker_name, has_headline
from roireport.present.view import Section

MEASURES: Final = (
    "roi",
    "bcr",
    "net_benefit",
    "roi_to_date",
    "roi_12_months",
    "npv",
    "roi_discounted",
    "irr",
    "mirr",
    "payback_months",
    "discounted_payback_months",
    "peak_exposure",
)
"""The rows of the table of measures, in order; each is a figure of the financial results."""
READ: Final = frozenset(("bcr", "irr"))
"""Those that are misread without a word on how to read them."""
TOLD_ABOVE: Final = frozenset(("roi", "bcr", "roi_to_date", "roi_12_months"))
"""Those that the formula and the course of the return tell already, where there is a headline."""


def roi(desk: Desk) -> Section:
    """The section."""
    blocks: tuple[Block, ...] = (
        *withheld(desk),
        *accepted(desk),
        _formula(desk),
        *_cash(desk),
        *_returns(desk),
        *_irr(desk),
        _takeaway(desk),
    )
    return section(desk, "roi", roi_title(desk), blocks)


def roi_title(desk: Desk) -> Said:
    """When the money was back, or will be, and what is left."""
    financial = desk.results.financial
    if not desk.verdict.established:
        return desk.words("roi.title.withheld", blocker=blocker_name(desk, desk.verdict.blockers[0]))
    if not financial.net_benefit.defined:
        return desk.words("roi.title.undefined", why=desk.say("financial.roi"))
    amount = desk.formats.money_short(abs(financial.net_benefit.known))
    facts = {
        "net": Said(amount, ("financial.net_benefit",)),
        "month": desk.say("financial.break_even"),
        "horizon": months(desk, desk.engagement.horizon),
    }
    return desk.words(f"roi.title.{_recovery(desk)}", **facts)


def _recovery(desk: Desk) -> str:
    """Whether the money is back, will be by forecast, was never out, or is not back within the horizon."""
    financial = desk.results.financial
    if not financial.payback_months.defined:
        return "open"
    if financial.payback_months.known == 0:
        return "never_out"
    turning = financial.cash_flow[_period_of(desk, financial.payback_months.known)]
    return "forecast" if turning.forecast else "recovered"


def _period_of(desk: Desk, payback: Decimal) -> int:
    """The index of the period in which the payback falls: a month, or a year after the start."""
    yearly = desk.engagement.discounting.convention in ("year_end", "spreadsheet")
    whole = int(payback / 12 if yearly else payback)
    exact = payback == whole * (12 if yearly else 1)
    index = whole - exact + (1 if yearly else 0)
    return min(max(index, 0), len(desk.results.financial.cash_flow) - 1)


# ── The formula ─────────────────────────────────────────────────────────────


def _formula(desk: Desk) -> Block:
    """ROI = (net gain − cost) ÷ cost with the real amounts, as a percentage and as a ratio."""
    financial = desk.results.financial
    if not financial.roi.defined:
        return Sentence(desk.words("roi.formula.undefined", why=desk.text(financial.roi)))
    ratio, formats = desk.formats.number(financial.roi.known, 2), desk.formats
    return Formula(
        desk.words(
            "roi.formula" if desk.verdict.established else "roi.formula.withheld",
            gain=Said(formats.number(financial.gain.known), ("financial.gain",)),
            cost=Said(formats.number(financial.cost.known), ("financial.cost",)),
            roi=desk.detail("financial.roi"),
            ratio=Said(ratio, ("financial.roi",)),
            bcr=_ratio(desk, "financial.bcr"),
        )
    )


def _ratio(desk: Desk, path: str) -> Said:
    """A gain/cost ratio: 2,26."""
    return Said(desk.formats.number(desk.figures[path].known, 2), (path,))


# ── The cash over time ──────────────────────────────────────────────────────


def _cash(desk: Desk) -> tuple[Block, ...]:
    """Costs, gains and the running total, period by period."""
    if not any(flow.cumulative.defined for flow in desk.results.financial.cash_flow):
        return (Sentence(desk.words("roi.cash.empty")),)
    title = cash_title(desk)
    yearly = desk.engagement.discounting.convention in ("year_end", "spreadsheet")
    period = "year" if yearly else "month"
    subtitle = desk.words(f"roi.cash.subtitle.{period}", symbol=desk.formats.symbol())
    drawing = cash_drawing(desk, title, subtitle)
    return (Exhibit(title, subtitle, drawing, data_source(desk)),)


def _returns(desk: Desk) -> tuple[Block, ...]:
    """The ROI period by period and the measures, side by side; the measures alone where there is no ROI."""
    measured = _measures(desk)
    if not desk.results.financial.roi.defined:
        return (measured,)
    title, subtitle = return_course_title(desk), desk.words("roi.course.subtitle")
    drawing = return_course_drawing(desk, title, subtitle)
    return (Side((Exhibit(title, subtitle, drawing, data_source(desk)),), (measured,)),)


# ── The measures ────────────────────────────────────────────────────────────


def _measures(desk: Desk) -> Exhibit:
    """Each measure with its value; where it has none, the reason why."""
    columns = Column(desk.words("roi.column.measure"), 74), Column(desk.words("roi.column.value"), 26, "right")
    table = Table(columns, tuple(_measure(desk, name) for name in measures(desk)), dense=True)
    return Exhibit(measures_title(desk), desk.words("roi.measures.subtitle"), table, data_source(desk))


def measures_title(desk: Desk) -> Said:
    """The present value and the payback, as far as they are defined; how many measures where neither is."""
    financial = desk.results.financial
    told = [name for name in ("npv", "payback_months") if getattr(financial, name).defined]
    if not told or not desk.verdict.established:
        return capitalised(desk.words("roi.measures.title", count=spelled(desk, len(measures(desk)), feminine=True)))
    facts = {name: desk.say(f"financial.{name}") for name in told}
    return desk.words(f"roi.measures.title.{'_and_'.join(told)}", **facts, **_measure_facts(desk))


def measures(desk: Desk) -> tuple[str, ...]:
    """The rows of the table of measures."""
    told = TOLD_ABOVE if has_headline(desk) else frozenset[str]()
    return tuple(name for name in MEASURES if name not in told)


def _measure(desk: Desk, name: str) -> Row:
    """One row; the computed value stands here even where the headline is withheld."""
    path, figure = f"financial.{name}", getattr(desk.results.financial, name)
    label = desk.words(f"roi.measure.{name}{_variant(desk, name)}", **_measure_facts(desk))
    if not figure.defined:
        return Row((Cell(label, sub=desk.detail(path)), Cell(desk.words("common.none"), tone="muted")))
    reading = desk.words(f"roi.reading.{name}", **_measure_facts(desk)) if name in READ else ""
    value = Cell(_value(desk, name, figure), strong=True, sort=float(figure.known))
    return Row((Cell(label, sub=reading), value))


def _value(desk: Desk, name: str, figure: Figure) -> Said:
    path = f"financial.{name}"
    return _ratio(desk, path) if name == "bcr" else desk.detail(path)


def _variant(desk: Desk, name: str) -> str:
    """Discounted measures name their rate, where there is one."""
    return ".no_rate" if name == "npv" and desk.engagement.discounting.rate is None else ""


def _measure_facts(desk: Desk) -> dict[str, object]:
    discounting = desk.engagement.discounting
    return {
        "horizon": months(desk, desk.engagement.horizon),
        "day": desk.formats.day(desk.engagement.as_of),
        "rate": "" if discounting.rate is None else rate(desk, discounting.rate, "discounting.rate"),
        "one": desk.formats.money(Decimal(1)),
    }


def _irr(desk: Desk) -> tuple[Block, ...]:
    """The roots of the internal rate where there are several, with its caveat."""
    financial = desk.results.financial
    if len(financial.irr_roots) < 2:
        return ()
    roots = tuple(desk.formats.percent(root.known, 1) for root in financial.irr_roots)
    count = spelled(desk, len(roots))
    text = desk.words("roi.irr.several", count=count, n=len(roots), roots=desk.words.listed(roots))
    return (Sentence(text, desk.words("roi.irr.caveat")),)


def _takeaway(desk: Desk) -> Takeaway:
    """How much was out at most, and when it was back."""
    financial = desk.results.financial
    if not desk.verdict.established:
        return takeaway(desk, desk.words("roi.takeaway.withheld"))
    if not financial.roi.defined:
        return takeaway(desk, desk.words("roi.takeaway.undefined"))
    recovery = _recovery(desk)
    facts = {
        "peak": peak(desk) if financial.peak_exposure.defined else "",
        "payback": desk.say("financial.payback_months"),
        "horizon": months(desk, desk.engagement.horizon),
    }
    return takeaway(desk, desk.words(f"roi.takeaway.{recovery}", **facts))
