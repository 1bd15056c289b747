"""L01–L13: whether effects had the time to show, and whether the forecast agrees with what was agreed."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from math import ceil

from roireport.assess.agreement import calendar_month
from roireport.assess.correction import elapsed_halved, forecast_amount, forecast_left_out, forecast_without
from roireport.assess.finding import Case, Fact, Trigger, cause, for_author, on_gain, rule
from roireport.assess.sources import (
    BALDWIN,
    BREALEY,
    CREDIBLE,
    FORECASTING,
    GREEN_BOOK,
    GUIDELINES,
    RETURN_IN_TRAINING,
    SOCIAL_RETURN,
)
from roireport.measure.figure import Figure, figure, trimmed
from roireport.measure.financial import DatedAmount, GainResult


def steady_forecasts(case: Case) -> Iterator[GainResult]:
    """The gains of which some is forecast, but not by flows, which are taken as written."""
    for result in case.results.financial.gains:
        if result.forecast and result.gain.flows is None:
            yield result


@cause("gain_not_measured")
@rule(
    "L02",
    "warning",
    RETURN_IN_TRAINING,
    threshold=Decimal("0.50"),
    key="as_of",
)
def mostly_forecast(case: Case) -> Iterator[Trigger]:
    """L02: more of the gain than the threshold (50 %) is forecast.

    If the doubt is right nothing more comes: all that is forecast is left out.
    """
    financial = case.results.financial
    share = financial.forecast_share
    if share.value is not None and share.value > case.threshold:
        facts: dict[str, Fact] = {
            "share": share,
            "threshold": case.limit,
            "roi_to_date": financial.roi_to_date,
            "as_of": case.engagement.as_of,
        }
        yield Trigger(None, facts, correction=forecast_left_out(financial.gains))


@rule("L03", "warning", BREALEY, key="horizon")
def not_paid_back(case: Case) -> Iterator[Trigger]:
    """L03: the cumulative gain does not reach the cost within the horizon.

    The ROI shows it already: no effect on it is given.
    """
    financial = case.results.financial
    why = financial.payback_months.why
    if why is not None and why.key == "not_reached_within_the_horizon":
        facts: dict[str, Fact] = {"horizon": case.engagement.horizon, "net_benefit": financial.net_benefit}
        yield Trigger(None, facts)


@cause("forecast")
@rule(
    "L04",
    "warning",
    f"{SOCIAL_RETURN}, drop-off",
    threshold=Decimal(12),
    counts="months",
    key="gains.drop_off",
)
def long_forecast_without_drop_off(case: Case) -> Iterator[Trigger]:
    """L04: the horizon is above the threshold (12 months) and a forecast gain, not by flows, names no drop-off.

    If the doubt is right half is left of what is forecast for the months after the threshold.
    """
    if case.engagement.horizon > case.threshold:
        for result in steady_forecasts(case):
            if result.gain.drop_off is None:
                facts: dict[str, Fact] = {"horizon": case.engagement.horizon, "forecast": forecast_amount(result)}
                late = [flow for flow in _forecast(result) if flow.month >= case.threshold]
                yield on_gain(result.gain, facts).corrected(forecast_without("halved", result, _total(late) / 2))


def _forecast(result: GainResult) -> list[DatedAmount]:
    return [flow for flow in result.flows if not flow.measured]


def _total(flows: Iterable[DatedAmount]) -> Decimal:
    return sum((flow.amount.known for flow in flows), Decimal(0))


@rule(
    "L05",
    "warning",
    f"{GREEN_BOOK}, § 6.52–6.59, discounting",
    threshold=Decimal(12),
    counts="months",
    key="discounting.rate",
)
def long_horizon_without_discounting(case: Case) -> Iterator[Trigger]:
    """L05: the horizon is above the threshold (12 months) and no discount rate is set.

    The ROI is not discounted: no effect on it is given.
    """
    engagement = case.engagement
    if engagement.horizon > case.threshold and engagement.discounting.rate is None:
        yield Trigger(None, {"horizon": engagement.horizon}, engagement.place("horizon"))


@for_author
@rule(
    "L06",
    "warning",
    f"{GUIDELINES}; {BALDWIN}",
    key="gains.lag",
)
def forecast_without_lag_or_ramp(case: Case) -> Iterator[Trigger]:
    """L06: a forecast gain, not by flows, has neither lag nor ramp: it is full from its first month."""
    for result in steady_forecasts(case):
        if result.gain.lag is None and result.gain.ramp is None:
            yield on_gain(result.gain, {"forecast": forecast_amount(result)})


@cause("forecast")
@rule(
    "L07",
    "warning",
    f"{FORECASTING}, § 13.7, very short time series",
    threshold=Decimal(3),
    counts="periods",
    key="kpis.series",
)
def forecast_from_few_periods(case: Case) -> Iterator[Trigger]:
    """L07: a gain by unit is forecast from fewer measured periods than the threshold (3).

    If the doubt is right what is forecast of the gain is left out.
    """
    for result in steady_forecasts(case):
        if result.gain.per_unit is not None and result.measured_periods < case.threshold:
            facts: dict[str, Fact] = {"n": result.measured_periods, "threshold": ceil(case.threshold)}
            facts |= {"forecast": forecast_amount(result)}
            yield on_gain(result.gain, facts).corrected(forecast_left_out([result]))


@cause("forecast")
@rule(
    "L10",
    "warning",
    f"{GREEN_BOOK}, § 6.78–6.82, optimism bias",
    key="gains.source",
)
def forecast_above_the_best_month(case: Case) -> Iterator[Trigger]:
    """L10: a forecast month of a gain is above the best of its measured months, net.

    If the doubt is right no forecast month brings more than that one.
    """
    for result in case.results.financial.gains:
        best, peak = _highest(result, measured=True), _highest(result, measured=False)
        if best and peak and trimmed(peak[1].known) > trimmed(best[1].known):
            facts: dict[str, Fact] = {
                "best": best[1],
                "best_month": calendar_month(case, best[0]),
                "peak": peak[1],
                "peak_month": calendar_month(case, peak[0]),
            }
            excesses = (_total(month) - best[1].known for month in _months(_forecast(result)))
            above = sum((excess for excess in excesses if excess > 0), Decimal(0))
            yield on_gain(result.gain, facts).corrected(forecast_without("corrected", result, above))


def _months(flows: Iterable[DatedAmount]) -> Collection[list[DatedAmount]]:
    """The flows of each month that has some."""
    months: dict[tuple[int, int], list[DatedAmount]] = {}
    for flow in flows:
        months.setdefault((flow.period, flow.month), []).append(flow)
    return months.values()


@cause("gain_not_measured")
@rule(
    "L13",
    "warning",
    CREDIBLE,
    threshold=Decimal("0.50"),
    key="gains.observed",
)
def mostly_elapsed(case: Case) -> Iterator[Trigger]:
    """L13: more of the gain to date than the threshold (50 %) has merely elapsed: nobody read it off anything.

    If the doubt is right half is left of what has elapsed.
    """
    financial = case.results.financial
    observed = financial.observed_share
    if observed.value is not None and 1 - observed.value > case.threshold:
        facts: dict[str, Fact] = {
            "share": figure(1 - observed.value, "ratio", "elapsed_share", observed=observed),
            "threshold": case.limit,
            "observed": financial.gain_observed,
            "to_date": financial.gain_to_date,
        }
        yield Trigger(None, facts, correction=elapsed_halved(financial.gains))


def _highest(result: GainResult, *, measured: bool) -> tuple[DatedAmount, Figure] | None:
    """The month with the most of what is measured, or of what is forecast, and its amount."""
    months = _months(flow for flow in result.flows if flow.measured is measured)
    if not months:
        return None
    highest = max(months, key=_total)
    return highest[0], figure(_total(highest), "money", "gain_of_month", net=result.net)
