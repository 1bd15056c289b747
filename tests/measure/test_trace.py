"""Every figure leads back to the lines it was made from, or says in words why it has no value."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from tests.engagements import cost, criterion, engagement, gain


@pytest.fixture
def whole() -> Engagement:
    """An engagement with a line of every kind."""
    return engagement(
        discounting={"rate": "8%"},
        costs=[
            cost(100, funded={"share": "30%", "by": "OPCO"}, overrun="5%"),
            cost(id="time", quantity=4, unit_cost=50),
            cost(id="tools", flows={"2025-01": 20, "2025-02": 30}),
        ],
        kpis=[{"id": "k", "counterfactual": {"method": "control"}}],
        observed={"k": [("2024-11", 9, 8), ("2024-12", 10, 9), ("2025-01", 12, 9), ("2025-02", 13, 9)]},
        gains=[
            gain(kpi="k", per_unit={"value": 5, "volume": 20}, attribution={"share": "60%"}, risk="10%"),
            gain(id="release", kind="cash_release", flows={"2025-01-10": 1000}),
        ],
        nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=1, current=3)],
    )


@pytest.fixture
def results(whole: Engagement) -> Results:
    return measure(whole)


def places(figure: Figure) -> Iterator[Place]:
    """The places of all typed values under a figure."""
    if figure.place is not None:
        yield figure.place
    for part in figure.inputs:
        yield from places(part.figure)


def test_the_roi_leads_to_every_amount_and_rate(whole: Engagement, results: Results) -> None:
    first, time, tools = whole.costs
    unit, release = whole.gains
    assert first.funded is not None
    assert tools.flows is not None
    assert unit.per_unit is not None
    assert unit.attribution is not None
    assert release.flows is not None
    expected = {
        first.place("amount"),
        first.funded.place("share"),
        first.place("overrun"),
        time.place("quantity"),
        time.place("unit_cost"),
        *(flow.place("amount") for flow in tools.flows),
        unit.per_unit.place("value"),
        unit.per_unit.place("volume"),
        unit.attribution.place("share"),
        unit.place("risk"),
        release.flows[0].place("amount"),
        whole.discounting.place("rate"),
        *(row.place for row in whole.series["k"].rows),
    }
    assert None not in expected
    assert set(places(results.financial.roi)) == expected


def test_every_published_figure_of_the_return_names_an_input(results: Results) -> None:
    financial = results.financial
    figures = [getattr(financial, name) for name in financial.__slots__ if isinstance(getattr(financial, name), Figure)]
    figures += [
        figure for period in financial.cash_flow for figure in (period.cumulative, period.discounted_cumulative)
    ]
    assert len(figures) > 40
    assert [figure.formula for figure in figures if not figure.inputs and figure.formula != "beyond_horizon"] == []


def test_a_total_has_one_input_a_line(results: Results) -> None:
    assert [part.name for part in results.financial.cost.inputs] == ["fees", "time", "tools"]
    assert [part.name for part in results.financial.cash_flow[0].gain.inputs] == ["margin", "release"]


def test_the_index_leads_to_the_levels(whole: Engagement, results: Results) -> None:
    (skill,) = whole.nonfinancial
    assert {skill.place("baseline"), skill.place("current")} <= set(places(results.nonfinancial.index))


def reasons(repository: Path) -> set[str]:
    """The keys in Reason("…") and undefined(…, …, "…") of the formulas."""
    actual: set[str] = set()
    for file in (repository / "roireport" / "measure").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"Reason": 0, "undefined": 2}.get(node.func.id)
                key = node.args[at] if at is not None and len(node.args) > at else None
                actual |= {key.value} if isinstance(key, ast.Constant) and isinstance(key.value, str) else set()
    return actual


def test_every_reason_has_its_words_in_both_languages(repository: Path) -> None:
    words = {
        language: yaml.safe_load((repository / "templates" / "words" / language / "undefined.yaml").read_text())
        for language in ("en", "fr")
    }
    used = reasons(repository)
    assert len(used) > 20
    assert used <= words["en"].keys()
    assert words["en"].keys() == words["fr"].keys()
    for key in words["en"]:
        holes = [re.findall(r"\{(\w+)\}", words[language][key]) for language in ("en", "fr")]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("no_cost", "no cost is recorded"),
        ("no_gain", "no gain is recorded"),
        ("no_discount_rate", "no discount rate is set"),
        ("no_range", "no input has a range"),
        ("no_measured_period", "no period measured yet"),
        ("not_unique", "not unique"),
        ("not_defined", "not defined"),
        ("not_reached_within_the_horizon", "not reached within the horizon"),
    ],
)
def test_the_words_that_other_programs_may_rely_on(repository: Path, key: str, sentence: str) -> None:
    words = yaml.safe_load((repository / "templates" / "words" / "en" / "undefined.yaml").read_text())
    assert words[key] == sentence
