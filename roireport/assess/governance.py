"""G01–G09: whether the engagement was set up so that its result can be checked."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.correction import left_out, resting_on, scaled
from roireport.assess.finding import (
    Case,
    Cause,
    Fact,
    Trigger,
    cause,
    finding_phrases,
    for_author,
    on_kpi,
    phrase,
    phrases,
    rule,
)
from roireport.assess.sources import BALANCED_SCORECARD, BRINKERHOFF, DORAN, DRUMMOND, GUIDELINES, PHILLIPS, SHADISH
from roireport.measure.figure import averaged, figure, typed
from roireport.measure.financial import GainResult
from roireport.measure.results import KpiResult
from roireport.model.kpi import Method
from roireport.model.period import months_later

NEEDS_A_BASELINE: frozenset[Method] = frozenset(("market", "estimate", "none"))
"""The counterfactuals that start from the baseline."""
SECTIONS = ("objectives", "kpis", "costs", "gains", "nonfinancial")
NARRATIVES = ("worked", "did-not-work")


@for_author
@rule(
    "G01",
    "warning",
    f"{DORAN}, SMART goals (A and R as read today: achievable, relevant)",
    key="objectives",
)
def objective_not_smart(case: Case) -> Iterator[Trigger]:
    """G01: an objective is not specific, measurable, achievable or time-bound; relevance is G04."""
    for result in case.results.objectives:
        missing = [mark for mark in result.smart.missing if mark != "relevant"]
        if missing:
            objective = result.objective
            facts: dict[str, Fact] = {"label": objective.statement, "missing": phrases("G01", missing)}
            yield Trigger(objective.id, facts, objective.place())


@cause("effect")
@rule(
    "G02",
    "blocker",
    GUIDELINES,
    key="kpis.baseline",
)
def baseline_missing(case: Case) -> Iterator[Trigger]:
    """G02: a KPI that carries a gain starts from its baseline and has none, declared or computable.

    If the doubt is right nothing has changed: the gains on the KPI that have a value are left out.
    """
    for result in case.results.kpis:
        kpi = result.kpi
        gains = tuple(gain.label for gain in case.engagement.gains if gain.kpi == kpi.id)
        if gains and kpi.method in NEEDS_A_BASELINE and not result.baseline.defined:
            facts: dict[str, Fact] = {"method": phrase("method", kpi.method), "n": len(gains), "gains": gains}
            carried = (one for one in case.results.financial.gains if one.gain.kpi == kpi.id)
            yield on_kpi(kpi, facts).corrected(left_out(carried))


@for_author
@rule(
    "G03",
    "info",
    DRUMMOND,
    key="perspective",
)
def perspective_not_named(case: Case) -> Iterator[Trigger]:
    """G03: the perspective, whose costs and gains these are, is not given."""
    if case.engagement.perspective is None:
        yield Trigger(None, {"client": case.engagement.client.name})


@for_author
@rule(
    "G04",
    "warning",
    PHILLIPS,
    key="objectives.business_goal",
)
def objective_without_a_goal(case: Case) -> Iterator[Trigger]:
    """G04: an objective names none of the engagement's business goals."""
    for result in case.results.objectives:
        if not result.smart.relevant:
            objective = result.objective
            goal = phrase("G04", "silent")
            if objective.business_goal is not None:
                goal = phrase("G04", "unknown", goal=objective.business_goal)
            yield Trigger(objective.id, {"label": objective.statement, "goal": goal}, objective.place())


@for_author
@rule(
    "G05",
    "warning",
    BALANCED_SCORECARD,
    key="objectives.kpi",
)
def kpi_without_an_objective(case: Case) -> Iterator[Trigger]:
    """G05: no objective is measured by a KPI."""
    served = {objective.kpi for objective in case.engagement.objectives}
    for result in case.results.kpis:
        if result.kpi.id not in served:
            yield on_kpi(result.kpi, {"n": len(case.engagement.objectives)})


@rule("G06", "warning", f"{PHILLIPS}, guiding principle 1: collect data at the lower levels too", key="objectives")
def section_empty(case: Case) -> Iterator[Trigger]:
    """G06: a section (objectives, KPIs, costs, gains, non-financial) has no entry.

    What is missing is not known: no effect on the ROI is given.
    """
    for section in SECTIONS:
        if not getattr(case.engagement, section):
            shared: Cause | None = "nothing_nonfinancial" if section == "nonfinancial" else None
            yield Trigger(section, {"section": phrase("G06", section)}, cause=shared, key=section)


