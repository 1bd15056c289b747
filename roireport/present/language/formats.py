"""Formats numbers, money, dates and durations in each language; rounds exact values half up."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from babel.dates import format_date
from babel.numbers import get_currency_precision, get_currency_symbol, get_decimal_symbol, get_group_symbol

from roireport.measure.figure import EXACT
from roireport.model.language import Language
from roireport.model.period import Month, Span, first_day
from roireport.present.language.typography import NO_BREAK, TYPOGRAPHY, Typography

MINUS = "\u2212"
MOST_PERCENT_PLACES = 9
"""One more than the decimals of a percentage that results.json publishes."""


# Babel looks a language up at each call, which takes longer than all else about a number.
_group_symbol = cache(get_group_symbol)
_decimal_symbol = cache(get_decimal_symbol)
_currency_symbol = cache(get_currency_symbol)
_dated = cache(format_date)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """A value at so many decimals; a value that rounds to zero has no sign."""
    digits = value.adjusted() + places + 2
    context = EXACT if digits < EXACT.prec else Context(prec=digits, rounding=ROUND_HALF_UP)
    rounded = value.quantize(_step(places), context=context)
    return rounded if rounded else rounded.copy_abs()


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


@dataclass(frozen=True, slots=True)
class Formats:
    """How a language writes values; `currency` is the engagement's ISO code."""

    language: Language
    currency: str

    @property
    def typography(self) -> Typography:
        """The conventions of the language."""
        return TYPOGRAPHY[self.language]

    def number(self, value: Decimal, places: int = 0, *, signed: bool = False) -> str:
        """12 345,6 in French, 12,345.6 in English; a true minus; with `signed` a plus too."""
        rounded = round_half_up(value, places)
        whole, _, decimals = f"{rounded.copy_abs():,f}".partition(".")
        text = whole.replace(",", str(_group_symbol(self.language)))
        if decimals:
            text += str(_decimal_symbol(self.language)) + decimals
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def percent(self, ratio: Decimal, places: int = 0, *, signed: bool = False) -> str:
        """A fraction as a percentage: 126 % in French (narrow space), 126% in English.

        A loss is never written as 0 %: it gets as many decimals as it takes.
        """
        if ratio < 0:
            places = next((n for n in range(places, MOST_PERCENT_PLACES) if round_half_up(ratio * 100, n)), places)
        return f"{self.number(ratio * 100, places, signed=signed)}{self.typography.percent_space}%"

    def percentage_points(self, difference: Decimal, places: int = 1) -> str:
        """A difference of percentages: +4,7 pts."""
        points = round_half_up(difference * 100, places)
        return f"{self.number(points, places, signed=True)}{NO_BREAK}{self.typography.point_unit(points)}"

    def symbol(self) -> str:
        """The sign of the currency, as the language shortens it."""
        return str(_currency_symbol(self.currency, self.language))

    def money(self, value: Decimal, places: int = 0, *, signed: bool = False) -> str:
        """An amount in full: 259 770 € or €259,770."""
        return self._with_symbol(value, places, "", signed=signed)

    @property
    def currency_places(self) -> int:
        """The decimals of amounts in the currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD."""
        return get_currency_precision(self.currency)

    def money_short(self, value: Decimal, *, signed: bool = False, figures: int = 3) -> str:
        """An amount with three significant digits: 260 k€, 5,50 M$US or €260k; below 1,000 in full."""
        for power, scale in self.typography.scales:
            if round_half_up(abs(value), 0) >= Decimal(10) ** power:
                scaled = value.scaleb(-power)
                rounded = round_half_up(scaled, max(0, figures - 1 - scaled.adjusted()))
                places = max(0, figures - 1 - rounded.adjusted())
                return self._with_symbol(scaled, places, scale, signed=signed)
        return self.money(value, signed=signed)

    def scaled(self, shown: Decimal, power: int, places: int, *, signed: bool = False) -> str:
        """Format an amount in units of 10 ** power (0, 3, 6 or 9): 148,0 k€ or €148.0k."""
        return self._with_symbol(shown, places, self._letter(power), signed=signed)

    def money_unit(self, power: int) -> str:
        """The unit of amounts in 10 ** power alone: k€ or €k."""
        symbol, letter = self.symbol(), self._letter(power)
        return f"{symbol}{_gap(symbol)}{letter}" if self.typography.symbol_first else letter + symbol

    def _letter(self, power: int) -> str:
        return dict(self.typography.scales).get(power, "")

    def _with_symbol(self, value: Decimal, places: int, scale: str, *, signed: bool) -> str:
        digits = self.number(value, places, signed=signed)
        if not self.typography.symbol_first:
            return f"{digits}{NO_BREAK}{scale}{self.symbol()}"
        sign, digits = (digits[0], digits[1:]) if digits[0] in (MINUS, "+") else ("", digits)
        return f"{sign}{self.symbol()}{_gap(self.symbol())}{digits}{scale}"

    def day(self, day: date) -> str:
        """1er octobre 2026; 1 October 2026."""
        number = self.typography.first_day if day.day == 1 else self.typography.other_days.format(day=day.day)
        return f"{number}{NO_BREAK}{_dated(day, 'MMMM y', self.language)}"

    def day_short(self, day: date) -> str:
        """30/09/2026 in French, 30 Sep 2026 in English."""
        return str(_dated(day, self.typography.short_date, self.language))

    def month(self, month: Month, *, short: bool = False) -> str:
        """mars 2025; shortened where there is little room."""
        return str(_dated(first_day(month), "MMM y" if short else "MMMM y", self.language))

    def axis_name(self, span: Span) -> tuple[str, str]:
        """The name of a period on an axis and its year: (mars, 2025), (T2, 2025), (2025, "")."""
        year = str(span.first // 12)
        if span.first == span.last:
            return str(_dated(first_day(span.first), "MMM", self.language)), year
        if span.last - span.first == 2:
            return f"{self.typography.quarter}{span.first % 12 // 3 + 1}", year
        return year, ""

    def span(self, span: Span) -> str:
        """A month, a quarter (T2 2025, Q2 2025) or a year."""
        if span.first == span.last:
            return self.month(span.first)
        if span.last - span.first == 2:
            return f"{self.typography.quarter}{span.first % 12 // 3 + 1} {span.first // 12}"
        return str(span.first // 12) if span.first % 12 == 0 else f"{self.month(span.first)} – {self.month(span.last)}"


def _gap(symbol: str) -> str:
    """What stands between a symbol and digits after it: a space where it ends with a letter (CLDR)."""
    return NO_BREAK if symbol[-1:].isalpha() else ""
