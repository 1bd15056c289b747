"""A08: whether the effect on one KPI is given out more than once."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from roireport.assess.correction import scaled
from roireport.assess.finding import Case, Fact, Trigger, rule
from roireport.assess.sources import GREEN_BOOK
from roireport.measure.figure import Figure, figure, summed, typed
from roireport.model.gain import Gain
from roireport.model.workspace import Severity

ONE = Decimal(1)


@rule("A08", "blocker", f"{GREEN_BOOK}, double counting", threshold=ONE, key="gains.attribution.share")
def effect_shared_twice(case: Case) -> Iterator[Trigger]:
    """A08: the shares × (1 − deadweight) of the gains on one KPI add to more than the threshold (100 %).

    A warning where no two of these gains share a driver: they may be different consequences of the one effect. If the
    doubt is right each is counted in proportion, so that they add to the threshold.
    """
    for kpi in case.engagement.kpis:
        gains = [gain for gain in case.engagement.gains if gain.kpi == kpi.id]
        total = _claimed_of(gains)
        if total.known > case.threshold:
            facts: dict[str, Fact] = {
                "label": kpi.name,
                "total": total,
                "threshold": typed(case.threshold, "ratio", None),
                "n": len(gains),
                "gains": tuple(gain.label for gain in gains),
            }
            correction = scaled(
                [result for result in case.results.financial.gains if result.gain.kpi == kpi.id],
                case.threshold / total.known,
            )
            severity: Severity | None = None if _share_a_driver(gains) else "warning"
            yield Trigger(kpi.id, facts, kpi.place(), severity, correction)


def _claimed_of(gains: Sequence[Gain]) -> Figure:
    """Σ share × (1 − deadweight): what of the effect the gains claim together."""
    return summed("ratio", "claimed_of_effect", [(gain.id, _claimed(gain)) for gain in gains])


def _claimed(gain: Gain) -> Figure:
    given = gain.attribution
    share = typed(given.share if given else ONE, "ratio", given.place("share") if given else None)
    anyway = typed(gain.deadweight or Decimal(0), "ratio", gain.place("deadweight"))
    return figure(share.known * (ONE - anyway.known), "ratio", "claimed_share", share=share, deadweight=anyway)


def _share_a_driver(gains: Sequence[Gain]) -> bool:
    return any(one.driven_by & other.driven_by for one, other in combinations(gains, 2))
