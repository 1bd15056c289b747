"""Where text will stand on paper, told before it is set.

A layout in columns sets every line twice or more, to find out where a column ends; so columns are cut here instead.
"""

from collections.abc import Iterator, Sequence

from roireport.chart.metrics import Weight, text_width


class EstimatedColumn:
    """A column that text is set in, words alone being kept whole; width and size in points, heights in lines."""

    def __init__(self, width: float, size: float) -> None:
        self._width, self._size, self._space = width, size, text_width(" ", size)
        self._line, self._filled = 0.0, 0.0

    @property
    def height(self) -> float:
        """How far the text has come: whole lines, and the part of the last one that is filled."""
        return self._line + self._filled / self._width

    def add(self, text: str, weight: Weight = 400) -> None:
        """Go on in the same paragraph."""
        for word in text.split(" "):
            width = text_width(word, self._size, weight)
            if self._filled and self._filled + width > self._width:
                self._line, self._filled = self._line + 1, 0.0
            self._filled += width + self._space

    def end(self, gap: float) -> None:
        """End the paragraph; so many lines come after it, of whatever is no text."""
        self._line, self._filled = self._line + (self._filled > 0) + gap, 0.0


def cuts(heights: Sequence[float], columns: int, *, kept: Sequence[int] = (), worth: float = 0.0) -> Iterator[int]:
    """Where each column begins, and the last one ends, for all to be about as high; heights are those before each part.

    A cut goes out of its way by `worth` lines, to one of the `kept`.
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
