"""Appendix B: the key figures, what was typed and by whom, and the flows period by period.

The trace of every other figure is on the site's page of traces and in trace.csv.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from roireport.measure.costs import declared
from roireport.measure.financial import CashPeriod
from roireport.measure.gains import flows_written
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.flow import Range
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.model.period import month_of
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import written_places
from roireport.present.figures.name import figure_parts
from roireport.present.language.quoted_text import QuotedText, quoted_in
from roireport.present.story.assumptions import change, probability
from roireport.present.story.criterion_text import level
from roireport.present.story.outline import number_of
from roireport.present.story.section import section
from roireport.present.view import Section

Headings: TypeAlias = Mapping[str, Sequence[str]]
"""The numbers of the chapters that quote a figure, by its path."""

KEY_FIGURES: Final = (
    "financial.roi", "financial.roi_to_date", "financial.roi_first_year",
    "uncertainty.roi.p10", "uncertainty.roi.p50", "uncertainty.roi.p90",
    "uncertainty.probability_positive", "uncertainty.probability_target",
    "financial.gain", "financial.gain_to_date", "financial.gain_observed", "financial.cost", "financial.net_benefit",
    "financial.npv", "financial.irr", "financial.payback_months", "financial.peak_exposure", "nonfinancial.index",
)  # fmt: skip
"""What leads a report, in this order; after them the gains and the costs by category."""


def appendix_b(ctx: ReportContext, sections: Sequence[Section]) -> Section:
    """Return the appendix: three tables, and where the traces of all figures are."""
    blocks: tuple[Block, ...] = (
        Sentence(ctx.words("traceability.where")),
        *_key_figures(ctx, _headings(ctx, sections)),
        *_typed(ctx),
        *_flows(ctx),
    )
    return section(ctx, "traceability", ctx.words("traceability.appendix"), blocks)


def _headings(ctx: ReportContext, sections: Sequence[Section]) -> Headings:
    """The chapters that quote each figure, by number."""
    headings: dict[str, list[str]] = {}
    for part in sections:
        number = number_of(ctx.workspace, part.id)
        for path in dict.fromkeys(quoted_in(part)) if number else ():
            headings.setdefault(path, []).append(number)
    return headings


# ── B.1 Key figures ─────────────────────────────────────────────────────────


def _key_figures(ctx: ReportContext, headings: Headings) -> Iterator[Block]:
    """Each key figure as it is printed, with its formula and the chapters that show it."""
    names = ("figure", "value", "formula", "chapters", "origin")
    columns = _columns(ctx, names, (31.0, 15.0, 31.0, 11.0, 12.0), right=("value",))
    rows = tuple(_key_figure(ctx, path, headings) for path in _key_paths(ctx))
    if rows:
        yield Exhibit(ctx.words("traceability.key.title"), "", Table(columns, rows, dense=True), "")


def _key_paths(ctx: ReportContext) -> Iterator[str]:
    for path in KEY_FIGURES:
        if path in ctx.figures and ctx.figures[path].defined:
            yield path
    for gain in ctx.engagement.gains:
        yield from (f"financial.gains.{gain.id}.{step}" for step in ("gross", "net"))
    for category, _ in ctx.results.financial.cost_by_category:
        yield f"financial.cost_by_category.{category}"


def _key_figure(ctx: ReportContext, path: str, headings: Headings) -> TableRow:
    figure, (name, owner) = ctx.figures[path], figure_parts(ctx, path)
    formula = "" if figure.formula == "typed" else ctx.words(f"figure.formula.{figure.formula}")
    return TableRow(
        (
            Cell(name, sub=str(owner)),
            Cell(_value(ctx, path)),
            Cell(formula),
            Cell(", ".join(headings.get(path, ()))),
            Cell(ctx.words(f"traceability.origin.{figure.origin}")),
        )
    )


def _value(ctx: ReportContext, path: str) -> QuotedText:
    """A figure in full; a share of draws reads 100 % only where it is all of them."""
    return probability(ctx, path) if path.startswith("uncertainty.probability") else ctx.say(path, short=False)


# ── B.2 What was typed ──────────────────────────────────────────────────────


def _typed(ctx: ReportContext) -> Iterator[Block]:
    """Each line as it was typed, with its document, who estimated it, its range and its evidence."""
    engagement, words = ctx.engagement, ctx.words
    names = ("line", "typed", "document", "range", "evidence")
    columns = _columns(ctx, names, (30.0, 24.0, 26.0, 12.0, 8.0), right=("evidence",))
    groups = (
        ("costs", tuple(_cost(ctx, cost) for cost in engagement.costs)),
        ("gains", tuple(_gain(ctx, gain) for gain in engagement.gains)),
        ("kpis", tuple(_kpi(ctx, kpi) for kpi in engagement.kpis)),
        ("criteria", tuple(_criterion(ctx, criterion) for criterion in engagement.nonfinancial)),
    )
    rows = tuple(
        row
        for name, listed in groups
        if listed
        for row in (TableRow((Cell(words(f"traceability.group.{name}")),), "group"), *listed)
    )
    if rows:
        yield Exhibit(words("traceability.typed.title"), "", Table(columns, rows, dense=True), "")


def _cost(ctx: ReportContext, cost: Cost) -> TableRow:
    notes = []
    if cost.date:
        notes.append(ctx.formats.day_short(cost.date))
    if cost.funded:
        share = ctx.formats.percent(cost.funded.share, 0)
        notes.append(ctx.words("traceability.typed.funded", share=share, by=cost.funded.by))
    beside = ctx.words("common.semicolon").join(notes)
    return _line(ctx, (cost.label, ctx.text(declared(cost)), beside), cost.source, cost.range)


def _gain(ctx: ReportContext, gain: Gain) -> TableRow:
    return _line(
        ctx, (gain.label, _amount(ctx, gain), _estimated_share(ctx, gain)), gain.source, gain.range, gain.evidence
    )


def _estimated_share(ctx: ReportContext, gain: Gain) -> str:
    """The share of a gain with its estimator and confidence; empty where none was typed."""
    given, none = gain.attribution, ctx.words("common.none")
    if given is None:
        return ""
    confidence = none if given.confidence is None else ctx.formats.percent(given.confidence, 0)
    share = ctx.formats.percent(given.share, 0)
    return ctx.words("traceability.typed.share", share=share, by=given.by or none, confidence=confidence)


def _amount(ctx: ReportContext, gain: Gain) -> str:
    """The amount of a gain in the way that it was typed."""
    money = ctx.formats.money
    if gain.per_unit is not None:
        volume = gain.per_unit.volume
        form = "series" if volume is None else "unit"
        shown = ctx.formats.number(volume, written_places(volume)) if volume is not None else ""
        return ctx.words(f"traceability.typed.{form}", value=money(gain.per_unit.value, 0), volume=shown)
    if gain.per_month is not None:
        return ctx.words("traceability.typed.month", amount=money(gain.per_month, 0))
    if gain.per_year is not None:
        return ctx.words("traceability.typed.year", amount=money(gain.per_year, 0))
    count = len(gain.flows or ())
    return ctx.words("traceability.typed.flows", n=count, count=str(count), amount=ctx.text(flows_written(gain)))


def _kpi(ctx: ReportContext, kpi: Kpi) -> TableRow:
    """A KPI: its baseline and its target as the report says them; its series is an attached file."""
    prefix = f"kpis.{kpi.id}"
    values = ctx.words(
        "traceability.typed.levels", baseline=ctx.say(f"{prefix}.baseline"), target=ctx.say(f"{prefix}.target")
    )
    return _line(ctx, (kpi.name, values, str(kpi.series or "")), kpi.source)


def _criterion(ctx: ReportContext, criterion: Criterion) -> TableRow:
    result = next(each for each in ctx.results.nonfinancial.criteria if each.criterion is criterion)
    keys = [key for key in ("baseline", "current", "target") if getattr(criterion, key) is not None]
    values = " → ".join(str(level(ctx, result, key)) for key in keys)
    return _line(ctx, (criterion.label, values, criterion.metric or ""), criterion.source, None, criterion.evidence)


def _line(
    ctx: ReportContext,
    texts: tuple[str, str, str],
    document: str | None,
    range: Range | None = None,
    evidence: int | None = None,
) -> TableRow:
    """A row; `texts` are the label, what was typed, and what stands below it."""
    label, typed, beside = texts
    ends = f"{change(ctx, range.low)} / {change(ctx, range.high)}" if range else ""
    return TableRow(
        (
            Cell(str(label)),
            Cell(typed, sub=str(beside)),
            Cell(str(document or ctx.words("common.none"))),
            Cell(ends),
            Cell("" if evidence is None else f"{evidence}/5"),
        )
    )


# ── B.3 The flows ───────────────────────────────────────────────────────────


def _flows(ctx: ReportContext) -> Iterator[Block]:
    """Cost, gain with its state, and the running totals of every period."""
    periods = ctx.results.financial.cash_flow
    if not any(period.cost.value or period.gain.value for period in periods):
        return
    names = ("period", "cost", "gain", "state", "cumulative", "discounted")
    widths, right = (18.0, 16.0, 16.0, 14.0, 18.0, 18.0), ("cost", "gain", "cumulative", "discounted")
    columns = _columns(ctx, names, widths, right)
    rows = tuple(_period(ctx, period) for period in periods)
    title = ctx.words("traceability.flows.title", currency=ctx.engagement.currency)
    yield Exhibit(title, ctx.words("traceability.flows.rounded"), Table(columns, rows, dense=True), "")


def _period(ctx: ReportContext, period: CashPeriod) -> TableRow:
    paths = (f"financial.cash_flow.{period.period}.{name}" for name in ("cost", "gain", "cumulative"))
    cost, gain, cumulative = (_whole(ctx, path) for path in paths)
    discounted = _whole(ctx, f"financial.cash_flow.{period.period}.discounted_cumulative")
    return TableRow(
        (
            Cell(_period_name(ctx, period)),
            Cell(cost),
            Cell(gain),
            Cell(ctx.words(f"costs_gains.state.{period.state}") if period.gain.value else ""),
            Cell(cumulative),
            Cell(discounted),
        )
    )


def _period_name(ctx: ReportContext, period: CashPeriod) -> str:
    if ctx.engagement.discounting.yearly:
        return str(ctx.words("traceability.flows.year", number=period.period))
    return ctx.formats.month(month_of(ctx.engagement.period.start) + period.index, short=True)


def _whole(ctx: ReportContext, path: str) -> QuotedText | str:
    """An amount in whole units of the currency; empty where it has no value."""
    figure = ctx.figures[path]
    return "" if figure.value is None else QuotedText(ctx.formats.number(figure.value, 0), (path,))


def _columns(
    ctx: ReportContext, names: Sequence[str], widths: Sequence[float], right: Sequence[str]
) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(ctx.words(f"traceability.column.{name}"), width, "right" if name in right else "left")
        for name, width in zip(names, widths, strict=True)
    )
