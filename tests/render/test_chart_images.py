"""Charts as pictures of their own: the same file, and what is no chart of ours stays in its page."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from jinja2 import Environment

from roireport.present.language.words import Words
from roireport.render import pdf
from roireport.render.brand import BrandStyle
from roireport.render.chart_images import charts_as_images
from roireport.render.pdf import PdfPrinter
from roireport.render.report import print_html
from tests.render.reports import whole_report

CHART = '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<rect width="9" height="9"/></svg>'
TITLED = CHART.format("<title>R &amp; D: &#34;up&#34;</title>")


def test_a_chart_becomes_a_picture_that_says_the_same() -> None:
    page, charts = charts_as_images(f"<p>{TITLED}</p><p>{TITLED}</p>")
    first, second = charts
    assert page.count("<svg") == 0
    assert page.count('alt="R &amp; D: &#34;up&#34;"') == 2
    assert f'src="{first}"' in page
    assert f'src="{second}"' in page
    assert set(charts.values()) == {TITLED.encode()}


def test_a_title_that_quotes_stays_whole() -> None:
    page, _ = charts_as_images(CHART.format('<title>Called "up" by all</title>'))
    assert 'alt="Called &quot;up&quot; by all"' in page


@pytest.mark.parametrize(
    "drawn",
    [
        CHART.format(""),
        TITLED.replace("<rect", "<br><rect"),
        TITLED.replace("&amp;", "&nbsp;"),
        TITLED.replace(' class="chart"', ""),
        f"<style>svg {{ width: 1mm }}</style>{TITLED}",
    ],
    ids=["without title", "not closed", "an entity of HTML", "another drawing", "a page with rules of its own"],
)
def test_what_is_no_chart_of_ours_stays_in_its_page(drawn: str) -> None:
    assert charts_as_images(drawn) == (drawn, {})


def test_a_report_is_the_same_bytes_with_its_charts_apart(
    printer: PdfPrinter, templates: Environment, words: Words, brand: BrandStyle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = print_html(whole_report(), templates, words, brand)
    assert charts_as_images(page)[1]
    apart = printer.print(page).content
    monkeypatch.setattr(pdf, "charts_as_images", lambda html: (html, {}))
    assert printer.print(page).content == apart


def test_the_rules_of_a_sheet_of_the_firms_own_reach_into_charts(tmp_path: Path, brand: BrandStyle) -> None:
    """Half as wide by a rule about `svg`; in a picture no such rule would hold."""
    styles = tmp_path / "templates" / "styles"
    styles.mkdir(parents=True)
    (styles / "report.css").write_text("svg { width: 30mm; } .chart { height: 10mm; }")
    page = f'<html lang="en"><title>x</title><p>{TITLED}</p>'
    with pikepdf.open(BytesIO(PdfPrinter(brand, tmp_path).print(page).content)) as pdf:
        figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        left, _, right, _ = (float(side) for side in figures[0].A.BBox)
    assert right - left == pytest.approx(30 / 25.4 * 72, abs=0.1)
