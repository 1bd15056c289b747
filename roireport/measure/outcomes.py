"""What works and what does not: each KPI, gain and criterion against what was wanted of it.

All comparisons are made on the figures as they are published: so the published results give the same sides and
ranks. Nothing is weighed across kinds: a share of a plan, of a way and of an effect are not the same thing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure, Reason, derived, rounded, undefined
from roireport.measure.financial import GainResult
from roireport.measure.results import (
    CriterionResult,
    EffectShare,
    KpiResult,
    ObjectiveResult,
    Outcome,
    OutcomeKind,
    Results,
    Side,
)
from roireport.model.kpi import COMPUTED_METHODS

KINDS: Final[tuple[OutcomeKind, ...]] = ("gain", "kpi_effect", "kpi_attainment", "criterion")
"""In this order, as the results list them: money, what is due to the engagement, where it stands, what is scored."""

SIDES: Final[Mapping[str, Side]] = {
    "ahead": "favourable",
    "level": "favourable",
    "behind": "unfavourable",
    "favourable": "favourable",
    "unfavourable": "unfavourable",
    "beyond": "favourable",
    "reached": "favourable",
    "short": "unfavourable",
    "still": "unfavourable",
    "away": "unfavourable",
    "moved": "favourable",
    "held": "favourable",
    "worse": "unfavourable",
}
"""The side of a situation; one that is not named here is open: its side is not known, or not yet."""


def outcomes(results: Results, established: Collection[str]) -> tuple[Outcome, ...]:
    """Every outcome, kind by kind, the best of each first, those without a rank last.

    `established` are the ids of the KPIs whose effect is established.
    """
    shares = {share.kpi: share for share in results.effect_shares}
    return (
        *ranked(gain_outcome(gain) for gain in results.financial.gains),
        *ranked(effect_outcome(kpi, shares[kpi.kpi.id], kpi.kpi.id in established) for kpi in results.kpis),
        *ranked(attainment_outcome(kpi, results.objectives) for kpi in results.kpis),
        *ranked(criterion_outcome(criterion) for criterion in results.nonfinancial.criteria),
    )


def ranked(unranked: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The greatest weight is rank 1; equals share a rank, in the order of the files, and the next ranks are skipped."""
    every = list(unranked)
    weights = [outcome.weight for outcome in every if outcome.weight is not None]
    placed = [
        outcome
        if outcome.weight is None
        else replace(outcome, rank=1 + sum(weight > outcome.weight for weight in weights))
        for outcome in every
    ]
    return tuple(sorted(placed, key=lambda outcome: len(every) + 1 if outcome.rank is None else outcome.rank))


def _outcome(kind: OutcomeKind, subject: str, form: str, weight: Figure, figures: tuple[str, ...]) -> Outcome:
    value = rounded(weight) if weight.defined else None
    return Outcome(kind, subject, SIDES.get(form, "open"), form, value, weight.why, figures)


