"""Days, months, quarters, years and the index of a period."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

Month: TypeAlias = int
"""A calendar month as a whole number, 12 × year + month − 1, so that months are counted by subtraction."""


def month_of(day: date) -> Month:
    """The calendar month of a day."""
    return 12 * day.year + day.month - 1


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


@lru_cache(maxsize=4096)
def last_day(month: Month) -> date:
    """The last day of a month, leap years included."""
    year, number = month // 12, month % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


def month_text(month: Month) -> str:
    """A month in ISO 8601, such as 2025-03."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last of a month that is too short."""
    end = last_day(month_of(day) + months)
    return end.replace(day=min(day.day, end.day))


@dataclass(frozen=True, slots=True)
class Span:
    """One or more whole calendar months: a month, a quarter or a year."""

    first: Month
    last: Month

    @property
    def months(self) -> range:
        """The months covered."""
        return range(self.first, self.last + 1)

    @property
    def end(self) -> date:
        """The last day covered."""
        return last_day(self.last)

    @property
    def position(self) -> int:
        """Its number in calendar time, in periods of its own length; gaps are counted."""
        return self.first // len(self.months)

    def __str__(self) -> str:
        if self.first == self.last:
            return month_text(self.first)
        if self.last - self.first == 2:
            return f"{self.first // 12}-Q{self.first % 12 // 3 + 1}"
        return f"{self.first // 12}"


@dataclass(frozen=True, slots=True)
class Index:
    """The number of a period on the engagement's grid: 0 is the first."""

    number: int

    def __str__(self) -> str:
        return str(self.number)


When: TypeAlias = date | Span | Index
"""A day, whole months, or the index of a period."""

_FORMS = (
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), lambda y, m, d: date(y, m, d)),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), lambda y, m: _month_span(y, m)),
    (re.compile(r"([0-9]{4})-[QT]([1-4])"), lambda y, q: Span(12 * y + 3 * q - 3, 12 * y + 3 * q - 1)),
    (re.compile(r"([1-9][0-9]{3})"), lambda y: Span(12 * y, 12 * y + 11)),
    (re.compile(r"(0|[1-9][0-9]{0,2})"), lambda n: Index(n)),
)


def _month_span(year: int, month: int) -> Span:
    """The span of one month; ValueError where the month does not exist."""
    start = month_of(date(year, month, 1))
    return Span(start, start)


def read_when(text: str) -> When:
    """Read a day, month, quarter, year (ISO 8601) or index; ValueError for anything else."""
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            return build(*(int(part) for part in match.groups()))
    raise ValueError(text)
