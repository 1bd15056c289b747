"""From which size on a difference counts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.present.difference.figures import FigureChange

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least difference that counts: in points for percentages and the index, in money for amounts.

    Where one of them is given, only figures of its kind count; a figure that has come to have a value, or lost it,
    counts always.
    """

    points: Decimal | None = None
    amount: Decimal | None = None

    def reached(self, figure: FigureChange) -> bool:
        """Whether the difference of a figure counts."""
        match figure.unit:
            case "ratio" | "percent":
                least, size = self.points, figure.size and figure.size * _HUNDRED
            case "points":
                least, size = self.points, figure.size
            case "money":
                least, size = self.amount, figure.size
            case _:
                return False
        return least is not None and (size is None or size >= least)


NO_THRESHOLD: Final = Threshold()
