"""Every value that an engagement's files hold, with its place and whom it is for, by the marks of the schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from roireport.audience.redaction import value_type
from roireport.load.engagement import MAIN
from roireport.load.yaml_tree import read_tree
from roireport.model.engagement import EngagementFiles
from roireport.model.place import Place
from roireport.model.visibility import is_for_client, models_in
from roireport.model.written import Node, Written, WrittenList

Reader: TypeAlias = Literal["internal", "team", "client", "shown"]
"""`internal`: for the firm alone; `team`, `client`: a name of theirs; `shown`: anything else that a client may see."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as it was typed, its place, and whom it is for."""

    place: Place
    text: str
    reader: Reader


def typed_values(name: str, text: str, folder: str) -> Iterator[TypedValue]:
    """Yield every value of a file of an engagement's folder."""
    tree, _ = read_tree(text, f"{folder}/{name}")
    if tree is not None:
        yield from _values(tree, schema_of(name), "")


def schema_of(name: str) -> Any:
    """The schema of a file by its name."""
    section = name.removesuffix(".yaml")
    return EngagementFiles if name == MAIN else EngagementFiles.model_fields[section].annotation


def _values(node: Node, schema: Any, path: str, *, internal: bool = False) -> Iterator[TypedValue]:
    """Walk a tree with its schema; `path` are the keys above."""
    if isinstance(node, Written):
        yield TypedValue(node.place, str(node), "internal" if internal else _reader(path))
    elif isinstance(node, WrittenList):
        for item in node:
            yield from _values(item, schema, path, internal=internal)
    else:
        for key, item in node.items():
            inner, is_hidden = _inside(schema, key)
            yield from _values(item, inner, f"{path}.{key}", internal=internal or is_hidden)


def _inside(schema: Any, key: str) -> tuple[Any, bool]:
    """The schema of the value of a key, and whether it is for the firm alone."""
    if of_values := value_type(schema):
        return of_values, False
    field = _fields(schema).get(key)
    return (field.annotation, not is_for_client(field)) if field else (None, False)


def _fields(schema: Any) -> Mapping[str, Any]:
    return {field.alias or name: field for model in models_in(schema) for name, field in model.model_fields.items()}


def _reader(path: str) -> Reader:
    if path.startswith(".team.name"):
        return "team"
    return "client" if path.startswith(".client.name") else "shown"