def _under(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.{name}" for name in names)


# ── Gains ───────────────────────────────────────────────────────────────────


def gain_outcome(result: GainResult) -> Outcome:
    """The net gain to date against what had been planned to date, ranked by the share of the plan."""
    figures = _under(f"financial.gains.{result.gain.id}", "to_date", "plan_to_date", "plan_attainment_to_date")
    return _outcome("gain", result.gain.id, _pace(result), result.plan_attainment_to_date, figures)


def _pace(result: GainResult) -> str:
    if not (result.to_date.defined and result.plan_to_date.defined):
        return "unknown"
    actual, plan = rounded(result.to_date), rounded(result.plan_to_date)
    if actual == plan:
        return "level" if plan else "not_yet"
    return "ahead" if actual > plan else "behind"


# ── Effects ─────────────────────────────────────────────────────────────────


def effect_share(result: KpiResult) -> EffectShare:
    """The mean effect and its interval as shares of the way, so that KPIs in different units can be compared."""
    effect = result.effect
    return EffectShare(
        result.kpi.id, *(share_of_way(figure, result) for figure in (effect.mean, effect.low, effect.high))
    )


def share_of_way(effect: Figure, result: KpiResult) -> Figure:
    """effect / (target − baseline), both in the direction that is wanted.

    Goal attainment (after Kiresuk and Sherman 1968) of the net effect alone. Against the plain baseline, which an
    estimate and none at all rest on, there is no net effect: what would have happened anyway is still in it.
    """
    if result.kpi.method not in COMPUTED_METHODS:
        return undefined("ratio", "effect_share", "no_comparison", effect=effect)

    def share(effect: Decimal, target: Decimal, baseline: Decimal) -> Decimal | Reason:
        way = result.kpi.sign * (target - baseline)
        return effect / way if way > 0 else _no_way(way)

    return derived("ratio", "effect_share", share, effect=effect, target=result.target, baseline=result.baseline)


def _no_way(way: Decimal) -> Reason:
    return Reason("target_against_direction" if way else "target_equals_baseline")


def effect_outcome(result: KpiResult, share: EffectShare, established: bool) -> Outcome:
    """The net effect, ranked by its share of the way; one that is not established is neither success nor failure.

    It has a side without a rank where there is no way to measure it by.
    """
    names = ("mean", "low", "high", "adjusted.low", "adjusted.high", "share", "share_low", "share_high")
    figures = _under(f"kpis.{result.kpi.id}", "baseline", "target", *(f"effect.{name}" for name in names))
    return _outcome("kpi_effect", result.kpi.id, _effect_form(result, established), share.mean, figures)


def _effect_form(result: KpiResult, established: bool) -> str:
    effect = result.effect
    if result.kpi.method not in COMPUTED_METHODS or not effect.mean.defined:
        return "unknown"
    if not effect.low.defined:
        return "single"
    if not established:
        return "not_established"
    return "favourable" if effect.mean.known > 0 else "unfavourable"


# ── Attainment ──────────────────────────────────────────────────────────────


def attainment_outcome(result: KpiResult, objectives: Sequence[ObjectiveResult]) -> Outcome:
    """How much of the way from baseline to target is done, whatever did it, ranked by that share."""
    weight = _since_start(result)
    form = _travelled(rounded(weight)) if weight.defined else "unknown"
    if form == "short" and _in_time(result, objectives):
        form = "not_due"
    figures = _under(f"kpis.{result.kpi.id}", "baseline", "target", "latest", "attainment")
    return _outcome("kpi_attainment", result.kpi.id, form, weight, figures)


def _since_start(result: KpiResult) -> Figure:
    """The attainment, where a period since the start is measured and the target lies in the wanted direction."""
    if not result.attainment.defined:
        return result.attainment
    if not any(row.after_start for row in result.series):
        return undefined("ratio", "attainment", "no_measured_period")
    way = result.kpi.sign * (result.target.known - result.baseline.known)
    return result.attainment if way > 0 else Figure(None, "ratio", "attainment", why=_no_way(way))


def _travelled(share: Decimal) -> str:
    if share >= 1:
        return "beyond" if share > 1 else "reached"
    if share > 0:
        return "short"
    return "away" if share < 0 else "still"


def _in_time(result: KpiResult, objectives: Sequence[ObjectiveResult]) -> bool:
    """Whether an objective of the KPI is not due yet, and none was missed."""
    own = [objective for objective in objectives if objective.objective.kpi == result.kpi.id]
    statuses = {objective.status for objective in own}
    return "not_due" in statuses and "missed" not in statuses


# ── Criteria ────────────────────────────────────────────────────────────────


def criterion_outcome(result: CriterionResult) -> Outcome:
    """Whether a criterion moved, ranked by its progress towards its target."""
    figures = _under(f"nonfinancial.criteria.{result.criterion.id}", "before", "now", "aim", "gain", "progress")
    return _outcome("criterion", result.criterion.id, _moved(result), _progress(result), figures)


def _progress(result: CriterionResult) -> Figure:
    """The progress, where the criterion is measured and its target is above where it started."""
    if not result.criterion.measured:
        return result.progress
    if not result.aim.defined:
        return undefined("ratio", "criterion_progress", "no_target")
    way = result.aim.known - result.before.known
    return result.progress if way > 0 else Figure(None, "ratio", "criterion_progress", why=_no_way(way))


def _moved(result: CriterionResult) -> str:
    if not result.criterion.measured:
        return "unknown"
    gain, progress = rounded(result.gain), _progress(result)
    if gain <= 0:
        return "worse" if gain else "held" if _is_to_hold(result) else "still"
    return _travelled(rounded(progress)) if progress.defined else "moved"


def _is_to_hold(result: CriterionResult) -> bool:
    """Whether the target is where the criterion started."""
    return result.aim.defined and rounded(result.aim) == rounded(result.before)
