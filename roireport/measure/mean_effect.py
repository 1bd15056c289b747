"""The mean effect of a KPI, its precision, and its outliers."""

from collections.abc import Sequence
from typing import TypeAlias

from roireport.measure import samples
from roireport.measure.autocorrelation import Adjusted
from roireport.measure.figure import Figure, Reason, averaged, figure, named, undefined
from roireport.measure.interval import Precision
from roireport.measure.outliers import outliers
from roireport.measure.parallel_trends import parallel_trends
from roireport.measure.results import AdjustedInterval, Effect, EffectTest, PeriodEffect
from roireport.measure.samples import Samples, plain_precision, with_computed_baseline
from roireport.measure.validity import Evidence, doubts
from roireport.model.kpi import Kpi
from roireport.model.period import Month, Span

Effects: TypeAlias = Sequence[PeriodEffect]


def mean_effect(given: Samples, series: Effects, missing: Sequence[Span], full_effect: Month) -> Effect:
    """The mean over the periods since the start that have an effect, and what shows how far to trust it.

    Before `full_effect` an effect is still rising, and no outlier.
    """
    kpi = given.kpi
    counted = [row for row in series if row.effect.defined]
    before, after = ([row for row in counted if row.phase == phase] for phase in ("before", "after"))
    mean = _mean(kpi, series, after)
    plain = plain_precision(given, given.effects, given.factor)
    adjusted = samples.adjusted(given, given.factor)
    low, high = _bounds(kpi, mean, plain, _interval_name(given))
    apart = (*_apart(before), *_apart(_from_full_effect(after, full_effect)))
    parallel = parallel_trends(kpi, series)
    shown = adjusted_interval(kpi, mean, adjusted)
    return Effect(
        method=kpi.method,
        mean=mean,
        low=low,
        high=high,
        adjusted=shown,
        periods=len(after),
        periods_before=given.periods_before,
        tests=_tests(given, mean, plain, adjusted),
        parallel=parallel,
        outliers=apart,
        mean_without_outliers=_without(kpi, after, apart),
        doubts=doubts(
            given, Evidence(missing, _not_compared(series), apart, parallel, (low, high), (shown.low, shown.high))
        ),
    )


def _mean(kpi: Kpi, series: Effects, counted: Effects) -> Figure:
    if counted:
        return averaged(kpi.unit, "mean_effect", [(str(row.period), row.effect) for row in counted])
    after = [(str(row.period), row.effect) for row in series if row.after_start]
    why = after[0][1].why if after else Reason("no_measured_period" if series else "no_series")
    return Figure(None, kpi.unit, "mean_effect", named(after[:1]), why)


def _interval_name(given: Samples) -> str:
    """The formula of the plain interval."""
    if given.kpi.method in ("control", "trend", "year_before"):
        return f"effect_interval_{given.kpi.method}"
    return "effect_interval_mean" if given.factor is None else "effect_interval_baseline"


def _tests(given: Samples, mean: Figure, plain: Precision | None, adjusted: Adjusted | None) -> tuple[EffectTest, ...]:
    """What the effect must pass to be established; empty without an effect."""
    if not mean.defined:
        return ()
    shown = EffectTest(mean.known, plain, adjusted.precision if adjusted else None)
    computed = with_computed_baseline(given)
    return (shown,) if computed is None else (shown, computed)


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


def adjusted_interval(kpi: Kpi, mean: Figure, adjusted: Adjusted | None) -> AdjustedInterval:
    """The interval of 90 % that allows for autocorrelation, with ρ, n*, the standard error and the freedom of t."""
    precision = adjusted.precision if adjusted else None
    if adjusted is None or precision is None:
        low, high = _bounds(kpi, mean, None, "adjusted_interval")
        none = Figure(None, "number", "adjusted_interval", named([("mean", mean)]), low.why)
        return AdjustedInterval(low, high, none, none, low, none)
    error = figure(precision.error, kpi.unit, "adjusted_error", mean=mean)
    low, high = _bounds(kpi, mean, precision, "adjusted_interval", error=error)
    rho = figure(adjusted.rho, "number", "adjusted_autocorrelation", mean=mean)
    n = figure(adjusted.n, "number", "adjusted_periods", autocorrelation=rho)
    freedom = figure(precision.freedom, "number", "adjusted_freedom", periods=n)
    return AdjustedInterval(low, high, rho, n, error, freedom)


def _not_compared(series: Effects) -> tuple[Span, ...]:
    """The periods since the start that have no effect."""
    return tuple(row.period for row in series if row.after_start and not row.effect.defined)


def _from_full_effect(after: Effects, full_effect: Month) -> Effects:
    """The periods that begin with or after the month of the expected full effect."""
    return [row for row in after if row.period.first >= full_effect]


def _apart(effects: Effects) -> tuple[Span, ...]:
    return tuple(effects[place].period for place in outliers([row.effect.known for row in effects]))


def _without(kpi: Kpi, after: Effects, apart: Sequence[Span]) -> Figure:
    """The mean effect of the periods that are no outliers; a reason where all are counted anyway."""
    left = [(str(row.period), row.effect) for row in after if row.period not in apart]
    if len(left) == len(after):
        return undefined(kpi.unit, "mean_effect_without_outliers", "no_outlier")
    return averaged(kpi.unit, "mean_effect_without_outliers", left)
