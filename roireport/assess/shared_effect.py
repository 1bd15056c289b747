"""A08: whether the effect on one KPI is given out more than once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from roireport.assess.correction import scaled
from roireport.assess.finding import Case, Fact, Trigger, on_kpi, rule
from roireport.assess.sources import ISOLATED, SOCIAL_RETURN
from roireport.measure.attribution import claimed_share
from roireport.measure.figure import summed
from roireport.model.gain import Gain

ONE = Decimal(1)


@rule("A08", "blocker", f"{ISOLATED}; {SOCIAL_RETURN}", threshold=ONE, key="gains.attribution.share")
def effect_shared_twice(case: Case) -> Iterator[Trigger]:
    """A08: the shares × (1 − deadweight) of the gains on one KPI add to more than the threshold (100 %).

    A warning where no two of these gains share a driver: they may be different consequences of the one effect. If the
    doubt is right each is counted in proportion, so that they add to the threshold.
    """
    for kpi in case.engagement.kpis:
        gains = [gain for gain in case.engagement.gains if gain.kpi == kpi.id]
        total = summed("ratio", "claimed_of_effect", [(gain.id, claimed_share(gain)) for gain in gains])
        if total.known > case.threshold:
            facts: dict[str, Fact] = {
                "total": total,
                "threshold": case.limit,
                "n": len(gains),
                "gains": tuple(gain.label for gain in gains),
            }
            results = [result for result in case.results.financial.gains if result.gain.kpi == kpi.id]
            trigger = on_kpi(kpi, facts).corrected(scaled(results, case.threshold / total.known))
            yield replace(trigger, severity=None if _share_a_driver(gains) else "warning")


def _share_a_driver(gains: Sequence[Gain]) -> bool:
    return any(one.driven_by & other.driven_by for one, other in combinations(gains, 2))
