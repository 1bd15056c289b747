"""The twin of a report in PDF/A-1b, made on the same way: an independent validator accepts it."""

from pathlib import Path

import pytest
from jinja2 import Environment

from roireport.present.language.words import Words
from roireport.present.report import report
from roireport.render.pdf import PdfPrinter
from roireport.render.report import print_html
from tests.contexts import real
from tests.render.preflight import PDF_A_1B, PREFLIGHT, preflight
from tests.render.specimens import ATTACHMENTS, framed, specimen

VALID = "The file twin.pdf is a valid PDF/A-1b file"


@pytest.fixture(scope="module")
def twins() -> PdfPrinter:
    return PdfPrinter(framed(opaque=True), standard=PDF_A_1B)


@pytest.mark.needs("java", PREFLIGHT)
def test_the_twin_of_a_report_with_everything_in_it_is_valid(
    twins: PdfPrinter, templates: Environment, words: Words, tmp_path: Path
) -> None:
    html = print_html(specimen(), templates, words, framed(opaque=True))
    assert preflight(twins.print(html).content, tmp_path).strip() == VALID


@pytest.mark.needs("java", PREFLIGHT)
def test_the_twin_of_an_engagement_is_valid(twins: PdfPrinter, templates: Environment, tmp_path: Path) -> None:
    ctx = real("future-tel", "fr")
    html = print_html(report(ctx), templates, ctx.words, framed(opaque=True))
    assert preflight(twins.print(html).content, tmp_path).strip() == VALID


@pytest.mark.needs("java", PREFLIGHT)
def test_what_a_twin_must_not_have_is_noticed(
    twins: PdfPrinter, templates: Environment, words: Words, tmp_path: Path
) -> None:
    html = print_html(specimen(), templates, words, framed(opaque=True))
    assert "is not a valid PDF/A-1b file" in preflight(twins.print(html, ATTACHMENTS).content, tmp_path)
