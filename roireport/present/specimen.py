"""Views with everything that a template may meet, to check templates without an engagement.

There is a full view, with all optional parts, and a bare one, with none.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from roireport.chart.drawing import Area, Bar, Dot, Drawing, Hatch, Text, horizontal
from roireport.model.language import Language
from roireport.model.workspace import SECTIONS
from roireport.present.blocks import (
    Block,
    Cell,
    Contents,
    DecisionItem,
    Decisions,
    Definition,
    Definitions,
    Exhibit,
    Formula,
    Item,
    Points,
    Prose,
    Sentence,
    Side,
    Table,
    TableColumn,
    TableRow,
    Takeaway,
    Tile,
    Tiles,
    TraceList,
)
from roireport.present.glossary import Glossary, Term
from roireport.present.history.page import HistoryPage
from roireport.present.portfolio.open_questions import OpenQuestions
from roireport.present.portfolio.page import Portfolio
from roireport.present.reference import Reference, ReferenceEntry, ReferenceGroup, ReferencePart
from roireport.present.sheet_page import Leaf, MethodIndex, PagePart, Pill, SheetPage, Shelf
from roireport.present.trace_entry import TraceEntry
from roireport.present.view import Cover, Report, Section

_AS_OF: Final = date(2025, 12, 31)
_MARKS: Final = (
    Bar(0, 0, 60, 20, "actual", "ink", "12"),
    Bar(0, 30, 60, 20, "actual"),
    Dot(80, 10, 4, "accent", "paper", tip="12"),
    Dot(80, 40, 4, "accent"),
    horizontal(55, 0, 100, "rule", dash="2 2"),
    Hatch(110, 0, 40, 40, "reference", tip="12"),
    Area(((0, 0), (10, 10), (0, 10)), "band"),
    Text(0, 58, "12 k€", anchor="end", role="ink"),
)
_DRAWING: Final = Drawing(200, 60, "Specimen", "Specimen", _MARKS)
_DRAWN_TWICE: Final = replace(_DRAWING, narrow=_DRAWING)
_FULL_TABLE: Final = Table(
    (TableColumn("Specimen", 40), TableColumn("12", 30, "right", filter=True), TableColumn("", 30)),
    (
        TableRow((Cell("Specimen"),), "group"),
        TableRow((Cell("12", sub="12"), Cell("12", strong=True, sort=12), Cell("12", pill=True, tone="positive"))),
        TableRow((Cell("12", drawing=_DRAWING), Cell(drawing=_DRAWING), Cell("12", href="#summary", tone="negative"))),
        TableRow((Cell("Total"), Cell("12"), Cell(links=(("12", "#summary"), ("13", "#roi")))), "total"),
    ),
    dense=True,
)  # fmt: skip
_BARE_TABLE: Final = Table((TableColumn("Specimen", 100),), (TableRow((Cell("12"),)),))
_TRACE: Final = ("financial.roi", "Specimen", "12 %", "12 ÷ 100")
_COLUMNS: Final = tuple(TableColumn(label, 20) for label in ("No.", "Specimen", "12", "12", "12"))

FULL: Final[tuple[Block, ...]] = (
    Tiles((Tile("Specimen", "12", "k€", "specimen"), Tile("Specimen", "a wordy value", "", "specimen", "positive"))),
    _FULL_TABLE,
    Exhibit("**Specimen**", "specimen", _DRAWING, "Source", 1, "Specimen."),
    Exhibit("**Specimen**", "specimen", _FULL_TABLE, "Source", 2, "Specimen."),
    Points("Specimen", (Item("12.", "Specimen:"), Item("12.", tone="negative"))),
    Prose("A *specimen*.\n\n- 12\n\n### Specimen", "Specimen"),
    Sentence("**Specimen**.", "Specimen."),
    Takeaway("Specimen", "**Specimen**."),
    Formula("12 = **12**"),
    Decisions((DecisionItem(1, "Specimen", "Specimen.", "12 k€", "asked"),)),
    Definitions("Specimen", (Definition("Specimen", "12."),)),
    TraceList(_COLUMNS, (TraceEntry(*_TRACE, ("costs.yaml:1:1",), "computed", "Specimen"),)),
    Side((Formula("12"),), (Formula("12"),)),
    Contents((("summary", "Specimen"), ("roi", "1 · Specimen"))),
)
"""A block of every kind with all optional parts."""
BARE: Final[tuple[Block, ...]] = (
    Tiles((Tile("Specimen", "12", "", ""),)),
    _BARE_TABLE,
    Exhibit("Specimen", "", _DRAWING, ""),
    Exhibit("Specimen", "", _BARE_TABLE, ""),
    Points("", (Item("12."),)),
    Prose("Specimen."),
    Sentence("Specimen."),
    Takeaway("", "Specimen."),
    Formula("12"),
    Decisions((DecisionItem(1, "Specimen", "", ""),)),
    Definitions("", ()),
    TraceList(_COLUMNS, (TraceEntry(*_TRACE, (), "computed"),)),
    Side((), ()),
    Contents(()),
)
"""A block of every kind without optional parts."""


def specimen_reports(language: Language) -> Iterator[Report]:
    """Yield a report with every kind of block in every section, full and bare."""
    for blocks, extra in ((FULL, "Specimen"), (BARE, "")):
        facts = (("Specimen", ("12", "13")),) if extra else ()
        cover = Cover("Specimen", "Specimen", "Specimen", "**12**", "12", _DRAWING, "12", facts, extra, extra)
        sections = tuple(Section(id, f"{id} · Specimen", "**12**", blocks) for id in SECTIONS)
        yield Report(
            "specimen",
            language,
            _AS_OF,
            "**12**",
            extra,
            "Specimen",
            extra,
            extra,
            cover,
            sections,
            "Specimen",
            sections[-1],
        )


def specimen_portfolios() -> Iterator[Portfolio]:
    """Yield a full and an empty portfolio."""
    tiles, exhibit = Tiles((Tile("Specimen", "12", "k€", "12"),)), Exhibit("**12**", "12", _FULL_TABLE, "12", 1, "12")
    drawn = Exhibit("**12**", "12", _DRAWN_TWICE, "12", 1, "12")
    points = Points("Specimen", (Item("12."),), "negative")
    lists = ("12", _FULL_TABLE, "12", "12", _FULL_TABLE)
    yield Portfolio("12", "**12**", (points,), tiles, (points,), ("12",), drawn, exhibit, *lists)
    yield Portfolio("12", "12", (), None, (), (), None, None, "12", None, "12", "12", None)


def specimen_questions() -> Iterator[OpenQuestions]:
    """Yield the challenges of all engagements, with some and with none."""
    blocks = Exhibit("12", "", _FULL_TABLE, ""), Sentence("12")
    yield OpenQuestions("Specimen", "12", "12", blocks, "12.ics")
    yield OpenQuestions("12", "12", "", ())


def specimen_versions() -> Iterator[HistoryPage]:
    """Yield a page of versions with a link back, and a bare one."""
    yield HistoryPage("Specimen", "12", "12", (Exhibit("12", "", _FULL_TABLE, ""), Sentence("12")), "index.html")
    yield HistoryPage("12", "12", "12", ())


def specimen_tables() -> Iterator[Table]:
    """Yield a full and a bare table."""
    yield from (_FULL_TABLE, _BARE_TABLE)


def specimen_glossaries() -> Iterator[Glossary]:
    """Yield a glossary with two terms, one with a page, and an empty one."""
    yield Glossary("12", "12", "12", (Term("a", "12", "12", "a.html"), Term("b", "12", "12")))
    yield Glossary("12", "12", "12", ())


def specimen_references() -> Iterator[Reference]:
    """Yield a reference with a key, and with a check that has a page, and an empty one."""
    entries = (ReferenceEntry("a", "12", (("12", "1 `2`"),)), ReferenceEntry("b", "12", (), "a.html"))
    yield Reference("12", "12", "12", (ReferencePart("c", "12", "12", (ReferenceGroup("d", "12", entries),)),))
    yield Reference("12", "12", "12", ())


def specimen_method() -> Iterator[MethodIndex]:
    """Yield the index of the method with a measure and a challenge, and without."""
    leaves = (Leaf("a.html", "12", "12", "A01", Pill("12", "warning")), Leaf("a.html", "12"))
    shelves = (Shelf("specimen", "Specimen", leaves),)
    yield MethodIndex("12", "12", "12", shelves, shelves)
    yield MethodIndex("12", "12", "12", (), ())


def specimen_sheets() -> Iterator[SheetPage]:
    """Yield a page of the method with all parts, and with none."""
    parts = (
        PagePart("12", "*12*", "12", "a: 12", "12", (("financial.roi", "12 %"),)),
        PagePart("12", code="a: 12"),
        PagePart("12"),
    )
    leaf = Leaf("a.html", "12", id="A01")
    shown = {"formula": "12", "symbols": "12", "related_title": "12"}
    yield SheetPage(
        "a.html",
        "12",
        "12",
        "12",
        parts,
        "12",
        Pill("12", "muted"),
        **shown,
        related=(leaf,),
        previous=leaf,
        following=leaf,
    )
    yield SheetPage("a.html", "12", "12", "12", (), "12")
