"""The workbook as data: cells, sheets, names. Nothing here knows a file format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Role = Literal["title", "heading", "head", "text", "input", "measured", "formula", "result"]
"""What a cell is, which decides its colour.

input: typed by a person; measured: computed by the tool and not by a formula here; formula: computed here; result: a
figure of the report, computed here.
"""
Kind = Literal["text", "money", "ratio", "number", "count", "months", "points", "decimal", "factor", "day"]
"""How a value is written. ratio: as a percentage; decimal: with two decimals, factor: with four."""
Value: TypeAlias = str | Decimal | int | date | None


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A value, or a formula with the value that we computed.

    Args:
        formula: Begins with "="; empty for a constant.
        name: The name of the cell in formulas; the path of its figure where it has one.
        wide: Whether a text may be wrapped over several lines.
    """

    value: Value
    role: Role = "text"
    kind: Kind = "text"
    formula: str = ""
    name: str = ""
    wide: bool = False


Row: TypeAlias = Sequence[SheetCell | None]


@dataclass(frozen=True, slots=True)
class NamedRange:
    """The cells of a column between two rows, counted from 1, under one name; `column` counts from 0."""

    name: str
    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet; widths are in characters."""

    title: str
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    ranges: tuple[NamedRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets, and the properties of the file; `day` is the only date that is written as its own."""

    title: str
    company: str
    day: date
    sheets: tuple[Worksheet, ...]


def named(path: str) -> str:
    """The path of a figure as the name of a cell; two paths never share a name, since no id has an underscore.

    An id such as case-7 holds no underscore, and a key such as per_month no dash, at the same place of a path.
    """
    return path.replace("-", "_")


def column_letters(column: int) -> str:
    """A, B, …, Z, AA of a column counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def quoted(text: str) -> str:
    """A text as a literal of a formula."""
    return '"' + text.replace('"', '""') + '"'
