"""Three figures beside one another, never mixed into one."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, figure, summed, typed
from roireport.measure.results import Combined
from roireport.measure.returns import net_return
from roireport.model.criterion import Criterion
from roireport.model.gain import Gain

ONE = Decimal(1)


def combined(
    criteria: Sequence[Criterion], gains: Sequence[Gain], gain: Figure, cost: Figure, target: Figure
) -> Combined:
    """The extended ROI, and what the unquantified would have to be worth."""
    taken = frozenset(driver for one in gains for driver in one.driven_by)
    priced = [one for one in criteria if one.monetise is not None]
    counted = [one for one in priced if not one.driven_by & taken]
    monetised = summed("money", "monetised", ((one.id, monetised_value(one)) for one in counted))
    return Combined(
        extended_roi=extended_return(gain, monetised, cost),
        monetised=monetised,
        left_out=tuple(one.id for one in priced if one.driven_by & taken),
        break_even_unquantified=break_even_unquantified(gain, cost, target),
    )


def monetised_value(criterion: Criterion) -> Figure:
    """amount × confidence (Phillips: adjusted for the confidence of the estimate); silent confidence is 100 %."""
    worth = criterion.monetise
    if worth is None:
        raise ValueError(f"{criterion.id} is not monetised")
    amount = typed(worth.amount, "money", worth.place("amount"))
    confidence = typed(ONE if worth.confidence is None else worth.confidence, "ratio", worth.place("confidence"))
    return figure(amount.known * confidence.known, "money", "monetised_value", amount=amount, confidence=confidence)


def extended_return(gain: Figure, monetised: Figure, cost: Figure) -> Figure:
    """(gain + monetised − cost) / cost: the financial ROI with the criteria that no gain counts already."""

    def ratio(cost: Decimal, gain: Decimal, monetised: Decimal) -> Decimal | Reason:
        return net_return(cost, gain + monetised)

    return derived("ratio", "extended_return", ratio, cost=cost, gain=gain, monetised=monetised)


def break_even_unquantified(gain: Figure, cost: Figure, target: Figure) -> Figure:
    """V* = max(0, (1 + target ROI) × cost − gain): what the unquantified must be worth; a silent target is 0 %.

    HM Treasury, Green Book: unmonetised benefits by their break-even value. Without a gain line the gain is 0; where
    no gain line has a value, V* has none either.
    """
    unrecorded = gain.why is not None and gain.why.key == "no_gain"
    won = figure(0, "money", "no_gain_line") if unrecorded else gain
    aim = target if target.defined else typed(Decimal(0), "ratio", None)

    def needed(cost: Decimal, gain: Decimal, target: Decimal) -> Decimal:
        return max(Decimal(0), (1 + target) * cost - gain)

    return derived("money", "break_even_unquantified", needed, cost=cost, gain=won, target=aim)
