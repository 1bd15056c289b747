"""Periods as people write them: 31/03/2025, 03/2024, mars 2025, Q1 2025, 202503."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Final

from babel import Locale

from roireport.importer.table import simplified
from roireport.model.language import LANGUAGES
from roireport.model.period import Span, month_of, read_when
from roireport.model.values import FIRST_YEAR, LAST_YEAR

Reading = date | Span
ORDERS: Final = ("day-first", "month-first", "year-first")
_CENTURY: Final = 2000
"""Two digits are a year from 2000 on: nobody measures an engagement of before."""
_SHORTEST_NAME: Final = 3
_TIME: Final = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
_ISO: Final = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){_TIME}", re.ASCII)
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})[/. -](\d{{1,2}})(?:[/. -](\d{{1,2}}))?{_TIME}", re.ASCII)
_YEAR_LAST: Final = re.compile(rf"(?:(\d{{1,2}})[/. -])?(\d{{1,2}})[/. -](\d{{4}}){_TIME}", re.ASCII)
_SHORT: Final = re.compile(rf"(\d{{1,2}})[/. -](\d{{1,2}})(?:[/. -](\d{{1,2}}))?{_TIME}", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_NAMED: Final = re.compile(r"(?:(\d{1,2})(?:er)?[ .-])?([a-z]+)\.?[ .'-]*(\d{4}|\d{2})", re.ASCII)
_NAMED_AFTER: Final = re.compile(r"(\d{4})[ .-]*([a-z]+)\.?", re.ASCII)
_QUARTER: Final = re.compile(
    r"(?:[qt] ?([1-4])|([1-4]) ?[qt]|([1-4])(?:er|e|eme)? trim(?:estre|\.)?)[ /.-]*(\d{4}|\d{2})"
)
_QUARTER_AFTER: Final = re.compile(r"(\d{4})[ /.-]*(?:[qt] ?([1-4])|([1-4]) ?[qt])")


def period_readings(text: str) -> Mapping[str, Reading]:
    """The readings of a text by the order of its parts; all orders give the same where the text is clear.

    None where it is no period.
    """
    written = simplified(text)
    for read in (_standard, _year_leads, _compact, _month_name, _quarter):
        if (period := _in_calendar(read, written)) is not None:
            return dict.fromkeys(ORDERS, period)
    readings = {order: _in_calendar(_ordered(order), written) for order in ORDERS}
    return {order: period for order, period in readings.items() if period is not None}


def months_of(reading: Reading) -> Span:
    """The whole months of a reading: a day is in its month."""
    return reading if isinstance(reading, Span) else Span(month_of(reading), month_of(reading))


def _in_calendar(read: Callable[[str], Reading | None], written: str) -> Reading | None:
    """What is read, where it is a date of the calendar in a year that a series may have."""
    with suppress(ValueError):
        period = read(written)
        if period is not None and FIRST_YEAR <= months_of(period).first // 12 <= LAST_YEAR:
            return period
    return None


def _standard(written: str) -> Reading | None:
    if match := _ISO.fullmatch(written):
        return date.fromisoformat(match[1])
    when = read_when(written.upper())
    return when if isinstance(when, date | Span) else None


def _year_leads(written: str) -> Reading | None:
    match = _YEAR_FIRST.fullmatch(written)
    return _from_parts(int(match[1]), int(match[2]), match[3]) if match else None


def _compact(written: str) -> Reading | None:
    match = _COMPACT.fullmatch(written)
    return _from_parts(int(match[1]), int(match[2]), match[3]) if match else None


def _month_name(written: str) -> Reading | None:
    if match := _NAMED.fullmatch(written):
        day, name, year = match.groups()
    elif match := _NAMED_AFTER.fullmatch(written):
        year, name, day = match[1], match[2], None
    else:
        return None
    month = month_number(name)
    return _from_parts(_year(year), month, day) if month else None


def _quarter(written: str) -> Reading | None:
    if match := _QUARTER.fullmatch(written):
        number, year = match[1] or match[2] or match[3], _year(match[4])
    elif match := _QUARTER_AFTER.fullmatch(written):
        number, year = match[2] or match[3], int(match[1])
    else:
        return None
    first = 12 * year + 3 * int(number) - 3
    return Span(first, first + 2)


def _ordered(order: str) -> Callable[[str], Reading | None]:
    """Read numbers whose order is not said; a month and a year have no day."""

    def read(written: str) -> Reading | None:
        if match := _YEAR_LAST.fullmatch(written):
            first, second, year = match.groups()
            if order == "year-first":
                return None
            day, month = (second, first) if order == "month-first" and first else (first, second)
            return _from_parts(int(year), int(month), day)
        return _short(written, order)

    return read


def _short(written: str, order: str) -> Reading | None:
    """Read a date whose year has two digits."""
    match = _SHORT.fullmatch(written)
    if not match:
        return None
    first, second, third = match.groups()
    if order == "year-first":
        return _from_parts(_year(first), int(second), third)
    if third is None:
        return _from_parts(_year(second), int(first), None)
    day, month = (first, second) if order == "day-first" else (second, first)
    return _from_parts(_year(third), int(month), day)


def _from_parts(year: int, month: int, day: str | None) -> Reading:
    """A day, or a month where no day is given; ValueError where there is none in the calendar."""
    if day:
        return date(year, month, int(day))
    first = month_of(date(year, month, 1))
    return Span(first, first)


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else _CENTURY + int(digits)


def month_number(name: str) -> int | None:
    """The number of a month from its name, or its first letters, in any language of the reports."""
    names = _month_names()
    if name in names:
        return names[name]
    numbers = {number for full, number in names.items() if len(name) >= _SHORTEST_NAME and full.startswith(name)}
    return numbers.pop() if len(numbers) == 1 else None


@cache
def _month_names() -> Mapping[str, int]:
    """The names and abbreviations of the months without accents and points, from the CLDR."""
    forms = (Locale(language).months["format"][width] for language in LANGUAGES for width in ("wide", "abbreviated"))
    return {simplified(name).rstrip("."): number for form in forms for number, name in form.items()}
