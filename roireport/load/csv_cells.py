"""Split CSV text into cells with their places.

Each line is one row; a quoted cell may hold a comma, never a line end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roireport.model.place import Place
from roireport.model.written import Written
from roireport.problems.problem import Problem, problem
from roireport.text.characters import LINE_END

_CELL = re.compile(r'[ \t]*+(?:"(?P<quoted>(?:[^"]|"")*+)"[ \t]*+|(?P<plain>[^",]*+))(?P<end>,|$)')
"""Possessive, so that no line takes longer than its length."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of one line."""

    cells: tuple[Written, ...]
    place: Place


def read_rows(text: str, file: str) -> Iterator[CsvRow | Problem]:
    """Yield the lines that are not blank; one with an unclosed quote is a problem."""
    for number, line in enumerate(LINE_END.split(text), start=1):
        if line.strip():
            yield _row(line, Place(file, number, 1))


def _row(line: str, place: Place) -> CsvRow | Problem:
    cells: list[Written] = []
    offset = 0
    while True:
        match = _CELL.match(line, offset)
        if not match:
            return problem("csv_quotes", Place(place.file, place.line, offset + 1))
        kind = "plain" if match["quoted"] is None else "quoted"
        text = match[kind].replace('""', '"').strip()
        cells.append(Written(text, Place(place.file, place.line, match.start(kind) + 1)))
        offset = match.end()
        if not match["end"]:
            return CsvRow(tuple(cells), place)
