"""The JSON Schemas of editors accept what the loader accepts, and refuse what it refuses in one value."""

import copy
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from roireport.load.handbook import read_key_texts
from roireport.load.json_schema import FILES, file_schema
from roireport.load.schema import read_noun
from roireport.load.workspace import language_faults, with_listed_language
from roireport.load.yaml_tree import read_tree
from roireport.model.engagement import FILE_SECTIONS, EngagementFiles
from roireport.model.keys import all_keys
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.resources import template_folders
from tests.contexts import LANGUAGES
from tests.oracle.generator import generated

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = sorted(
    file
    for folder in ("engagements/*", "tests/bilingual/engagements/*", ".", "tests/bilingual")
    for file in ROOT.glob(f"{folder}/*.yaml")
    if file.stem in FILES
)
_NUMBER: Final = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_PLACE: Final = Place("here.yaml", 1, 1)
_VALUES: Final[tuple[Any, ...]] = (
    *(
        "60%",
        "0.6",
        "1.5",
        "-5",
        "0",
        "12500",
        "12_500",
        "010",
        "1e3",
        "12,5",
        "150%",
        "-0.5",
        "3",
        "99999",
        "8% a year",
    ),
    *("2025-03-31", "2025-03", "2025-Q1", "2025", "31/03/2025", "6 months", "6", "2 years", "1 year 2 months"),
    *(
        "true",
        "false",
        "yes",
        "null",
        "computed",
        "series",
        "linear",
        "fr",
        "up",
        "margin",
        "fees",
        "win-rate",
        "Win rate",
    ),
    *("", "a" * 30, {}, [], {"fr": "a", "en": "b"}, {"de": "a"}, ["win-rate"], ["fr"], {"2025-03": "100"}),
)
TWO_VALUES: Final = frozenset(
    (
        *("cost_needs_one_amount", "gain_needs_one_amount", "plan_needs_one_amount", "per_unit_needs_kpi"),
        *("flows_carry_their_dates", "flows_take_no_shape", "date_or_spread", "spread_needs_from_and_to"),
        *("quantity_goes_with_unit_cost", "growth_goes_with_market", "carrying_rate_goes_with_cash_release"),
        *("observed_goes_with_typed_amounts", "anchors_must_differ", "low_above_high", "end_before_start"),
        *("prorate_of_nothing", "prorate_out_of_range", "horizon_needs_whole_years", "horizon_out_of_range"),
        *("points_need_an_order", "point_value_out_of_range", "percent_not_expected", "text_must_be_quoted"),
    )
)
"""Problems that depend on more than one value, or on how it is written: no schema finds them."""
OF_THE_UNIT: Final = {"kpis": {"rate_above_one"}}
"""Problems of levels whose unit another key names."""


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(file_schema(name, read_key_texts(template_folders(None), "en")))


def as_json(node: Node) -> Any:
    """A tree as an editor reads it, in YAML 1.2."""
    if isinstance(node, WrittenMapping):
        return {str(key): as_json(value) for key, value in node.items()}
    if isinstance(node, WrittenList):
        return [as_json(value) for value in node]
    if not node.plain:
        return str(node)
    if _NUMBER.fullmatch(node):
        return float(node) if "." in node else int(node)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(str(node), str(node))


def as_tree(value: Any) -> Node:
    """Plain texts as a file would hold them."""
    if isinstance(value, dict):
        return WrittenMapping({Written(key, _PLACE, plain=True): as_tree(part) for key, part in value.items()}, _PLACE)
    if isinstance(value, list):
        return WrittenList([as_tree(part) for part in value], _PLACE)
    return Written(value, _PLACE, plain=True)


def as_texts(node: Node) -> Any:
    """A tree of texts that can be changed."""
    if isinstance(node, WrittenMapping):
        return {str(key): as_texts(value) for key, value in node.items()}
    return [as_texts(value) for value in node] if isinstance(node, WrittenList) else str(node)


def refusals(name: str, tree: Any) -> set[str]:
    """The keys of the problems that the loader has with a file, alone."""
    if name == "roireport":
        return {problem.key for problem in read_noun(Workspace, as_tree(tree))[1]}
    head = {"title": "T", "client": {"name": "C"}, "currency": "EUR", "language": "fr", "as_of": "2025-12-31"}
    head["period"] = {"start": "2025-01-06", "end": "2025-06-30"}
    whole = as_tree({**head, **tree} if name == "engagement" else {**head, name: tree})
    assert isinstance(whole, WrittenMapping)
    problems = [*read_noun(EngagementFiles, with_listed_language(whole))[1], *language_faults(whole)]
    return {problem.key for problem in problems}


def accepts(name: str, tree: Any) -> bool:
    return bool(validator(name).is_valid(as_json(as_tree(tree))))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_files_of_this_repository_are_accepted(file: Path) -> None:
    tree, problems = read_tree(file.read_text("utf-8"), file.name)
    assert tree is not None
    assert not problems
    assert [error.message for error in validator(file.stem).iter_errors(as_json(tree))] == []


@pytest.mark.parametrize("seed", range(15))
def test_what_the_loader_accepts_is_accepted(seed: int) -> None:
    engagement = {key: value for key, value in generated(seed).items() if key not in ("id", "observed", "series")}
    text = json.dumps(engagement, ensure_ascii=False, default=str)
    tree, _ = read_tree(text, "engagement.yaml")
    assert tree is not None
    texts = {key: value for key, value in as_texts(tree).items() if f"{key}" in {k for k in all_keys() if "." not in k}}
    assert not refusals("engagement", texts)
    assert accepts("engagement", texts)


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value of a tree, mappings and lists too."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    whole = copy.deepcopy(tree)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return whole


def disagreements(name: str, seed: int, count: int) -> Iterator[str]:
    """Changes of one value on which schema and loader do not agree."""
    folder = ROOT / "tests" / "bilingual"
    (file,) = folder.rglob(f"{name}.yaml")
    tree, _ = read_tree(file.read_text("utf-8"), file.name)
    assert tree is not None
    texts, chance = as_texts(tree), random.Random(seed)
    paths = list(leaves(texts))
    for _ in range(count):
        path, value = chance.choice(paths), chance.choice(_VALUES)
        wrong = changed(texts, path, value)
        problems = refusals(name, wrong)
        if accepts(name, wrong) == bool(problems) and not (
            problems and problems <= TWO_VALUES | OF_THE_UNIT.get(name, set())
        ):
            yield f"{path} = {value!r}: {sorted(problems) or 'accepted'}"


@pytest.mark.parametrize("name", FILES)
def test_schema_and_loader_agree_on_a_changed_value(name: str) -> None:
    assert list(disagreements(name, seed=21, count=150)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_and_describes_each_key(name: str) -> None:
    for language in LANGUAGES:
        schema = file_schema(name, read_key_texts(template_folders(None), language))
        Draft202012Validator.check_schema(schema)
        classes = [schema, *schema["$defs"].values()]
        keys = [(key, form) for body in classes for key, form in body.get("properties", {}).items()]
        assert keys or name in FILE_SECTIONS
        assert [key for key, form in keys if len(form.get("description", "")) < 10 and key not in ("when",)] == []


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_a_value_of_its_key(name: str) -> None:
    schema = file_schema(name, read_key_texts(template_folders(None), "en"))
    for body in (schema, *schema["$defs"].values()):
        for key, form in body.get("properties", {}).items():
            whole = Draft202012Validator({**form, "$defs": schema["$defs"]})
            assert [error.message for value in form.get("examples", ()) for error in whole.iter_errors(value)] == [], (
                key
            )
