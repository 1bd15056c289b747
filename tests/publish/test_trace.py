"""trace.csv and trace.html: every figure, where it stands, and what it was made of."""

import csv
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from roireport.evaluate import Evaluation, evaluate_folder
from roireport.present.document.trace_rows import HEADS, trace_rows
from roireport.present.report import report
from roireport.problems.problem import Problems
from roireport.publish.output import csv_bytes
from roireport.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent.parent
AURELIS = "aurelis-excellence-commerciale"
Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    opened = open_workspace(ROOT)
    assert not isinstance(opened, Problems)
    outcome = evaluate_folder(opened, AURELIS)
    assert isinstance(outcome, Evaluation)
    return outcome


@pytest.fixture(scope="module")
def rows(evaluation: Evaluation) -> Rows:
    """The rows of trace.csv by path, read as a reader of the file would."""
    ctx = evaluation.contexts[0]
    text = csv_bytes(trace_rows(ctx, report(ctx))).decode()
    return {row["path"]: row for row in csv.DictReader(StringIO(text))}


def test_every_figure_has_one_row(evaluation: Evaluation, rows: Rows) -> None:
    assert set(rows) == set(evaluation.figures)
    assert tuple(next(iter(rows.values()))) == HEADS


def test_a_ratio_can_be_computed_again_from_the_rows_of_its_inputs(rows: Rows) -> None:
    """(gain − cost) / cost; the inputs are published to the cent."""
    roi = rows["financial.roi"]
    named = dict(part.split(" = ") for part in roi["inputs"].split("; "))
    assert set(named) == {"financial.gain", "financial.cost"}
    assert all(rows[path]["value"] == value for path, value in named.items())
    gain, cost = (Decimal(named[path]) for path in ("financial.gain", "financial.cost"))
    assert abs((gain - cost) / cost - Decimal(roi["value"])) < Decimal("0.01") / cost


def test_a_figure_that_the_report_quotes_says_where(evaluation: Evaluation, rows: Rows) -> None:
    sections = {str(section.kicker) for section in report(evaluation.contexts[0]).sections}
    quoted = {path: set(row["stands_in"].split("; ")) for path, row in rows.items() if row["stands_in"]}
    assert len(quoted) > 100
    assert all(places <= sections for places in quoted.values())
    assert len(quoted["financial.roi"]) > 1


def test_a_typed_value_leads_to_its_line(rows: Rows) -> None:
    """The text at that line and column begins with what was typed."""
    typed = [
        row
        for row in rows.values()
        if row["origin"] == "typed" and ".yaml:" in row["places"] and row["unit"] == "money"
    ]
    assert len(typed) > 20
    for row in typed:
        file, line, column = row["places"].rsplit(":", 2)
        text = (ROOT / file).read_text().splitlines()[int(line) - 1][int(column) - 1 :]
        if number := re.match(r"-?[\d_.]+", text):
            assert Decimal(number[0].replace("_", "")) == Decimal(row["value"]), row
