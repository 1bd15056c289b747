"""L14–L17: whether forecast and horizon fit what was measured and what is paid."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil

from roireport.assess.correction import Correction, UnsureAmount, forecast_amount, forecast_without
from roireport.assess.finding import Case, Fact, Trigger, cause, on_gain, rule
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


@cause("forecast")
@rule(
    "L14",
    "warning",
    FORECASTING,
    threshold=Decimal("0.70"),
    key="gains.per_unit.forecast_from",
)
def effect_already_fading(case: Case) -> Iterator[Trigger]:
    """L14: the mean of the last measured effects is below the threshold (70 %) of the mean that is forecast.

    The last ⌈k/4⌉ of k measured effects, 3 at least. If the doubt is right the forecast rests on the last ones.
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
            facts["threshold"] = case.limit
            too_much = forecast_amount(result).known * (1 - share.known)
            yield on_gain(result.gain, facts).corrected(forecast_without("corrected", result, too_much))


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
    """L15: the horizon is above the threshold (24 months) and above three times the measured months.

    If the doubt is right what is counted after the longer of the two is left out.
    """
    horizon, measured = case.engagement.horizon, _measured_months(case)
    if horizon > case.threshold and horizon > TIMES_MEASURED * measured:
        last = max(case.threshold, Decimal(TIMES_MEASURED * measured))
        parts = (UnsureAmount(gain.gain.id, _after(gain, last), "forecast") for gain in case.results.financial.gains)
        correction = Correction("left_out", tuple(part for part in parts if part.amount.known))
        facts: dict[str, Fact] = {"horizon": horizon, "measured": measured}
        yield Trigger(None, facts, case.engagement.place("horizon"), correction=correction)


def _after(result: GainResult, months: Decimal) -> Figure:
    """What of a gain comes so many months after the start or later."""
    late = sum((flow.amount.known for flow in result.flows if flow.month >= months), Decimal(0))
    return figure(late, "money", "gain_of_later_months", net=result.net)


def _measured_months(case: Case) -> int:
    """How many months of the grid had ended by as_of."""
    grid = Grid.of(case.engagement)
    return sum(grid.has_ended(month) for month in range(grid.horizon))


@rule("L16", "info", GUIDELINES, key="gains.lag")
def gain_from_the_first_month(case: Case) -> Iterator[Trigger]:
    """L16: a gain counts from the month of the start; a year grid has no months.

    If the doubt is right what is counted in that month is left out.
    """
    if not Grid.of(case.engagement).yearly:
        for result in case.results.financial.gains:
            first = [flow.amount for flow in result.flows if flow.month == 0 and flow.amount.known > 0]
            if first:
                amount = figure(sum(amount.known for amount in first), "money", "gain_of_month", net=result.net)
                facts: dict[str, Fact] = {"amount": amount, "start": case.engagement.period.start}
                correction = Correction("left_out", (UnsureAmount(result.gain.id, amount),))
                yield on_gain(result.gain, facts).corrected(correction)


@rule(
    "L17",
    "warning",
    FULL_COSTS,
    threshold=Decimal("0.10"),
    key="horizon",
)
def costs_beyond_the_horizon(case: Case) -> Iterator[Trigger]:
    """L17: costs after the end of the horizon are above the threshold (10 %) of the cost.

    If the doubt is right they count as cost.
    """
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
        costs = tuple(UnsureAmount(line.removeprefix("costs."), amount) for line, amount in left_out)
        correction = Correction("corrected", costs=costs)
        yield Trigger(None, facts, case.engagement.place("horizon"), correction=correction)


def _share(part: Figure, cost: Figure) -> Figure | None:
    """The share of the cost; None where there is no cost above 0."""
    if cost.value is None or cost.value <= 0:
        return None
    return figure(part.known / cost.value, "ratio", "share_of_cost", part=part, cost=cost)
