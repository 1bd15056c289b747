"""The blocks of a section; texts are final, and those with figures are `QuotedText`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from roireport.chart.drawing import Drawing
from roireport.present.trace_entry import TraceEntry

Tone = Literal["plain", "positive", "negative", "warning", "muted", "accent"]


Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure: label, value, unit, and a note that gives its range or reference."""

    label: str
    value: str
    unit: str
    note: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Tiles:
    """At most three tiles side by side."""

    tiles: tuple[Tile, ...]
    kind: Literal["tiles"] = "tiles"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, a smaller line below it, or a small drawing; `pill` sets a state in a coloured lozenge."""

    text: str = ""
    sub: str = ""
    tone: Tone = "plain"
    strong: bool = False
    pill: bool = False
    drawing: Drawing | None = None
    sort: float | str | None = None
    """The value that the site sorts by, if not the text."""
    choices: tuple[str, ...] = ()
    """The values that the site filters by, if not the text."""
    href: str | None = None
    """The address of its link on screen, relative to its page."""
    links: tuple[tuple[str, str], ...] = ()
    """(text, address) of several links."""
    plotted: tuple[float | None, ...] = ()
    """The values that the site draws beside those of other rows."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; width in percent of the table."""

    label: str
    width: float
    align: Align = "left"
    filter: bool = False
    """Whether the site offers its values as a choice."""
    unit: Literal["", "money", "percent", "months", "points", "count"] = ""
    """The unit in which the site writes the difference of two of its values; empty where there is none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; a group row has one cell that spans the table, a part is counted in the row above it."""

    cells: tuple[Cell, ...]
    role: Literal["plain", "group", "part", "total"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head repeated on each page."""

    columns: tuple[TableColumn, ...]
    rows: Sequence[TableRow]
    dense: bool = False
    written: tuple[str, ...] = ()
    """Cached rows as markup."""
    cards: bool = False
    """Whether each row is a card on a narrow screen, where a cell names its column."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered figure or table: title (a finding), subtitle (what, unit, period), body, source."""

    title: str
    subtitle: str
    body: Drawing | Table
    source: str
    number: int = 0
    """Set when the report is assembled."""
    note: str = ""
    kind: Literal["exhibit"] = "exhibit"


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list: a lead in bold, then the text."""

    text: str
    lead: str = ""
    tone: Tone = "plain"
    href: str = ""
    """The address of the lead on screen, from the page of an engagement."""


@dataclass(frozen=True, slots=True)
class Points:
    """A titled list of points; `boxed` sets it on a wash, as the one message of its page."""

    title: str
    items: tuple[Item, ...]
    tone: Tone = "positive"
    boxed: bool = False
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Prose:
    """A consultant's own text, in Markdown, with its figures filled in."""

    markdown: str
    title: str = ""
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph; a footnote where it has one."""

    text: str
    footnote: str = ""
    kind: Literal["sentence"] = "sentence"


@dataclass(frozen=True, slots=True)
class Takeaway:
    """The conclusion of a section, on a wash with a rule; tone warning for a notice."""

    label: str
    text: str
    tone: Tone = "accent"
    kind: Literal["takeaway"] = "takeaway"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the real numbers, on one line."""

    text: str
    kind: Literal["formula"] = "formula"


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A numbered decision: what, why, and a line of cost, range, owner, date."""

    number: int
    title: str
    why: str
    facts: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a report."""

    items: tuple[DecisionItem, ...]
    kind: Literal["decisions"] = "decisions"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """A glossary, or the conventions used."""

    title: str
    items: tuple[Definition, ...]
    kind: Literal["definitions"] = "definitions"


@dataclass(frozen=True, slots=True)
class TraceList:
    """Where each figure of a report comes from, on the page of its traces."""

    columns: tuple[TableColumn, ...]
    entries: tuple[TraceEntry, ...]
    commit: str = ""
    """The commit that the line numbers refer to; empty without version control."""
    kind: Literal["trace"] = "trace"


@dataclass(frozen=True, slots=True)
class Side:
    """Blocks in two columns."""

    left: "tuple[Block, ...]"
    right: "tuple[Block, ...]"
    kind: Literal["side"] = "side"


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of sections with their pages."""

    entries: tuple[tuple[str, str], ...]
    """(id of the section, its heading)"""
    kind: Literal["contents"] = "contents"


Block: TypeAlias = (
    Tiles
    | Table
    | Exhibit
    | Points
    | Prose
    | Sentence
    | Takeaway
    | Formula
    | Decisions
    | Definitions
    | TraceList
    | Side
    | Contents
)


def beside(left: tuple[Block, ...], right: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put blocks in two columns; in one where a side is empty."""
    return (Side(left, right),) if left and right else (*left, *right)


def opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks in reading order, with those in columns one by one."""
    for block in blocks:
        yield from opened((*block.left, *block.right)) if isinstance(block, Side) else (block,)
