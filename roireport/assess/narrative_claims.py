"""Find sentences of a narrative that call the gain/cost ratio ROI."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from roireport.assess.number_text import ratios_in

LONGEST_EXCERPT = 240

_GAP = r"[\s*_]+"
ROI_NAME = re.compile(
    rf"\b(?:ROIs?|RSI)\b"
    rf"|(?i:\bretours?{_GAP}sur{_GAP}(?:l[’']|les{_GAP})?investissements?\b|\breturns?{_GAP}on{_GAP}investments?\b)"
)
_GAIN, _COST = r"(?:gains?|b[ée]n[ée]fices?|avantages?|benefits?)", r"(?:co[ûu]ts?|costs?)"
_BY = r"(?:\s*[/÷–-]\s*|[\s-]+(?:to|over|sur|par)[\s-]+)"
RATIO_NAME = re.compile(rf"\b(?:BCR|RCB|B/C)\b|(?i:\b{_GAIN}{_BY}{_COST}\b|\b{_COST}{_BY}{_GAIN}\b)")
_QUOTED_RATIO = re.compile(r"\[\[\s*financial\.bcr\s*\]\]")

_BOUNDARY = re.compile(
    r"(?<![.!?…])[.!?…]++[»”\")\]*_]*+(?=\s+[\"“«(\[*_#\dA-ZÀ-Þ])"
    r"|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+>|]|#{1,6}|\d+[.)])[ \t])"
)
_SHORTENED = re.compile(r"(?:^|\W)(?:env|approx|ca|ex|e\.g|i\.e|p|cf|vs|resp|M|Mr|Mrs|Dr|no|art|fig)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A gain/cost ratio that is called ROI: as printed, in its sentence, `offset` characters into the text."""

    printed: str
    sentence: str
    offset: int


def claims_of(text: str, *, roi: Decimal | None, bcr: Decimal | None) -> Iterator[Claim]:
    """Yield the first claim of each sentence.

    A claim is a number that equals the BCR and not the ROI, or [[financial.bcr]], under the name of ROI. The name of a
    number is the last name before it in its sentence, ROI or gain/cost ratio (BCR, benefit/cost …), or
    the first after it where none comes before: a sentence that gives both, each under its own name, claims nothing.
    """
    for start, sentence in sentences_of(text):
        for printed, offset in _ratios(sentence, roi, bcr):
            if _is_called_roi(sentence, offset):
                yield Claim(printed, excerpt(sentence), start + offset)
                break


def sentences_of(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a Markdown text with their offsets; a heading, list item or table row is one of its own."""
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        before = text[max(start, boundary.start() - 8) : boundary.start()]
        if boundary[0].startswith(".") and _SHORTENED.search(before):
            continue
        yield start, text[start : boundary.end()]
        start = boundary.end()
    yield start, text[start:]


def excerpt(sentence: str) -> str:
    """A sentence on one line, cut where it is long."""
    plain = " ".join(sentence.split())
    return plain if len(plain) <= LONGEST_EXCERPT else f"{plain[: LONGEST_EXCERPT - 1].rstrip()}…"


def _ratios(sentence: str, roi: Decimal | None, bcr: Decimal | None) -> Iterator[tuple[str, int]]:
    """Where a sentence gives the gain/cost ratio: as printed, and its offset."""
    if not ROI_NAME.search(sentence):
        return
    for number in ratios_in(sentence):
        if any(reading.prints(bcr) and not reading.prints(roi) for reading in number.readings):
            yield number.printed, number.start
    for quoted in _QUOTED_RATIO.finditer(sentence):
        yield quoted[0], quoted.start()


def _is_called_roi(sentence: str, offset: int) -> bool:
    names = [(name.start(), True) for name in ROI_NAME.finditer(sentence)]
    names += [(name.start(), False) for name in RATIO_NAME.finditer(sentence)]
    before = [name for name in names if name[0] < offset]
    return max(before)[1] if before else min(names)[1]
