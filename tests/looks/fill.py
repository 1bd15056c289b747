"""How full the pages are: how much of the text block is left white in one piece."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.looks.pictures import Picture, rendered
from tests.looks.words import POINTS
from tests.render.conformance.file import File, pairs

RESOLUTION: Final = 36
"""Dots per inch: a row is 0.7 mm."""
BLOCK: Final = (20, 27, 190, 276)
"""The text block of an A4 page: left, top, right, bottom in millimetres."""
_WHITE: Final = 253
"""What is darker is ink: the palest wash is 245."""


def fills(content: bytes) -> list[float]:
    """Of each page."""
    return [fill(picture) for picture in rendered(content, RESOLUTION, grey=True)]


def fill(picture: Picture) -> float:
    """The share of the text block from its top to the lowest ink above its highest white band.

    A band, since pages that end early may have notes at their foot.
    """
    left, top, right, bottom = (round(edge * RESOLUTION / 25.4) for edge in BLOCK)
    rows = (picture[top:bottom, left:right] < _WHITE).any(axis=1)
    return 1 - _longest_gap(np.asarray(rows)) / (bottom - top)


def _longest_gap(rows: NDArray[np.bool_]) -> int:
    """How many rows in a row are without ink."""
    inked = np.flatnonzero(np.concatenate(([True], rows, [True])))
    return int(np.diff(inked).max()) - 1


class Spot(NamedTuple):
    """A page, counted from 1, and how far below its upper edge, in millimetres."""

    page: int
    down: float


def spots(file: File) -> dict[str, Spot]:
    """Where each named place of a report stands: its sections are among them."""
    return {str(name): _spot(file, place) for name, place in pairs(file.root.Names.Dests.Names)}


def _spot(file: File, place: Any) -> Spot:
    page = file.page_numbers[place[0].objgen]
    down = float(file.pages[page].MediaBox[3]) - float(place[3])
    return Spot(page + 1, down / POINTS)


def body(file: File, appendix: str) -> range:
    """The pages between the cover and the last one of the body, which may be as full as it is.

    `appendix` is the section that the appendices begin with, on a page of its own.
    """
    return range(2, spots(file)[appendix].page - 1)
