"""How each gain is obtained: from what was measured or typed to its gross amount, and from there to the net one."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.measure.financial import KEEPING, GainResult
from roireport.measure.shape import full_effect
from roireport.measure.timing import first_month
from roireport.model.flow import Flow
from roireport.model.gain import Gain
from roireport.model.grid import Grid
from roireport.model.period import Index, Span, When
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months, rate, written_places
from roireport.present.language.formats import round_half_up
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.gains_table import RATES
from roireport.present.sections.unit_steps import (
    forecast_product,
    measured_product,
    measured_within,
    product_text,
    stretch_text,
)

_COLUMNS: Final = {"step": 31, "computation": 51, "amount": 18}
"""Widths in percent."""
_MOST_FLOWS: Final = 8
"""Amounts that are written one by one."""


def gain_steps(ctx: ReportContext) -> Iterator[Block]:
    """Yield a table with the steps of each gain; nothing without a gain."""
    rows = tuple(row for n, result in enumerate(ctx.results.financial.gains, 1) for row in _gain(ctx, n, result))
    columns = tuple(
        TableColumn(ctx.words(f"traceability.steps.{name}"), width, "right" if name == "amount" else "left")
        for name, width in _COLUMNS.items()
    )
    if rows:
        note = ctx.words("traceability.steps.subtitle", currency=ctx.engagement.currency)
        yield Exhibit(ctx.words("traceability.steps.title"), note, Table(columns, rows, dense=True), "")


def _gain(ctx: ReportContext, n: int, result: GainResult) -> Iterator[TableRow]:
    path = f"financial.gains.{result.gain.id}"
    yield TableRow((Cell(ctx.words("traceability.steps.gain", code=f"G{n}", gain=result.gain.label)),), "group")
    if not result.gross.defined:
        yield _row(ctx.words("costs_gains.step.gross"), ctx.text(result.gross), "", strong=True)
        return
    yield from _gross(ctx, result)
    yield _row(ctx.words("costs_gains.step.gross"), "", _amount(ctx, f"{path}.gross"), strong=True)
    taken = {step: figure.known for step, figure in result.taken if figure.value}
    whole = round_half_up(result.gross.known, 0) - round_half_up(result.net.known, 0)
    for step, amount in zip(taken, largest_remainder(list(taken.values()), 0, whole), strict=True):
        shown = _amount(ctx, f"{path}.{step}", -amount)
        yield _row(ctx.words(f"costs_gains.step.{step}"), _rate(ctx, step, result.gain), shown)
    yield _row(ctx.words("costs_gains.step.net"), "", _amount(ctx, f"{path}.net"), strong=True)


def _row(step: str, computation: str, amount: str, *, strong: bool = False) -> TableRow:
    return TableRow((Cell(step, strong=strong), Cell(computation), Cell(amount, strong=strong)))


def _amount(ctx: ReportContext, path: str, value: Decimal | None = None) -> QuotedText:
    """Write an amount in whole units of the currency."""
    figure = ctx.figures[path]
    return QuotedText(ctx.formats.number(figure.known if value is None else value), (path,))


# ── To the gross amount ─────────────────────────────────────────────────────


def _gross(ctx: ReportContext, result: GainResult) -> Iterator[TableRow]:
    """Yield what the gross amount consists of."""
    gain = result.gain
    if gain.per_unit is not None:
        yield from _units(ctx, result)
    elif gain.kind == "cash_release":
        yield _row(ctx.words("traceability.steps.typed"), ctx.words("traceability.steps.released"), "")
    elif gain.flows is not None:
        yield _row(ctx.words("traceability.steps.typed"), flows_text(ctx, gain.flows), "")
    else:
        yield _row(_over(ctx, result), _steady(ctx, result), "")


def _units(ctx: ReportContext, result: GainResult) -> Iterator[TableRow]:
    """Yield the measured periods and those to come, each with its product."""
    unit, grid = result.gain.per_unit, Grid.of(ctx.engagement)
    assert unit is not None
    kpi = next(kpi for kpi in ctx.results.kpis if kpi.kpi.id == result.gain.kpi)
    spans = {"measured": measured_within(result, grid), "forecast": result.to_come}
    every = {"measured": measured_product(result, unit, grid), "forecast": forecast_product(result, unit)}
    products = {name: product for name, product in every.items() if product is not None}
    amounts = largest_remainder([product.amount for product in products.values()], 0, result.gross.known)
    for (name, product), amount in zip(products.items(), amounts, strict=True):
        text = product_text(ctx, kpi, product, own_volumes=unit.volume is None)
        if name == "forecast":
            text = ctx.words("traceability.steps.mean_of", n=len(result.mean_of), count=str(len(result.mean_of)),
                             periods=stretch_text(ctx, result.mean_of), product=text)  # fmt: skip
        head = ctx.words(f"traceability.steps.{name}", periods=stretch_text(ctx, spans[name]))
        yield _row(head, text, ctx.formats.number(amount))


def _over(ctx: ReportContext, result: GainResult) -> str:
    """Name the months of a steady gain within the horizon."""
    first = Grid.of(ctx.engagement).first
    counted = [first + flow.month for flow in result.flows]
    spans = [Span(min(counted), min(counted)), Span(max(counted), max(counted))]
    return str(ctx.words("traceability.steps.months", periods=stretch_text(ctx, spans)))


def _steady(ctx: ReportContext, result: GainResult) -> QuotedText:
    """Write the amount of a month or a year, and for how many months it counts."""
    gain, count = result.gain, len(result.flows)
    form, amount = ("month", gain.per_month) if gain.per_month is not None else ("year", gain.per_year)
    amount = amount or Decimal(0)
    typed = ctx.formats.money(amount, written_places(amount))
    return ctx.words(f"traceability.steps.{form}", amount=typed, months=months(ctx, count))


def flows_text(ctx: ReportContext, flows: tuple[Flow, ...]) -> str:
    """Write each amount with its day or period; their number where they are many."""
    if len(flows) > _MOST_FLOWS:
        return ctx.words("traceability.steps.flows", count=str(len(flows)))
    written = (
        ctx.words(
            "traceability.steps.flow",
            amount=ctx.formats.money(flow.amount, written_places(flow.amount)),
            when=when_text(ctx, flow.when),
        )
        for flow in flows
    )
    return ctx.words("common.semicolon").join(written)


def when_text(ctx: ReportContext, when: When) -> str:
    """Write a day, a period or an index of the grid."""
    if isinstance(when, Index):
        months = None if ctx.engagement.discounting.yearly else Grid.of(ctx.engagement).months_of_index(when)
        return ctx.formats.span(months) if months else str(ctx.words("traceability.flows.year", number=str(when)))
    return ctx.formats.span(when) if isinstance(when, Span) else ctx.formats.day_short(when)


# ── From gross to net ───────────────────────────────────────────────────────


def _rate(ctx: ReportContext, step: str, gain: Gain) -> QuotedText:
    """Say what a step does with what the step before it left."""
    if step in ("lag_ramp", "drop_off"):
        grid = Grid.of(ctx.engagement)
        full = grid.first + first_month(grid, gain.from_) + full_effect(gain.lag or 0, gain.ramp or 0)
        return ctx.words(
            f"traceability.steps.{step}",
            lag=months(ctx, gain.lag or 0),
            ramp=months(ctx, max(1, gain.ramp or 0)),
            rate=rate(ctx, gain.drop_off or Decimal(0), f"gains.{gain.id}.drop_off"),
            full=ctx.formats.month(full),
            first=ctx.formats.month(full + 12),
        )
    typed = rate(ctx, RATES[step](gain) or Decimal(0), f"gains.{gain.id}.{step}")
    form = "kept" if step in KEEPING else "taken"
    return ctx.words(f"traceability.steps.{form}", rate=typed)
