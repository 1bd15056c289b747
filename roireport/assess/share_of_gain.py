"""How much of the gain some of the gains carry."""

from collections.abc import Callable

from roireport.measure.figure import Figure, figure, summed
from roireport.measure.financial import GainResult
from roireport.measure.financial_return import Financial


def share_of_gain(financial: Financial, chosen: Callable[[GainResult], bool]) -> Figure | None:
    """The net amount of the chosen gains by that of all; None where the gain is not positive or nothing is chosen."""
    picked = [(one.gain.id, one.net) for one in financial.gains if chosen(one)]
    whole = financial.gain
    if not picked or whole.value is None or whole.value <= 0:
        return None
    part = summed("money", "gain_of_some", picked)
    return figure(part.known / whole.value, "ratio", "share_of_gain", part=part, whole=whole)
