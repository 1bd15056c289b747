"""A07, A09, A10, A12: whether an effect is established, and what it was compared with."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from roireport.assess.correction import Correction, left_out, resting_on
from roireport.assess.finding import Case, Fact, Trigger, cause, on_gain, on_kpi, phrase, rule
from roireport.assess.sources import DUNN, FORECASTING, GALTON, SHADISH
from roireport.measure.comparability import last_third, months_before, seasonal_difference, setback
from roireport.measure.coverage import absolute_net
from roireport.measure.figure import Figure, figure, rounded, summed, typed
from roireport.measure.financial import GainResult
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.workspace import Severity

YEAR = 12
HALF = Decimal("0.50")


@cause("effect")
@rule(
    "A07",
    "warning",
    f"{SHADISH}, statistical conclusion validity; {DUNN}",
    threshold=HALF,
    key="kpis.series",
)
def rests_on_an_effect_not_established(case: Case) -> Iterator[Trigger]:
    """A07: a per_unit gain rests on an effect that is not established.

    A blocker where such gains make up more than the threshold (50 %) of Σ |net|. A gain without a value rests on
    nothing: it is counted as nothing. If the doubt is right there is no effect: the gain is left out.
    """
    gains = case.results.financial.gains
    resting = [result for result in gains if _rests_on_unestablished(result, case.established)]
    share = _share(resting, gains)
    severity: Severity | None = "blocker" if share.known > case.threshold else None
    for result in resting:
        kpi = case.engagement.kpi(result.gain.kpi or "")
        facts: dict[str, Fact] = {"kpi": kpi.name, "net": result.net, "share": share, "threshold": case.limit}
        trigger = on_gain(result.gain, facts, "per_unit").corrected(left_out([result]))
        yield replace(trigger, severity=severity, about=result.gain.kpi)


def _rests_on_unestablished(result: GainResult, established: Collection[str]) -> bool:
    gain = result.gain
    return result.net.defined and gain.per_unit is not None and gain.kpi not in established


def _left_out(case: Case, kpi: KpiResult) -> Correction:
    """Leave out the gains that rest on an effect."""
    return left_out(resting_on(case.results.financial, kpi.kpi.id))


def _share(some: Sequence[GainResult], every: Sequence[GainResult]) -> Figure:
    """Σ |net| of some gains / Σ |net| of all; 0 where that is 0."""
    whole = absolute_net(every)
    nets = summed("money", "gain_of_some", [(result.gain.id, result.net) for result in some])
    return figure(absolute_net(some) / whole if whole else Decimal(0), "ratio", "share_of_amounts", part=nets)


@cause("effect")
@rule(
    "A09",
    "warning",
    f"{SHADISH}; {FORECASTING}",
    threshold=Decimal("0.25"),
    key="kpis.counterfactual",
)
def other_season_before(case: Case) -> Iterator[Trigger]:
    """A09: trend, market, estimate or none, and the calendar months before and since the start are not the same.

    Periods shorter than a year: their total variation is above the threshold (0.25), or fewer than twelve months lie
    before the start. If the doubt is right the effect is the season: the gains that rest on it are left out.
    """
    for result in case.results.kpis:
        effect = result.effect
        if effect.method not in ("trend", "market", "estimate", "none") or not effect.mean.defined:
            continue
        months, apart = months_before(result), seasonal_difference(result)
        shorter = len(result.series[0].period.months) < YEAR
        if shorter and (months < YEAR or apart.known > case.threshold):
            facts: dict[str, Fact] = {
                "what": phrase("A09", "short" if months < YEAR else "season"),
                "n": months,
                "variation": apart,
                "threshold": case.limit,
            }
            yield on_kpi(result.kpi, facts, "counterfactual").corrected(_left_out(case, result))


@cause("effect")
@rule(
    "A10",
    "blocker",
    SHADISH,
    key="kpis.counterfactual",
)
def impossible_counterfactual(case: Case) -> Iterator[Trigger]:
    """A10: a counterfactual below 0 where no value is, or above 100 % for a percentage.

    If the doubt is right nothing is known of the effect: the gains that rest on it are left out.
    """
    for result in case.results.kpis:
        below_zero = any(row.value.known < 0 for row in result.series)
        for row in result.after:
            form = _impossible(result, row, below_zero)
            if form is not None:
                facts: dict[str, Fact] = {
                    "what": phrase("A10", form),
                    "period": row.period,
                    "level": row.counterfactual,
                    "method": phrase("method", result.kpi.method),
                }
                yield on_kpi(result.kpi, facts, "counterfactual").corrected(_left_out(case, result))
                break


def _impossible(result: KpiResult, row: PeriodEffect, below_zero: bool) -> str | None:
    level = rounded(row.counterfactual)
    if level < 0 and not below_zero:
        return "below"
    return "above" if level > 1 and result.kpi.unit == "percent" else None


@cause("effect")
@rule(
    "A12",
    "warning",
    f"{SHADISH}, regression as a threat to validity; {GALTON}",
    threshold=Decimal(2),
    counts="deviations",
    key="kpis.series",
)
def bad_moment_to_start(case: Case) -> Iterator[Trigger]:
    """A12: of six periods before the start or more, the last third lies on the unfavourable side of the others.

    By the threshold (2 standard deviations of the others) on average, or more: things may have got better anyway. If
    the doubt is right the gains that rest on the effect are left out.
    """
    for result in case.results.kpis:
        apart = setback(result)
        if apart is None or (apart.value is not None and apart.value < case.threshold):
            continue
        last = last_third(result)
        facts: dict[str, Fact] = {
            "n": len(last),
            "first": last[0].period,
            "last": last[-1].period,
            "numbers": phrase("A12", "numbers", deviations=apart, threshold=typed(case.threshold, "number", None))
            if apart.defined
            else phrase("A12", "constant"),
        }
        yield on_kpi(result.kpi, facts, "counterfactual").corrected(_left_out(case, result))
