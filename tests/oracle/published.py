"""Figures as published, rounded half up."""

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.written import Undefined, Value, half_up

CENT, RATIO, ROOT, MONTHS, POINTS = 2, 10, 8, 6, 8
"""Decimals of money, ratios and rates, IRR and MIRR, months, index points."""


@dataclass(frozen=True)
class Near:
    """A value that came through floats, good to a tolerance."""

    value: Decimal
    tolerance: Decimal


Leaf = Decimal | Near | Undefined


def shown(value: Value, places: int) -> Leaf:
    """An exact figure as published."""
    return value if isinstance(value, Undefined) else half_up(value, places)


def near(value: Value | float, places: int) -> Leaf:
    """A figure from floats: good to one unit of the last place, or to 13 digits."""
    if isinstance(value, Undefined):
        return value
    rounded = half_up(value, places)
    return Near(rounded, max(Decimal(1).scaleb(-places), abs(rounded).scaleb(-13)))
