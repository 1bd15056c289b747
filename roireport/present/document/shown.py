"""Figures as JSON holds them."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from roireport.measure.figure import Figure

Json: TypeAlias = Any
"""What JSON can hold: dicts, lists, texts, numbers, true, false, null."""

Show: TypeAlias = Callable[[Figure], Json]
"""A figure as published: its number, or why it has none."""


def each(noun: object, names: Iterable[str], show: Show) -> dict[str, Json]:
    """The figures of a noun under their names."""
    return {name: show(getattr(noun, name)) for name in names}
