"""How each language sets numbers, amounts and dates: one record a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.model.language import Language

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"


@dataclass(frozen=True, slots=True)
class Typography:
    """The conventions of a language that Babel does not give.

    Args:
        percent_space: What is between a number and %.
        scales: The letters of 10 ** power, the largest power first.
        symbol_first: Whether a currency is before its amount.
        short_date: The pattern of a date in a table (Unicode, UTS 35).
        quarter: The letter of a quarter.
        points: The unit of percentage points, singular and plural.
        first_day: The first day of a month, in a date.
        other_days: The other days, such as "{day}" or "{day}.".
        only_one_is_singular: Whether 0 and 1.5 are plural; else a plural starts at 2.
    """

    percent_space: str
    scales: tuple[tuple[int, str], ...]
    symbol_first: bool
    short_date: str
    quarter: str
    points: tuple[str, str] = ("pt", "pts")
    first_day: str = "1"
    other_days: str = "{day}"
    only_one_is_singular: bool = False

    def point_unit(self, value: Decimal) -> str:
        """The unit of so many percentage points."""
        plural = abs(value) != 1 if self.only_one_is_singular else abs(value) >= 2
        return self.points[plural]


TYPOGRAPHY: Final[Mapping[Language, Typography]] = {
    "fr": Typography(
        percent_space=NARROW,
        scales=((9, "Md"), (6, "M"), (3, "k")),
        symbol_first=False,
        short_date="dd/MM/y",
        quarter="T",
        first_day="1er",
    ),
    "en": Typography(
        percent_space="",
        scales=((9, "bn"), (6, "m"), (3, "k")),
        symbol_first=True,
        short_date="d MMM y",
        quarter="Q",
        only_one_is_singular=True,
    ),
}
