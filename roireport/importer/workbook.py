"""Read a sheet of an Excel workbook (XLSX): its cached values, never its formulas."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from roireport.importer.table import SourceCell, SourceTable
from roireport.model.place import Place
from roireport.problems.problem import Problem, Refused, problem

ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
MOST_UNPACKED: Final = 100_000_000
"""Bytes of all parts: a workbook of this size holds a million cells."""
MOST_PARTS: Final = 2_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
_DIGITS: Final = 15
"""Significant digits that Excel keeps and shows."""
_ERRORS: Final = ("#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook, old or new, whatever its name."""
    return content.startswith((ZIP, OLD_EXCEL))


def read_workbook(content: bytes, file: str, sheet: str | None = None) -> SourceTable:
    """Read one sheet; Refused where the file is no XLSX, unpacks to too much, or where the sheet is not clear."""
    _check_parts(content, file)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            name = _sheet_name(values, sheet, file)
            return SourceTable(file, tuple(_rows(values[name], formulas[name], f"{file} [{name}")))
    except Refused:
        raise
    except Exception:  # the library lets errors of zip, XML and its own types through
        raise Refused([problem("import_not_a_workbook", Place(file))]) from None


def _check_parts(content: bytes, file: str) -> None:
    """Refuse what would unpack to too much, and XML that declares entities, before anything is parsed."""
    if content.startswith(OLD_EXCEL):
        raise Refused([problem("import_old_workbook", Place(file))])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise Refused([problem("import_unpacks_too_large", Place(file), limit=str(MOST_UNPACKED // 10**6))])
            if "xl/workbook.xml" not in parts.namelist():
                raise Refused([problem("import_not_a_workbook", Place(file))])
            declares = any(_declares_entities(parts.read(part)) for part in listed if part.filename.endswith(".xml"))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise Refused([problem("import_not_a_workbook", Place(file))]) from None
    if declares:
        raise Refused([problem("import_not_a_workbook", Place(file))])


def _declares_entities(part: bytes) -> bool:
    """Whether an XML part has a DOCTYPE, which no workbook needs, or an encoding that could hide one."""
    return b"<!DOCTYPE" in part or b"\0" in part


def _sheet_name(workbook: Any, wanted: str | None, file: str) -> str:
    """The sheet that is wanted, or the only visible one."""
    names: list[str] = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    facts = {"allowed": ", ".join(names), "choices": "\n".join(names)}
    if wanted is not None and wanted not in names:
        raise Refused([problem("import_no_sheet", Place(file), also=(), text=wanted[:60], **facts)])
    if wanted is None and len(names) != 1:
        raise Refused([problem("import_which_sheet", Place(file), also=(), option="sheet", **facts)])
    return wanted or names[0]


def _rows(values: Any, formulas: Any, name: str) -> Iterator[tuple[SourceCell, ...]]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    both = zip(*(sheet.iter_rows(max_col=MOST_COLUMNS) for sheet in (values, formulas)), strict=False)
    for number, (row, written) in enumerate(islice(both, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise Refused([problem("import_too_many_rows", Place(f"{name}]"), limit=str(MOST_ROWS))])
        cells = tuple(
            _cell(cell.value, source.value, Place(f"{name}!{_letters(n)}{number}]"), str(cell.number_format or ""))
            for n, (cell, source) in enumerate(zip(row, written, strict=False))
        )
        if width := _width(cells):
            yield cells[:width]


def _width(cells: Sequence[SourceCell]) -> int:
    """The columns of a row up to the last cell that holds something."""
    return max((n for n, cell in enumerate(cells, start=1) if cell.text or cell.error), default=0)


def _letters(column: int) -> str:
    """The name of a column: A, …, Z, AA."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _cell(value: Any, written: Any, place: Place, form: str) -> SourceCell:
    if isinstance(value, datetime | date):
        return _day_cell(value, place)
    if value is None:
        return SourceCell("", place, error="import_formula_without_value" if written is not None else "")
    if isinstance(value, bool | time) or str(value) in _ERRORS:
        return SourceCell(str(value), place, error="import_cell_error")
    if isinstance(value, int | float):
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")
        # A date that is formatted as a plain number looks like any number: it stays one.
        return SourceCell(_number_text(number, form), place, number=number)
    return SourceCell(str(value).strip(), place)


def _day_cell(value: date, place: Place) -> SourceCell:
    day = value.date() if isinstance(value, datetime) else value
    return SourceCell(day.isoformat(), place, day=day)


def _number_text(number: Decimal, form: str) -> str:
    """A number in the form of a series; a cell that is shown as a percentage is written as one."""
    if "%" in form:
        return f"{_plain(number.scaleb(2))}%"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_error(cell: SourceCell) -> Problem:
    """The problem of a cell that a workbook has no value for."""
    return problem(cell.error, cell.place, text=cell.text[:60])
