"""Numbers in running text, as French and English write them: 2,26 · 2.26 · $1.57 · 226 % · 1 200."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from roireport.measure.figure import EXACT

_NO_NUMBER = re.compile(r"\[\[[^\]]*\]\]|https?://\S+|\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", re.ASCII)
NUMBER = re.compile(
    r"(?<![\w.,/−–-])(?P<sign>[-−+])?(?:[$€£]\s?|[x×]\s?)?"
    r"(?P<body>(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+|\d+)(?:[.,]\d+)*)"
    r"(?P<percent>\s?%|\s(?:percent|per\scent|pour\scent)\b)?"
)
_DECIMAL = re.compile(r"(?P<whole>\d+|\d{1,3}(?:,\d{3})+(?=\.|$)|\d{1,3}(?:\.\d{3})+(?=,|$))(?:[.,](?P<part>\d+))?")
_THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
LONGEST = 30
"""Digits and marks of a number; no figure of a report has more, and EXACT holds a figure with so many decimals."""
_NEXT = re.compile(r"(?P<space>\s*)(?P<word>[^\W\d_]+)")
_DENOMINATOR = re.compile(r"(?:\d\s*[:/]|\b(?:to|for|per|each|every|pour|par|chaque))\s*[$€£]?$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\W)(?P<noun>[^\W\d_]+)\W*$")

_SCALES_AND_TIMES = (
    "k m md mds mn bn million millions milliard milliards billion billions thousand mille "
    "an ans année années mois semaine semaines jour jours heure heures trimestre trimestres "
    "year years month months week weeks day days hour hours quarter quarters point points pt pts"
)
_FUNCTION_WORDS = (
    "x fois times euro euros dollar dollars pound pounds "
    "to for per on in over at and or after within with from by against is was which that while when the a an "
    "pour par sur en à au aux dans et ou après avec dès contre est était qui que ce cela alors quand le la les un une"
)
_NUMBERED_NOUNS = (
    "phase étape step stage figure tableau table exhibit annexe appendix section page chapitre chapter année year "
    "version niveau level lot wave vague trimestre quarter note objectif objective n no"
)
SCALES_AND_TIMES = frozenset(_SCALES_AND_TIMES.split())
"""What follows a number that is an amount or a time, and no ratio."""
AFTER_A_RATIO = frozenset(_FUNCTION_WORDS.split())
"""What follows a bare ratio; any other word after a whole number is what the number counts, as in 2 regions."""
NUMBERED = frozenset(_NUMBERED_NOUNS.split())
"""What a whole number stands after when it is a mere number in a row, as in phase 2."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number as a fraction (226 % is 2.26), and how many decimals of the fraction are printed."""

    value: Decimal
    places: int

    def prints(self, exact: Decimal | None) -> bool:
        """Whether this is what an exact value looks like at the printed digits, rounded half up."""
        if exact is None:
            return False
        return exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP, EXACT) == self.value


@dataclass(frozen=True, slots=True)
class Number:
    """A number that could be a ratio: as printed, where it starts, and how it can be read (1,257 in two ways)."""

    printed: str
    start: int
    readings: tuple[NumberReading, ...]


def ratios_in(text: str) -> Iterator[Number]:
    """The numbers of a text that could be a ratio, in order: no date, no amount in thousands, no time, no count."""
    plain = _NO_NUMBER.sub(lambda match: " " * len(match[0]), text)
    for match in NUMBER.finditer(plain):
        readings = tuple(readings_of(match))
        if readings and _could_be_a_ratio(plain, match, readings[0]):
            yield Number(match[0].strip(), match.start(), readings)


def readings_of(number: re.Match[str]) -> Iterator[NumberReading]:
    """A comma or point is a decimal mark, or parts thousands where three digits follow; none where it is too long."""
    body, shift = re.sub(r"\s", "", number["body"]), 2 if number["percent"] else 0
    if len(body) > LONGEST:
        return
    sign = -1 if number["sign"] in ("-", "−") else 1
    if shape := _DECIMAL.fullmatch(body):
        whole, part = re.sub(r"[.,]", "", shape["whole"]), shape["part"] or ""
        yield NumberReading(sign * Decimal(f"{whole}.{part}").scaleb(-shift), len(part) + shift)
    if _THOUSANDS.fullmatch(body):
        yield NumberReading(sign * Decimal(re.sub(r"[.,]", "", body)).scaleb(-shift), shift)


def _could_be_a_ratio(text: str, number: re.Match[str], reading: NumberReading) -> bool:
    if number["percent"]:
        return True
    following = _NEXT.match(text, number.end())
    word = following["word"].lower() if following else ""
    attached = following is not None and not following["space"]
    if word in SCALES_AND_TIMES or (attached and word != "x"):
        return False
    if reading.places:
        return True
    return (not word or word in AFTER_A_RATIO) and not _is_denominator_or_rank(text, number)


def _is_denominator_or_rank(text: str, number: re.Match[str]) -> bool:
    """Whether a whole number follows words such as `per`, or a noun that it numbers (phase 2)."""
    before = text[max(0, number.start() - 24) : number.start()]
    noun = _NUMBERED.search(before)
    return _DENOMINATOR.search(before) is not None or (noun is not None and noun["noun"].lower() in NUMBERED)
