"""YAML without comments and internal entries: lines and columns keep, and what is read stays what it was."""

from typing import Annotated

import pytest
from pydantic import Field

from roireport.audience.redaction import redacted_yaml
from roireport.load.yaml_tree import read_tree
from roireport.model.cost import Cost
from roireport.model.engagement import EngagementFiles
from roireport.model.located import Located
from roireport.model.visibility import FirmOnly, ForClient
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Refused

SECRET = "SECRET"
FILE = "a.yaml"


def values(node: Node | None) -> list[tuple[str, str]]:
    """Every text of a tree with its line and column."""
    match node:
        case Written():
            return [(str(node), str(node.place))]
        case WrittenList():
            return [value for item in node for value in values(item)]
        case WrittenMapping():
            return [value for key, item in node.items() for value in (*values(key), *values(item))]
    return []


def without_internal(node: Node | None) -> Node | None:
    if not isinstance(node, WrittenMapping):
        return node
    return WrittenMapping({key: value for key, value in node.items() if key != "internal"}, node.place)


@pytest.mark.parametrize(
    "text",
    [
        "# SECRET\ntitle: a\n",
        "title: a # SECRET\n",
        "title: 'a # kept' # SECRET\nclient: \"b # kept\"   # SECRET\n",
        "title: a#kept\n",
        "title: |  # SECRET\n  kept\n  # kept too\n\n# SECRET\nclient: b\n",
        "title: |+ # SECRET\n  kept\n\n# SECRET\n\n# SECRET\nclient: b\n",
        "title: >2+\n  kept\n\ninternal: SECRET\n# SECRET",
        "title: >-2 # SECRET\n   kept\n # SECRET\n",
        "list:\n  - a # SECRET\n  # SECRET\n  - b\n",
        "list: [a, # SECRET\n  b]\n",
        "? title # SECRET\n: a\n",
        "--- # SECRET\ntitle: a\n... # SECRET\n# SECRET\n",
        "%YAML 1.1 # SECRET\n---\ntitle: a\n",
        "%TAG !e! tag:SECRET,2000:\n---\ntitle: a\n",
        "title: é€\U0001f600 # SECRET\r\nclient: b # SECRET\r\n",
        "title:   # SECRET\n  a\n  b\n",
        "internal:\n  notes: SECRET\n  fee_margin: SECRET\ntitle: a\n",
        "title: a\ninternal:\n  notes: |\n    SECRET\n\n    SECRET\n",
        "title: a\n'internal': {notes: SECRET}\nclient: b\n",
        'title: a\n"int\\u0065rnal": {notes: SECRET}\nclient: b\n',
        "? internal\n: notes: SECRET\ntitle: a\n",
        "{title: a, internal: {notes: SECRET}, client: {name: b}}\n",
        "{internal: {notes: [SECRET, {SECRET: SECRET}]}, title: a}\n",
        "{title: a, internal: {notes: SECRET}}\n",
        "internal:\n- SECRET\n- SECRET\ntitle: a\n",
    ],
)
def test_what_is_read_keeps_its_place_and_nothing_else_stays(text: str) -> None:
    clean = redacted_yaml(text, EngagementFiles, FILE)
    assert SECRET not in clean
    assert clean.count("\n") == text.count("\n")
    (tree, problems), (before, _) = read_tree(clean, "x.yaml"), read_tree(text, "x.yaml")
    assert problems == []
    assert values(tree) == values(without_internal(before)) != []


def test_only_a_key_that_the_schema_knows_there_is_internal() -> None:
    text = "title: {internal: kept}\nlist:\n- internal: kept\n"
    assert redacted_yaml(text, EngagementFiles, FILE) == text
    assert redacted_yaml("internal: kept\n", tuple[Cost, ...], FILE) == "internal: kept\n"


class Fee(Located):
    """A noun of the test with a field for the firm."""

    label: ForClient[str]
    margin: FirmOnly[str | None] = None


class Fees(Located):
    """A noun of the test that holds such ones in lists and mappings."""

    fees: ForClient[tuple[Fee, ...] | None] = None
    by_name: ForClient[dict[str, Fee] | None] = None
    spent: FirmOnly[Annotated[tuple[Fee, ...], Field(alias="used")]] = ()


@pytest.mark.parametrize(
    "text",
    [
        "fees:\n- label: a\n  margin: SECRET\n- margin: SECRET\n  label: b\n",
        "fees: [{label: a, margin: SECRET}, {margin: [SECRET, {label: SECRET}], label: b}]\n",
        "by_name:\n  x:\n    margin: |\n      SECRET\n    label: a\n  margin: {label: b}\n",
        "used:\n- label: SECRET\nfees: []\n",
    ],
)
def test_internal_fields_are_left_out_at_every_depth(text: str) -> None:
    clean = redacted_yaml(text, Fees, FILE)
    assert SECRET not in clean
    places = {where for _, where in values(read_tree(clean, "x.yaml")[0])}
    assert places == {where for value, where in values(read_tree(text, "x.yaml")[0]) if where in places}
    assert ("label" in clean) == ("fees: []" not in text)


def test_what_is_no_yaml_is_not_redacted() -> None:
    with pytest.raises(Refused, match=r"a\.yaml:1:8: yaml_unclosed_quote"):
        redacted_yaml("title: 'a # SECRET\n", EngagementFiles, FILE)
