"""The pages of the site hold together, load nothing foreign and are complete without a script."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment

from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.present.portfolio.page import PortfolioEntry, portfolio
from roireport.render.brand import BrandStyle, Logo
from roireport.render.engagement_pages import EngagementLinks, engagement_page
from roireport.render.fonts import FACES, Face, web_font, web_font_name
from roireport.render.site_pages import Frame, Link, compare_page, portfolio_page, render_row, site_assets
from tests.looks.web_fonts import made
from tests.portfolios import entry
from tests.render.pages import Page
from tests.render.reports import whole_report

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
FRAME = Frame(
    "en", "Returns", "Cabinet", "../", "../index.html",
    navigation=(Link("Portfolio", "../index.html"),),
    languages=(
        Link("English", "index.html", language="en", current=True),
        Link("Français", "index.fr.html", language="fr"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(templates: Environment, words: Words) -> dict[str, str]:
    """An engagement's page and a portfolio."""
    download = Link("Download the PDF", "works.en.pdf", note="12 pages · 205 kB")
    listed: list[PortfolioEntry] = [entry(id="a", client="Works & <Sons>"), entry(id="b", client="Mill", gain=50_000)]
    view = portfolio(listed, Workspace(), words, [("broken", ["E201 costs.yaml:3:5"])])
    data = (Link("CSV", "portfolio.csv"), Link("JSON", "portfolio.json"))
    return {
        "engagement": engagement_page(whole_report(), templates, words, FRAME, EngagementLinks((download,))),
        "portfolio": portfolio_page(view, templates, words, Frame("en", "Returns", "Cabinet"), data=data),
    }


def test_rows_written_before_are_those_that_the_page_would_write(templates: Environment, words: Words) -> None:
    listed: list[PortfolioEntry] = [entry(id="a", client="Works & <Sons>"), entry(id="b", client="Mill", gain=50_000)]
    table = portfolio(listed, Workspace(), words).table
    assert table is not None
    frame = Frame("en", "Returns", "Cabinet")
    prepared = replace(table, rows=(), written=tuple(render_row(row, table.columns, templates) for row in table.rows))
    before, after = (compare_page(each, "EUR", templates, words, frame) for each in (table, prepared))
    assert "Works &amp; &lt;Sons&gt;" in before
    assert after == before


@pytest.mark.parametrize("name", ["engagement", "portfolio"])
def test_a_page_keeps_its_own_strict_policy(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    policies = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY]
    assert page.named("style", "iframe", "object", "embed", "base", "form") == []
    assert page.values("style") == []
    assert all(script.keys() == {"src"} for script in page.named("script"))
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]
    addresses = page.values("href") + page.values("src")
    assert len(addresses) > 5
    assert not [address for address in addresses if re.match(r"[a-z]+:|//", address, re.IGNORECASE)]


@pytest.mark.parametrize("name", ["engagement", "portfolio"])
def test_a_page_is_well_formed(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    assert page.unclosed == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in page.values("href") if address.startswith("#")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert [attributes["lang"] for attributes in page.named("html")] == ["en"]


@pytest.mark.parametrize("name", ["engagement", "portfolio"])
def test_no_level_of_the_headings_is_left_out(pages: dict[str, str], name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(pages[name]).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ["engagement", "portfolio"])
def test_every_drawing_says_what_it_shows_and_every_scrolling_box_can_be_reached(
    pages: dict[str, str], name: str
) -> None:
    page = Page(pages[name])
    drawings, boxes = page.named("svg"), [each for each in page.named("div") if each.get("class") == "scroll"]
    assert drawings
    assert boxes
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in drawings)
    assert all(box["tabindex"] == "0" for box in boxes)


def test_the_portfolio_names_its_engagements_and_failures_without_a_script(pages: dict[str, str]) -> None:
    html = pages["portfolio"]
    for part in (
        "Works &amp; &lt;Sons&gt;",
        "Mill",
        "broken:",
        "E201 costs.yaml:3:5",
        'href="portfolio.csv"',
        "data-sort=",
    ):
        assert part in html


def test_an_engagement_page_leads_to_its_pdf_and_its_other_language(pages: dict[str, str]) -> None:
    page = Page(pages["engagement"])
    links = {each["href"]: each for each in page.named("a")}
    assert links["index.html"]["aria-current"] == "true"
    assert links["index.fr.html"]["hreflang"] == "fr"
    assert "12 pages · 205 kB" in pages["engagement"]
    assert links["works.en.pdf"]["type"] == "application/pdf"


def test_the_assets_are_complete_and_the_sheet_asks_for_nothing_else() -> None:
    brand = BrandStyle("Cabinet", primary="#123456", logo=Logo(b"<svg/>", ".svg"))
    assets = site_assets(brand)
    sheet = assets["site.css"].decode()
    assert set(re.findall(r'url\("?([^")]+)"?\)', sheet)) == {web_font_name(face) for face in FACES}
    assert assets.keys() == {"site.css", "site.js", "icon.svg", "logo.svg", *(web_font_name(face) for face in FACES)}
    assert "@import" not in sheet
    assert "--chart-actual:#123456" in sheet
    assert assets == site_assets(brand)


@pytest.mark.parametrize("face", FACES, ids=web_font_name)
def test_a_face_of_the_site_is_small_and_has_what_french_needs(face: object) -> None:
    assert face in FACES
    content = web_font(next(each for each in FACES if each == face))
    assert content[:4] == b"wOF2"
    assert len(content) < 60_000
    with TTFont(BytesIO(content)) as font:
        letters = set(font.getBestCmap())
        assert {ord(letter) for letter in "éèàùçœŒÉ«»’−€…–"} <= letters
        assert str(font["name"].getDebugName(1)) in ("RR Sans", "RR Serif")


@pytest.mark.parametrize("face", FACES, ids=web_font_name)
def test_a_face_of_the_site_is_what_make_fonts_makes(face: Face) -> None:
    assert web_font(face) == made(face)
