"""Mark each field of the schema as visible to clients or to the firm alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visibility:
    """The mark of a field: `client` for readers of a report, `internal` for the firm alone."""

    audience: Literal["client", "internal"]


ForClient = Annotated[T, Visibility("client")]
"""A field that a client's report may show."""
FirmOnly = Annotated[T, Visibility("internal")]
"""A field that never leaves the firm. It needs a default, which a client's view holds instead."""


def marks(field: FieldInfo) -> tuple[Visibility, ...]:
    """The marks of a field; a test checks that there is exactly one."""
    return tuple(mark for mark in field.metadata if isinstance(mark, Visibility))


def is_for_client(field: FieldInfo) -> bool:
    """Whether a client may see a field; not where it has no mark."""
    return marks(field) == (Visibility("client"),)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type holds, directly or in a list, mapping or union."""
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
