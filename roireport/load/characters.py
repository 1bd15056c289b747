"""Bytes → text: UTF-8 only, and no character that hides or reorders what a reader sees."""

import re
import unicodedata

from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

BOM = "\ufeff"
LINE_END = re.compile(r"\r\n|\r|\n")

_BIDIRECTIONAL = "\u061c\u202a-\u202e\u2066-\u2069"
"""Marks that change the order in which text is shown: Unicode Standard Annex 9, explicit formatting characters."""
_HIDDEN = f"{BOM}\ufffe\uffff\u2028\u2029\U000e0000-\U000e007f"
_CONTROL = "\\x00-\\x08\\x0b-\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_REFUSED = re.compile(f"[{_CONTROL}{_BIDIRECTIONAL}{_HIDDEN}\ud800-\udfff]")
_REFUSED_IN_VALUE = re.compile(f"[{_CONTROL}\\r{_BIDIRECTIONAL}{_HIDDEN}\ud800-\udfff]")


def decode(raw: bytes, file: str) -> str | Problem:
    """The text of a file, without its byte order mark; the first character that may not be there as a problem."""
    try:
        text = raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as wrong:
        return problem("not_utf8", _place_at(raw, wrong.start, file))
    if b"\0" in raw:
        return problem("not_utf8", _place_at(raw, raw.index(b"\0"), file))
    found = _REFUSED.search(text)
    if not found:
        return text
    return refused_character(found[0], place_of(text, found.start(), file))


def hidden_character(value: str) -> str | None:
    """The first character of a value that an escape such as \\u202e smuggled in."""
    found = _REFUSED_IN_VALUE.search(value)
    return found[0] if found else None


def refused_character(character: str, place: Place) -> Problem:
    """The problem of one character that may not stand in a file."""
    code = f"U+{ord(character):04X}"
    return problem("refused_character", place, character=code, name=unicodedata.name(character, "CONTROL CHARACTER"))


def place_of(text: str, offset: int, file: str) -> Place:
    """The line and column of an offset in a text."""
    before = LINE_END.split(text[:offset])
    return Place(file, len(before), len(before[-1]) + 1)


def _place_at(raw: bytes, offset: int, file: str) -> Place:
    return place_of(raw[:offset].decode("utf-8", "replace").removeprefix(BOM) + ".", -1, file)
