"""The formulas of a workbook give our results again, without a look at the values that it caches."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roireport.evaluate import evaluate
from roireport.export.cell import SheetCell, Workbook
from roireport.export.workbook import workbook
from roireport.export.writer import xlsx_bytes
from roireport.load.engagement import load_engagement
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.problems.problem import Problems
from roireport.workspace import open_workspace
from tests.contexts import LANGUAGES, ctx, engagement_ids, real
from tests.engagements import cost, criterion, engagement, gain
from tests.export.calculator import Calculator, plain
from tests.oracle.generator import generated
from tests.oracle.writer import write_engagement, write_workspace

CASES = 25
"""Random engagements of the oracle's generator."""
CENT = 0.005


def differences(book: Workbook) -> list[str]:
    """The formula cells that give anything else than the value beside them."""
    calculator = Calculator(book)
    formulas = [(address, cell) for address, cell in calculator.cells.items() if cell.formula]
    assert formulas
    wrong = []
    for address, cell in formulas:
        value = calculator.value(address)
        if not agrees(cell, value):
            wrong.append(f"{address} {cell.name} {cell.formula}: {value!r} instead of {cell.value!r}")
    return wrong


def agrees(cell: SheetCell, value: Any) -> bool:
    """Whether a value is that of a cell: money to the cent, all else to eight digits."""
    wanted = plain(cell.value)
    if isinstance(wanted, str) or isinstance(value, str):
        return bool(wanted == value)
    nearest = CENT if cell.kind == "money" else 1e-8
    return bool(
        abs(value - wanted) <= max(nearest, abs(wanted) * 1e-12 if cell.kind == "money" else abs(wanted) * 1e-8)
    )


def named_cells(book: Workbook) -> dict[str, SheetCell]:
    """The cells of a workbook by their names."""
    return {cell.name: cell for sheet in book.sheets for row in sheet.rows for cell in row if cell and cell.name}


@pytest.mark.parametrize("id", engagement_ids())
def test_every_formula_gives_the_result_of_the_report(id: str) -> None:
    assert differences(workbook(real(id, "fr"))) == []


def generated_contexts(root: Path) -> Iterator[ReportContext]:
    write_workspace(root)
    for seed in range(CASES):
        write_engagement(root, generated(seed))
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    for seed in range(CASES):
        loaded = load_engagement(opened.root, f"case-{seed}", opened.settings)
        assert isinstance(loaded, Engagement)
        yield evaluate(loaded, opened, commit=None).contexts[0]


def test_every_formula_of_random_engagements_gives_the_result(tmp_path: Path) -> None:
    wrong, formulas = [], Counter[str]()
    for context in generated_contexts(tmp_path / "workspace"):
        book = workbook(context)
        wrong += differences(book)
        cells = named_cells(book)
        formulas.update(
            entry.figure.formula
            for entry in context.entries.values()
            if (cell := cells.get(entry.path.replace("-", "_"))) and cell.formula
        )
    assert wrong == []
    assert {"internal_rate", "modified_internal_rate", "discounted_payback", "gain_net", "index"} <= set(formulas)


MUST_BE_FORMULAS = (
    *("cost", "gain", "gain_gross", "net_benefit", "roi", "bcr", "cost_to_date", "gain_to_date", "roi_to_date"),
    *("roi_12_months", "roi_first_year", "observed_share", "forecast_share", "pv_cost", "pv_gain", "npv"),
    *("roi_discounted", "irr", "mirr", "payback_months", "discounted_payback_months", "break_even", "peak_exposure"),
)


@pytest.mark.parametrize("id", engagement_ids())
def test_the_headlines_and_each_step_are_formulas(id: str) -> None:
    context = real(id, "en")
    cells = named_cells(workbook(context))
    paths = [f"financial.{name}" for name in MUST_BE_FORMULAS]
    paths += [path for path in context.figures if path.startswith("financial.costs.")]
    steps = ("gross", "lag_ramp", "drop_off", "margin", "attribution", "confidence", "risk", "net", "to_date")
    paths += [f"financial.gains.{line.gain.id}.{step}" for line in context.results.financial.gains for step in steps]
    if context.results.nonfinancial.criteria:
        paths += [f"nonfinancial.{name}" for name in ("index", "index_now", "index_before", "coverage")]
    assert len(paths) > 30
    without = [path for path in paths if not cells[path.replace("-", "_")].formula]
    assert [path for path in without if context.figures[path].defined] == []


def test_a_changed_input_moves_the_results() -> None:
    first = gain(per_month=200, attribution={"share": "60%"}, ramp="3 months")
    second = gain(per_month=200, attribution={"share": "30%"}, ramp="6 months")
    book = workbook(ctx(engagement(costs=[cost(1000)], gains=[first])))
    wanted = ctx(engagement(costs=[cost(1000)], gains=[second])).figures["financial.roi"].known
    calculator = Calculator(book)
    for name, value in (("gains.margin.attribution", 0.3), ("gains.margin.ramp", 6)):
        calculator.values[calculator.names[name][0]] = value
    assert calculator.value(calculator.names["financial.roi"][0]) == pytest.approx(float(wanted))


def workbook_of(context: ReportContext) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(workbook(context))))


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    sample = engagement(
        title=text,
        costs=[cost(1000) | {"label": text}],
        gains=[gain(per_month=200) | {"label": text}],
        nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3) | {"label": text}],
    )
    cells = [cell for page in workbook_of(ctx(sample)) for row in page.iter_rows() for cell in row]
    shown = [cell for cell in cells if isinstance(cell.value, str) and text.strip() in cell.value]
    assert len(shown) >= 4
    assert {cell.data_type for cell in shown} == {"s"}
    assert all(cell.quotePrefix for cell in shown if cell.value == text)


def test_the_same_engagement_gives_the_same_bytes() -> None:
    context = real(engagement_ids()[0], "fr")
    first, second = xlsx_bytes(workbook(context)), xlsx_bytes(workbook(context))
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    day = context.engagement.as_of.isoformat()
    assert f"{day}T00:00:00Z" in archive.read("docProps/core.xml").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cached_values_are_those_of_the_report(language: Language) -> None:
    context = real(engagement_ids()[0], language)
    stream = io.BytesIO(xlsx_bytes(workbook(context)))
    book = openpyxl.load_workbook(stream, data_only=True)
    sheet, address = next(iter(book.defined_names["financial.roi"].destinations))
    assert book[sheet][address].value == pytest.approx(float(context.figures["financial.roi"].known))
    assert book.sheetnames[0] == str(context.words("workbook.sheet.guide"))


def test_what_is_internal_is_in_no_cell() -> None:
    sample = engagement(
        costs=[cost(1000)], gains=[gain(per_month=200)], internal={"fee_margin": "38%", "notes": "CANARY 7f3a"}
    )
    archive = zipfile.ZipFile(io.BytesIO(xlsx_bytes(workbook(ctx(sample)))))
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"financial.roi" in whole
    assert b"CANARY" not in whole
    assert b"0.38" not in whole
