"""The effect on each KPI: its course against its counterfactual."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.measure.counterfactual import Counterfactual, counterfactual_of, observed
from roireport.measure.figure import Figure, Reason, averaged, derived, typed, undefined
from roireport.measure.financial import Omitted
from roireport.measure.mean_effect import mean_effect
from roireport.measure.results import KpiResult, PeriodEffect, Phase
from roireport.measure.samples import samples
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.period import Month, Span, first_day
from roireport.model.series import Observation, Series

Rows = Sequence[Observation]


def kpi_result(kpi: Kpi, series: Series | None, grid: Grid, full_effect: Month) -> KpiResult:
    """The baseline, the latest value and the effect of a KPI; rows that end after as_of are listed as ignored.

    `full_effect` is the month from which the whole effect had been expected.
    """
    rows = series.rows if series else ()
    counted = [row for row in rows if row.period.end <= grid.as_of]
    phases = {row.period: phase_of(row.period, grid) for row in counted}
    pre = [row for row in counted if phases[row.period] == "before"]
    baseline, target = baseline_of(kpi, pre), target_of(kpi)
    latest = observed(kpi, counted[-1]) if counted else undefined(kpi.unit, "latest", "no_series")
    change = derived(kpi.unit, "change", lambda latest, baseline: latest - baseline, latest=latest, baseline=baseline)
    expected = counterfactual_of(kpi, pre, baseline, grid)
    effects = tuple(period_effect(kpi, row, expected, phases[row.period]) for row in counted)
    missing = _missing(series, grid)
    return KpiResult(
        kpi=kpi,
        baseline=baseline,
        target=target,
        latest=latest,
        change=change,
        attainment=attainment(change, target, baseline),
        effect=mean_effect(samples(kpi, counted, effects, grid), effects, missing, full_effect),
        series=effects,
        ignored=tuple(row.period for row in rows[len(counted) :]),
        missing=missing,
    )


def phase_of(period: Span, grid: Grid) -> Phase:
    """Which side of the start a period counts on.

    The one that holds the start counts as after it where at least half of its days lie on or after it; else it is the
    transition, which counts on neither side.
    """
    if period.end < grid.start:
        return "before"
    opening = first_day(period.first)
    days, since = (period.end - opening).days + 1, (period.end - grid.start).days + 1
    return "after" if opening >= grid.start or 2 * since >= days else "transition"


def _missing(series: Series | None, grid: Grid) -> tuple[Span, ...]:
    """The periods up to as_of that a series has no row for."""
    gaps = series.missing() if series and series.rows else ()
    return tuple(gap for gap in gaps if gap.end <= grid.as_of)


def baseline_of(kpi: Kpi, pre: Rows) -> Figure:
    """As declared; otherwise the mean of the series before the start."""
    if kpi.baseline is not None:
        return typed(kpi.baseline, kpi.unit, kpi.place("baseline"))
    if not pre:
        return undefined(kpi.unit, "mean_before", "no_baseline")
    return averaged(kpi.unit, "mean_before", [(str(row.period), observed(kpi, row)) for row in pre])


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


def period_effect(kpi: Kpi, row: Observation, expected: Counterfactual, phase: Phase) -> PeriodEffect:
    """effect = actual − counterfactual, its sign turned where less is better; none in the transition."""
    value, counterfactual = observed(kpi, row), expected(row)

    def distance(value: Decimal, counterfactual: Decimal) -> Decimal | Reason:
        return Reason("transition") if phase == "transition" else kpi.sign * (value - counterfactual)

    effect = derived(kpi.unit, "effect_of_period", distance, value=value, counterfactual=counterfactual)
    control = None if row.control is None else typed(row.control, kpi.unit, row.place)
    return PeriodEffect(row.period, value, control, counterfactual, effect, phase)


def kpi_omissions(result: KpiResult) -> tuple[Omitted, ...]:
    """The rows after as_of, the transition, and the periods without a row."""
    subject = f"kpis.{result.kpi.id}"
    late = [Omitted("after_as_of", subject, str(span), None) for span in result.ignored]
    if result.transition is not None:
        late.append(Omitted("transition", subject, str(result.transition), None))
    return (*late, *(Omitted("missing_period", subject, str(span), None) for span in result.missing))
