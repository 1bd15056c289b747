"""The content of a page of roireport, apart from its look: headings, paragraphs, lists, tables, charts.

The peers are given this, in their own language. Words are kept all, and in order; a table stays a table, a chart is
the same SVG. What folds on the screen (the inputs of a figure, in appendix B) is written out in its cell, since no
table of Markdown holds a list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree, html

Kind = Literal["text", "strong", "link", "anchor", "chart"]
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
SPACE = re.compile(r"[ \t\n]+")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
LISTS = ("dl", "ol", "ul")
PARTS = ("article", "aside", "figure", "footer", "header", "main", "nav", "section")
CONTAINERS = frozenset((*LISTS, *PARTS, "body", "dd", "details", "div", "figcaption", "table"))
APART = frozenset(("br", "dd", "details", "div", "dt", "li", "ol", "p", "summary", "ul"))
"""What begins a new line in a browser, and after a space where all is on one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, or an anchor or chart among them; `target` is where a link leads, an anchor's name, an SVG."""

    kind: Kind
    text: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading (`level` from 1) or a point of a list (`depth` from 1)."""

    pieces: tuple[Piece, ...]
    level: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing that stands by itself."""

    svg: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, the first is its head."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


Block = Line | Chart | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page under a name of its own."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def page_of(name: str, text: str, root: str = "article") -> Page:
    """The content of an HTML page, of the first element of that kind in it."""
    drawings: list[str] = []

    def aside(match: re.Match[str]) -> str:
        # The parser would write viewBox as viewbox.
        drawings.append(SPACE.sub(" ", match[0]))
        return f'<i data-chart="{len(drawings) - 1}"></i>'

    tree = html.fromstring(SVG.sub(aside, text))
    for chart in tree.iter("i"):
        if "data-chart" in chart.attrib:
            chart.set("data-chart", drawings[int(chart.get("data-chart"))])
    blocks = tuple(_blocks(next(tree.iter(root)), 0))
    return Page(name, tree.findtext(".//title") or name, blocks)


# ── Blocks ───────────────────────────────────────────────────────────────────


def _blocks(element: Any, depth: int) -> Iterator[Block]:
    """What an element holds: the blocks in it, and its loose words as paragraphs."""
    loose = list(_words(element.text))
    for child in element:
        if child.tag in CONTAINERS or child.tag in HEADINGS or child.tag in APART:
            yield from _paragraph(loose, depth)
            loose = [Piece("anchor", target=child.get("id"))] if child.get("id") and child.tag != "table" else []
            yield from _block(child, depth)
        elif isinstance(child.tag, str):
            loose += _piece(child)
        loose += _words(child.tail)
    yield from _paragraph(loose, depth)


def _block(element: Any, depth: int) -> Iterator[Block]:
    if element.tag in HEADINGS:
        yield Line(_pieces(element), level=HEADINGS[element.tag])
    elif element.tag == "table":
        yield Grid(tuple(_rows(element)))
    elif element.tag in ("ul", "ol"):
        for item in element:
            yield from _blocks(item, depth + 1)
    elif element.tag == "p":
        yield from _paragraph(list(_pieces(element)), depth)
    else:
        yield from _blocks(element, depth)


def _paragraph(pieces: list[Piece], depth: int) -> Iterator[Block]:
    """The words that have come together, unless there are none; a chart among nothing else stands by itself."""
    charts = [piece for piece in pieces if piece.kind == "chart"]
    if any(piece.text.strip() for piece in pieces):
        yield Line(tuple(pieces), depth=depth)
    else:
        yield from (Chart(chart.target) for chart in charts)


def _rows(table: Any) -> Iterator[tuple[tuple[Piece, ...], ...]]:
    """The rows, all as wide as the widest; a cell that spans several is the first of them."""
    rows = [[_row_cell(row, cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(len(row) for row in rows)
    for row in rows:
        yield (*row, *[()] * (width - len(row)))


def _row_cell(row: Any, cell: Any) -> tuple[Piece, ...]:
    """The words of a cell; the first one of a row also is the place that links to the row lead to."""
    named = row.get("id") if row.index(cell) == 0 else None
    return (Piece("anchor", target=named), *_pieces(cell)) if named else _pieces(cell)


# ── Words ────────────────────────────────────────────────────────────────────


def _pieces(element: Any) -> tuple[Piece, ...]:
    """The whole content of an element, on one line."""
    pieces = list(_words(element.text))
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in APART or child.get("class") in ("sub", "unit", "number"):
                pieces.append(Piece("text", " "))
            pieces += _piece(child)
        pieces += _words(child.tail)
    return tuple(pieces)


def _piece(element: Any) -> Iterable[Piece]:
    """One element among words."""
    if chart := element.get("data-chart"):
        return (Piece("chart", target=chart),)
    words = SPACE.sub(" ", plain(_pieces(element)))
    if element.tag in ("b", "strong") and words.strip():
        return (Piece("strong", words.strip()), *_words(" " if words.endswith(" ") else ""))
    if element.tag == "a" and element.get("href", "").startswith("#"):
        return (Piece("link", words, element.get("href")),)
    return _pieces(element)


def _words(text: str | None) -> Iterator[Piece]:
    if text:
        yield Piece("text", SPACE.sub(" ", text))


def plain(pieces: Iterable[Piece]) -> str:
    """The words alone."""
    return "".join(piece.text for piece in pieces)


def words_of(page: Page) -> list[str]:
    """Every word of a page in order, to compare with what a peer has made of it."""
    return [word for block in page.blocks for word in _block_words(block)]


def _block_words(block: Block) -> list[str]:
    if isinstance(block, Line):
        return plain(block.pieces).split()
    if isinstance(block, Grid):
        return [word for row in block.rows for cell in row for word in plain(cell).split()]
    return []


def words_in(text: str, root: str) -> list[str]:
    """Every word of an HTML page's element, charts apart."""
    tree = next(html.fromstring(SVG.sub("", text)).iter(root))
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return [word for word in "\n".join(tree.itertext()).split() if word]
