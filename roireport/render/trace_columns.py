"""The traces of appendix B in bands of two columns, in print."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from roireport.present.trace_entry import TraceEntry
from roireport.render.line_estimate import EstimatedColumn, cuts

TALLEST: Final = 30
"""About the lines of a column: half a page, so that a band crosses at most one page end."""
WIDTH: Final = 231.0
"""Points of a line: of half the text block, in styles/report.css."""
SIZE: Final = 7.0
"""Points of the letters."""
_GAP: Final = 0.1
"""Lines between two paragraphs."""
_WHOLE: Final = 0.5
"""Lines that a column may be longer or shorter, to keep a paragraph whole."""

Numbered: TypeAlias = tuple[int, TraceEntry]
Paragraph: TypeAlias = tuple[str, list[Numbered]]
"""The name of a group, empty where it continues, and its figures."""
Band: TypeAlias = tuple[list[Paragraph], list[Paragraph]]
"""The left column and the right one."""


def bands(entries: Sequence[TraceEntry]) -> list[Band]:
    """Number all figures and arrange them in bands of two columns of about equal length."""
    opening = {at for at, entry in enumerate(entries) if at == 0 or entries[at - 1].group != entry.group}

    def paragraphs(first: int, last: int) -> list[Paragraph]:
        numbered = ((at + 1, entries[at]) for at in range(first, last))
        groups = ((group, list(parts)) for group, parts in groupby(numbered, key=lambda pair: pair[1].group))
        return [(group if parts[0][0] - 1 in opening else "", parts) for group, parts in groups]

    spans = _cut(list(_heights(entries, opening)), [*opening, len(entries)])
    return [(paragraphs(first, middle), paragraphs(middle, last)) for first, middle, last in spans]


def _heights(entries: Sequence[TraceEntry], opening: set[int]) -> Iterator[float]:
    """Yield the lines before each figure and before the end, in a single column."""
    column = EstimatedColumn(WIDTH, SIZE)
    for at, entry in enumerate(entries):
        if at in opening:
            column.end(_GAP)
        yield column.height
        if at in opening:
            column.add(entry.group, 600)
        column.add(f"{at + 1}\N{NO-BREAK SPACE}{entry.name}")
        column.add(entry.value, 600)
        column.add(entry.brief)
    column.end(0)
    yield column.height


def _cut(heights: Sequence[float], whole: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the start of the right column and the end of each band."""
    first, end = 0, len(heights) - 1
    while first < end:
        wanted = heights[first] + 2 * TALLEST
        last = max(first + 1, sum(height <= wanted for height in heights) - 1)
        middle = list(cuts(heights[first : last + 1], 2, kept=[at - first for at in whole], worth=_WHOLE))[1]
        yield first, first + middle, last
        first = last
