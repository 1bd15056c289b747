"""The effect on each KPI: what it did beside what it would have done anyway."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.measure import interval
from roireport.measure.counterfactual import Counterfactual, counterfactual_of, mean_of, observed
from roireport.measure.figure import Figure, Reason, derived, figure, named, typed, undefined
from roireport.measure.financial import Omitted
from roireport.measure.grid import Grid
from roireport.measure.results import Effect, KpiResult, PeriodEffect
from roireport.model.kpi import Kpi
from roireport.model.period import Span
from roireport.model.series import Observation, Series

Rows = Sequence[Observation]


def kpi_result(kpi: Kpi, series: Series | None, grid: Grid) -> KpiResult:
    """From where a KPI came, where it stands, and its effect; rows that end after as_of are ignored, and said."""
    rows = series.rows if series else ()
    known = [row for row in rows if row.period.end <= grid.as_of]
    pre = [row for row in known if row.period.end < grid.start]
    post = known[len(pre) :]
    baseline, target = baseline_of(kpi, pre), target_of(kpi)
    latest = observed(kpi, known[-1]) if known else undefined(kpi.unit, "latest", "no_series")
    change = derived(kpi.unit, "change", lambda latest, baseline: latest - baseline, latest=latest, baseline=baseline)
    expected = counterfactual_of(kpi, pre, baseline, grid)
    effects = tuple(period_effect(kpi, row, expected, row.period.end >= grid.start) for row in known)
    gaps = series.missing() if series and series.rows else ()
    return KpiResult(
        kpi=kpi,
        baseline=baseline,
        target=target,
        latest=latest,
        change=change,
        attainment=attainment(change, target, baseline),
        effect=mean_effect(kpi, pre, post, effects),
        series=effects,
        ignored=tuple(row.period for row in rows[len(known) :]),
        missing=tuple(gap for gap in gaps if gap.end <= grid.as_of),
    )


def baseline_of(kpi: Kpi, pre: Rows) -> Figure:
    """As declared; otherwise the mean of the series before the start."""
    if kpi.baseline is not None:
        return typed(kpi.baseline, kpi.unit, kpi.place("baseline"))
    if not pre:
        return undefined(kpi.unit, "mean_before", "no_baseline")
    return mean_of(kpi, "mean_before", [(str(row.period), observed(kpi, row)) for row in pre])


def target_of(kpi: Kpi) -> Figure:
    """The target, as written."""
    if kpi.target is None:
        return undefined(kpi.unit, "typed", "no_target")
    return typed(kpi.target, kpi.unit, kpi.place("target"))


def attainment(change: Figure, target: Figure, baseline: Figure) -> Figure:
    """How much of the way from baseline to target is done: change / (target − baseline)."""

    def share(change: Decimal, target: Decimal, baseline: Decimal) -> Decimal | Reason:
        return change / (target - baseline) if target != baseline else Reason("target_equals_baseline")

    return derived("ratio", "attainment", share, change=change, target=target, baseline=baseline)


def period_effect(kpi: Kpi, row: Observation, expected: Counterfactual, after_start: bool) -> PeriodEffect:
    """effect = actual − counterfactual, its sign turned where less is better."""
    value, counterfactual = observed(kpi, row), expected(row)
    effect = derived(
        kpi.unit,
        "effect_of_period",
        lambda value, counterfactual: kpi.sign * (value - counterfactual),
        value=value,
        counterfactual=counterfactual,
    )
    control = None if row.control is None else typed(row.control, kpi.unit, row.place)
    return PeriodEffect(row.period, value, control, counterfactual, effect, after_start)


def mean_effect(kpi: Kpi, pre: Rows, post: Rows, effects: Sequence[PeriodEffect]) -> Effect:
    """The mean over the periods after the start that have an effect, and its interval of 90 %."""
    after = [(str(one.period), one.effect) for one in effects if one.after_start]
    counted = [(name, effect) for name, effect in after if effect.defined]
    if not counted:
        why = after[0][1].why if after else Reason("no_measured_period" if effects else "no_series")
        none = Figure(None, kpi.unit, "mean_effect", named(after[:1]), why)
        return Effect(kpi.method, none, none, none, 0)
    mean = mean_of(kpi, "mean_effect", counted)
    half = half_interval(kpi, pre, post, [effect.known for _, effect in counted])
    if half is None:
        none = undefined(kpi.unit, "effect_interval", "too_few_periods", mean=mean)
        return Effect(kpi.method, mean, none, none, len(counted))
    name = f"effect_interval_{kpi.method if kpi.method in ('control', 'trend') else 'mean'}"
    low = figure(mean.known - half, kpi.unit, name, mean=mean)
    high = figure(mean.known + half, kpi.unit, name, mean=mean)
    return Effect(kpi.method, mean, low, high, len(counted))


def half_interval(kpi: Kpi, pre: Rows, post: Rows, effects: Sequence[Decimal]) -> Decimal | None:
    """Half the interval, by what the method rests on; None where there are too few periods."""
    if kpi.method == "trend":
        return interval.of_trend(pre, post)
    if kpi.method == "control":
        return interval.of_difference(_apart(pre), _apart(post))
    return interval.of_mean(effects)


def _apart(rows: Rows) -> list[Decimal]:
    """How far the KPI was from its control group, row by row."""
    return [row.value - row.control for row in rows if row.control is not None]


def kpi_omissions(result: KpiResult, series: Series | None) -> tuple[Omitted, ...]:
    """The rows after as_of and the periods without a row."""
    subject = f"kpis.{result.kpi.id}"
    places = {row.period: row.place for row in series.rows} if series else {}
    late = [Omitted("after_as_of", subject, str(span), None, places.get(span)) for span in result.ignored]
    gaps: list[Span] = list(result.missing)
    return (*late, *(Omitted("missing_period", subject, str(span), None, None) for span in gaps))
