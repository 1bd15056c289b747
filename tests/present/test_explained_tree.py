"""Every figure of the results can be explained down to what was typed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest

from roireport.model.place import Place
from roireport.present.document.results import results_document
from roireport.present.explainable import explainable
from roireport.present.explained_tree import ExplainedInput, explained_trees
from roireport.present.report import report
from roireport.present.sections.traceability import published
from tests.contexts import engagement_ids, real

NO_FIGURE: Final = (
    r"engagement\.horizon_months",
    r"uncertainty\.(draws|seed|histogram\..*)",
    r"kpis\.[^.]+\.(ranks\..*|effect\.(periods|periods_before|level|parallel\.periods))",
)
"""Numbers of results.json that are counts, ranks or settings, and rest on no formula."""
KEYS: Final = ("id", "period", "input", "at", "rule", "subject")
"""What distinguishes the members of a list, in the order of a path."""


def nodes(tree: ExplainedInput) -> Iterator[ExplainedInput]:
    """A tree and everything below it."""
    yield tree
    for part in tree.inputs:
        yield from nodes(part)


@pytest.mark.parametrize("id", engagement_ids())
def test_each_figure_leads_to_what_was_typed(id: str) -> None:
    context = real(id, "fr")
    lost, places = [], set[Place]()
    for tree in explained_trees(context, list(context.figures)):
        for node in nodes(tree):
            figure = node.given.figure
            assert node.name
            assert node.value
            places |= {figure.place} if figure.place else set()
            if not figure.inputs and figure.value and figure.formula != "typed":
                lost.append((tree.path, figure.formula))
    assert lost == []
    assert {place.file.rpartition("/")[2] for place in places} >= {"costs.yaml"}
    assert all(place.line for place in places)


def numbers(document: Any, path: str = "") -> Iterator[str]:
    """The path of each number of a document; a member of a list is under its id, or what else distinguishes it."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from numbers(value, f"{path}.{key}".lstrip("."))
    elif isinstance(document, list | tuple):
        for number, item in enumerate(document, 1):
            given = item if isinstance(item, dict) else {}
            keys = [str(given[key]) for key in KEYS if given.get(key) is not None]
            yield from numbers(item, ".".join([path, *(keys or [str(number)])]))
    elif isinstance(document, int | float | Decimal) and not isinstance(document, bool):
        yield path


@pytest.mark.parametrize("id", engagement_ids())
def test_each_number_of_the_results_can_be_explained(id: str) -> None:
    context = real(id, "fr")
    figures = explainable(context).figures
    document = results_document(context)
    quoted = [path for outcome in document.pop("outcomes") for path in outcome["figures"]]
    left_out = [f"financial.omitted.{i['subject']}.{i['reason']}" for i in document.pop("omitted") if i["amount"]]
    paths = [*numbers(document), *quoted, *left_out]
    assert len(paths) > 100
    unknown = [path for path in paths if path not in figures]
    assert [path for path in unknown if not any(re.fullmatch(pattern, path) for pattern in NO_FIGURE)] == []


@pytest.mark.parametrize("id", engagement_ids())
def test_each_number_of_the_report_is_a_figure(id: str) -> None:
    context = real(id, "fr")
    view = report(context)
    paths = published(context, view.sections)
    assert len(paths) > 20
    assert set(paths) <= set(context.figures)
