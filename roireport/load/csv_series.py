"""Read data/*.csv: the series of a KPI in the columns period,value[,control][,expected][,volume][,n].

A file has one frequency and no period twice. Only `period` and `value` must be filled in every row.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import PurePath

from roireport.load.csv_cells import CsvRow, read_rows
from roireport.load.schema import read_value
from roireport.model.grid import Grid
from roireport.model.kpi import Unit
from roireport.model.period import Index, Span, read_when
from roireport.model.place import Place
from roireport.model.series import COLUMNS, Observation, Series
from roireport.model.values import FIRST_YEAR, LAST_YEAR, read_cases, read_level_in
from roireport.model.written import Written
from roireport.problems.problem import Problem, fold, problem
from roireport.text.near import near

MOST_ROWS = 10_000
REQUIRED = COLUMNS[:2]
_SEPARATORS = {";": ";", "\t": "TAB", "|": "|"}
_FORM = frozenset(("csv_excel_line", "csv_separator", "csv_decimal_comma", "csv_date_form"))
"""Problems of a file that comes from a spreadsheet as it is: `import` reads it."""
_WRITTEN_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[/.]\d{4}", re.ASCII)
_EXCEL_LINE = re.compile(r"sep=.?", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+\s*%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A CSV file with the position of each column."""

    file: str
    columns: Mapping[str, int]
    width: int
    rows: tuple[CsvRow, ...]


def read_series(text: str, file: str, unit: Unit, grid: Grid, kpi: str = "KPI") -> tuple[Series | None, list[Problem]]:
    """Read a series, or all that is wrong with it; its rows are in the order of time.

    A file in the form of a spreadsheet (semicolons, decimal commas, dates such as 31/03/2025) is one problem, which
    says how to import it for the KPI. The same mistake in several rows of a column is one problem as well.
    """
    rows, problems = _rows(text, file, unit, grid)
    if form := next((fault for fault in problems if fault.key in _FORM), None):
        id = "".join(PurePath(file).parts[1:2])
        command = shlex.join(("roireport", "import", file, id, "--kpi", kpi))
        return None, [replace(form, facts=(*form.facts, ("command", command)))]
    if problems:
        return None, problems
    rows.sort(key=lambda row: row.period.first)
    return Series(file, len(rows[0].period.months), tuple(rows)), []


def _rows(text: str, file: str, unit: Unit, grid: Grid) -> tuple[list[Observation], list[Problem]]:
    sheet, problems = _sheet(text, file)
    if sheet is None:
        return [], problems
    read = [(row, _observation(row, sheet, unit, grid)) for row in sheet.rows]
    rows = [observation for _, observation in read if isinstance(observation, Observation)]
    faulty = [(row, faults) for row, faults in read if isinstance(faults, list)]
    return rows, [*problems, *_folded(faulty), *fold(_repeated(rows)), *fold(_mixed(rows))]


def _folded(faulty: Iterable[tuple[CsvRow, list[Problem]]]) -> list[Problem]:
    """The faults of rows, of each kind the first in a column."""
    columns: dict[int, list[Problem]] = {}
    for row, faults in faulty:
        for fault in faults:
            columns.setdefault(sum(cell.place <= fault.place for cell in row.cells), []).append(fault)
    return sorted((fault for faults in columns.values() for fault in fold(faults)), key=lambda fault: fault.place)


def _sheet(text: str, file: str) -> tuple[_Sheet | None, list[Problem]]:
    lines = list(read_rows(text, file))
    if len(lines) > MOST_ROWS + 1:
        return None, [problem("csv_too_many_rows", lines[MOST_ROWS + 1].place, limit=str(MOST_ROWS))]
    problems = [line for line in lines if isinstance(line, Problem)]
    match lines:
        case [CsvRow() as header, *rest]:
            faults = list(_header_faults(header)) or ([] if rest else [problem("csv_no_rows", header.place)])
            return (None, faults) if faults else (_with_columns(file, header, rest), problems)
        case _:
            return None, problems or [problem("csv_no_rows", Place(file))]


def _with_columns(file: str, header: CsvRow, lines: Sequence[CsvRow | Problem]) -> _Sheet:
    columns = {str(cell): n for n, cell in enumerate(header.cells)}
    return _Sheet(file, columns, len(header.cells), tuple(line for line in lines if isinstance(line, CsvRow)))


def _other_separator(row: CsvRow) -> str | None:
    joined = ",".join(row.cells)
    return next((name for sign, name in _SEPARATORS.items() if sign in joined), None)


