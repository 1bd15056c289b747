"""V12, V16: whether the cost is all that was spent, by whoever paid it."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.correction import Correction, UnsureAmount
from roireport.assess.finding import Case, Fact, Trigger, cause, rule
from roireport.assess.sources import FULL_COSTS, GREEN_BOOK
from roireport.measure.figure import Figure, figure, summed
from roireport.measure.financial import CostResult
from roireport.measure.returns import return_on_investment
from roireport.model.cost import Cost


@rule("V12", "warning", f"{GREEN_BOOK}, § 6.33–6.40, economic transfers", threshold=Decimal("0.30"), key="costs.funded")
def mostly_paid_by_others(case: Case) -> Iterator[Trigger]:
    """V12: more of the cost than the threshold (30 %) is funded by others.

    If the doubt is right, what they pay counts as cost.
    """
    financial = case.results.financial
    lines = [line for line in financial.costs if line.cost.funded is not None]
    funded = summed("money", "cost_funded", [(line.cost.id, _funded(line)) for line in lines])
    if financial.cost.value is None or financial.cost.value + funded.known <= 0:
        return
    before = figure(financial.cost.value + funded.known, "money", "cost_before_funding", cost=financial.cost)
    share = figure(funded.known / before.known, "ratio", "share_of_cost", part=funded, cost=before)
    if share.known > case.threshold:
        payers = tuple(dict.fromkeys(line.cost.funded.by for line in lines if line.cost.funded is not None))
        facts: dict[str, Fact] = {
            "share": share,
            "threshold": case.limit,
            "n": len(payers),
            "payers": payers,
            "roi": return_on_investment(financial.gain, before),
        }
        unpaid = tuple(UnsureAmount(line.cost.id, _funded(line)) for line in lines)
        correction = Correction("corrected", costs=unpaid)
        yield Trigger(None, facts, lines[0].cost.place("funded"), correction=correction)


def _funded(line: CostResult) -> Figure:
    """What others bear of a line, its overrun included."""
    return figure(line.funded.known * (1 + (line.cost.overrun or 0)), "money", "cost_funded", funded=line.funded)


@cause("cost_not_loaded")
@rule(
    "V16",
    "warning",
    FULL_COSTS,
    key="costs.amount",
)
def time_of_participants_not_counted(case: Case) -> Iterator[Trigger]:
    """V16: the client's time is 0, although people of the client took part: fees for training, or participants.

    What their time cost is not known: no effect on the ROI is given.
    """
    lines = [line for line in case.results.financial.costs if line.cost.category == "client_time"]
    if any(line.gross.known for line in lines) or not lines:
        return
    fees = [cost for cost in case.engagement.costs if _is_training(cost, case)]
    if fees:
        facts: dict[str, Fact] = {"n": len(fees), "fees": tuple(cost.label for cost in fees)}
        yield Trigger(lines[0].cost.id, {"label": lines[0].cost.label, **facts}, lines[0].cost.place())


def _is_training(cost: Cost, case: Case) -> bool:
    """Whether a cost is a fee for an offer of the kind training."""
    offers = (cost.offer,) if cost.offer else case.engagement.offers
    return cost.category == "fees" and any(case.engagement.offer_kinds.get(offer) == "training" for offer in offers)
