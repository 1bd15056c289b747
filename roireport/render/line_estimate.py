"""Estimates the lines that text takes on paper, to cut columns before layout.

A layout in columns lays every line out twice or more to see where a column ends.
"""

from collections.abc import Iterator, Sequence

from roireport.chart.metrics import Weight, text_width


class EstimatedColumn:
    """A column of text broken between words; width and size in points, heights in lines."""

    def __init__(self, width: float, size: float) -> None:
        self._width, self._size, self._space = width, size, text_width(" ", size)
        self._line, self._filled = 0.0, 0.0

    @property
    def height(self) -> float:
        """The lines filled so far, with the filled part of the last line."""
        return self._line + self._filled / self._width

    def add(self, text: str, weight: Weight = 400) -> None:
        """Add text to the current paragraph."""
        for word in text.split(" "):
            width = text_width(word, self._size, weight)
            if self._filled and self._filled + width > self._width:
                self._line, self._filled = self._line + 1, 0.0
            self._filled += width + self._space

    def end(self, gap: float) -> None:
        """End the paragraph; `gap` is the space after it, in lines."""
        self._line, self._filled = self._line + (self._filled > 0) + gap, 0.0


def cuts(heights: Sequence[float], columns: int, *, kept: Sequence[int] = (), worth: float = 0.0) -> Iterator[int]:
    """Yield where each column begins and the last ends, so that all are about as high.

    Args:
        heights: The lines before each part, and before the end.
        columns: The number of columns.
        kept: Preferred places of a cut.
        worth: How many lines a cut may move to reach a preferred place.
    """
    last = len(heights) - 1
    first = 0
    yield first
    for left in range(columns, 1, -1):
        wanted = heights[first] + (heights[last] - heights[first]) / left
        places = range(min(first + 1, last), last + 1)  # no column is empty but those on the right
        first = min(places, key=lambda at: abs(heights[at] - wanted) + worth * (at not in kept))
        yield first
    yield last
