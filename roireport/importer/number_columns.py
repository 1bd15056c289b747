"""The numbers of a source, with one decimal sign in the whole file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from roireport.importer.numbers import DECIMALS, number_readings, value_of
from roireport.importer.readings import ColumnReadings, choice_problem
from roireport.importer.source_format import RATES, SourceFormat
from roireport.importer.table import SourceCell, shorten
from roireport.importer.workbook import cell_error
from roireport.model.kpi import Unit
from roireport.problems.problem import Problem, Refused, fold, problem

LEVELS: Final = ("value", "control", "expected")
"""Columns in the unit of the KPI."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers: its name in the series, the cell that names it, its cells row by row."""

    name: str
    header: SourceCell
    cells: Sequence[SourceCell]


def read_numbers(columns: Sequence[NumberColumn], source: SourceFormat, unit: Unit) -> list[Mapping[str, str]]:
    """Read the numbers of each row by column, as a series writes them; empty cells are left out.

    Raises Refused where a cell is no number, or where two readings are possible.
    """
    if faults := [fault for column in columns for fault in fold(_faults(column))]:
        raise Refused(faults)
    places = _filled(columns)
    cells = [column.cells[row] for column, row in places]
    texts = ColumnReadings("decimal", cells, list(map(_readings, cells)), DECIMALS, source.decimal).only(str)
    numbers: list[dict[str, str]] = [{} for _ in columns[0].cells]
    for (column, row), text in zip(places, texts, strict=True):
        is_rate = unit == "percent" and column.name in LEVELS
        numbers[row][column.name] = _as_rate(text, column, column.cells[row], source.rates) if is_rate else text
    return list(numbers)


def _filled(columns: Sequence[NumberColumn]) -> list[tuple[NumberColumn, int]]:
    """Where a number is: its column and its row."""
    return [(column, row) for column in columns for row, cell in enumerate(column.cells) if not cell.empty]


def _faults(column: NumberColumn) -> Iterator[Problem]:
    for cell in column.cells:
        if cell.error:
            yield cell_error(cell)
        elif not cell.empty and not _readings(cell):
            yield problem("import_not_a_number", cell.place, text=shorten(cell.text))


def _readings(cell: SourceCell) -> Mapping[str, str]:
    return number_readings(cell.text) if cell.number is None else dict.fromkeys(DECIMALS, cell.text)


def _as_rate(text: str, column: NumberColumn, cell: SourceCell, rates: str | None) -> str:
    """A level of a percent KPI, with its percent sign where plain numbers are percentages.

    A plain number is a fraction in a series. But 21.5, or 0.8 below a name with a percent sign, may be a percentage:
    Refused where nothing says so.
    """
    if "%" in text:
        return text
    is_large = abs(value_of(text)) > 1
    if rates is None and (is_large or "%" in column.header.text):
        raise Refused([choice_problem("import_rates_unclear", cell, "rates", RATES, text=text)])
    if rates == "percent":
        return f"{text}%"
    return f"{value_of(text).scaleb(2):f}%" if is_large else text
