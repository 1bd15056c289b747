"""Places of a page where no line breaks: within numbers, before units, and around the signs of French.

The sentences of reports have these spaces already. The words of the engagement have those of a keyboard.
"""

import re
from typing import Final

NARROW, FIXED = "\u202f", "\u00a0"
"""The no-break spaces: a narrow one, and one of the usual width."""
JOINER: Final = "\u2060"
"""A mark without width at which no line breaks."""
_KEPT: Final = re.compile(r"<(?P<tag>pre|code|script|style|textarea|title)\b.*?</(?P=tag)>|<[^>]*>", re.DOTALL)
"""What stays as it is: tags, and elements whose spaces have a meaning."""
_THOUSANDS: Final = re.compile(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_UNITS: Final = (
    # Words after a number that a reader takes as its unit, in both languages.
    "k|M|Md|bn|m|km|kg|g|h|min|s|j|d|pt|pts|points?|hours?|heures?|days?|jours?|weeks?|semaines?|months?|mois|quarters?|"
    "trimestres?|years?|ans?|thousand|mille|millions?|billions?|milliards?|euros?|dollars?|HT|TTC|FTE|ETP"
)
_UNIT: Final = re.compile(rf"(?<=[0-9]) (?=(?:[kKM]?[%‰€$£¥°]|(?:[kM]|Md)?[A-Z]{{3}}\b|(?:{_UNITS})\b))")
_SCALE: Final = re.compile(rf"(?<=[0-9]{FIXED})(k|M|Md|mille|millions?|milliards?|thousand|billions?|bn) (?=[€$£¥]|d’)")
_SIGNED: Final = re.compile(r"[+\u2212](?=[A-Z]{0,3}[€$£¥][0-9])")
"""A sign before a currency: a line may break between the two."""
_FRENCH: Final = ((re.compile(r"(?<=\S) (?=[;!?%‰](?![\w=]))"), NARROW), (re.compile(r" (?=[:»])|(?<=«) "), FIXED))


def with_fixed_spaces(html: str, language: str) -> str:
    """Replace the spaces of a page at which no line may break."""
    pieces: list[str] = []
    at = 0
    for kept in _KEPT.finditer(html):
        if kept.start() > at:
            pieces.append(_fixed(html[at : kept.start()], language))
        pieces.append(kept[0])
        at = kept.end()
    return "".join((*pieces, _fixed(html[at:], language)))


def _fixed(text: str, language: str) -> str:
    """Replace the spaces of a text between two tags."""
    text = _SIGNED.sub(rf"\g<0>{JOINER}", text)
    if " " not in text:
        return text
    if language == "fr":
        for pattern, space in _FRENCH:
            text = pattern.sub(space, text)
    if any(character.isdecimal() for character in text):
        thousands = NARROW if language == "fr" else FIXED
        text = _THOUSANDS.sub(lambda match: match[0].replace(" ", thousands), text)
        text = _SCALE.sub(rf"\1{FIXED}", _UNIT.sub(FIXED, text))
    return text
