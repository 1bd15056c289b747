"""Did you mean …?"""

import pytest

from roireport.load.schema import read_noun
from roireport.load.yaml_tree import read_tree
from roireport.model.cost import Cost
from roireport.model.engagement import EngagementFiles
from roireport.model.located import Located
from roireport.model.workspace import Workspace
from roireport.text.near import near


@pytest.mark.parametrize(
    ("written", "meant"),
    [("amout", "amount"), ("Label", "label"), ("unit-cost", "unit_cost"), ("zzz", ""), ("", "")],
)
def test_the_closest_name_is_meant(written: str, meant: str) -> None:
    assert near(written, ["amount", "label", "unit_cost", "from"]) == meant


@pytest.mark.parametrize(
    ("noun", "text", "meant"),
    [
        (Cost, "{id: a, label: A, category: fee, amount: 1}", "fees"),
        (Cost, "{id: a, label: A, category: fees, amount: 1, form: 2025}", "from"),
        (Cost, "{id: a, label: A, category: fees, amount: 1, funded: {share: 1, by: A, bye: B}}", "by"),
        (Workspace, "checks: {L01: {treshold: 1}}", "threshold"),
        (Workspace, "defaults: {discounting: {convention: monthend}}", "month_end"),
    ],
)
def test_what_was_meant_is_a_key_or_a_word_of_that_very_place(noun: type[Located], text: str, meant: str) -> None:
    tree, _ = read_tree(text, "a.yaml")
    assert tree is not None
    _, (problem,) = read_noun(noun, tree)
    assert dict(problem.facts)["near"] == meant


def test_the_keys_offered_are_those_that_yaml_writes() -> None:
    tree, _ = read_tree("asserts: {}", "a.yaml")
    assert tree is not None
    problems = read_noun(EngagementFiles, tree)[1]
    unknown = next(found for found in problems if found.key == "unknown_key")
    assert dict(unknown.facts)["near"] == "assert"
    assert "control_totals" not in dict(unknown.facts)["allowed"]


def test_thousands_of_unknown_keys_take_no_time() -> None:
    text = "{" + ", ".join(f"amuont{n}: 1" for n in range(20_000)) + "}"
    tree, _ = read_tree(text, "a.yaml")
    assert tree is not None
    assert 0 < len(read_noun(Cost, tree)[1]) <= 200
