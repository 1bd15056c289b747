"""L14–L17: whether forecast and horizon fit what was measured and what is paid."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil

from roireport.assess.finding import Case, Fact, Trigger, on_gain, rule
from roireport.assess.sources import CONSERVATIVE, FORECASTING, FULL_COSTS, GUIDELINES
from roireport.measure.figure import Figure, figure, summed
from roireport.measure.financial import GainResult
from roireport.measure.moments import mean
from roireport.measure.results import KpiResult
from roireport.model.grid import Grid

FEWEST_RECENT = 3
"""Effects: fewer tell no fading from a bad month."""

TIMES_MEASURED = 3
"""A horizon above this many times the measured months is mostly hope."""


@rule(
    "L14",
    "warning",
    FORECASTING,
    threshold=Decimal("0.70"),
    key="gains.per_unit.forecast_from",
)
def effect_already_fading(case: Case) -> Iterator[Trigger]:
    """L14: the mean of the last measured effects is below the threshold (70 %) of the mean that is forecast.

    The last ⌈k/4⌉ of k measured effects, 3 at least.
    """
    kpis = {kpi.kpi.id: kpi for kpi in case.results.kpis}
    for result in case.results.financial.gains:
        effects = _measured_effects(result, kpis)
        last = max(FEWEST_RECENT, ceil(len(effects) / 4))
        if not result.forecast or len(effects) < last:
            continue
        chosen = result.gain.per_unit.forecast_from if result.gain.per_unit else None
        recent, forecast = _mean(effects[-last:]), _mean(effects[-(chosen or len(effects)) :])
        if forecast.known > 0 and recent.known < case.threshold * forecast.known:
            share = figure(
                recent.known / forecast.known, "ratio", "share_of_forecast", recent=recent, forecast=forecast
            )
            facts: dict[str, Fact] = {"n": last, "recent": recent, "forecast": forecast, "share": share}
            yield on_gain(result.gain, {**facts, "threshold": case.limit})


def _measured_effects(result: GainResult, kpis: Mapping[str, KpiResult]) -> list[Figure]:
    """The effects of the measured periods that a gain per unit rests on, in the order of time."""
    counted = {span for span, _ in result.rests_on}
    rows = kpis[result.gain.kpi].series if counted and result.gain.kpi else ()
    return [row.effect for row in rows if row.period in counted]


def _mean(effects: Sequence[Figure]) -> Figure:
    return Figure(mean([effect.known for effect in effects]), effects[0].unit, "mean_effect_of_some")


@rule(
    "L15",
    "warning",
    CONSERVATIVE,
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


@rule("L16", "info", GUIDELINES, key="gains.lag")
def gain_from_the_first_month(case: Case) -> Iterator[Trigger]:
    """L16: a gain counts from the month of the start; a year grid has no months."""
    if not Grid.of(case.engagement).yearly:
        for result in case.results.financial.gains:
            first = [flow.amount for flow in result.flows if flow.month == 0 and flow.amount.known > 0]
            if first:
                amount = figure(sum(amount.known for amount in first), "money", "gain_of_month", net=result.net)
                yield on_gain(result.gain, {"amount": amount, "start": case.engagement.period.start})


@rule(
    "L17",
    "warning",
    FULL_COSTS,
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
            "threshold": case.limit,
            "amount": share.inputs[0].figure,
            "horizon": case.engagement.horizon,
        }
        yield Trigger(None, facts, case.engagement.place("horizon"))


def _share(part: Figure, cost: Figure) -> Figure | None:
    """The share of the cost; None where there is no cost above 0."""
    if cost.value is None or cost.value <= 0:
        return None
    return figure(part.known / cost.value, "ratio", "share_of_cost", part=part, cost=cost)
