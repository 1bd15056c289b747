"""B.2: what was typed, by whom, from which document."""

from collections.abc import Iterator
from typing import Final

from roireport.measure.costs import declared
from roireport.measure.financial import CostResult
from roireport.measure.gains import flows_written
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.flow import Range
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, written_places
from roireport.present.sections.appendix_columns import appendix_columns
from roireport.present.sections.gain_steps import flows_text, when_text
from roireport.present.story.assumptions import change
from roireport.present.story.criterion_text import level

_COLUMNS: Final = {"line": 29.0, "typed": 27.0, "document": 26.0, "range": 10.0, "evidence": 8.0}
"""Widths in percent."""


def typed_lines(ctx: ReportContext) -> Iterator[Block]:
    """Yield each line as it was typed, with its document, who estimated it, its range and its evidence."""
    engagement, words = ctx.engagement, ctx.words
    columns = appendix_columns(ctx, _COLUMNS, ("evidence",))
    groups = (
        ("costs", tuple(_cost(ctx, cost) for cost in _by_category(ctx))),
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


def _by_category(ctx: ReportContext) -> list[CostResult]:
    """The costs, those of a category beside each other, in the order of the totals."""
    order = [category for category, _ in ctx.results.financial.cost_by_category]
    return sorted(ctx.results.financial.costs, key=lambda cost: order.index(cost.cost.category))


def _cost(ctx: ReportContext, cost: CostResult) -> TableRow:
    """A cost: its category, when it falls, what another party bears, and what is counted where that differs."""
    line = cost.cost
    notes = [_when(ctx, line), *_changes(ctx, cost)]
    category = ctx.words(f"costs_gains.category.{line.category}")
    texts = (line.label, _cost_amount(ctx, line), ctx.words("common.semicolon").join(filter(None, notes)))
    return _line(ctx, texts, line.source, line.range, kind=category)


def _cost_amount(ctx: ReportContext, cost: Cost) -> str:
    """The amount of a cost in the way that it was typed."""
    if cost.quantity is None or cost.unit_cost is None:
        return ctx.text(declared(cost))
    quantity = ctx.formats.number(cost.quantity, written_places(cost.quantity))
    unit_cost = ctx.formats.money(cost.unit_cost, written_places(cost.unit_cost))
    return ctx.words("traceability.typed.quantity", quantity=quantity, unit_cost=unit_cost)


def _when(ctx: ReportContext, cost: Cost) -> str:
    """When a cost falls: its day, its months, or each of its amounts."""
    if cost.flows is not None:
        return flows_text(ctx, cost.flows)
    if cost.from_ is not None and cost.to is not None:
        first, last = when_text(ctx, cost.from_), when_text(ctx, cost.to)
        return ctx.words("traceability.typed.spread", first=first, last=last)
    return ctx.formats.day_short(cost.date) if cost.date else ""


def _changes(ctx: ReportContext, cost: CostResult) -> Iterator[str]:
    """What is counted of an amount, and why it differs from what was typed."""
    words, percent, line = ctx.words, ctx.formats.percent, cost.cost
    if line.prorate is not None:
        used, whole = (ctx.formats.number(n, written_places(n)) for n in (line.prorate.used, line.prorate.of))
        yield words("traceability.typed.prorate", used=used, whole=whole)
    if line.funded:
        share = percent(line.funded.share, written_places(line.funded.share * 100))
        yield words("traceability.typed.funded", share=share, by=line.funded.by)
    if line.overrun:
        yield words("traceability.typed.overrun", rate=percent(line.overrun, written_places(line.overrun * 100)))
    if cost.net.value is not None and cost.net.value != declared(line).value:
        path = f"financial.costs.{line.id}.net"
        yield words("traceability.typed.counted", amount=cited(ctx, ctx.text(cost.net), path))


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
    kind: str = "",
) -> TableRow:
    """A row; `texts` are the label, what was typed, and the note below it; `kind` is the note below the label."""
    label, typed, beside = texts
    ends = f"{change(ctx, range.low)} / {change(ctx, range.high)}" if range else ""
    return TableRow(
        (
            Cell(str(label), sub=kind),
            Cell(typed, sub=str(beside)),
            Cell(str(document or ctx.words("common.none"))),
            Cell(ends),
            Cell("" if evidence is None else f"{evidence}/5"),
        )
    )
