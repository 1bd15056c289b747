"""Figures as JSON holds them."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeAlias

from roireport.measure.figure import Figure
from roireport.measure.registry import measured, measures_of

Json: TypeAlias = Any
"""What JSON can hold: dicts, lists, texts, numbers, true, false, null."""

Show: TypeAlias = Callable[[Figure], Json]
"""A figure as published: its number, or why it has none."""


def published(noun: object, show: Show) -> dict[str, Json]:
    """The published measures of a class of results under their paths, in order."""
    return {measure.path: show(figure) for measure, figure in measured(noun) if measure.scope != "trace"}


def document(noun: Any, show: Show, **parts: Json) -> dict[str, Json]:
    """The fields of a class of results in order: a measure as `show` writes it, any other as it is in `parts`.

    A part takes the place of a measure of its name; a field that is neither is left out.
    """
    measures, figures = measures_of(type(noun)), published(noun, show)
    whole: dict[str, Json] = {}
    for field in fields(noun):
        path = measures[field.name].path if field.name in measures else field.name
        if path in parts or path in figures:
            whole[path] = parts.get(path, figures.get(path))
    return whole
