"""The gross amount of a gain, before anything is taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, figure, named, summed, typed, undefined
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.measure.timing import AmountPart, at, first_month, in_month, last_month, steady
from roireport.model.gain import Gain, Plan
from roireport.model.grid import Grid
from roireport.model.period import Span

TWELVE = Decimal(12)


@dataclass(frozen=True, slots=True)
class Gross:
    """A gain's parts over time, also beyond the horizon, and the figure that they come from.

    `why` is set, and `parts` is empty, where there is no amount. `unmeasured` are past periods without an effect;
    `cut` is the period that the end of the horizon cuts, which is not forecast.
    """

    parts: tuple[AmountPart, ...]
    basis: Figure
    measured_periods: int = 0
    unmeasured: tuple[Span, ...] = ()
    cut: Span | None = None
    why: Reason | None = None
    counted: tuple[Span, ...] = ()
    """per_unit: the periods that are measured."""
    worth: Decimal = Decimal(0)
    """per_unit: volume × value."""


def gross_of(gain: Gain, grid: Grid, kpis: Mapping[str, KpiResult], rate: Figure) -> Gross:
    """The gross amount by whichever way it was given; `rate` is the discount rate, for cash that is released."""
    if gain.per_unit is not None:
        return per_unit(gain, grid, kpis[gain.kpi or ""])
    if gain.kind == "cash_release" and gain.flows is not None:
        return cash_release(gain, grid, rate)
    return as_declared(gain, grid)


def as_declared(gain: Gain | Plan, grid: Grid) -> Gross:
    """Flows as written, or the same amount in each month from … to."""
    if gain.flows is not None:
        parts = tuple(part for flow in gain.flows for part in at(grid, flow.when, flow.amount, cost=False))
        return Gross(parts, flows_written(gain))
    key = "per_month" if gain.per_month is not None else "per_year"
    amount = typed(getattr(gain, key), "money", gain.place(key))
    monthly = amount.known if key == "per_month" else amount.known / TWELVE
    return Gross(steady(grid, monthly, gain.from_, gain.to), amount)


def flows_written(gain: Gain | Plan) -> Figure:
    """The sum of the flows as written."""
    flows = gain.flows or ()
    parts = ((str(flow.when), typed(flow.amount, "money", flow.place("amount"))) for flow in flows)
    return summed("money", "sum_of_flows", parts)


def cash_release(gain: Gain, grid: Grid, rate: Figure) -> Gross:
    """Cash set free is worth its carrying cost: amount × rate / 12 a month, from its month to the end of the horizon.

    A release written for several months is set free evenly over them; one at index 0 of a year grid, at the start.
    """
    carrying = rate if gain.carrying_rate is None else typed(gain.carrying_rate, "ratio", gain.place("carrying_rate"))
    released = as_declared(gain, grid)
    if not carrying.defined:
        basis = undefined("money", "carrying_cost", "no_carrying_rate", released=released.basis)
        return Gross((), basis, why=basis.why)
    basis = figure(
        released.basis.known * carrying.known, "money", "carrying_cost", released=released.basis, rate=carrying
    )
    by_month: dict[int, Decimal] = {}
    for part in released.parts:
        by_month[part.month] = by_month.get(part.month, Decimal(0)) + part.amount
    released_so_far, parts = Decimal(0), []
    for month in range(grid.horizon):
        released_so_far += by_month.get(month, Decimal(0))
        if released_so_far:
            parts.append(in_month(grid, month, released_so_far * carrying.known / TWELVE))
    return Gross(tuple(parts), basis)


def per_unit(gain: Gain, grid: Grid, kpi: KpiResult) -> Gross:
    """effect × volume × value for each measured period within from … to; their mean for each period that is to come.

    A past period without an effect counts as nothing and is never forecast. A period that ends after as_of is a
    forecast in all its months. Phillips: unit value × change in the measure.
    """
    first, last = first_month(grid, gain.from_), last_month(grid, gain.to)
    counted = _counted(grid, kpi, first, last)
    value, volume = _unit_value(gain)
    if not counted:
        basis = undefined("money", "per_unit", "no_measured_period", unit_value=value, volume=volume)
        return Gross((), basis, why=basis.why)
    worth = value.known * volume.known
    spans = _periods(grid, first, last, counted[0].period)
    measured = {row.period for row in counted}
    past, future = _by_as_of(grid, [span for span in spans if span not in measured])
    mean = sum((row.effect.known for row in counted), Decimal(0)) / len(counted)
    amounts = [(row.period, row.effect.known * worth, True) for row in counted]
    amounts += [(span, mean * worth, False) for span in future]
    parts = [part for span, amount, known in amounts for part in _shared(grid, span, amount, first, known)]
    cut = _cut(grid, spans, last, gain)
    return Gross(
        tuple(parts),
        _unit_basis(value, volume, counted),
        len(counted),
        past,
        cut,
        None,
        tuple(row.period for row in counted),
        worth,
    )


def _by_as_of(grid: Grid, spans: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The periods that have ended by as_of, and the others."""
    past = tuple(span for span in spans if span.end <= grid.as_of)
    return past, tuple(span for span in spans if span.end > grid.as_of)


def _counted(grid: Grid, kpi: KpiResult, first: int, last: int) -> list[PeriodEffect]:
    """The rows within from … to that have an effect after the start."""
    inside = (row for row in kpi.series if _inside(grid, row.period, first, last))
    return [row for row in inside if row.after_start and row.effect.defined]


def _inside(grid: Grid, span: Span, first: int, last: int) -> bool:
    return first <= grid.month(span.first) and grid.month(span.last) <= last


def _periods(grid: Grid, first: int, last: int, like: Span) -> list[Span]:
    """The periods of a series that lie wholly from … to."""
    months = len(like.months)
    start = grid.first + first + (like.first - grid.first - first) % months
    return [Span(at, at + months - 1) for at in range(start, grid.first + last - months + 2, months)]


def _cut(grid: Grid, spans: Sequence[Span], last: int, gain: Gain) -> Span | None:
    """The period after the last whole one, where the horizon cuts it; None for a gain with an end of its own."""
    if gain.to is not None:
        return None
    after = Span(spans[-1].last + 1, spans[-1].last + len(spans[-1].months))
    return after if grid.month(after.first) <= last else None


def _shared(grid: Grid, span: Span, amount: Decimal, first: int, measured: bool) -> list[AmountPart]:
    """The amount of a period shared evenly by its months, with their positions since `from`."""
    share = amount / len(span.months)
    months = (grid.month(month) for month in span.months)
    return [in_month(grid, month, share, day=span.end, measured=measured, position=month - first) for month in months]


def _unit_value(gain: Gain) -> tuple[Figure, Figure]:
    unit = gain.per_unit
    if unit is None:
        raise ValueError(f"{gain.id} is not given per unit")
    value = typed(unit.value, "money", unit.place("value"))
    return value, typed(unit.volume, "number", unit.place("volume"))


def _unit_basis(value: Figure, volume: Figure, counted: Sequence[PeriodEffect]) -> Figure:
    """What the measured periods are worth together, with the effect of each."""
    effects = named((str(row.period), row.effect) for row in counted)
    total = sum((row.effect.known for row in counted), Decimal(0))
    effect = Figure(total, counted[0].effect.unit, "sum_of_effects", effects)
    return figure(
        total * value.known * volume.known, "money", "per_unit", effect=effect, unit_value=value, volume=volume
    )
