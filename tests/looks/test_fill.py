"""The pages of a report's body are full."""

from itertools import groupby, pairwise
from typing import Final

import numpy as np
import pytest

from roireport.model.language import Language
from roireport.model.workspace import SECTIONS
from roireport.present.blocks import Formula, Takeaway
from tests.contexts import LANGUAGES
from tests.looks.fill import BLOCK, RESOLUTION, body, fill, fills, spots
from tests.looks.pictures import Picture
from tests.looks.styled import styled
from tests.looks.words import POINTS, Word, words
from tests.prints import REFERENCE, REPORTS, Prints
from tests.render.conformance.file import File
from tests.render.reports import report

FULL: Final = 0.6
"""Of the text block: every page of the body but its last."""
MOST_OF_BODY, MOST_OF_METHOD = 10, 2
"""Pages of the reference report: cover and body, and appendix A; appendix B is as long as it needs."""
NUMBERED: Final = ("Figure", "Table", "Tableau")
TAKEAWAY: Final = ("À", "KEY")
"""How the label of a takeaway begins."""
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
def test_the_reference_report_is_no_longer_than_a_board_reads(language: Language, prints: Prints) -> None:
    places = spots(File.opened(prints.of(REFERENCE, language)))
    method, traceability = (places[section][0] for section in ("method", "traceability"))
    assert 7 <= method - 1 <= MOST_OF_BODY
    assert traceability - method <= MOST_OF_METHOD


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
        ([(0, 0, 0.45, 0.8), (0.55, 0, 1, 0.2)], 0.8),  # one column of two ends early
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


def test_the_body_ends_on_the_page_before_the_appendices() -> None:
    whole = File.opened(styled())
    assert spots(whole)["method"].page == len(whole.pages)
    assert body(whole, "method") == range(2, len(whole.pages) - 1)


# ── What belongs together ───────────────────────────────────────────────────


def parted_titles(content: bytes) -> list[str]:
    """The sections whose title is on another page than their first figure or table; decisions come before theirs."""
    file = File.opened(content)
    every = [word for word in words(file) if not word.is_artifact]
    exhibits = [
        word for word, number in pairwise(every) if word.text in NUMBERED and number.text.isdigit() and _is_bold(word)
    ]
    starts = sorted(
        (spot.page, spot.down, name)
        for name, spot in spots(file).items()
        if name in SECTIONS and name != "recommendations"
    )
    parted = []
    for start, following in zip(starts, [*starts[1:], (len(file.pages) + 1, 0.0, "")], strict=True):
        own = [word.page for word in exhibits if start[:2] <= (word.page, word.box.top / POINTS) < following[:2]]
        parted += [start[2]] if own and own[0] != start[0] else []
    return parted


def _is_bold(word: Word) -> bool:
    """Whether a word has the size of the number of an exhibit."""
    return abs(word.size - 8.6) < 0.05


def lonely_takeaways(content: bytes) -> list[int]:
    """The pages that begin with a takeaway."""
    every = [word for word in words(File.opened(content)) if not word.is_artifact]
    firsts = [next(page) for _, page in groupby(every, key=lambda word: word.page)]
    return [word.page for word in firsts if word.text in TAKEAWAY]


@pytest.mark.parametrize(("id", "language"), REPORTS)
def test_no_title_is_parted_from_its_first_exhibit_and_no_takeaway_begins_a_page(
    id: str, language: Language, prints: Prints
) -> None:
    content = prints.of(id, language)
    assert parted_titles(content) == []
    assert lonely_takeaways(content) == []


def test_a_title_and_a_takeaway_that_are_parted_from_theirs_are_noticed() -> None:
    parted = styled(".exhibit { break-before: page !important } .section > header { break-after: auto !important }")
    assert parted_titles(parted) != []
    shown = report(Formula("ROI = 109 %"), Takeaway("Key point", "Margins decide."))
    assert lonely_takeaways(styled(".section > .takeaway { break-before: page !important }", shown)) != []
    assert lonely_takeaways(styled("", shown)) == []
