"""Validate a located tree against a class of the model; errors become problems at their place."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from roireport.load.typed import meant_choice, meant_keys, typed_key, typed_value
from roireport.model.located import Located
from roireport.model.place import Place
from roireport.model.removed import REMOVED_KEYS
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, problem
from roireport.text.near import near

Noun = TypeVar("Noun", bound=Located)

MOST_ERRORS = 200
"""Errors of one validation; whoever has more mends these first."""
LONGEST_FACT = 60
"""Characters of a value that a message repeats."""
_SHAPES = {
    "model_type": "not_a_mapping",
    "dict_type": "not_a_mapping",
    "tuple_type": "not_a_list",
    "too_long": "points_need_pairs",
}
_POINTS_AT = {
    "carrying_rate_goes_with_cash_release": ("carrying_rate",),
    "date_or_spread": ("date",),
    "end_before_start": ("end",),
    "flows_carry_their_dates": ("from", "to", "date"),
    "flows_take_no_shape": ("lag", "ramp", "drop_off"),
    "growth_goes_with_market": ("growth", "method"),
    "horizon_needs_whole_years": ("horizon",),
    "horizon_out_of_range": ("horizon",),
    "low_above_high": ("low",),
    "observed_goes_with_typed_amounts": ("observed",),
    "per_unit_needs_kpi": ("per_unit",),
    "point_value_out_of_range": ("points",),
    "points_need_an_order": ("points",),
    "prorate_of_nothing": ("of",),
    "prorate_out_of_range": ("used",),
    "quantity_goes_with_unit_cost": ("quantity", "unit_cost"),
    "spread_needs_from_and_to": ("from", "to"),
    "swing_out_of_range": ("swing",),
}
"""For a problem of a whole mapping: the keys to point at; the first that is written is used."""


def read_noun(noun: type[Noun], tree: Node) -> tuple[Noun | None, list[Problem]]:
    """Return the noun, or all its problems."""
    try:
        return noun.model_validate(tree), []
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        return None, [_problem(error, noun, tree) for error in errors[:MOST_ERRORS]]


def read_value(read: Callable[[Any], object], written: Node) -> list[Problem]:
    """Report why a written value cannot be read, if it cannot."""
    try:
        read(written)
    except PydanticCustomError as wrong:
        typed = typed_value(wrong.type, written) if isinstance(written, Written) else None
        return [typed or Problem(wrong.type, written.place, _facts(wrong.context))]
    return []


def without_faults(noun: type[Located], tree: WrittenMapping) -> WrittenMapping:
    """Copy the tree without the items and values that cannot be read."""
    try:
        noun.model_validate(tree)
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        return _cut(tree, [error["loc"] or _POINTS_AT.get(error["type"], ())[:1] for error in errors])
    return tree


def _cut(tree: WrittenMapping, faults: Sequence[tuple[int | str, ...]]) -> WrittenMapping:
    items = {loc[:2] for loc in faults if len(loc) > 1 and isinstance(loc[1], int)}
    keys = {loc[0] for loc in faults if loc and loc[:2] not in items}
    return WrittenMapping(
        {key: _without_items(key, value, items) for key, value in tree.items() if key not in keys}, tree.place
    )


def _without_items(key: Written, value: Node, faulty: Collection[tuple[int | str, ...]]) -> Node:
    if not isinstance(value, WrittenList):
        return value
    return WrittenList([item for n, item in enumerate(value) if (key, n) not in faulty], value.place)


def _problem(error: ErrorDetails, noun: type[Located], tree: Node) -> Problem:
    kind, written, loc = error["type"], error["input"], error["loc"]
    place: Place = getattr(written, "place", tree.place)
    match kind:
        case "missing" if isinstance(loc[-1], str):
            return problem("missing_key", place, key=loc[-1])
        case "missing":
            return problem("points_need_pairs", place)
        case "extra_forbidden":
            key_place = _key_place(tree, loc, place)
            typed = typed_key(str(loc[-1]), written, key_place, _mapping_at(tree, loc[:-1]))
            return typed or _refused_key(str(loc[-1]), key_place, _noun_at(noun, loc[:-1]))
        case "literal_error":
            return _not_one_of(written, place, error["ctx"]["expected"])
    if kind in _SHAPES:
        return problem("empty_value" if written == "" else _SHAPES[kind], place, kind="section")
    if isinstance(written, Written) and (typed := typed_value(kind, written)):
        return typed
    return Problem(kind, _pointed(written, kind, place), _facts(error.get("ctx")))


def _facts(context: Mapping[str, object] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(fact)[:LONGEST_FACT]) for name, fact in (context or {}).items())


def _pointed(written: object, kind: str, place: Place) -> Place:
    if not isinstance(written, WrittenMapping):
        return place
    return next((written.key_place(key) for key in _POINTS_AT.get(kind, ()) if key in written), place)


def _not_one_of(written: object, place: Place, expected: str) -> Problem:
    if not isinstance(written, Written):
        return problem("not_a_scalar", place, kind="choice")
    if not written.strip():
        return problem("empty_value", place, kind="choice")
    choices = re.findall(r"'([^']*)'", expected)
    text = str(written)[:LONGEST_FACT]
    meant = meant_choice(text, choices) or near(text, choices)
    return problem("not_one_of", place, text=text, allowed=", ".join(choices), near=meant)


def _refused_key(key: str, place: Place, noun: type[Located]) -> Problem:
    """A key that the schema does not have: of an earlier version, or unknown."""
    if removed := REMOVED_KEYS.get(noun, {}).get(key):
        return problem(removed, place, key=key)
    allowed = [field.alias or name for name, field in noun.model_fields.items()]
    meant = _within(noun, key) or _meant(key, allowed) or near(key, allowed)
    return problem("unknown_key", place, key=key[:LONGEST_FACT], allowed=", ".join(allowed), near=meant)


def _within(noun: type[Located], key: str) -> str:
    """Where a key belongs that one of the mappings within this one has: `attribution: {confidence: …}`."""
    for name, field in noun.model_fields.items():
        inner = _noun_in(field.annotation)
        if inner and key in inner.model_fields:
            return f"{field.alias or name}: {{{key}: …}}"
    return ""


def _meant(key: str, allowed: Sequence[str]) -> str:
    """The key that a word means, or the keys that are written together for it: `quantity: …, unit_cost: …`."""
    keys = meant_keys(key, allowed)
    return keys[0] if len(keys) == 1 else ", ".join(f"{name}: …" for name in keys)


def _key_place(tree: Node, loc: Sequence[int | str], default: Place) -> Place:
    """The place of the key at the end of a path; the default where the path is no path of the tree."""
    node: Any = tree
    for step in loc[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return default
    return node.key_place(str(loc[-1])) if isinstance(node, WrittenMapping) else default


def _mapping_at(tree: Node, path: Sequence[int | str]) -> WrittenMapping:
    """The mapping at a path; an empty one where there is none."""
    node: Any = tree
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
    return node if isinstance(node, WrittenMapping) else WrittenMapping({}, tree.place)


def _noun_at(noun: type[Located], path: Sequence[int | str]) -> type[Located]:
    """The class of the mapping at a path."""
    steps = iter(path)
    for step in steps:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field.annotation for name, field in noun.model_fields.items()}
        if step not in fields:
            continue
        annotation = fields[step]
        noun = _noun_in(annotation) or noun
        if get_origin(annotation) is dict:
            next(steps, None)
    return noun


def _noun_in(annotation: object) -> type[Located] | None:
    if isinstance(annotation, type) and issubclass(annotation, Located):
        return annotation
    return next((noun for part in get_args(annotation) if (noun := _noun_in(part))), None)
