"""Records in the cache: JSON, checked against their types when they are loaded."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from roireport.build.cache import Cache, key_of

T = TypeVar("T")


def store_record(store: Cache, key: bytes, record: object) -> None:
    """Store a dataclass, or a mapping, as JSON under a key."""
    store.store(key, _adapter(type(record)).dump_json(record, warnings=False))


def load_record(store: Cache, key: bytes, kind: type[T]) -> T | None:
    """The record of a key; None where it is missing or is not of that type."""
    content = store.load(key)
    return None if content is None else record_of(content, kind)


def record_of(content: bytes, kind: type[T]) -> T | None:
    """A record from its JSON; None where it is not of that type."""
    try:
        record: T = _adapter(kind).validate_json(content)
    except ValidationError:
        return None
    return record


def stored_ids(store: Cache, keys: Mapping[str, bytes | None]) -> frozenset[str]:
    """The ids of the outputs in the cache; whether one is complete shows when it is loaded."""
    present = store.names()
    return frozenset(id for id, key in keys.items() if key and record_key(key).hex() in present)


def record_key(key: bytes) -> bytes:
    """The key of the record of an output, whose other entries are files."""
    return key_of(key, "record")


_ADAPTERS: Final = dict[type[Any], "TypeAdapter[Any]"]()
"""Making one takes some milliseconds."""


def _adapter(kind: type[Any]) -> "TypeAdapter[Any]":
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
