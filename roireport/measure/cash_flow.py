"""The flows period by period, and what they have added up to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

from roireport.measure.discounting import Timeline, factor
from roireport.measure.figure import Figure, Reason, derived, named, settled, undefined
from roireport.measure.financial import CashPeriod, CostResult, DatedAmount, GainResult
from roireport.measure.grid import Grid

ByPeriod = list[list[tuple[str, Figure]]]


def all_flows(costs: Sequence[CostResult], gains: Sequence[GainResult]) -> list[tuple[DatedAmount, int]]:
    """Each flow with its sign: −1 for a cost, +1 for a gain."""
    out = [(flow, -1) for one in costs for flow in one.flows]
    return out + [(flow, 1) for one in gains for flow in one.flows]


def cash_flow(
    grid: Grid,
    costs: Sequence[CostResult],
    gains: Sequence[GainResult],
    totals: tuple[Figure, Figure, Figure],
    timeline: Timeline,
) -> tuple[CashPeriod, ...]:
    """The periods of the horizon; `totals` are cost, gain and discount rate, whose reasons pass on."""
    cost, gain, rate = totals
    spent = _by_period(grid, ((one.cost.id, one.flows) for one in costs))
    won = _by_period(grid, ((one.gain.id, one.flows) for one in gains))
    planned = _by_period(grid, ((one.gain.id, one.planned) for one in gains))
    has_plan = any(one.plan.defined for one in gains)
    net, present = [Decimal(0)] * grid.size, [Decimal(0)] * grid.size
    for flow, sign in all_flows(costs, gains):
        net[flow.period] += sign * flow.amount.known
        if rate.value is not None:
            present[flow.period] += sign * flow.amount.known * factor(rate.value, timeline.years(flow))
    sums = zip(accumulate(net), accumulate(present), strict=True)
    return tuple(
        CashPeriod(
            index=index,
            period=grid.label(index),
            cost=_of_period("cost_of_period", spent[index], cost),
            gain=_of_period("gain_of_period", won[index], gain),
            plan=_planned(planned[index], has_plan),
            cumulative=_cumulative("cumulative", settled(so_far), cost=cost, gain=gain),
            discounted_cumulative=_cumulative("discounted_cumulative", worth, cost=cost, gain=gain, rate=rate),
            forecast=grid.is_forecast(index),
        )
        for index, (so_far, worth) in enumerate(sums)
    )


def _by_period(grid: Grid, lines: Iterable[tuple[str, Sequence[DatedAmount]]]) -> ByPeriod:
    """For each period of the grid, one figure a line that has a flow in it."""
    periods: ByPeriod = [[] for _ in range(grid.size)]
    for id, flows in lines:
        sums: dict[int, Decimal] = {}
        for flow in flows:
            sums[flow.period] = sums.get(flow.period, Decimal(0)) + flow.amount.known
        cause = flows[0].amount.inputs if flows else ()
        for period, amount in sums.items():
            periods[period].append((id, Figure(settled(amount), "money", "part_of_line", cause)))
    return periods


def _of_period(formula: str, lines: Sequence[tuple[str, Figure]], total: Figure) -> Figure:
    value = sum((line.known for _, line in lines), Decimal(0)) if total.defined else None
    return Figure(value, "money", formula, named(lines), total.why)


def _planned(lines: Sequence[tuple[str, Figure]], has_plan: bool) -> Figure:
    value = sum((line.known for _, line in lines), Decimal(0)) if has_plan else None
    return Figure(value, "money", "plan_of_period", named(lines), None if has_plan else Reason("no_plan"))


def _cumulative(formula: str, value: Decimal, **inputs: Figure) -> Figure:
    return derived("money", formula, lambda **_: value, **inputs)


def peak_exposure(flow: Sequence[CashPeriod], cost: Figure, gain: Figure) -> Figure:
    """The lowest cumulative: how much money was out at the worst moment."""
    if not flow:
        return undefined("money", "peak_exposure", "not_defined", cost=cost, gain=gain)
    return derived(
        "money",
        "peak_exposure",
        lambda **_: min(period.cumulative.known for period in flow),
        cost=cost,
        gain=gain,
    )
