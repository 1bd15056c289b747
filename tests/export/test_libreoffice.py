"""LibreOffice computes our results from the inputs of a workbook, to the cent."""

import subprocess
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roireport.export.cell import SheetCell, Workbook
from roireport.export.workbook import workbook
from roireport.export.writer import xlsx_bytes
from tests.contexts import engagement_ids, real
from tests.export.test_workbook import agrees
from tests.machine import with_fonts

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
WRONG = Decimal(12345)
"""What each formula caches here, so that a value that was not computed shows."""


def with_wrong_values(book: Workbook) -> Workbook:
    """The workbook with a wrong cached value for each formula."""

    def wrong(cell: SheetCell | None) -> SheetCell | None:
        return replace(cell, value=WRONG) if cell and cell.formula else cell

    sheets = (replace(sheet, rows=tuple(tuple(map(wrong, row)) for row in sheet.rows)) for sheet in book.sheets)
    return replace(book, sheets=tuple(sheets))


def converted(folder: Path, files: list[Path]) -> Path:
    """The folder of the files as LibreOffice saves them, all formulas computed again."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS_RECALCULATE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=150, env=with_fonts())
    return folder / "out"


@pytest.mark.needs("soffice")
def test_libreoffice_finds_the_same_results(tmp_path: Path) -> None:
    books = {f"{id}.xlsx": workbook(real(id, "fr")) for id in engagement_ids()}
    for name, book in books.items():
        (tmp_path / name).write_bytes(xlsx_bytes(with_wrong_values(book)))
    folder = converted(tmp_path, [tmp_path / name for name in books])
    compared, wrong = 0, []
    for name, book in books.items():
        opened = openpyxl.load_workbook(folder / name, data_only=True)
        for title, row, column, cell in formulas_of(book):
            value = opened[title].cell(row, column).value
            compared += 1
            if not agrees(cell, plain(value)):
                wrong.append(f"{name} {title} {row} {column} {cell.name} {cell.formula}: {value!r}, not {cell.value!r}")
    assert wrong == []
    assert compared > 3000


def formulas_of(book: Workbook) -> list[tuple[str, int, int, SheetCell]]:
    """The formulas of a workbook with their sheets, rows and columns."""
    return [
        (sheet.title, row, column, cell)
        for sheet in book.sheets
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell and cell.formula
    ]


def plain(value: Any) -> Any:
    """A value as openpyxl reads it; an empty text comes as nothing."""
    assert not isinstance(value, datetime)
    return "" if value is None else value
