"""L15–L17: whether the horizon fits what was measured and what is paid."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.agreement import on_gain
from roireport.assess.finding import Case, Fact, Trigger, rule
from roireport.assess.sources import KIRKPATRICK, PHILLIPS
from roireport.measure.figure import Figure, figure, summed, typed
from roireport.model.grid import Grid

TIMES_MEASURED = 3
"""A horizon above this many times the measured months is mostly hope."""


@rule(
    "L15",
    "warning",
    f"{PHILLIPS}, guiding principle 4: choose the most conservative alternative",
    threshold=Decimal(24),
    counts="months",
    key="horizon",
)
def horizon_far_beyond_the_data(case: Case) -> Iterator[Trigger]:
    """L15: the horizon is above the threshold (24 months) and above three times the measured months."""
    horizon, measured = case.engagement.horizon, _measured_months(case)
    if horizon > case.threshold and horizon > TIMES_MEASURED * measured:
        yield Trigger(None, {"horizon": horizon, "measured": measured}, case.engagement.place("horizon"))


def _measured_months(case: Case) -> int:
    """How many months of the grid had ended by as_of."""
    grid = Grid.of(case.engagement)
    return sum(grid.has_ended(month) for month in range(grid.horizon))


@rule("L16", "info", f"{KIRKPATRICK}, allow time for results to be achieved", key="gains.lag")
def gain_from_the_first_month(case: Case) -> Iterator[Trigger]:
    """L16: a gain counts from the month of the start; a year grid has no months."""
    if not Grid.of(case.engagement).yearly:
        for result in case.results.financial.gains:
            first = [flow.amount for flow in result.flows if flow.month == 0 and flow.amount.known > 0]
            if first:
                amount = figure(sum(amount.known for amount in first), "money", "gain_of_month", net=result.net)
                yield on_gain(result, {"amount": amount, "start": case.engagement.period.start})


@rule(
    "L17",
    "warning",
    f"{PHILLIPS}, guiding principle 10: fully load all costs",
    threshold=Decimal("0.10"),
    key="horizon",
)
def costs_beyond_the_horizon(case: Case) -> Iterator[Trigger]:
    """L17: costs after the end of the horizon are above the threshold (10 %) of the cost."""
    financial = case.results.financial
    left_out = [
        (line.subject, line.amount)
        for line in financial.omitted
        if line.key == "beyond_horizon" and line.subject.startswith("costs.") and line.amount is not None
    ]
    share = _share(summed("money", "cost_beyond_horizon", left_out), financial.cost)
    if share is not None and share.known > case.threshold:
        facts: dict[str, Fact] = {
            "share": share,
            "threshold": typed(case.threshold, "ratio", None),
            "amount": share.inputs[0].figure,
            "horizon": case.engagement.horizon,
        }
        yield Trigger(None, facts, case.engagement.place("horizon"))


def _share(part: Figure, cost: Figure) -> Figure | None:
    """The share of the cost; None where there is no cost above 0."""
    if cost.value is None or cost.value <= 0:
        return None
    return figure(part.known / cost.value, "ratio", "share_of_cost", part=part, cost=cost)
