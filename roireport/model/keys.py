"""The keys of the input files, found by walking the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from roireport.model.engagement import FILE_SECTIONS, EngagementFiles
from roireport.model.forms import Form
from roireport.model.language import Language
from roireport.model.located import Located
from roireport.model.visibility import is_for_client, models_in
from roireport.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an input file.

    `path` leads to it (`gains.attribution.share`), `file` holds it; `kind` names the form of its values (a key of
    FORMS), empty for a mapping or a choice; `choices` are the words that it allows.
    """

    path: str
    file: str
    owner: type[Located]
    name: str
    kind: str
    choices: tuple[str, ...]
    is_required: bool
    is_list: bool
    is_for_client: bool


@dataclass(frozen=True, slots=True)
class KeyTexts:
    """What each key means, in one language.

    `kinds` describes the forms of values by their kind; `texts` and `examples` are found by the path of a key, or by
    its last parts: `gains.range.low`, `range.low`, `low`.
    """

    language: Language
    kinds: Mapping[str, str]
    texts: Mapping[str, str]
    examples: Mapping[str, str]
    """Values as a file writes them."""

    def text(self, path: str) -> str:
        """What a key means."""
        return _by_last_parts(self.texts, path)

    def example(self, path: str) -> str:
        """A value of a key; empty where none is needed."""
        return _by_last_parts(self.examples, path)

    def values(self, key: Key) -> str:
        """What may be written as the value of a key."""
        if key.kind:
            return self.kinds[key.kind]
        return (
            ", ".join(f"`{choice}`" for choice in key.choices) or self.kinds["mappings" if key.is_list else "mapping"]
        )


def _by_last_parts(entries: Mapping[str, str], path: str) -> str:
    parts = path.split(".")
    return next((entries[name] for i in range(len(parts)) if (name := ".".join(parts[i:])) in entries), "")


@cache
def all_keys() -> Mapping[str, Key]:
    """Every key by its path, in the order of the files."""
    keys = (*_keys_of(Workspace, "roireport.yaml", ""), *_keys_of(EngagementFiles, "engagement.yaml", ""))
    return MappingProxyType({key.path: key for key in keys})


def _keys_of(owner: type[Located], file: str, prefix: str) -> Iterator[Key]:
    for name, field in owner.model_fields.items():
        key = _key(owner, field, file, prefix, field.alias or name)
        yield key
        for inner in models_in(field.annotation):
            if issubclass(inner, Located) and key.kind != "flows":
                yield from _keys_of(inner, key.file, f"{key.path}.")


def _key(owner: type[Located], field: FieldInfo, file: str, prefix: str, name: str) -> Key:
    marks = [*_marks(field.annotation), *field.metadata]
    kinds = [mark.kind for mark in marks if isinstance(mark, Form)] if get_origin(field.annotation) is not dict else []
    return Key(
        path=f"{prefix}{name}",
        file=f"{name}.yaml" if owner is EngagementFiles and name in FILE_SECTIONS else file,
        owner=owner,
        name=name,
        kind=kinds[-1] if kinds else "",
        choices=() if kinds else tuple(_choices(field.annotation)),
        is_required=field.is_required(),
        is_list=any(get_origin(part) is tuple for part in (field.annotation, *get_args(field.annotation))),
        is_for_client=is_for_client(field),
    )


def _marks(annotation: Any) -> Iterator[Any]:
    """Yield what a type is annotated with, its parts first."""
    if get_origin(annotation) is Annotated:
        yield from _marks(get_args(annotation)[0])
        yield from annotation.__metadata__
    else:
        for part in get_args(annotation):
            yield from _marks(part)


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _choices(part)
