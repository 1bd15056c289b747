"""Periods that lie far from the others: named, never dropped."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

FEWEST = 8
"""Of fewer values, one in five sides of mere noise has an outlier by this rule."""
LIMIT = Decimal("3.5")
"""Iglewicz and Hoaglin (1993): a modified z score above 3.5 is a potential outlier."""
NORMAL_MEDIAN = Decimal("0.6745")
"""The median absolute deviation of a standard normal distribution, its 75th percentile."""
NORMAL_MEAN = Decimal("0.7979")
"""Its mean absolute deviation, √(2/π)."""


def outliers(values: Sequence[Decimal]) -> tuple[int, ...]:
    """Which of the values lie apart: |x − median| > 3.5 × the spread; none of fewer than eight.

    The spread is MAD / 0.6745, or the mean absolute deviation / 0.7979 where more than half of the values are the
    same. Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993).
    """
    if len(values) < FEWEST:
        return ()
    middle = median(values)
    apart = [abs(value - middle) for value in values]
    spread = median(apart) / NORMAL_MEDIAN or sum(apart, Decimal(0)) / len(apart) / NORMAL_MEAN
    return tuple(place for place, distance in enumerate(apart) if distance > LIMIT * spread)
