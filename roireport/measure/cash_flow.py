"""The flows period by period, and what they have added up to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

from roireport.measure.discounting import Timeline, factor
from roireport.measure.figure import Figure, Reason, derived, named, trimmed
from roireport.measure.financial import STATES, CashPeriod, CostResult, DatedAmount, GainResult, State
from roireport.model.grid import Grid

NOTHING = Decimal(0)
ByPeriod = list[list[tuple[str, Figure]]]


def all_flows(costs: Sequence[CostResult], gains: Sequence[GainResult]) -> list[tuple[DatedAmount, int]]:
    """Each flow with its sign: −1 for a cost, +1 for a gain."""
    outflows = [(flow, -1) for line in costs for flow in line.flows]
    return outflows + [(flow, 1) for line in gains for flow in line.flows]


def cash_flow(
    grid: Grid,
    costs: Sequence[CostResult],
    gains: Sequence[GainResult],
    totals: tuple[Figure, Figure, Figure, Figure],
    timeline: Timeline,
) -> tuple[CashPeriod, ...]:
    """The periods of the horizon; `totals` are cost, gain, plan and discount rate, whose reasons pass on."""
    cost, gain, plan, rate = totals
    spent = _by_period(grid, ((line.cost.id, line.flows) for line in costs))
    won = _by_period(grid, ((line.gain.id, line.flows) for line in gains))
    planned = _by_period(grid, ((line.gain.id, line.planned) for line in gains))
    present = _present_values(grid, all_flows(costs, gains), rate, timeline)
    states = _least_sure(flow for line in gains for flow in line.flows)
    paid, gained, due = (_so_far(lines) for lines in (spent, won, planned))
    return tuple(
        CashPeriod(
            index=index,
            period=grid.label(index),
            cost=_of_period("cost_of_period", spent[index], cost),
            gain=_of_period("gain_of_period", won[index], gain),
            plan=_of_period("plan_of_period", planned[index], plan),
            cumulative=_cumulative("cumulative", gained[index] - paid[index], cost=cost, gain=gain),
            discounted_cumulative=_cumulative("discounted_cumulative", worth, cost=cost, gain=gain, rate=rate),
            plan_cumulative=_cumulative("plan_cumulative", due[index], plan=plan),
            roi=return_of_period(
                _cumulative("gain_so_far", gained[index], gain=gain), _cumulative("cost_so_far", paid[index], cost=cost)
            ),
            forecast=grid.is_forecast(index),
            state=states.get(index, "forecast" if grid.is_forecast(index) else "observed"),
        )
        for index, worth in enumerate(accumulate(present))
    )


def _present_values(
    grid: Grid, flows: Iterable[tuple[DatedAmount, int]], rate: Figure, timeline: Timeline
) -> list[Decimal]:
    """The present value of the flows of each period; 0 without a rate, where no figure uses it."""
    present = [NOTHING] * grid.size
    if rate.value is not None:
        for flow, sign in flows:
            present[flow.period] += sign * flow.amount.known * factor(rate.value, timeline.years(flow))
    return present


def _least_sure(flows: Iterable[DatedAmount]) -> dict[int, State]:
    """The state of each period that has a gain: that of its least sure amount."""
    states: dict[int, State] = {}
    for flow in flows:
        states[flow.period] = max(flow.state, states.get(flow.period, "observed"), key=STATES.index)
    return states


def return_of_period(gain: Figure, cost: Figure) -> Figure:
    """(gain so far − cost so far) / cost so far: what has come back of the cost by the end of a period."""

    def ratio(cost: Decimal, gain: Decimal) -> Decimal | Reason:
        return (gain - cost) / cost if cost > 0 else Reason("nothing_spent_yet")

    return derived("ratio", "return_of_period", ratio, cost=cost, gain=gain)


def _so_far(periods: ByPeriod) -> list[Decimal]:
    """What the lines have come to by the end of each period."""
    return [
        trimmed(total) for total in accumulate(sum((line.known for _, line in lines), NOTHING) for lines in periods)
    ]


def _by_period(grid: Grid, lines: Iterable[tuple[str, Sequence[DatedAmount]]]) -> ByPeriod:
    """For each period of the grid, one figure a line that has a flow in it."""
    periods: ByPeriod = [[] for _ in range(grid.size)]
    for id, flows in lines:
        sums: dict[int, Decimal] = {}
        for flow in flows:
            sums[flow.period] = sums.get(flow.period, NOTHING) + flow.amount.known
        cause = flows[0].amount.inputs if flows else ()
        for period, amount in sums.items():
            periods[period].append((id, Figure(trimmed(amount), "money", "part_of_line", cause)))
    return periods


def _of_period(formula: str, lines: Sequence[tuple[str, Figure]], total: Figure) -> Figure:
    value = sum((line.known for _, line in lines), NOTHING) if total.defined else None
    return Figure(value, "money", formula, named(lines), total.why)


def _cumulative(formula: str, value: Decimal, **inputs: Figure) -> Figure:
    return derived("money", formula, lambda **_: value, **inputs)


def peak_exposure(flow: Sequence[CashPeriod], cost: Figure, gain: Figure) -> Figure:
    """The lowest cumulative: how much money was out at the worst moment."""
    return derived(
        "money",
        "peak_exposure",
        lambda **_: min(period.cumulative.known for period in flow),
        cost=cost,
        gain=gain,
    )
