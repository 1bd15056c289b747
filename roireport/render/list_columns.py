"""The lists of appendix A in columns, in print."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, TypeAlias

from roireport.present.blocks import Block, Definition, Definitions, Points
from roireport.render.line_estimate import EstimatedColumn, cuts

WIDTH: Final = 149.0
"""Points of a line of a third of the text block, in styles/report.css."""
SIZE: Final = 7.2
"""Points of the letters."""
_TITLE: Final = 2.4
"""Lines of a title, with the space before and after it."""
_GAP: Final = 0.25
"""Lines between two entries of a list."""

Listed: TypeAlias = Definitions | Points


def list_columns(blocks: Sequence[Block], columns: int) -> list[list[Block]]:
    """Arrange blocks in columns of about the same length.

    A list may continue in the next column, without its title.
    """
    parts = [part for block in blocks for part in _parts(block)]
    column, heights = EstimatedColumn(WIDTH, SIZE), [0.0]
    for part in parts:
        _add(part, column)
        heights.append(column.height)
    return [_joined(parts[first:last]) for first, last in pairwise(cuts(heights, columns))]


def _parts(block: Block) -> Iterator[Block]:
    """Split a list into entries, the first with the title; other blocks stay whole."""
    if not isinstance(block, Listed):
        yield block
        return
    for at, entry in enumerate(block.items):
        yield _with(block, "" if at else block.title, (entry,))


def _with(block: Listed, title: str, entries: tuple[Any, ...]) -> Listed:
    changed: dict[str, Any] = {"title": title, "items": entries}
    return replace(block, **changed)


def _add(part: Block, column: EstimatedColumn) -> None:
    """Add an entry with its title, if any; another block takes about as much as a title."""
    if not isinstance(part, Listed):
        column.end(_TITLE)
        return
    if part.title:
        column.end(_TITLE)
    for entry in part.items:
        lead, text = (entry.term, entry.meaning) if isinstance(entry, Definition) else (entry.lead, entry.text)
        column.add(lead, 600)
        column.add(text)
    column.end(_GAP)


def _joined(parts: Sequence[Block]) -> list[Block]:
    """Join the entries that follow each other to one list."""
    blocks: list[Block] = []
    for part in parts:
        if blocks and isinstance(part, Listed) and not part.title and isinstance(before := blocks[-1], Listed):
            blocks[-1] = _with(before, before.title, (*before.items, *part.items))
        else:
            blocks.append(part)
    return blocks