def _header_faults(header: CsvRow) -> Iterator[Problem]:
    if _EXCEL_LINE.fullmatch(",".join(header.cells)) or _EXCEL_LINE.fullmatch(header.cells[0]):
        yield problem("csv_excel_line", header.place)
        return
    if separator := _other_separator(header):
        yield problem("csv_separator", header.place, separator=separator)
        return
    seen: dict[str, Place] = {}
    meant: set[str] = set()
    for cell in header.cells:
        meant.add(near(cell, COLUMNS))
        if cell in seen:
            yield problem("csv_repeated_column", cell.place, column=cell[:60])
        elif cell not in COLUMNS:
            yield problem("csv_unknown_column", cell.place, column=cell[:60], near=near(cell, COLUMNS))
        seen[str(cell)] = cell.place
    for column in REQUIRED:
        if column not in seen and column not in meant:
            yield problem("csv_missing_column", header.place, column=column)


def _observation(row: CsvRow, sheet: _Sheet, unit: Unit, grid: Grid) -> Observation | list[Problem]:
    if len(row.cells) != sheet.width:
        return [_wrong_width(row, sheet)]
    period = _period(row.cells[sheet.columns["period"]], grid)
    values, faults = _numbers(row, sheet, unit)
    if isinstance(period, Problem):
        return [period, *faults]
    if faults:
        return faults
    optional = {name: values.get(name) for name in COLUMNS[2:]}
    return Observation(period, values["value"], place=row.place, **optional)


def _numbers(row: CsvRow, sheet: _Sheet, unit: Unit) -> tuple[dict[str, Decimal], list[Problem]]:
    """Read the numbers of a row by column, and what is wrong with them; only `value` may not be empty."""
    values: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for name, n in sheet.columns.items():
        cell, read = row.cells[n], _reader(name, unit)
        if name == "period" or not (cell or name == "value"):
            continue
        if faults := _number_faults(cell, read):
            problems += faults
        else:
            values[name] = read(cell)
    return values, problems


def _reader(column: str, unit: Unit) -> Callable[[object], Decimal]:
    """Return what reads a cell of a column: levels of the KPI are in its unit, volume and n are plain numbers."""
    if column == "n":
        return read_cases
    return partial(read_level_in, "number" if column == "volume" else unit)


def _wrong_width(row: CsvRow, sheet: _Sheet) -> Problem:
    if separator := _other_separator(row):
        return problem("csv_separator", row.place, separator=separator)
    numbers = [cell for cell in row.cells[1:] if cell.strip("+-%").isdecimal()]
    if len(row.cells) > sheet.width and len(numbers) >= sheet.width:
        return problem("csv_decimal_comma", row.cells[1].place, text=f"{row.cells[1]},{row.cells[2]}"[:60])
    return problem("csv_cell_count", row.place, cells=str(len(row.cells)), columns=str(sheet.width))


def _number_faults(cell: Written, read: Callable[[object], Decimal]) -> list[Problem]:
    if not cell:
        return [problem("csv_empty_cell", cell.place)]
    if _DECIMAL_COMMA.fullmatch(cell):
        return [problem("csv_decimal_comma", cell.place, text=cell[:60])]
    return read_value(read, cell)


def _period(cell: Written, grid: Grid) -> Span | Problem:
    """Read the months that a period covers; a day is no period."""
    if not cell:
        return problem("csv_empty_cell", cell.place)
    try:
        when = read_when(cell)
    except ValueError:
        key = "csv_date_form" if _WRITTEN_DATE.fullmatch(cell) else "csv_not_a_period"
        return problem(key, cell.place, text=cell[:60])
    if isinstance(when, date):
        return problem("csv_period_is_a_day", cell.place, text=str(cell), month=str(cell)[:7])
    if isinstance(when, Index):
        return grid.months_of_index(when) or problem("index_zero_has_no_months", cell.place)
    if not FIRST_YEAR <= when.first // 12 <= LAST_YEAR:
        return problem("year_out_of_range", cell.place, text=cell, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return when


def _repeated(rows: Iterable[Observation]) -> Iterator[Problem]:
    seen: dict[Span, Place] = {}
    for row in rows:
        if first := seen.get(row.period):
            yield problem("csv_repeated_period", row.place, also=(first,), period=str(row.period), line=str(first.line))
        seen.setdefault(row.period, row.place)


def _mixed(rows: list[Observation]) -> Iterator[Problem]:
    """Yield the rows whose period differs in length or phase from the first."""
    for row in rows:
        first, months = rows[0], len(rows[0].period.months)
        step = row.period.first - first.period.first
        if len(row.period.months) != months or step % months:
            facts = {"period": str(row.period), "first": str(first.period)}
            yield problem("csv_mixed_frequency", row.place, also=(first.place,), **facts)