@cause("effect")
@rule(
    "G07",
    "warning",
    f"{SHADISH}, regression as a threat to validity",
    threshold=Decimal("0.05"),
    key="kpis.baseline",
)
def baseline_or_target_off(case: Case) -> Iterator[Trigger]:
    """G07: a declared baseline or a target is off.

    The baseline is further from the mean before the start than the threshold (5 % of the mean), or the target is on
    the wrong side of the baseline. If the doubt is right an effect that rests on the declared baseline is the one from
    the computed one; a target touches no money.
    """
    for result in case.results.kpis:
        facts = _baseline_off(result, case.threshold)
        if facts:
            correction = scaled(_resting_on_baseline(case, result), _with_computed_baseline(result))
            yield on_kpi(result.kpi, facts).corrected(correction)
        elif facts := _target_off(result):
            yield on_kpi(result.kpi, facts)


def _resting_on_baseline(case: Case, result: KpiResult) -> list[GainResult]:
    """The gains on an effect that is tested with the computed baseline too, because it rests on the declared one."""
    tested = len(result.effect.tests) > 1 and bool(result.effect.mean.value)
    declared = tested and result.kpi.method in NEEDS_A_BASELINE
    return resting_on(case.results.financial, result.kpi.id) if declared else []


def _with_computed_baseline(result: KpiResult) -> Decimal:
    """The mean effect with the computed baseline, as a share of the mean effect; 1 where there is no such test."""
    mean = result.effect.mean.value
    return result.effect.tests[-1].mean / mean if mean and result.effect.tests else Decimal(1)


def _baseline_off(result: KpiResult, threshold: Decimal) -> dict[str, Fact] | None:
    kpi = result.kpi
    before = result.before
    if kpi.baseline is None or not before:
        return None
    mean = averaged(kpi.unit, "mean_before", [(str(row.period), row.value) for row in before])
    off = abs(kpi.baseline - mean.known)
    if off <= threshold * abs(mean.known):
        return None
    facts: dict[str, Fact] = {"n": len(before), "baseline": result.baseline, "mean": mean}
    if mean.known:
        facts["apart"] = figure(off / abs(mean.known), "ratio", "baseline_apart", baseline=result.baseline, mean=mean)
        facts["threshold"] = typed(threshold, "ratio", None)
        return finding_phrases("G07", "apart", **facts)
    return finding_phrases("G07", "apart_from_zero", **facts)


def _target_off(result: KpiResult) -> dict[str, Fact] | None:
    baseline, target = result.baseline, result.target
    if baseline.value is None or target.value is None:
        return None
    if result.kpi.sign * (target.value - baseline.value) >= 0:
        return None
    return finding_phrases("G07", f"target_{result.kpi.direction}", baseline=baseline, target=target)


@rule(
    "G08",
    "warning",
    GUIDELINES,
    threshold=Decimal(2),
    counts="periods",
    key="kpis.series",
)
def kpi_not_measured_lately(case: Case) -> Iterator[Trigger]:
    """G08: a KPI is not measured, or not lately; no effect on the ROI is given.

    It has no series, no value up to as_of, or a last value that ended more periods of its own before as_of than the
    threshold (2).
    """
    as_of = case.engagement.as_of
    for result in case.results.kpis:
        if not result.series:
            name = "no_value" if result.kpi.series else "no_series"
            yield on_kpi(result.kpi, finding_phrases("G08", name, as_of=as_of))
            continue
        last = result.series[-1].period
        oldest = months_later(as_of, -int(case.threshold * len(last.months)))
        if last.end < oldest:
            facts: dict[str, Fact] = {"as_of": as_of, "last": last, "n": int(case.threshold)}
            yield on_kpi(result.kpi, finding_phrases("G08", "old", **facts))


@for_author
@rule(
    "G09",
    "info",
    BRINKERHOFF,
    key="narrative",
)
def no_account_of_what_worked(case: Case) -> Iterator[Trigger]:
    """G09: no narrative says what worked, or none says what did not."""
    written = {narrative.name for narrative in case.engagement.narratives if narrative.text.strip()}
    missing = [name for name in NARRATIVES if name not in written]
    if missing:
        yield Trigger(None, {"n": len(missing), "missing": phrases("G09", missing)})
