"""The gross amount of a gain, before anything is taken off."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from roireport.measure.figure import Figure, figure, summed, typed, undefined
from roireport.measure.gross import Gross
from roireport.measure.per_unit import per_unit
from roireport.measure.results import KpiResult
from roireport.measure.timing import at, in_month, state_at, steady
from roireport.model.gain import Gain, Plan
from roireport.model.grid import Grid
from roireport.model.series import Series

TWELVE = Decimal(12)


def gross_of(
    gain: Gain, grid: Grid, kpis: Mapping[str, KpiResult], series: Mapping[str, Series], rate: Figure
) -> Gross:
    """The gross amount by whichever way it was given; `rate` is the discount rate, for cash that is released."""
    if gain.per_unit is not None and gain.kpi is not None:
        return per_unit(gain, gain.per_unit, grid, kpis[gain.kpi], series.get(gain.kpi))
    if gain.kind == "cash_release" and gain.flows is not None:
        return cash_release(gain, grid, rate)
    return as_declared(gain, grid)


def as_declared(gain: Gain | Plan, grid: Grid) -> Gross:
    """Flows as written, or the same amount in each month from … to."""
    through = read_through(gain, grid) if isinstance(gain, Gain) else None
    if gain.flows is not None:
        flows = (at(grid, flow.when, flow.amount, cost=False, through=through) for flow in gain.flows)
        parts = tuple(part for of_flow in flows for part in of_flow)
        return Gross(parts, flows_written(gain))
    key = "per_month" if gain.per_month is not None else "per_year"
    amount = typed(getattr(gain, key), "money", gain.place(key))
    monthly = amount.known if key == "per_month" else amount.known / TWELVE
    return Gross(steady(grid, monthly, gain.from_, gain.to, through), amount)


def read_through(gain: Gain, grid: Grid) -> date | None:
    """The last day up to which the typed amounts of a gain were read off accounts; None where none were."""
    if gain.observed is None:
        return None
    through = gain.observed.through
    if through is None or isinstance(through, date):
        return through or grid.as_of
    return grid.months_of(through).end


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
    for part in (part for part in released.parts if part.amount):  # 0 sets nothing free, so no month has a gain by it
        by_month[part.month] = by_month.get(part.month, Decimal(0)) + part.amount
    released_so_far, parts, through = Decimal(0), [], read_through(gain, grid)
    for month in range(min(by_month, default=grid.horizon), grid.horizon):
        released_so_far += by_month.get(month, Decimal(0))
        state = state_at(grid, grid.end(month), through)
        parts.append(in_month(grid, month, released_so_far * carrying.known / TWELVE, state))
    return Gross(tuple(parts), basis)
