"""How far two pictures of a page are from each other, whoever drew them.

Renderers set the weight of letters and the edges of lines a little differently, so pictures are compared as an eye
that is too far away to see a dot: each point is the mean of the five by five around it (2 mm on paper).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.looks.pictures import Picture

AROUND: Final = 5
GREATEST: Final = 25.0
"""Levels of 255 by which a point may differ. Another release of poppler stays below 6; cairo and MuPDF below 23. A
letter that is missing from a chart makes 30 to 70."""
SLIGHT: Final = 8.0
MANY: Final = 0.015
"""The share of points that may differ by more than that: cairo and MuPDF stay below 0.010. Boxes that have lost their
wash, the palest tint there is (10 levels), make 0.04."""
_EDGE: Final = 2
"""Points at the edge of the paper, where renderers round its size up or down."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two pictures differ by, in levels of 255 at each point."""

    levels: NDArray[np.float64]

    @property
    def greatest(self) -> float:
        return float(self.levels.max())

    @property
    def share(self) -> float:
        """Of the points that differ by more than a slight difference."""
        return float((self.levels > SLIGHT).mean())

    @property
    def is_seen(self) -> bool:
        return self.greatest > GREATEST or self.share > MANY

    def __str__(self) -> str:
        return f"{self.greatest:.0f} of 255 at most, {self.share:.1%} of the page"


def difference(first: Picture, second: Picture) -> Difference:
    """Between two pictures; pages that differ in size by more than a point do so everywhere."""
    rows, columns = (min(sides) for sides in zip(first.shape[:2], second.shape[:2], strict=True))
    if max(abs(a - b) for a, b in zip(first.shape[:2], second.shape[:2], strict=True)) > 1:
        return Difference(np.full((rows, columns), 255.0))
    inner = slice(_EDGE, rows - _EDGE), slice(_EDGE, columns - _EDGE)
    apart = np.abs(_from_afar(first[inner]) - _from_afar(second[inner]))
    return Difference(apart.max(axis=2))


def _from_afar(picture: Picture) -> NDArray[np.float64]:
    """Each point as the mean of those around it: a running mean down, then across."""
    half = AROUND // 2
    wide = np.pad(picture.astype(np.float64), ((half + 1, half), (half + 1, half), (0, 0)), mode="edge")
    sums = wide.cumsum(axis=0).cumsum(axis=1)
    total = sums[AROUND:, AROUND:] - sums[:-AROUND, AROUND:] - sums[AROUND:, :-AROUND] + sums[:-AROUND, :-AROUND]
    return np.asarray(total / AROUND**2)
