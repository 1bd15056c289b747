"""The views of the method pages: lists of pages, and a page of a measure or of a challenge."""

from dataclasses import dataclass

from roireport.model.handbook import Sheet
from roireport.present.blocks import Tone


@dataclass(frozen=True, slots=True)
class Pill:
    """A state in a coloured lozenge."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the method in a list; `href` from the folder of the method."""

    href: str
    title: str
    text: str = ""
    id: str = ""
    pill: Pill | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages of one family."""

    id: str
    heading: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class MethodIndex:
    """The first page: all measures and all challenges, by family."""

    kicker: str
    title: str
    lead: str
    measures: tuple[Shelf, ...]
    challenges: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page: heading, Markdown, YAML and figures with their captions."""

    heading: str
    markdown: str = ""
    caption: str = ""
    code: str = ""
    rows_caption: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A measure or a challenge.

    `href` is its own address from the folder of the method.
    """

    href: str
    kicker: str
    title: str
    question: str
    parts: tuple[PagePart, ...]
    source: str
    pill: Pill | None = None
    formula: str = ""
    symbols: str = ""
    related_title: str = ""
    related: tuple[Leaf, ...] = ()
    previous: Leaf | None = None
    following: Leaf | None = None


def measure_leaf(sheet: Sheet) -> Leaf:
    """Return the page of a measure as a list shows it."""
    return Leaf(f"measures/{sheet.id.replace('_', '-')}.html", sheet.title, sheet.question)
