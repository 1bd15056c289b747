"""Decode files: UTF-8 only, without characters that hide or reorder text."""

import re
from typing import Final

from roireport.model.place import Place
from roireport.problems.problem import Problem, problem
from roireport.text.characters import BOM, hidden_in, hidden_reference_in, name_of, place_of

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: of Excel since 2007 or LibreOffice, and of Excel before."""
_LFS: Final = "version https://git-lfs."
_CONFLICT: Final = re.compile(r"^<{7} ", re.MULTILINE)


def decode(raw: bytes, file: str) -> str | Problem:
    """Decode a file without its byte order mark, or report the first refused character."""
    if raw.startswith(_WORKBOOKS):
        return problem("workbook_not_text", Place(file))
    try:
        text = raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as wrong:
        return problem("not_utf8", _place_at(raw, wrong.start, file))
    if b"\0" in raw:
        return problem("not_utf8", _place_at(raw, raw.index(b"\0"), file))
    if text.startswith(_LFS):
        return problem("lfs_pointer", Place(file, 1, 1))
    if conflict := _CONFLICT.search(text):
        return problem("merge_conflict", place_of(text, conflict.start(), file))
    hidden = hidden_in(text)
    return refused_character(hidden[1], place_of(text, hidden[0], file)) if hidden else text


def markdown_fault(text: str, file: str) -> Problem | None:
    """Report the first HTML reference to a refused character in a Markdown text."""
    hidden = hidden_reference_in(text)
    return refused_character(hidden[1], place_of(text, hidden[0], file)) if hidden else None


def refused_character(character: str, place: Place) -> Problem:
    """Report a character that a file may not hold."""
    return problem("refused_character", place, character=f"U+{ord(character):04X}", name=name_of(character))


def _place_at(raw: bytes, offset: int, file: str) -> Place:
    return place_of(raw[:offset].decode("utf-8", "replace").removeprefix(BOM) + ".", -1, file)
