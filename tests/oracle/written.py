"""Values as the files write them, read as exact fractions; a figure is one of these or says why there is none."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, TypeAlias

Section: TypeAlias = dict[str, Any]
"""A mapping of a file: keys and what is written there."""


@dataclass(frozen=True)
class Undefined:
    """A figure without a value; `whys` are the agreed wordings that would all be right, none where there is none."""

    whys: frozenset[str] = frozenset()


def undefined(*whys: str) -> Undefined:
    """No value, for these reasons."""
    return Undefined(frozenset(whys))


Value: TypeAlias = Fraction | Undefined


def known(formula: Callable[..., Value], *values: Value) -> Value:
    """The formula of the values, or the reasons of those that have none: each is right, any where one is not agreed."""
    missing = [value.whys for value in values if isinstance(value, Undefined)]
    if missing:
        return undefined(*(why for whys in missing for why in whys if all(missing)))
    return formula(*values)


def ratio(above: Value, below: Value) -> Value:
    """above / below, undefined where below is 0."""
    return known(lambda a, b: a / b if b else undefined(), above, below)


def per_cost(above: Value, cost: Value) -> Value:
    """above / cost, undefined where the cost is not above 0."""
    return known(lambda a, c: a / c if c > 0 else undefined(), above, cost)


def number(written: Any) -> Fraction:
    """12500, 12_500.50, 12.5% or 0.125."""
    text = str(written).replace("_", "")
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def rate(section: Section, key: str, silent: int = 0) -> Fraction:
    """A rate of a section, or what silence means."""
    return number(section[key]) if key in section else Fraction(silent)


def months_long(written: Any) -> int:
    """`6 months`, `2 years`."""
    count, unit = str(written).split()
    return int(count) * (12 if unit.startswith("year") else 1)


def month_number(day: date) -> int:
    """Calendar months as whole numbers."""
    return 12 * day.year + day.month - 1


def month_name(month: int) -> str:
    """2025-03."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    """The last day of a calendar month."""
    year, index = divmod(month, 12)
    return date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def when(written: Any) -> date | tuple[int, int] | int:
    """A day; the first and last calendar month of a month, quarter or year; or the index of a period."""
    text = str(written)
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", text):
        first = 12 * int(quarter[1]) + 3 * int(quarter[2]) - 3
        return first, first + 2
    if len(text) == 4:
        return 12 * int(text), 12 * int(text) + 11
    if len(text) == 7:
        month = month_number(date.fromisoformat(f"{text}-01"))
        return month, month
    return date.fromisoformat(text)


def first_day(month: int) -> date:
    """The first day of a calendar month."""
    return date(month // 12, month % 12 + 1, 1)


def text_in(written: Any, language: str) -> str:
    """A text in a language; a plain one serves every language."""
    return str(written[language]) if isinstance(written, dict) else str(written)


def exact_decimal(value: Fraction) -> Decimal:
    """A fraction with 60 digits."""
    with localcontext(prec=60):
        return Decimal(value.numerator) / Decimal(value.denominator)


def half_up(value: Fraction | float | Decimal, places: int) -> Decimal:
    """Rounded as published: half up, away from zero; exact for fractions."""
    scaled = Fraction(value) * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))
    with localcontext(prec=60):
        signed = Decimal(whole if scaled >= 0 else -whole).scaleb(-places)
        return signed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
