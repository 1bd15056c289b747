"""The figures as a table: the document's own numbers, a name for each in both languages."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.control_totals import result_at
from roireport.model.language import Language
from roireport.present.document.results import results_document
from roireport.present.figures.name import figure_name
from roireport.present.figures.table import headline_rows
from roireport.present.figures.value import exact
from tests.contexts import LANGUAGES, ctx, engagement_ids, finding, real, simple

NO_FIGURES = frozenset(
    [
        "series",
        "cash_flow",
        "histogram",
        "irr_roots",
        "irr_beyond",
        "draws",
        "seed",
        "periods",
        "periods_before",
        "lags",
        "level",
        "established",
        "ranks",
    ]
)
"""Single periods, counts and booleans."""
CASES = [(id, language) for id in engagement_ids() for language in LANGUAGES]


def numbers(node: Any, path: str) -> Iterator[str]:
    """The paths of all numbers of the document, members of lists under their id; single periods left out."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NO_FIGURES:
                yield from numbers(value, f"{path}.{key}")
    elif isinstance(node, list):
        for item in node:
            name = item.get("id") or item.get("input") if isinstance(item, dict) else None
            name = f"{name}.{item['at']}" if isinstance(item, dict) and "at" in item else name
            yield from numbers(item, f"{path}.{name}")
    elif isinstance(node, int | Decimal):
        yield path


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_number_of_the_document_is_a_row(id: str, language: Language) -> None:
    at_hand = real(id, language)
    document, rows = results_document(at_hand), {row.path: row for row in headline_rows(at_hand)}
    tops = ("financial", "uncertainty", "kpis", "nonfinancial", "combined")
    published = [path for top in tops for path in numbers(document[top], top)]
    judged = [f"objectives.{one['id']}.value_at_due" for one in document["objectives"]]
    published += [path for path in judged if isinstance(result_at(document, path), int | Decimal)]
    expected = {path for path in published if not at_hand.withholds(path)}
    assert len(expected) > 10
    assert expected <= rows.keys()
    assert {path: rows[path].number for path in expected} == {path: result_at(document, path) for path in expected}
    others = {path: row.number for path, row in rows.items() if path not in expected}
    assert {path for path, number in others.items() if number is not None} == set()


@pytest.mark.parametrize(("id", "language"), CASES)
def test_every_figure_has_a_name_and_a_written_form(id: str, language: Language) -> None:
    at_hand = real(id, language)
    unnamed = [path for path in at_hand.figures if not figure_name(at_hand, path) or not exact(at_hand, path)]
    assert unnamed == []
    names = [figure_name(at_hand, path) for path in at_hand.figures]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()


def test_a_withheld_headline_has_no_number_and_reads_not_established() -> None:
    """A spreadsheet would use the number without the words; results.json keeps it beside `established`."""
    rows = {row.path: row for row in headline_rows(ctx(simple(), findings=[finding("A01", "blocker")]))}
    assert (rows["financial.roi"].value, rows["financial.roi"].number) == ("not established", None)
    assert rows["financial.cost"].value == "€1,000.00"


def test_what_has_no_value_says_why_and_has_no_number() -> None:
    rows = {row.path: row for row in headline_rows(ctx(simple()))}
    assert (rows["financial.npv"].value, rows["financial.npv"].number) == ("no discount rate is set", None)
    assert (rows["financial.break_even"].value, rows["financial.break_even"].number) == ("June 2025", None)
