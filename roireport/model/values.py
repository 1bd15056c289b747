"""The kinds of values, each read from the text of a scalar."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from roireport.model.forms import Form
from roireport.model.language import Language
from roireport.model.period import Index, Span, When, read_when
from roireport.model.written import Written

LARGEST_AMOUNT = Decimal(10) ** 15
LOWEST_YEARLY_RATE, HIGHEST_YEARLY_RATE = Decimal("-0.99"), Decimal(20)
LONGEST_TEXT = 20_000
LONGEST_NUMBER = 40
"""Digits and signs: more than any amount of 1e15 with cents, and few enough that conversion stays instant."""
MOST_COUNTED = 10**9
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Wider than any engagement, and narrow enough that a horizon never leaves the calendar."""
LONGEST_DURATION = 2400
"""Months: the calendar still covers two centuries after any day that is read."""
_NUMBER = re.compile(r"[+-]?(0|[1-9]\d*(_\d+)*)(\.\d+(_\d+)*)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_RATE = re.compile(r"(?P<number>[^%\s]+)[\s\u00a0\u202f]*%")
_DURATION = re.compile(r"([1-9]\d{0,3}|0) (month|year)s?", re.ASCII)
NOT_TEXT = frozenset(("yes", "no", "on", "off", "true", "false", "null", "~", "y", "n"))
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def refuse(code: str, **facts: str) -> NoReturn:
    """Report a value that is not of its kind, by the code of a problem and the facts that its message needs."""
    raise PydanticCustomError(code, "", facts)


def _scalar(raw: object, kind: str) -> str:
    if not isinstance(raw, str):
        refuse("not_a_scalar", kind=kind)
    if raw.strip() == "":
        refuse("empty_value", kind=kind)
    return raw


def read_number(raw: object, kind: str = "number") -> Decimal:
    """An exact decimal as written: 12500, 12500.50, 12_500. No exponent, no leading zero, no comma."""
    text = _scalar(raw, kind)
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        refuse("not_a_number", kind=kind, text=text[:60])
    number = Decimal(text.replace("_", ""))
    if abs(number) > LARGEST_AMOUNT:
        refuse("number_too_large", text=text)
    return number


def read_amount(raw: object) -> Decimal:
    """An exact decimal; one like 36.000 may be 36 or 36,000, so it is refused with both readings."""
    number = read_number(raw)
    if _THOUSANDS.fullmatch(str(raw)):
        refuse("thousands_in_number", text=str(raw), plain=str(raw).replace(".", ""), short=f"{number.normalize():f}")
    return number


def read_level(raw: object) -> Decimal:
    """A number, or a percentage as a fraction: 3.6, 0.18 or 18%."""
    text = _scalar(raw, "level")
    if percentage := _RATE.fullmatch(text):
        return read_number(percentage["number"], "rate").scaleb(-2)
    return read_number(raw, "level")


def read_rate(raw: object) -> Decimal:
    """A fraction: 60% or 0.6; a plain number beyond 1 is refused, since 60 may mean 60 % or 6,000 %."""
    level = read_level(raw)
    if "%" not in str(raw) and abs(level) > 1:
        refuse("rate_above_one", text=str(raw))
    return level


def read_share(raw: object) -> Decimal:
    """A rate from 0 to 100 %."""
    rate = read_rate(raw)
    if not 0 <= rate <= 1:
        refuse("share_out_of_range", text=str(raw))
    return rate


def read_kpi_level(raw: object, info: ValidationInfo) -> Decimal:
    """A level in the unit of its KPI: a rate for percent, a number otherwise; either where the unit is unknown."""
    if "unit" not in info.data:
        return read_level(raw)
    return read_level_in(str(info.data["unit"]), raw)


def read_level_in(unit: str, raw: object) -> Decimal:
    """A level in the unit of a KPI: a rate for percent, a number without % for any other unit."""
    if unit == "percent":
        return read_rate(raw)
    if "%" in _scalar(raw, "level"):
        refuse("percent_not_expected", text=str(raw))
    return read_number(raw, "level")


def read_cases(raw: object) -> Decimal:
    """A number of cases behind a value: whole, and 0 or more."""
    number = read_level_in("number", raw)
    if number < 0 or number != number.to_integral_value():
        refuse("cases_not_a_count", text=str(raw))
    return number


def _discount_rate(raw: object) -> Decimal:
    """A yearly rate in the range of the search for the IRR: its powers stay finite over any horizon."""
    rate = read_rate(raw)
    if not LOWEST_YEARLY_RATE < rate <= HIGHEST_YEARLY_RATE:
        refuse("yearly_rate_out_of_range", text=str(raw))
    return rate


def _exchange_factor(raw: object) -> Decimal:
    """The value of one unit of a currency in another; it must be above 0."""
    number = read_number(raw)
    if number <= 0:
        refuse("rate_not_positive", text=str(raw))
    return number


def _factor_low(raw: object) -> Decimal:
    factor = read_level(raw)
    if not 0 <= factor <= 1:
        refuse("low_factor_out_of_range", text=str(raw))
    return factor


def _factor_high(raw: object) -> Decimal:
    factor = read_level(raw)
    if factor < 1:
        refuse("high_factor_out_of_range", text=str(raw))
    return factor


def _volume(raw: object) -> Decimal | None:
    """A number, or `series`: then each period has its own volume."""
    return None if raw == "series" else read_number(raw)


def read_text(raw: object, longest: int = LONGEST_TEXT) -> str:
    """A text of at most so many characters; what YAML may mean otherwise must be quoted."""
    text = _scalar(raw, "text")
    if isinstance(raw, Written) and raw.plain and raw.lower() in NOT_TEXT:
        refuse("text_must_be_quoted", text=text)
    if len(text) > longest:
        refuse("text_too_long", limit=str(longest))
    return str(text)


def read_id(raw: object) -> str:
    """An id: small letters, digits and single dashes, at most 64."""
    text = read_text(raw)
    if len(text) > 64 or not _ID.fullmatch(text):
        refuse("not_an_id", text=text[:80])
    return text


def read_day(raw: object) -> date:
    """A day, written 2025-03-31."""
    when = _when(raw)
    if not isinstance(when, date):
        refuse("not_a_day", text=str(raw))
    return when


def _last_day(raw: object) -> date:
    """A day, or the last one of a month, a quarter or a year."""
    when = _when(raw)
    return when.end if isinstance(when, Span) else read_day(raw)


def _when(raw: object) -> When:
    text = _scalar(raw, "date")
    try:
        when = read_when(text)
    except ValueError:
        refuse("not_a_date", text=text[:60])
    if not isinstance(when, Index) and not FIRST_YEAR <= _year(when) <= LAST_YEAR:
        refuse("year_out_of_range", text=text, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return when


def _year(when: date | Span) -> int:
    return when.first // 12 if isinstance(when, Span) else when.year


def _duration(raw: object) -> int:
    text = _scalar(raw, "duration")
    duration = _DURATION.fullmatch(text)
    if not duration:
        refuse("not_a_duration", text=text[:60])
    months = int(duration[1]) * (12 if duration[2] == "year" else 1)
    if months > LONGEST_DURATION:
        refuse("duration_too_long", text=text, limit=str(LONGEST_DURATION))
    return months


def _whole(low: int, high: int) -> Any:
    def read(raw: object) -> int:
        number = read_number(raw)
        if number != int(number) or not low <= number <= high:
            refuse("not_in_whole_range", text=str(raw), low=str(low), high=str(high))
        return int(number)

    return BeforeValidator(read)


def _flag(raw: object) -> bool:
    if str(raw) not in ("true", "false"):
        refuse("not_a_flag", text=str(raw)[:60])
    return str(raw) == "true"


Amount = Annotated[Decimal, BeforeValidator(read_amount), Form("amount")]
Number = Annotated[Decimal, BeforeValidator(read_number), Form("number")]
Level = Annotated[Decimal, BeforeValidator(read_level), Form("level")]
KpiLevel = Annotated[Decimal, BeforeValidator(read_kpi_level), Form("level")]
Rate = Annotated[Decimal, BeforeValidator(read_rate), Form("rate")]
Share = Annotated[Decimal, BeforeValidator(read_share), Form("share")]
DiscountRate = Annotated[Decimal, BeforeValidator(_discount_rate), Form("yearly_rate")]
ExchangeFactor = Annotated[Decimal, BeforeValidator(_exchange_factor), Form("exchange_rate")]
LowFactor = Annotated[Decimal, BeforeValidator(_factor_low), Form("low_factor")]
HighFactor = Annotated[Decimal, BeforeValidator(_factor_high), Form("high_factor")]
Text = Annotated[str, BeforeValidator(read_text), Form("text")]
"""A text that no reader sees as prose: a code, a path, a colour."""
Id = Annotated[str, BeforeValidator(read_id), Form("id")]
Day = Annotated[date, BeforeValidator(read_day), Form("day")]
LastDay = Annotated[date, BeforeValidator(_last_day), Form("last_day")]
"""A day; of a month, a quarter or a year that is written instead, its last day."""
Period = Annotated[When, BeforeValidator(_when), Form("period")]
Duration = Annotated[int, BeforeValidator(_duration), Form("duration")]
"""Whole months."""
Languages = Annotated[tuple[Language, ...], Form("languages")]
"""The languages of reports, in order; a file may name a single one without a list."""
Flag = Annotated[bool, BeforeValidator(_flag), Form("flag")]
Count = Annotated[int, _whole(0, MOST_COUNTED), Form("cases")]
"""How many cases, people or objects there are."""
Volume = Annotated[Decimal | None, BeforeValidator(_volume), Form("volume")]
"""A number of units in a period; None for `series`, the column of the KPI's series."""
ForecastPeriods = Annotated[int, _whole(1, 999), Form("periods")]
"""A number of periods."""
Evidence = Annotated[int, _whole(0, 5), Form("evidence")]
Swing = Annotated[Decimal, BeforeValidator(read_number), Form("swing")]
