"""Read a CSV file whatever its encoding, its separator and its quotes."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from roireport.importer.table import SourceCell, SourceTable, shorten
from roireport.load.decoding import refused_character
from roireport.model.place import Place
from roireport.problems.problem import Refused, problem
from roireport.text.characters import BOM, LINE_END, hidden_in, place_of

SEPARATORS: Final[Mapping[str, str]] = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
MOST_LINES: Final = 20_000
_LOOKED_AT: Final = 200
"""Rows that the separator is found from."""
_EXCEL_HINT: Final = "sep="


def read_csv(content: bytes, file: str, separator: str | None = None) -> SourceTable:
    """Read a CSV file; raises Refused where it is no text or where its separator is not clear.

    Args:
        separator: A name of SEPARATORS; found from the rows where it is None.
    """
    text = _decoded(content, file)
    first, *rest = LINE_END.split(text)
    lines = [first, *rest]
    if len(lines) > MOST_LINES:
        raise Refused([problem("import_too_many_rows", Place(file), limit=str(MOST_LINES))])
    skipped = 0
    if first.casefold().startswith(_EXCEL_HINT):
        sign, skipped = first[len(_EXCEL_HINT) :][:1] or "\t", 1
    else:
        sign = SEPARATORS[separator or _separator(lines, file)]
    return SourceTable(file, tuple(_rows(lines, sign, file, skipped)), text, sign)


def _decoded(content: bytes, file: str) -> str:
    """The text: UTF-16 where a mark says so, else UTF-8, else Windows-1252 as old versions of Excel write it."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding).removeprefix(BOM)
        except UnicodeDecodeError:
            continue
        if hidden := hidden_in(text):
            raise Refused([refused_character(hidden[1], place_of(text, hidden[0], file))])
        return text
    raise Refused([problem("not_utf8", Place(file))])


def _separator(lines: list[str], file: str) -> str:
    """The name of the separator that gives the most rows of one width; Refused where two are as good."""
    scores = {name: _even_rows(lines, sign) for name, sign in SEPARATORS.items()}
    best = max(scores.values())
    names = [name for name, score in scores.items() if score == best]
    if best and len(names) > 1:
        facts = {"text": shorten(lines[0]), "option": "separator", "choices": "\n".join(names)}
        raise Refused(
            [problem("import_separator_unclear", Place(file, 1, 1), also=(), allowed=", ".join(names), **facts)]
        )
    return names[0]


def _even_rows(lines: list[str], sign: str) -> int:
    """How many rows have the width that most rows have; 0 where that is a single cell."""
    reader = csv.reader((line for line in islice(lines, _LOOKED_AT) if line.strip()), delimiter=sign)
    try:
        widths = Counter(len(row) for row in reader)
    except csv.Error:
        return 0
    widths.pop(1, None)
    return widths.most_common(1)[0][1] if widths else 0


def _rows(lines: list[str], sign: str, file: str, skipped: int) -> Iterator[tuple[SourceCell, ...]]:
    for number, line in enumerate(lines[skipped:], start=skipped + 1):
        if not line.strip(f" \t\u00a0{sign}"):
            continue
        try:
            texts = next(csv.reader([line], delimiter=sign, strict=True))
        except csv.Error:
            raise Refused([problem("csv_quotes", Place(file, number, 1))]) from None
        yield tuple(_cells(texts, line, Place(file, number, 1)))


def _cells(texts: list[str], line: str, place: Place) -> Iterator[SourceCell]:
    at = 0
    for text in texts:
        start = max(line.find(text, at), at)
        yield SourceCell(text.strip(), place._replace(column=start + 1))
        at = start + len(text)
