"""The mean effect of a KPI, its precision, and its outliers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from roireport.measure import autocorrelation, interval
from roireport.measure.counterfactual import mean_of
from roireport.measure.figure import Figure, Reason, figure, named, undefined
from roireport.measure.interval import Precision
from roireport.measure.outliers import outliers
from roireport.measure.parallel_trends import parallel_trends
from roireport.measure.results import Effect, PeriodEffect, RobustInterval
from roireport.measure.validity import Evidence, doubts
from roireport.model.kpi import Kpi
from roireport.model.period import Month, Span
from roireport.model.series import Observation

Rows = Sequence[Observation]
Effects: TypeAlias = Sequence[PeriodEffect]

FEWEST_ON_A_SIDE = 2
"""Periods after the start for a robust interval: one alone does not vary."""
FEWEST_IN_ALL = 4
"""Periods for a robust interval: fewer cannot tell whether neighbours are alike."""


def mean_effect(
    kpi: Kpi, sides: tuple[Rows, Rows], series: Effects, missing: Sequence[Span], full_effect: Month
) -> Effect:
    """The mean over the periods after the start that have an effect, and what shows how far to trust it.

    `sides` are the rows before and after the start; before `full_effect` an effect is still rising, and no outlier.
    """
    counted = [row for row in series if row.effect.defined]
    before, after = ([row for row in counted if row.after_start is side] for side in (False, True))
    mean = _mean(kpi, series, after)
    plain = precision_of(kpi, sides, [row.effect.known for row in after]) if after else None
    low, high = _bounds(kpi, mean, plain, _interval_name(kpi))
    robust = robust_interval(kpi, mean, plain, (before, after))
    apart = (*_apart(before), *_apart([row for row in after if row.period.first >= full_effect]))
    parallel = parallel_trends(kpi, series)
    return Effect(
        method=kpi.method,
        mean=mean,
        low=low,
        high=high,
        robust=robust,
        periods=len(after),
        periods_before=len(before),
        parallel=parallel,
        outliers=apart,
        mean_without_outliers=_without(kpi, after, apart),
        doubts=doubts(kpi, Evidence(len(before), len(after), missing, apart, parallel, (low, high), robust)),
        wider=_wider(plain, robust),
    )


def _wider(plain: Precision | None, robust: RobustInterval) -> Precision | None:
    if plain is None or robust.error.value is None:
        return plain
    return max(plain, Precision(robust.error.value, plain.freedom), key=lambda precision: precision.half)


def _mean(kpi: Kpi, series: Effects, counted: Effects) -> Figure:
    if counted:
        return mean_of(kpi, "mean_effect", [(str(row.period), row.effect) for row in counted])
    after = [(str(row.period), row.effect) for row in series if row.after_start]
    why = after[0][1].why if after else Reason("no_measured_period" if series else "no_series")
    return Figure(None, kpi.unit, "mean_effect", named(after[:1]), why)


def _interval_name(kpi: Kpi) -> str:
    return f"effect_interval_{kpi.method if kpi.method in ('control', 'trend') else 'mean'}"


def _bounds(
    kpi: Kpi, mean: Figure, precision: Precision | None, formula: str, **inputs: Figure
) -> tuple[Figure, Figure]:
    """Low and high; without a mean its reason, without a precision too few periods."""
    if not mean.defined:
        none = Figure(None, kpi.unit, formula, named([("mean", mean)]), mean.why)
        return none, none
    if precision is None:
        none = undefined(kpi.unit, "effect_interval", "too_few_periods", mean=mean)
        return none, none
    half = precision.half
    low, high = (figure(mean.known + sign * half, kpi.unit, formula, mean=mean, **inputs) for sign in (-1, 1))
    return low, high


def precision_of(kpi: Kpi, sides: tuple[Rows, Rows], effects: Sequence[Decimal]) -> Precision | None:
    """How precise a mean effect is, by what the method rests on; None where there are too few periods."""
    before, after = sides
    if kpi.method == "trend":
        return interval.of_trend(before, after)
    if kpi.method == "control":
        return interval.of_difference(_from_control(before), _from_control(after))
    return interval.of_mean(effects)


def _from_control(rows: Rows) -> list[Decimal]:
    """How far the KPI was from its control group, row by row."""
    return [row.value - row.control for row in rows if row.control is not None]


def robust_interval(kpi: Kpi, mean: Figure, plain: Precision | None, sides: tuple[Effects, Effects]) -> RobustInterval:
    """The standard error of the mean effect robust to autocorrelation, and its interval of 90 % beside the plain one.

    The t of the plain interval on the error of Newey and West (1987): with the many degrees of freedom of all periods
    it would be far too narrow, above all where a short line is prolonged. None where the plain interval has none, of
    fewer than four periods (three show no autocorrelation), nor after a single one.
    """
    before, after = sides
    compared = kpi.method in autocorrelation.PARAMETERS
    counted = len(after) + (len(before) if compared else 0)
    error = None
    if plain is not None and len(after) >= FEWEST_ON_A_SIDE and counted >= FEWEST_IN_ALL:
        residuals = autocorrelation.weighted_residuals(kpi.method, _dated(before), _dated(after))
        error = autocorrelation.robust_error(residuals, autocorrelation.PARAMETERS.get(kpi.method, 1))
    most = autocorrelation.lags(counted)
    if plain is None or error is None:
        why = mean.why or Reason("too_few_periods")
        none = Figure(None, kpi.unit, "robust_error", named([("mean", mean)]), why)
        return RobustInterval("newey_west", most, none, none, none)
    shown = figure(error, kpi.unit, "robust_error", mean=mean)
    low, high = _bounds(kpi, mean, Precision(error, plain.freedom), "robust_interval", error=shown)
    return RobustInterval("newey_west", most, shown, low, high)


def _dated(effects: Effects) -> list[tuple[Span, Decimal]]:
    return [(row.period, row.effect.known) for row in effects]


def _apart(effects: Effects) -> tuple[Span, ...]:
    return tuple(effects[place].period for place in outliers([row.effect.known for row in effects]))


def _without(kpi: Kpi, after: Effects, apart: Sequence[Span]) -> Figure:
    """The mean effect of the periods that are no outliers; a reason where all are counted anyway."""
    left = [(str(row.period), row.effect) for row in after if row.period not in apart]
    if len(left) == len(after):
        return undefined(kpi.unit, "mean_effect_without_outliers", "no_outlier")
    return mean_of(kpi, "mean_effect_without_outliers", left)
