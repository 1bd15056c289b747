"""The pages of a report hold its sections between them, and links lead to the page that holds what they name."""

from dataclasses import replace

import pytest
from jinja2 import Environment

from roireport.present.blocks import Prose
from roireport.present.report import report as report_of
from roireport.present.view import Report
from roireport.render.engagement_pages import (
    APPENDICES,
    EngagementLinks,
    appendices_page,
    engagement_page,
    trace_page,
)
from roireport.render.site_pages import Frame, Link
from roireport.workspace import words_of
from tests.contexts import ctx, simple
from tests.render.pages import Page

LINKS = EngagementLinks(
    downloads=(Link("PDF (English)", "works.en.pdf", note="12 pages"), Link("PDF (French)", "works.fr.pdf")),
    data=(Link("Results", "results.json"), Link("Traces", "trace.csv")),
    page="index.html",
    appendices=Link("Appendices", "appendices.html"),
    trace=Link("Traces", "trace.html"),
)
FRAME = Frame("en", "Returns", "Cabinet", "../")


@pytest.fixture(scope="module")
def shown() -> Report:
    """A report whose first section and first appendix have notes with links."""
    whole = report_of(ctx(simple(), "en"))
    note = Prose("See [the method](#method) and [the ROI](#roi).")
    noted = (
        replace(part, blocks=(*part.blocks, note)) if part.id in ("summary", "method") else part
        for part in whole.sections
    )
    return replace(whole, sections=tuple(noted))


@pytest.fixture(scope="module")
def pages(shown: Report, templates: Environment) -> dict[str, Page]:
    writers = {"index.html": engagement_page, "appendices.html": appendices_page, "trace.html": trace_page}
    return {name: Page(make(shown, templates, words_of("en"), FRAME, LINKS)) for name, make in writers.items()}


def test_each_section_is_on_one_page(shown: Report, pages: dict[str, Page]) -> None:
    ids = {name: set(page.values("id")) for name, page in pages.items()}
    for section in shown.sections:
        holders = [name for name in ("index.html", "appendices.html") if section.id in ids[name]]
        assert holders == ["appendices.html" if section.id in APPENDICES else "index.html"]


def test_every_link_to_a_section_leads_to_the_page_that_holds_it(pages: dict[str, Page]) -> None:
    ids = {name: {*page.values("id")} for name, page in pages.items()}
    counted = 0
    for name, page in pages.items():
        for address in page.values("href"):
            target, hash, anchor = address.partition("#")
            if hash and (target or name) in ids:
                assert anchor in ids[target or name], (name, address)
                counted += 1
    assert counted > 50
    led = {
        name: [href for href in page.values("href") if href.endswith(("#method", "#roi"))]
        for name, page in pages.items()
    }
    assert led["index.html"][-2:] == ["appendices.html#method", "#roi"]
    assert led["appendices.html"] == ["#method", "index.html#roi"]


def test_each_figure_and_table_has_an_address_of_its_own(pages: dict[str, Page]) -> None:
    ids = [id for page in pages.values() for id in page.values("id") if id.startswith(("fig-", "table-"))]
    numbers = {kind: [int(id.removeprefix(kind)) for id in ids if id.startswith(kind)] for kind in ("fig-", "table-")}
    for counted in numbers.values():
        assert counted == list(range(1, len(counted) + 1))
        assert counted
    hrefs = {href for page in pages.values() for href in page.values("href")}
    assert {f"#{id}" for id in ids} <= hrefs


def test_all_files_are_behind_one_button(pages: dict[str, Page]) -> None:
    page = pages["index.html"]
    assert page.named("details")[0]["class"] == "download"
    hrefs = page.values("href")
    files = ["works.en.pdf", "works.fr.pdf", "results.json", "trace.csv"]
    assert [href for href in hrefs if href in files] == files


def test_a_chart_lists_its_values_for_a_reader_without_a_script(shown: Report, templates: Environment) -> None:
    html = engagement_page(shown, templates, words_of("en"), FRAME, LINKS)
    assert '<details class="values">' in html
    charts = html.split('<figure class="exhibit"')[1:]
    assert all(("<title>" not in chart.split("</desc>", 1)[1]) or "<li>" in chart for chart in charts)
