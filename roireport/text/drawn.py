"""Which characters the faces of a report can draw: those of Source Sans, Source Serif, Noto Sans and Heebo (Hebrew).

The list is made ahead by `make fonts`, so that `check` opens no font, and says the same on every machine.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

DRAWN_CHARACTERS: Final = Path(__file__).parent / "drawn_characters.txt"
"""The ranges of the characters, one a line, in hexadecimal."""
NOT_DRAWN_ALONE: Final = "\t\n\r\u200c\u200d\ufe0e\ufe0f"
"""Tabs and line ends, and what only changes its neighbours, where `text/characters.py` lets it pass."""
_REFERENCE: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


def undrawn_in(text: str) -> Iterator[tuple[int, str]]:
    """Find the characters of a text that no face can draw, with their offsets."""
    return ((match.start(), match[0]) for match in _undrawn().finditer(text)) if not text.isascii() else iter(())


def undrawn_references_in(text: str) -> Iterator[tuple[int, str]]:
    """Find the HTML references (such as &#x2705;) to characters that no face can draw, with their offsets."""
    for reference in _REFERENCE.finditer(text):
        for _, character in undrawn_in(html.unescape(reference[0])):
            yield reference.start(), character


@cache
def _undrawn() -> re.Pattern[str]:
    ranges = [line.split("-") for line in DRAWN_CHARACTERS.read_text(encoding="ascii").split()]
    drawn = "".join(f"{re.escape(chr(int(ends[0], 16)))}-{re.escape(chr(int(ends[-1], 16)))}" for ends in ranges)
    return re.compile(f"[^{NOT_DRAWN_ALONE}{drawn}]")
