"""The handbook: a sheet for each measure, with an example that can be computed."""

from collections.abc import Mapping
from dataclasses import dataclass

from roireport.model.language import Language
from roireport.model.written import Node


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A headed part of a sheet, in Markdown."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A small engagement by its sections, as written and as `text`, with its results.

    `results` pairs the path of a figure with its value as a control total writes it (60%, 2025-10), or with the key of
    the reason why it has none. `observed` among the sections holds the rows of each KPI's series.
    """

    sections: Mapping[str, Node]
    text: str
    results: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a measure is computed; `formulas` are the ids its figures carry, `challenges` the rules that watch it."""

    id: str
    family: str
    title: str
    question: str
    words: str
    symbols: str
    formulas: tuple[str, ...]
    challenges: tuple[str, ...]
    source: str
    example: Example
    parts: tuple[SheetPart, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """All sheets of a language, in the order of its contents.

    `firing` holds for each rule an engagement in YAML on which it fires.
    """

    language: Language
    sheets: tuple[Sheet, ...]
    firing: Mapping[str, str]
