"""A01–A06: whether the engagement caused what is counted as its gain."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from roireport.assess.correction import halved, left_out, resting_on, scaled
from roireport.assess.finding import Case, Fact, Trigger, cause, on_gain, on_kpi, phrase, rule
from roireport.assess.share_of_gain import carried_by
from roireport.assess.sources import (
    ADDITIONALITY_GUIDE,
    ADJUSTED_ESTIMATES,
    ANGRIST,
    DRAPER,
    GREEN_BOOK,
    HISTORY,
    ISOLATED,
    MARYLAND_SCALE,
    SHADISH,
)
from roireport.measure.attribution import attributed_share, claimed_share
from roireport.measure.figure import typed
from roireport.model.engagement import Engagement, Initiative
from roireport.model.gain import Gain
from roireport.model.kpi import COMPUTED_METHODS, Method

ONE = Decimal(1)
WEAK = 1
"""The highest grade of evidence that proves nothing: 0 is an assertion, 1 an opinion."""
DOCUMENTED = 3
"""The lowest grade of evidence that somebody else can check."""


def counterfactual_of(engagement: Engagement, gain: Gain) -> Method:
    """The method of the counterfactual of a gain's KPI; none where it has no KPI."""
    return engagement.kpi(gain.kpi).method if gain.kpi else "none"


@cause("share")
@rule(
    "A01",
    "blocker",
    f"{ISOLATED}; {SHADISH}",
    threshold=Decimal("0.90"),
    key="kpis.counterfactual",
)
def effect_not_isolated(case: Case) -> Iterator[Trigger]:
    """A01: nearly all of a gain is claimed, and its effect is not isolated.

    No computed counterfactual (estimate and none do not count), nothing isolated outside the tool with evidence of 3
    or more, and share × (1 − deadweight) of at least the threshold (90 %). If the doubt is right the gain would have
    come anyway: it is left out.
    """
    for result in case.results.financial.gains:
        gain, method = result.gain, counterfactual_of(case.engagement, result.gain)
        isolated = gain.isolated is not None and gain.evidence >= DOCUMENTED
        claimed = claimed_share(gain)
        if method not in COMPUTED_METHODS and not isolated and claimed.known >= case.threshold:
            facts: dict[str, Fact] = {
                "method": phrase("method", method),
                "net": result.net,
                "share": claimed,
                "threshold": case.limit,
            }
            yield on_gain(gain, facts).corrected(left_out([result]))


@cause("share")
@rule(
    "A02",
    "warning",
    ADJUSTED_ESTIMATES,
    key="gains.attribution.confidence",
)
def share_without_confidence(case: Case) -> Iterator[Trigger]:
    """A02: a share below 100 % is an estimate, and its confidence is not given.

    If the doubt is right half of the gain is left, as with a confidence of 50 %.
    """
    for result in case.results.financial.gains:
        given = result.gain.attribution
        if given is not None and given.share < ONE and given.confidence is None:
            by = given.by if given.by is not None else phrase("A02", "nobody")
            facts: dict[str, Fact] = {"share": typed(given.share, "ratio", given.place("share")), "by": by}
            yield on_gain(result.gain, facts).corrected(halved([result]))


@rule(
    "A03",
    "warning",
    f"{MARYLAND_SCALE}, by analogy",
    threshold=Decimal("0.50"),
    key="gains.evidence",
)
def weak_evidence_carries_the_gain(case: Case) -> Iterator[Trigger]:
    """A03: gains with evidence 0 or 1 make up more than the threshold (50 %).

    If the doubt is right half of these gains is left.
    """
    yield from carried_by(case, lambda gain: gain.evidence <= WEAK, halved)


@rule(
    "A04",
    "blocker",
    f"{ADDITIONALITY_GUIDE}; {GREEN_BOOK}, § 7.18, deadweight",
    key="gains.deadweight",
)
def anyway_taken_off_twice(case: Case) -> Iterator[Trigger]:
    """A04: a deadweight on top of a computed counterfactual, which removed it already.

    If the doubt is right the gain is counted without the deadweight, and the ROI rises.
    """
    for result in case.results.financial.gains:
        gain, method = result.gain, counterfactual_of(case.engagement, result.gain)
        if gain.deadweight and method in COMPUTED_METHODS:
            deadweight = typed(gain.deadweight, "ratio", gain.place("deadweight"))
            facts: dict[str, Fact] = {"deadweight": deadweight, "method": phrase("method", method)}
            trigger, kept = on_gain(gain, facts, "deadweight"), ONE - gain.deadweight
            yield trigger.corrected(scaled([result], ONE / kept)) if kept else trigger


@cause("share")
@rule(
    "A05",
    "warning",
    HISTORY,
    threshold=Decimal("0.90"),
    key="gains.attribution.share",
)
def others_worked_on_it_too(case: Case) -> Iterator[Trigger]:
    """A05: other initiatives overlapped [period.start, as_of], and nearly all of a gain is claimed.

    A share at the threshold (90 %) or above, and no control group that they reached too (`control.initiatives`). A gain
    isolated outside the tool does not say whether its control group was reached. If the doubt is right half of the gain
    is theirs.
    """
    others = overlapping_initiatives(case.engagement)
    for result in case.results.financial.gains if others else ():
        gain, share = result.gain, attributed_share(result.gain)
        if share.known >= case.threshold and not _reached_too(case.engagement, gain):
            facts: dict[str, Fact] = {
                "n": len(others),
                "initiatives": tuple(other.label for other in others),
                "share": share,
                "threshold": case.limit,
                "net": result.net,
            }
            yield on_gain(gain, facts).corrected(halved([result]))


def _reached_too(engagement: Engagement, gain: Gain) -> bool:
    """Whether the gain's KPI is compared with a control group that the concurrent initiatives reached too."""
    kpi = engagement.kpi(gain.kpi) if gain.kpi else None
    if kpi is None or kpi.method != "control":
        return False
    return kpi.control is not None and kpi.control.initiatives == "shared"


def overlapping_initiatives(engagement: Engagement) -> tuple[Initiative, ...]:
    """The other initiatives that ran at any time from the start to the last day with data."""
    return tuple(
        initiative
        for initiative in engagement.concurrent_initiatives
        if initiative.started <= engagement.as_of and (initiative.ended or date.max) >= engagement.period.start
    )


@cause("effect")
@rule(
    "A06",
    "warning",
    f"{ANGRIST}; {DRAPER}",
    threshold=Decimal("0.90"),
    key="kpis.counterfactual",
)
def control_moved_differently(case: Case) -> Iterator[Trigger]:
    """A06: before the start the KPI and its control group did not move alike.

    The slope of value − control differs from 0 with more certainty than the threshold (90 %), from 4 periods on. If the
    doubt is right half of the effect is left.
    """
    for kpi in case.results.kpis:
        trend = kpi.effect.parallel
        if trend.certainty.value is not None and trend.certainty.value > case.threshold:
            facts: dict[str, Fact] = {
                "n": trend.periods,
                "slope": trend.slope,
                "certainty": trend.certainty,
                "threshold": case.limit,
            }
            correction = halved(resting_on(case.results.financial, kpi.kpi.id))
            yield on_kpi(kpi.kpi, facts, "counterfactual").corrected(correction)
