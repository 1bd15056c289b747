"""The pages of a report's body are full."""

from typing import Final

import numpy as np
import pytest

from roireport.model.language import Language
from tests.contexts import LANGUAGES
from tests.looks.fill import BLOCK, RESOLUTION, body, fill, fills
from tests.looks.pictures import Picture
from tests.looks.styled import styled
from tests.prints import REFERENCE, REPORTS, Prints
from tests.render.conformance.file import File

FULL: Final = 0.6
"""Of the text block: every page of the body but its last."""
PAGES: Final = range(8, 13)
"""Of the reference report, in all."""
APPENDIX: Final = "method"
"""The section that the appendices begin with."""


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize(("id", "language"), REPORTS)
def test_every_page_of_the_body_is_full(id: str, language: Language, prints: Prints) -> None:
    content = prints.of(id, language)
    pages, shares = body(File.opened(content), APPENDIX), fills(content)
    assert len(pages) >= 4
    assert {number: f"{shares[number - 1]:.0%}" for number in pages if shares[number - 1] < FULL} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_report_is_neither_thin_nor_thick(language: Language, prints: Prints) -> None:
    pages = len(File.opened(prints.of(REFERENCE, language)).pages)
    assert pages in PAGES


def _page(*inked: tuple[float, float, float, float]) -> Picture:
    """A page with black rectangles: left, top, right, bottom as shares of the text block."""
    left, top, right, bottom = (edge * RESOLUTION / 25.4 for edge in BLOCK)
    page = np.full((round(297 * RESOLUTION / 25.4), round(210 * RESOLUTION / 25.4)), 255, np.uint8)
    for x, y, across, down in inked:
        rows = slice(round(top + y * (bottom - top)), round(top + down * (bottom - top)))
        page[rows, round(left + x * (right - left)) : round(left + across * (right - left))] = 0
    return page


@pytest.mark.parametrize(
    ("inked", "share"),
    [
        ([], 0),
        ([(0, 0, 1, 1)], 1),
        ([(0, 0, 1, 0.4)], 0.4),
        ([(0, 0, 1, 0.4), (0, 0.9, 1, 1)], 0.5),  # notes at the foot fill no page
        ([(0, 0, 0.45, 1), (0.55, 0, 1, 0.2)], 0.6),  # one column of two ends early
        ([(0, 0, 1, 0.3), (0, 0.35, 1, 0.9)], 0.9),  # white between two blocks is no end
    ],
)
def test_a_page_is_as_full_as_its_highest_white_band_leaves_it(
    inked: list[tuple[float, float, float, float]], share: float
) -> None:
    assert fill(_page(*inked)) == pytest.approx(share, abs=0.01)


@pytest.mark.needs("pdftoppm")
def test_a_chapter_that_is_pushed_to_the_next_page_leaves_one_empty() -> None:
    pages = fills(styled("#costs { break-before: page } .section > * { display: none }"))
    assert pages[1] < FULL


def test_the_last_page_of_the_body_is_the_one_that_the_appendices_begin_on_or_the_one_before() -> None:
    low = File.opened(styled())
    high = File.opened(styled("#method { break-before: page; margin-top: 0 !important }"))
    assert body(low, "method") == range(2, len(low.pages))
    assert body(high, "method") == range(2, len(high.pages) - 1)
