"""A16, A17: whether an estimate of the share comes from somebody who can make it."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.attribution import ONE, counterfactual_of
from roireport.assess.correction import halved
from roireport.assess.finding import Case, Fact, Trigger, cause, for_author, rule
from roireport.assess.interest import is_interested
from roireport.assess.sources import ADJUSTED_ESTIMATES, CREDIBLE
from roireport.measure.figure import typed
from roireport.model.kpi import COMPUTED_METHODS


@cause("share")
@rule(
    "A16",
    "warning",
    CREDIBLE,
    key="gains.attribution.by",
)
def estimated_by_the_firm(case: Case) -> Iterator[Trigger]:
    """A16: the estimator of a share is a member of the team, by name or role, or the firm.

    If the doubt is right half of the gain is left.
    """
    for result in case.results.financial.gains:
        given = result.gain.attribution
        if given is not None and is_interested(case.engagement, case.firm, given.by):
            share = typed(given.share, "ratio", given.place("share"))
            facts: dict[str, Fact] = {"label": result.gain.label, "by": given.by or "", "share": share}
            gain = result.gain.id
            yield Trigger(gain, facts, given.place("by"), correction=halved([result]), about=gain)


@for_author
@rule(
    "A17",
    "warning",
    ADJUSTED_ESTIMATES,
    key="gains.attribution.confidence",
)
def estimate_without_doubt(case: Case) -> Iterator[Trigger]:
    """A17: a share below 100 % is an estimate without a computed counterfactual, and its confidence is 100 %."""
    for result in case.results.financial.gains:
        given = result.gain.attribution
        computed = counterfactual_of(case.engagement, result.gain) in COMPUTED_METHODS
        if given is not None and given.share < ONE and given.confidence == Decimal(1) and not computed:
            share = typed(given.share, "ratio", given.place("share"))
            yield Trigger(result.gain.id, {"label": result.gain.label, "share": share}, given.place("confidence"))
