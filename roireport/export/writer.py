"""The one place that writes the file format: sheets → the bytes of an .xlsx file."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, Final

from roireport.export.cell import SheetCell, Workbook, Worksheet, column_letters

_NUMBERS: Final[Mapping[str, str]] = {
    "text": "General",
    "money": "#,##0.00",
    "ratio": "0.00%",
    "number": "General",
    "count": "0",
    "months": "0.0",
    "points": "0.00",
    "decimal": "0.00",
    "factor": "0.0000",
    "day": "yyyy-mm-dd",
}
_ROLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "head": {"bold": True, "indent": 1, "bg_color": "#1B3A5C", "font_color": "#FFFFFF"},
    "text": {"indent": 1},
    "input": {"bg_color": "#FFF2CC", "font_color": "#1F3FBF", "border": 1, "border_color": "#BFBFBF"},
    "measured": {"bg_color": "#E4DFEC", "border": 1, "border_color": "#BFBFBF"},
    "formula": {},
    "result": {"bold": True, "bg_color": "#E2EFDA", "border": 1, "border_color": "#BFBFBF"},
}
_LINE: Final = 15
"""The height of a line, in points."""
_LOOKS_LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text may begin with that a program would read as a formula when the cell is edited."""


def xlsx_bytes(workbook: Workbook) -> bytes:
    """The bytes of the file, the same for the same data: no clock is read."""
    import xlsxwriter  # takes a while to load: a build without changes does without

    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    day = datetime.combine(workbook.day, time())
    book.set_properties({"title": workbook.title, "company": workbook.company, "created": day})
    formats: dict[tuple[Any, ...], Any] = {}
    for sheet in workbook.sheets:
        _write(book, sheet, formats)
    book.close()
    return stream.getvalue()


def _write(book: Any, sheet: Worksheet, formats: dict[tuple[Any, ...], Any]) -> None:
    page = book.add_worksheet(sheet.title)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for number, row in enumerate(sheet.rows):
        if (lines := _lines(sheet, number)) > 1:
            page.set_row(number, lines * _LINE)
        for column, cell in enumerate(row):
            if cell is not None:
                _write_cell(page, number, column, cell, _format(book, cell, formats))
                if cell.name:
                    _define(book, cell.name, sheet.title, (column, number + 1, number + 1))
    for named in sheet.ranges:
        _define(book, named.name, sheet.title, (named.column, named.first, named.last))


def _lines(sheet: Worksheet, number: int) -> int:
    """How many lines the texts of a row take; programs do not all find out on their own."""
    wrapped = (
        (str(cell.value), width)
        for cell, width in zip(sheet.rows[number], sheet.widths, strict=False)
        if cell is not None and cell.wide
    )
    titled = any(cell is not None and cell.role == "title" for cell in sheet.rows[number])
    return max((ceil(len(text) / width) for text, width in wrapped), default=2 if titled else 1)


def _define(book: Any, name: str, title: str, cells: tuple[int, int, int]) -> None:
    """Name one cell, or the cells of a column from row to row."""
    column, first, last = cells
    letters, page = column_letters(column), title.replace("'", "''")
    end = f":${letters}${last}" if last != first else ""
    book.define_name(name, f"='{page}'!${letters}${first}{end}")


def _write_cell(page: Any, row: int, column: int, cell: SheetCell, form: Any) -> None:
    """Write a formula with its cached value, or a constant of its type; a text is never read as anything else."""
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    if cell.formula:
        page.write_formula(row, column, cell.formula, form, _serial(value))
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime.combine(value, time()), form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    elif value is None:
        page.write_blank(row, column, None, form)
    else:
        page.write_number(row, column, value, form)


def _serial(value: float | int | str | date | None) -> float | int | str:
    """A value as a formula's cached one; a day counts from 30 December 1899."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return "" if value is None else value


def _format(book: Any, cell: SheetCell, formats: dict[tuple[Any, ...], Any]) -> Any:
    quoted = isinstance(cell.value, str) and not cell.formula and cell.value.startswith(_LOOKS_LIKE_FORMULA)
    key = (cell.role, cell.kind, cell.wide, quoted)
    if key not in formats:
        own = {"num_format": _NUMBERS[cell.kind], "text_wrap": cell.wide, "valign": "top"}
        form = book.add_format({**_ROLES[cell.role], **own})
        if quoted:
            form.set_quote_prefix()
        formats[key] = form
    return formats[key]
