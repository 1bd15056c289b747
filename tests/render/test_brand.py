"""The firm's colours and the chosen order of sections, on paper and on the site."""

import re
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from roireport.chart.palette import COVER
from roireport.cli import main
from roireport.model.colour import contrast
from roireport.render.brand import BrandStyle
from tests.cli.workspaces import GOOD, workspace

SETTINGS = """\
firm: {name: Firm, logo: logo.svg}
brand: {primary: "#7a1f2b", accent: "#8a4b00"}
report: {sections: [summary, method, roi, costs-gains]}
site: {language: en}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z" fill="#123456"/></svg>'
HEADINGS = ["A · Method and glossary", "1 · Return on investment", "2 · Costs and gains"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a firm with colours, a logo and an order of its own."""
    root = workspace(tmp_path_factory.mktemp("firm"), good=GOOD)
    (root / "roireport.yaml").write_text(SETTINGS)
    (root / "logo.svg").write_text(LOGO)
    assert main(["build", "-q", "-C", str(root)]) == 0
    return root / "site"


def painted(pdf: bytes) -> set[str]:
    """The colours that anything of a PDF is filled or drawn with, as #rrggbb."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        texts = [each.read_bytes() for each in streams if each.get("/Subtype") in (None, "/Form")]
    colours = {rgb for text in texts for rgb in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", text)}
    return {"#" + "".join(f"{round(float(channel) * 255):02x}" for channel in rgb) for rgb in colours}


def test_the_colours_are_on_paper_and_the_built_in_ones_are_gone(site: Path) -> None:
    colours = painted((site / "good/good.en.pdf").read_bytes())
    assert {"#7a1f2b", "#8a4b00", "#123456"} <= colours
    assert colours & {"#1b3a5c", "#00695f"} == set()


def test_the_colours_and_the_logo_are_on_the_site(site: Path) -> None:
    sheet = (site / "assets/site.css").read_text()
    assert sheet.count("--actual:#7a1f2b;") == sheet.count("--accent-text:#8a4b00;") > 1
    assert (site / "assets/logo.svg").read_text() == LOGO
    assert 'src="../assets/logo.svg" alt="Firm"' in (site / "good/index.html").read_text()


def test_the_page_has_the_chosen_sections_in_their_order(site: Path) -> None:
    page = (site / "good/index.html").read_text().replace("\u00a0", " ")
    ids = ["summary", "roi", "costs-gains"]
    assert re.findall(r'<section id="([\w-]+)" class="section"', page) == ids
    index = re.findall(r'<li><a href="#([\w-]+)">([^<]+)</a></li>', page)
    assert index[:3] == list(zip(ids, ["Summary", *HEADINGS[1:]], strict=True))
    assert "appendix" not in page
    beside = (site / "good/appendices.html").read_text()
    assert re.findall(r'<section id="([\w-]+)" class="section"', beside) == ["method"]


def first_page(pages: Sequence[str], text: str) -> int:
    return next(n for n, page in enumerate(pages, 1) if text in page)


@pytest.mark.needs("pdftotext")
def test_the_pdf_has_them_with_contents_that_give_their_pages(site: Path) -> None:
    pdf = (site / "good/good.en.pdf").read_bytes()
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = [page.replace("\u00a0", " ") for page in read.split("\f")[:-1]]
    (contents,) = [page for page in pages[:3] if all(heading in page for heading in HEADINGS)]
    begun = [first_page(pages, heading.upper()) for heading in HEADINGS]
    listed_pages = [int(page) for heading in HEADINGS for page in re.findall(rf"{re.escape(heading)} +(\d+)", contents)]
    assert listed_pages == begun == sorted(begun)
    assert "B ·" not in read.replace("\u00a0", " ")


@pytest.mark.parametrize("primary", ["#7a1022", "#0b5fa5", "#1d6b34", "#4b2a85", "#101010", "#b00020"])
@pytest.mark.parametrize("accent", ["#a63c12", "#00695f", "#0b5fa5", "#6b006b"])
def test_a_firms_cover_can_be_read_whatever_its_colours(primary: str, accent: str) -> None:
    """The texts of the cover that are no roles: #ccd6e4 for captions."""
    firm = BrandStyle("Cabinet", primary, accent).cover_palette
    assert firm["paper"] != COVER["paper"]
    assert all(contrast(colour, firm["paper"]) >= 7.0 for colour in ("#ffffff", "#ccd6e4", firm["accent"]))
    assert contrast(firm["band"], firm["paper"]) >= 1.5
    assert BrandStyle("Cabinet").cover_palette == COVER
