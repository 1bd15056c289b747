"""The figures that somebody typed in running text: percentages, amounts, points, decimals, and durations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from roireport.assess.number_text import NUMBER, NumberReading, readings_of

NumberKind = Literal["percent", "money", "points", "number", "months", "days", "hours"]

_MONTH: Final = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_NUMBERED: Final = (
    r"(?:section|sections|chapters?|chapitres?|pages?|p\.|figures?|fig\.|tableaux?|tables?|exhibits?|annexes?|appendix"
    r"|phases?|steps?|étapes?|versions?|v\.?|n[°ºo]\.?|nos?\.?|notes?|art\.|articles?|lots?|niveaux?|levels?|waves?"
    r"|vagues?|iso|ias|ifrs|§+)"
)
_NO_FIGURE: Final = (
    r"```.*?```|~~~.*?~~~|`[^`\n]+`|\[\[[^\]]*\]\]|<!--.*?-->|https?://\S+|\]\([^)\s]*(?:\s[^)]*)?\)|\[\^[^\]]+\]"
    # What somebody else said: a quotation.
    r"|^[ \t]{0,3}>[^\n]*|“[^”]{1,400}”|«[^»]{1,400}»|\"[^\"\n]{1,400}\""
    # Dates, times and years.
    r"|\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}(?::|\s?h\s?)\d{2}\b"
    rf"|\b\d{{1,2}}(?:er)?\s{_MONTH}\b(?:\s\d{{4}})?|\b{_MONTH}\s(?:\d{{1,2}}(?:,\s\d{{4}})?\b|\d{{4}}\b)"
    r"|(?<![\d.,])(?:19|20|21)\d{2}(?![\d.,]*\s?(?:%|€|\$|£|k€|euros?\b|dollars?\b)|[.,]?\d)"
    # Ordinals, numbers of items, headings, sections and pages.
    r"|\b\d+(?:st|nd|rd|th|er|re|e|ème|è|nde?)\b|^[ \t>*+-]*\d{1,3}[.)](?=\s)|^#{1,6}[ \t]+\d+(?:\.\d+)*\.?(?=\s)"
    rf"|(?<!\w){_NUMBERED}\s?\d+(?:[.,]\d+)*\b(?![\d.,]*\s?%)"
    # Statistics, and how sure an interval is.
    r"|\b[pnr]²?\s?[<>=≤≥]\s?\d[\d.,]*"
    r"|\b\d+(?:[.,]\d+)?\s?%[\s-]+(?:de\s)?(?:confiance|confidence|interval(?:le)?s?)\b"
    r"|\b(?:confiance|confidence|interval(?:le)?s?)\b[^.\d]{0,20}\d+(?:[.,]\d+)?\s?%"
    # A range is an estimate of its author.
    r"|\d[\d.,]*\s?%?\s?[–—-]\s?\d[\d.,]*\s?%?"
)
_SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("k", "thousand", "mille", "millier", "milliers"), 3),
    **dict.fromkeys(("m", "mn", "million", "millions"), 6),
    **dict.fromkeys(("md", "mds", "bn", "milliard", "milliards", "billion", "billions"), 9),
}
_SCALE: Final = rf"(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})"
_CURRENCY: Final[Mapping[str, str]] = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "GBP"),
    "chf": "CHF",
}
_AMOUNT: Final = re.compile(
    rf"\s?{_SCALE}?\s?(?:de\s|d[’'])?"
    r"(?P<currency>€|\$|£|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)(?!\w))",
    re.IGNORECASE,
)
_SCALED: Final = re.compile(rf"(?:\s?{_SCALE}(?![^\W\d_]))?", re.IGNORECASE)
_CURRENCY_BEFORE: Final = re.compile(r"(?:(?P<sign>[€$£])|(?P<code>\b(?:EUR|USD|GBP|CHF)))\s?$")
_UNIT: Final = re.compile(
    r"\s?(?:(?P<points>points?|pts?\b\.?|pp)(?!\s(?:de\svente|of\ssale))|(?P<months>mois|months?)|(?P<days>jours?|days?)"
    r"|(?P<hours>heures?|hours?|h))(?!\w)",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_ATTACHED: Final = re.compile(r"[^\W\d_]|[/–—-]\d")


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number as it is printed, where it starts and ends, how it can be read, and what it counts.

    Percentages are read as fractions, points as they are written. `currency` is that of an amount.
    """

    printed: str
    start: int
    end: int
    readings: tuple[NumberReading, ...]
    kind: NumberKind
    currency: str = ""

    @property
    def digits(self) -> int:
        """How many digits are significant."""
        return len(re.sub(r"\D", "", self.printed).lstrip("0"))

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number of something."""
        return self.kind == "number" and not any(reading.places > 0 for reading in self.readings)

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure whatever stands around it: no small count, no duration, neither none nor all."""
        if self.kind == "percent":
            return all(reading.value not in (0, 1) for reading in self.readings)
        return self.kind == "money" or (self.kind in ("points", "number") and any(r.places for r in self.readings))


