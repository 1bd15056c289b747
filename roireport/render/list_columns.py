"""Appendix A in print: its lists in columns."""

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
"""Lines that a title takes, with what is free about it."""
_GAP: Final = 0.25
"""Lines between two entries of a list."""

Listed: TypeAlias = Definitions | Points


def list_columns(blocks: Sequence[Block], columns: int) -> list[list[Block]]:
    """The blocks in columns of about the same length; a list may go on in the next one, without its title."""
    parts = [part for block in blocks for part in _parts(block)]
    column, heights = EstimatedColumn(WIDTH, SIZE), [0.0]
    for part in parts:
        _add(part, column)
        heights.append(column.height)
    return [_joined(parts[first:last]) for first, last in pairwise(cuts(heights, columns))]


def _parts(block: Block) -> Iterator[Block]:
    """A list entry by entry, the first one under its title; whatever else as it is."""
    if not isinstance(block, Listed):
        yield block
        return
    for at, entry in enumerate(block.items):
        yield _with(block, "" if at else block.title, (entry,))


def _with(block: Listed, title: str, entries: tuple[Any, ...]) -> Listed:
    changed: dict[str, Any] = {"title": title, "items": entries}
    return replace(block, **changed)


def _add(part: Block, column: EstimatedColumn) -> None:
    """An entry, below its title if it has one; whatever else takes about as much as a title."""
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
    """Entries that follow one another as one list again."""
    blocks: list[Block] = []
    for part in parts:
        if blocks and isinstance(part, Listed) and not part.title and isinstance(before := blocks[-1], Listed):
            blocks[-1] = _with(before, before.title, (*before.items, *part.items))
        else:
            blocks.append(part)
    return blocks
