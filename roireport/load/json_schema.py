"""JSON Schemas of the input files for editors, made from the model.

They accept what the loader accepts in one value. What depends on two values (`low` ≤ `high`, one amount a gain, ids
that name something) only `check` knows.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml
from pydantic import TypeAdapter

from roireport.model.engagement import FILE_SECTIONS, EngagementFiles
from roireport.model.keys import Key, KeyTexts, all_keys
from roireport.model.workspace import Workspace

JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"
FILES: Final = ("roireport", "engagement", *FILE_SECTIONS)
"""The files that have a schema, each by its name without `.yaml`."""
_BY_DEFAULT: Final = frozenset(("currency", "language"))
"""Keys that an engagement needs, but that the defaults of the workspace may give."""
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def file_schema(name: str, texts: KeyTexts) -> dict[str, Any]:
    """Return the JSON Schema of a file of FILES, with titles, descriptions and examples in a language."""
    schema = TypeAdapter(_content(name)).json_schema(by_alias=True)
    definitions = {title: _of_class(title, body, texts) for title, body in schema.pop("$defs", {}).items()}
    body = _of_class(_content(name).__name__, schema, texts) if "properties" in schema else _plain(schema)
    description = texts.text(name if name in FILE_SECTIONS else f"{name}.yaml")
    head = {"$schema": JSON_SCHEMA, "title": f"{name}.yaml", "description": description}
    return head | _without(body, "title", "description") | {"$defs": definitions}


def _content(name: str) -> Any:
    """Return the type of what a file holds."""
    if name == "roireport":
        return Workspace
    return EngagementFiles if name == "engagement" else EngagementFiles.model_fields[name].annotation


def _of_class(title: str, body: Mapping[str, Any], texts: KeyTexts) -> dict[str, Any]:
    """Describe the keys of a class of the model."""
    keys = {key.name: key for key in all_keys().values() if key.owner.__name__ == title}
    properties = {name: _described(_plain(form), keys.get(name), texts) for name, form in body["properties"].items()}
    schema = _without(body, "title", "description") | {"properties": properties}
    if title == EngagementFiles.__name__:
        schema["required"] = [name for name in body["required"] if name not in _BY_DEFAULT]
        for section in FILE_SECTIONS:  # `gains:` with nothing after it is an empty section
            about = {name: properties[section].pop(name) for name in ("title", "description")}
            properties[section] = about | {"anyOf": [properties[section], {"type": "null"}]}
    return schema


def _described(form: dict[str, Any], key: Key | None, texts: KeyTexts) -> dict[str, Any]:
    if key is None:
        return form
    example = texts.example(key.path)
    about: dict[str, Any] = {"title": key.name, "description": f"{texts.text(key.path)}\n{texts.values(key)}"}
    return form | about | ({"examples": [_value(example)]} if example else {})


def _plain(form: Any) -> Any:
    """Leave out pydantic's titles and defaults, and null, which no file may write."""
    match form:
        case {"anyOf": parts, **rest}:
            kept = [_plain(part) for part in parts if part != {"type": "null"}]
            return _plain(rest) | (kept[0] if len(kept) == 1 else {"anyOf": kept})
        case dict():
            return {
                name: _plain(part) for name, part in form.items() if name not in ("title", "default", "description")
            }
        case list():
            return [_plain(part) for part in form]
        case _:
            return form


def _without(mapping: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if name not in names}


def _value(example: str) -> Any:
    """Return an example as an editor reads it: numbers and flags, everything else a text."""
    return _as_json(yaml.load(example, Loader=yaml.BaseLoader))


def _as_json(node: Any) -> Any:
    match node:
        case dict():
            return {name: _as_json(value) for name, value in node.items()}
        case list():
            return [_as_json(value) for value in node]
        case "true" | "false":
            return node == "true"
        case str() if _NUMBER.fullmatch(node):
            return float(node) if "." in node else int(node)
        case _:
            return node