def numbers_in(text: str, names: Iterable[str] = ()) -> Iterator[ProseNumber]:
    """Yield the numbers that somebody typed as figures.

    Left out are quotations (in quotation marks, or lines that begin with >), code, quoted figures, addresses, dates,
    years, times, ordinals, numbers of items, sections and pages, confidence levels, and ranges.

    Args:
        names: Names that may hold a number, such as that of a KPI.
    """
    if not _DIGIT.search(text):
        return
    plain = _masked(text, names)
    for match in NUMBER.finditer(plain):
        number = _number(plain, match)
        if number is not None:
            yield replace(number, printed=" ".join(text[number.start : number.end].split()))


def _masked(text: str, names: Iterable[str]) -> str:
    """The text with blanks in place of what holds no figure."""
    numbered = sorted((name for name in names if _DIGIT.search(name)), key=len, reverse=True)
    pattern = "|".join((*map(re.escape, numbered), _NO_FIGURE))
    blank = re.compile(pattern, re.IGNORECASE | re.DOTALL | re.MULTILINE)
    return blank.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _number(text: str, match: re.Match[str]) -> ProseNumber | None:
    """The number of a match; None where it is a part of a word."""
    readings = tuple(readings_of(match))
    start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
    if not readings:
        return None
    if match["percent"]:
        return ProseNumber("", start, end, readings, "percent")
    if (amount := _amount(text, match, readings)) is not None:
        return amount
    if (unit := _UNIT.match(text, end)) and unit.lastgroup is not None:
        return ProseNumber("", start, unit.end(), readings, _KINDS[unit.lastgroup])
    return None if _ATTACHED.match(text, end) else ProseNumber("", start, end, readings, "number")


_KINDS: Final[Mapping[str, NumberKind]] = {"points": "points", "months": "months", "days": "days", "hours": "hours"}


def _amount(text: str, match: re.Match[str], readings: tuple[NumberReading, ...]) -> ProseNumber | None:
    """An amount of money; None where no currency is given."""
    start, currency = _currency_before(text, match)
    after = (_SCALED if currency else _AMOUNT).match(text, match.end())
    if after is None:
        return None
    shift = _SCALES.get((after["scale"] or "").lower(), 0)
    scaled = tuple(NumberReading(one.value * Decimal(10) ** shift, one.places - shift) for one in readings)
    return ProseNumber("", start, after.end(), scaled, "money", _CURRENCY[(currency or after["currency"]).lower()])


def _currency_before(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Where an amount starts, and the currency before its number; empty where there is none."""
    if sign := re.search(r"[€$£]", match[0]):
        return match.start(), sign[0]
    before = _CURRENCY_BEFORE.search(text, 0, match.start())
    return (before.start(), before["sign"] or before["code"]) if before else (match.start(), "")
