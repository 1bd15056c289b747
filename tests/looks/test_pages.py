"""No page of a report has words that overlap, leave their place, are too small or of a strange face."""

from dataclasses import replace
from importlib.resources import files
from typing import Final

import pikepdf
import pytest

from roireport.model.language import Language
from roireport.present.blocks import (
    Cell,
    DecisionItem,
    Decisions,
    Exhibit,
    Formula,
    Item,
    Points,
    Prose,
    Sentence,
    Side,
    Table,
    TableColumn,
    TableRow,
    Takeaway,
    Tile,
    Tiles,
)
from roireport.present.view import Report
from tests.looks.laws import breaches
from tests.looks.styled import styled
from tests.looks.words import POINTS, words
from tests.prints import REPORTS, Prints
from tests.render.conformance.condition import edited
from tests.render.conformance.file import File
from tests.render.reports import report

ENDLESS: Final = "Investissementsinternationaux" * 4
OFFICE: Final = "Direction régionale de l’économie, de l’emploi, du travail et des solidarités de Nouvelle-Aquitaine"
"""A client’s name of a hundred letters; its sector is as long, and a title two or three times that."""


def long_cover(times: int, finding: str) -> Report:
    """A cover whose names are long."""
    plain = report(title=finding)
    facts = (
        ("Client", (OFFICE, OFFICE)), ("Cut-off date", ("31 December 2025", "Final report")),
        ("Prepared by", ("Cabinet", OFFICE)), ("Distribution", (OFFICE,)), ("Independence", (OFFICE * 2,)),
    )  # fmt: skip
    name = " ".join([OFFICE] * times)
    cover = replace(plain.cover, name=name, subtitle=f"After 19 months at {OFFICE}", facts=facts)
    return replace(plain, cover=cover)


PILLS: Final = Table(
    (TableColumn("Gain", 50), TableColumn("Net", 50)),
    (TableRow((Cell(ENDLESS, sub=ENDLESS), Cell(ENDLESS, pill=True))), TableRow((Cell(ENDLESS), Cell("")), "group")),
)


@pytest.fixture(scope="module")
def good() -> bytes:
    return styled()


@pytest.mark.parametrize(("id", "language"), REPORTS)
def test_a_report_breaks_no_law(id: str, language: Language, prints: Prints) -> None:
    assert breaches(prints.of(id, language)) == {}


def test_a_report_of_every_block_breaks_none(good: bytes) -> None:
    assert breaches(good) == {}


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(report(Prose(ENDLESS, ENDLESS)), id="a note"),
        pytest.param(report(Sentence(ENDLESS), Takeaway("Remember", ENDLESS), Formula(ENDLESS)), id="sentences"),
        pytest.param(report(Points(ENDLESS, (Item(ENDLESS, ENDLESS),))), id="points"),
        pytest.param(report(Tiles((Tile(ENDLESS, "109 %", "", ENDLESS),) * 3)), id="tiles"),
        pytest.param(report(Exhibit(ENDLESS, ENDLESS, PILLS, ENDLESS)), id="a table"),
        pytest.param(report(Decisions((DecisionItem(1, ENDLESS, ENDLESS, ENDLESS),))), id="decisions"),
        pytest.param(report(Side((Sentence(ENDLESS),), (Sentence(ENDLESS),))), id="two columns"),
        pytest.param(report(title=ENDLESS), id="a cover"),
    ],
)
def test_a_word_longer_than_its_line_is_broken(shown: Report) -> None:
    assert breaches(styled("", shown)) == {}


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("finding", ["One euro returns 2.09", "The target of 60% is already exceeded: " * 3])
def test_a_cover_with_long_names_shrinks_and_stays_clear_of_its_curve(times: int, finding: str) -> None:
    content = styled("", long_cover(times, finding))
    assert breaches(content) == {}
    read = [word for word in words(File.opened(content)) if word.page == 1 and not word.is_artifact]
    (art,) = [word for word in read if word.text == "139"][:1]
    above = [word for word in read if word.box.bottom <= art.box.top]
    below = [word for word in read if word.text in ("Client", "Independence")]
    assert max(word.box.bottom for word in above) < 127 * POINTS
    assert min(word.box.top for word in below) > 222 * POINTS


def test_the_words_of_a_page_are_read_in_text_artifacts_and_drawings(good: bytes) -> None:
    read = {(word.text, word.is_artifact) for word in words(File.opened(good)) if word.page == 2}
    assert {("SUMMARY", False), ("Fees", False), ("139", False), ("v1.2", True)} <= read


@pytest.mark.parametrize(
    ("rules", "law", "word"),
    [
        pytest.param(".decisions { margin-top: -8mm !important }", "apart", "Prolong", id="a block drawn up"),
        pytest.param(".tile .value { line-height: 8pt !important }", "apart", "109", id="a value without its leading"),
        pytest.param(".formula { margin-left: -8mm !important }", "within_the_text_block", "ROI", id="a margin"),
        pytest.param(".formula { white-space: nowrap; word-spacing: 8em }", "within_the_text_block", "%", id="a line"),
        pytest.param(".cover .lead { left: -12mm !important }", "on_the_page", "One", id="a cover"),
        pytest.param("@page { @top-left { transform: translate(-30mm) } }", "on_the_page", "Works", id="a header"),
        pytest.param(".source { font-size: 6pt !important }", "legible", "Source:", id="a small source"),
        pytest.param("svg.chart { width: 100mm }", "legible", "Fees", id="a chart that is shrunk"),
        pytest.param(".tile .value { white-space: normal; width: 9mm }", "unbroken", "%", id="a unit on its own line"),
        pytest.param(".formula { font-family: monospace }", "in_our_faces", "is none of", id="a face of the machine"),
    ],
)
def test_a_damaged_page_breaks_this_law(rules: str, law: str, word: str) -> None:
    broken = breaches(styled(rules))
    assert any(word in message for message in broken[law]), broken


def test_glyphs_of_another_face_are_noticed_whatever_the_font_is_called(good: bytes) -> None:
    black = files("font_source_sans_pro").joinpath("files", "SourceSansPro-Black.ttf").read_bytes()

    def change(pdf: pikepdf.Pdf) -> None:
        font = next(font for font in pdf.pages[1].Resources.Font.values() if str(font.BaseFont).endswith("RR-Sans"))
        font.DescendantFonts[0].FontDescriptor.FontFile2.write(black)

    (message,) = breaches(edited(change)(good))["in_our_faces"]
    assert "glyphs that are in none of our files" in message
