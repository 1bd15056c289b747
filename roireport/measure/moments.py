"""Mean and variance of exact values, and the straight line through points in calendar time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Values = Sequence[Decimal]


def mean(values: Values) -> Decimal:
    """The arithmetic mean of at least one value."""
    return sum(values, Decimal(0)) / len(values)


def variance(values: Values) -> Decimal:
    """The sample variance, n − 1 below, of at least two values."""
    middle = mean(values)
    return sum(((value - middle) ** 2 for value in values), Decimal(0)) / (len(values) - 1)


@dataclass(frozen=True, slots=True)
class FittedLine:
    """y = level + slope × (x − middle).

    Args:
        middle: The mean of x.
        level: The mean of y.
        spread: Sxx, the sum of (x − middle)².
    """

    middle: Decimal
    level: Decimal
    slope: Decimal
    spread: Decimal

    @classmethod
    def through(cls, positions: Sequence[int], values: Values) -> "FittedLine":
        """The line by least squares through points at two or more positions."""
        places = [Decimal(position) for position in positions]
        middle, level = mean(places), mean(values)
        spread = sum(((place - middle) ** 2 for place in places), Decimal(0))
        pairs = zip(places, values, strict=True)
        return cls(middle, level, sum(((x - middle) * (y - level) for x, y in pairs), Decimal(0)) / spread, spread)

    def residual(self, position: int, value: Decimal) -> Decimal:
        """How far a value lies above the line."""
        return value - self.level - self.slope * (position - self.middle)
