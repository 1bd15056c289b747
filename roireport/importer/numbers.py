"""Numbers as spreadsheets show them: decimal comma or point, thousands, currency, percent, several minus signs."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

DECIMALS: Final = ("point", "comma")
"""The readings of a text, by its decimal sign."""
_SPACE: Final = "[ \u00a0\u202f\u2009'’]"
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(
        rf"(?P<whole>[1-9]\d{{0,2}}(?P<sign>{mark}|{_SPACE})\d{{3}}(?:(?P=sign)\d{{3}})*|\d+)"
        rf"(?:{point}(?P<part>\d+))?",
        re.ASCII,
    )
    for name, mark, point in (("point", ",", r"\."), ("comma", r"\.", ","))
}
_CURRENCY: Final = r"(?:[€$£¥]|(?-i:[A-Z]{3}))"
_WRITTEN: Final = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-−–+])?\s*(?:{_CURRENCY}\s*)?(?P<after>[-−–])?(?P<body>[\d.,'’\s]*\d)\s*"
    rf"(?P<percent>%)?\s*(?:{_CURRENCY}\s*)?(?P<last>-)?(?P<close>\))?"
)
_LONGEST: Final = 60


def number_readings(text: str) -> Mapping[str, str]:
    """The readings of a text by decimal sign, each as a series writes it; none where it is no number.

    `1.234` is 1.234 with a decimal point and 1234 with a decimal comma; `12,5` has one reading.
    """
    written = _WRITTEN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not written or bool(written["open"]) != bool(written["close"]):
        return {}
    sign = "-" if any(written[part] not in (None, "+") for part in ("open", "minus", "after", "last")) else ""
    matches = {name: form.fullmatch(written["body"]) for name, form in _FORMS.items()}
    return {name: f"{sign}{_plain(match)}{written['percent'] or ''}" for name, match in matches.items() if match}


def _plain(match: re.Match[str]) -> str:
    """The digits without separators of thousands or leading zeros, with a point."""
    whole = str(int(re.sub(r"\D", "", match["whole"])))
    return f"{whole}.{match['part']}" if match["part"] else whole


def value_of(text: str) -> Decimal:
    """The value of a number of a series, a percentage as a fraction."""
    number = Decimal(text.removesuffix("%").rstrip())
    return number.scaleb(-2) if "%" in text else number
