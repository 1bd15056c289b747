"""Read the rows of a source: each period and number in the one reading that fits its whole column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from roireport.importer.columns import Columns
from roireport.importer.number_columns import NumberColumn, read_numbers
from roireport.importer.period_column import read_periods
from roireport.importer.source_format import SourceFormat
from roireport.importer.table import SourceCell, simplified
from roireport.model.kpi import Kpi
from roireport.model.period import Span
from roireport.model.place import Place
from roireport.problems.problem import Problem, Refused, fold, problem

_TOTALS: Final = ("total", "grand total", "sous-total", "subtotal", "somme", "sum", "ensemble")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A period with its numbers by column, as a series writes them."""

    period: Span
    cells: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of a source in the order of time, and the lines that were left out."""

    rows: tuple[SourceRow, ...]
    left_out: tuple[Place, ...]


def read_rows(columns: Columns, source: SourceFormat, kpi: Kpi, months: int | None) -> SourceRows:
    """Read all rows that have a value; raises Refused with all faults, or with the choice that is to be made.

    Args:
        source: The decisions that were made already.
        months: The length of the periods that the series has already.
    """
    left_out = tuple(row[0].place for row in columns.body if _is_left_out(row, columns))
    measured = [row for row in columns.body if not _is_left_out(row, columns)]
    if not measured:
        raise Refused([problem("csv_no_rows", columns.header[0].place)])
    _refuse(_width_faults(measured, columns.header))
    cells = {name: [_at(row, n) for row in measured] for name, n in columns.positions.items()}
    periods = read_periods(cells.pop("period"), source, months)
    texts = [NumberColumn(name, columns.header[columns.positions[name]], column) for name, column in cells.items()]
    numbers = read_numbers(texts, source, kpi.unit)
    places = [row[0].place for row in measured]
    rows = list(map(SourceRow, periods, numbers, places))
    _refuse(_repeated(rows))
    return SourceRows(tuple(sorted(rows, key=lambda row: row.period.first)), left_out)


def _refuse(faults: Iterable[Problem]) -> None:
    if folded := fold(faults):
        raise Refused(folded)


def _is_left_out(row: Sequence[SourceCell], columns: Columns) -> bool:
    """Whether a row has no value, or sums up the others."""
    period, value = columns.positions["period"], columns.positions["value"]
    return _at(row, value).empty or simplified(_at(row, period).text).startswith(_TOTALS)


def _at(row: Sequence[SourceCell], n: int) -> SourceCell:
    """The cell of a row; an empty one where the row ends before."""
    return row[n] if n < len(row) else SourceCell("", row[-1].place)


def _width_faults(rows: Iterable[Sequence[SourceCell]], header: Sequence[SourceCell]) -> Iterator[Problem]:
    """Report rows with more cells than columns: a decimal comma between commas, mostly."""
    for row in rows:
        if any(cell.text for cell in row[len(header) :]):
            yield problem("csv_cell_count", row[0].place, cells=str(len(row)), columns=str(len(header)))


def _repeated(rows: Iterable[SourceRow]) -> Iterator[Problem]:
    seen: dict[Span, Place] = {}
    for row in rows:
        if first := seen.get(row.period):
            yield problem("import_repeated_period", row.place, also=(first,), period=str(row.period))
        seen.setdefault(row.period, row.place)
