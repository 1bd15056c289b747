"""What an import changes in a series: rows added, changed and removed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from roireport.importer.numbers import value_of
from roireport.importer.source_rows import SourceRow
from roireport.load.csv_cells import CsvRow, read_rows
from roireport.model.period import Span
from roireport.model.series import COLUMNS, Series

_PERIOD: Final = COLUMNS[0]
Rows = Mapping[Span, Mapping[str, str]]
"""The cells of a series as they are written, by period and column; the period is one of the cells."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that an import changes; `before` is empty where it had no value."""

    period: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that differ, in the order of time, and the periods that stay although the source lacks them."""

    added: tuple[Mapping[str, str], ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def changed_rows(self) -> int:
        """How many rows have a cell that changes."""
        return len({change.period for change in self.changed})

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def written_rows(text: str, series: Series) -> Rows:
    """The cells of a series file by period; empty ones are left out."""
    lines = {row.place.line: row for row in read_rows(text, series.file) if isinstance(row, CsvRow)}
    header = lines[min(lines)].cells
    cells = {line: dict(zip(map(str, header), map(str, row.cells), strict=True)) for line, row in lines.items()}
    return {row.period: {column: text for column, text in cells[row.place.line].items() if text} for row in series.rows}


def merged(before: Rows, source: Iterable[SourceRow], *, replace: bool) -> tuple[Rows, Changes]:
    """Take the rows of a source into a series.

    A row of the source changes the columns that the source has. A value that is equal is left as it is written.

    Args:
        replace: Remove the rows that the source lacks; else they are kept.
    """
    rows = {row.period: _taken_in(before.get(row.period, {}), row) for row in source}
    added = tuple(cells for period, cells in rows.items() if period not in before)
    changed = tuple(
        change for period in rows.keys() & before.keys() for change in _changed(before[period], rows[period])
    )
    absent = tuple(before[period][_PERIOD] for period in before if period not in rows)
    if replace:
        return rows, Changes(added, changed, removed=absent)
    return {**before, **rows}, Changes(added, changed, kept=absent)


def _taken_in(before: Mapping[str, str], row: SourceRow) -> Mapping[str, str]:
    """The cells of a row after the import; one of equal value stays as it is written."""
    cells = {name: text for name, text in row.cells.items() if not _is_equal(before.get(name), text)}
    return {_PERIOD: str(row.period), **before, **cells}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name, text in after.items():
        if text != before.get(name):
            yield Change(after[_PERIOD], name, before.get(name, ""), text)


def _is_equal(before: str | None, after: str) -> bool:
    return before is not None and value_of(before) == value_of(after)


def series_text(rows: Rows) -> str:
    """Write a series in the columns that it has, in the order of time."""
    columns = [name for name in COLUMNS if any(name in cells for cells in rows.values())]
    ordered = (rows[period] for period in sorted(rows, key=lambda span: span.first))
    lines = (",".join(cells.get(name, "") for name in columns) for cells in ordered)
    return "\n".join((",".join(columns), *lines, ""))
