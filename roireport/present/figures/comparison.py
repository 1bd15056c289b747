"""Comparisons as a reader sees them: what differs must also look different."""

from decimal import Decimal
from typing import Literal

from roireport.present.language.formats import MOST_PERCENT_PLACES, round_half_up

Order = Literal["below", "equal", "above"]

MOST_PLACES = 2
"""Decimals of a percentage beyond which two values count as equal."""


def order(a: Decimal, b: Decimal) -> Order:
    """How a percentage stands to another, both as fractions, at the finest digits that a page shows."""
    left, right = (round_half_up(value * 100, MOST_PLACES) for value in (a, b))
    return "equal" if left == right else "above" if left > right else "below"


def distinct_places(a: Decimal, b: Decimal, most: int = MOST_PLACES) -> int:
    """The fewest decimals of a percentage at which two fractions look as different as they are."""

    def differs(places: int) -> bool:
        return round_half_up(a * 100, places) != round_half_up(b * 100, places)

    return next((places for places in range(most + 1) if differs(places)), 0)


def sign(ratio: Decimal, places: int = 0) -> int:
    """−1, 0 or 1: the sign of a percentage as it is shown; a loss, however small, is shown as one."""
    shown = round_half_up(ratio * 100, MOST_PERCENT_PLACES - 1 if ratio < 0 else places)
    return (shown > 0) - (shown < 0)
