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

    `why` is set, and `parts` is empty, where no amount can be told. `unmeasured` are past periods without an effect;
    `cut` is the period that the end of the horizon cuts, which is not forecast.
    """

    parts: tuple[AmountPart, ...]
    basis: Figure
    measured_periods: int = 0
    unmeasured: tuple[Span, ...] = ()
    cut: Span | None = None
    why: Reason | None = None


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
    held, parts = Decimal(0), []
    for month in range(grid.horizon):
        held += by_month.get(month, Decimal(0))
        if held:
            parts.append(in_month(grid, month, held * carrying.known / TWELVE))
    return Gross(tuple(parts), basis)


def per_unit(gain: Gain, grid: Grid, kpi: KpiResult) -> Gross:
    """effect × volume × value for each measured period within from … to; their mean for each period that is to come.

    A past period without an effect counts as nothing and is never forecast. A period that ends after as_of is a
    forecast in all its months. Phillips: unit value × change in the measure.
    """
    first, last = first_month(grid, gain.from_), last_month(grid, gain.to)
    inside = [one for one in kpi.series if _inside(grid, one.period, first, last)]
    counted = [one for one in inside if one.after_start and one.effect.defined]
    value, volume = _unit_value(gain)
    if not counted:
        basis = undefined("money", "per_unit", "no_measured_period", unit_value=value, volume=volume)
        return Gross((), basis, why=basis.why)
    each = value.known * volume.known
    spans = _periods(grid, first, last, counted[0].period)
    seen = {one.period for one in counted}
    mean = sum((one.effect.known for one in counted), Decimal(0)) / len(counted)
    parts = [part for one in counted for part in _shared(grid, one.period, one.effect.known * each, first, True)]
    for span in spans:
        if span not in seen and span.end > grid.as_of:
            parts += _shared(grid, span, mean * each, first, False)
    unmeasured = tuple(span for span in spans if span not in seen and span.end <= grid.as_of)
    cut = _cut(grid, spans, last) if gain.to is None else None
    return Gross(tuple(parts), _unit_basis(value, volume, counted), len(counted), unmeasured, cut)


def _inside(grid: Grid, span: Span, first: int, last: int) -> bool:
    return first <= grid.month(span.first) and grid.month(span.last) <= last


def _periods(grid: Grid, first: int, last: int, like: Span) -> list[Span]:
    """The periods of a series that lie wholly from … to."""
    months = len(like.months)
    start = grid.first + first + (like.first - grid.first - first) % months
    return [Span(at, at + months - 1) for at in range(start, grid.first + last - months + 2, months)]


def _cut(grid: Grid, spans: Sequence[Span], last: int) -> Span | None:
    """The period after the last whole one, where it begins within the horizon and ends beyond it."""
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
    effects = named((str(one.period), one.effect) for one in counted)
    total = sum((one.effect.known for one in counted), Decimal(0))
    effect = Figure(total, counted[0].effect.unit, "sum_of_effects", effects)
    return figure(
        total * value.known * volume.known, "money", "per_unit", effect=effect, unit_value=value, volume=volume
    )
