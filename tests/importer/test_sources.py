"""CSV files and workbooks become tables; what could harm or mislead is refused."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from roireport.importer.csv_table import read_csv
from roireport.importer.table import SourceTable
from roireport.importer.workbook import MOST_UNPACKED, read_workbook
from roireport.problems.problem import Refused


def texts(table: SourceTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def refusal(content: bytes, sheet: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(content, "a.xlsx", sheet)
    return refused.value.problems[0].key


def saved(*sheets: tuple[str, list[list[object]]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook["Sheet"])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(stream := io.BytesIO())
    return stream.getvalue()


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_are_found(sign: str, encoding: str) -> None:
    text = f"Période{sign}Taux\r\n2025-01{sign}12\r\n\r\n2025-02{sign}13\r\n"
    assert texts(read_csv(text.encode(encoding), "a.csv")) == [
        ["Période", "Taux"],
        ["2025-01", "12"],
        ["2025-02", "13"],
    ]


def test_a_decimal_comma_is_not_taken_for_a_separator() -> None:
    assert texts(read_csv(b"a;b\n2025-01;0,5\n2025-02;0,6\n", "a.csv"))[1] == ["2025-01", "0,5"]


def test_excel_may_name_the_separator_in_a_line_of_its_own() -> None:
    table = read_csv(b"sep=|\na|b\n1|2\n", "a.csv")
    assert texts(table) == [["a", "b"], ["1", "2"]]
    assert table.rows[1][1].place == ("a.csv", 3, 3)


def test_two_separators_that_are_as_good_are_asked_for() -> None:
    with pytest.raises(Refused) as refused:
        read_csv(b"a,x;b\n1,5;2\n", "a.csv")
    (fault,) = refused.value.problems
    assert (fault.key, dict(fault.facts)["choices"]) == ("import_separator_unclear", "comma\nsemicolon")
    assert texts(read_csv(b"a,x;b\n1,5;2\n", "a.csv", "semicolon")) == [["a,x", "b"], ["1,5", "2"]]


def test_an_open_quote_is_refused_at_its_line() -> None:
    with pytest.raises(Refused) as refused:
        read_csv(b'a;b\n"1;2\n', "a.csv")
    assert (refused.value.problems[0].key, refused.value.problems[0].place.line) == ("csv_quotes", 2)


def test_a_sheet_gives_days_numbers_and_percentages() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Mois", "Taux"])
    sheet.append([datetime(2025, 3, 31), 0.1 + 0.2])
    sheet["B2"].number_format = "0.0%"
    workbook.save(stream := io.BytesIO())
    day, rate = read_workbook(stream.getvalue(), "a.xlsx").rows[1]
    assert (day.text, rate.text, rate.place.file) == ("2025-03-31", "30%", "a.xlsx [Sheet!B2]")
    assert rate.number == Decimal("0.3"), "15 digits, as Excel shows them"


def test_one_of_several_sheets_is_named() -> None:
    content = saved(("Janvier", [["a"]]), ("Février", [["b"]]))
    assert refusal(content) == "import_which_sheet"
    assert refusal(content, "Mars") == "import_no_sheet"
    assert texts(read_workbook(content, "a.xlsx", "Février")) == [["b"]]


def test_a_formula_without_a_saved_result_is_no_empty_cell() -> None:
    cell = read_workbook(saved(("A", [["=1+1", None]])), "a.xlsx").rows[0][0]
    assert (cell.error, cell.empty) == ("import_formula_without_value", False)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (MOST_UNPACKED + 1))
    assert len(stream.getvalue()) < 1_000_000
    assert refusal(stream.getvalue()) == "import_unpacks_too_large"


def test_xml_that_declares_entities_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(saved(("A", [[1]])))) as parts, zipfile.ZipFile(stream := io.BytesIO(), "w") as new:
        for name in parts.namelist():
            entity = b'<!DOCTYPE x [<!ENTITY a "b">]>' if name == "xl/workbook.xml" else b""
            new.writestr(name, entity + parts.read(name))
    assert refusal(stream.getvalue()) == "import_not_a_workbook"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"PK\x03\x04 and no more", "import_not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_old_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, key: str) -> None:
    assert refusal(content) == key
