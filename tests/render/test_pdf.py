"""The printed report: its bytes, its fonts and its tags for reading software."""

import html
import subprocess
from io import BytesIO

import pikepdf
import pytest
from jinja2 import Environment

from roireport.present.language.words import Words
from roireport.problems.problem import Refused
from roireport.render.brand import BrandStyle
from roireport.render.pdf import PdfPrinter
from roireport.render.report import print_html
from roireport.text.characters import hidden_in
from roireport.text.drawn import DRAWN_CHARACTERS
from tests.render.reports import BLOCKS, report, whole_report


@pytest.fixture(scope="module")
def printed(printer: PdfPrinter, templates: Environment, words: Words, brand: BrandStyle) -> bytes:
    return printer.print(print_html(whole_report(), templates, words, brand)).content


def page_texts(content: bytes, layout: str = "-layout") -> list[str]:
    """The text of each page, as pdftotext reads it."""
    command = ["pdftotext", layout, "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def test_the_same_report_is_the_same_bytes(
    printed: bytes, printer: PdfPrinter, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    assert printer.print(print_html(whole_report(), templates, words, brand)).content == printed


def embedded_fonts(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert all("/FontFile2" in font for font in fonts)
        return [str(font.FontName).partition("+")[2] for font in fonts]


def test_only_our_faces_are_embedded_and_all_are(printed: bytes) -> None:
    names = embedded_fonts(printed)
    assert len(names) >= 3
    assert all(name.startswith(("RR-Sans", "RR-Serif")) for name in names), names


def page_of(text: str) -> str:
    """A page with a text in the body's face, in italics, light and in the face of titles."""
    styles = (
        "",
        "font-style:italic",
        "font-weight:300",
        'font-family:"RR Serif","RR Sans","RR Noto","RR Arabic","RR Hebrew";font-weight:600',
    )
    lines = "".join(f"<p style='{style}'>{html.escape(text)}</p>" for style in styles)
    return f'<html lang="en"><title>Letters</title><body>{lines}</body></html>'


def test_every_character_that_check_accepts_is_printed_with_our_faces(printer: PdfPrinter) -> None:
    ranges = [line.split("-") for line in DRAWN_CHARACTERS.read_text(encoding="ascii").split()]
    codes = [code for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)]
    text = " ".join(chr(code) for code in codes if not hidden_in(chr(code)))
    assert len(text) > 2 * 3000
    names = embedded_fonts(printer.print(page_of(text)).content)  # a character without a glyph would be refused
    assert {name for name in names if name.startswith("RR-Noto")} == {
        "RR-Noto", "RR-Noto-Italic", "RR-Noto-Light", "RR-Noto-Semi-Bold"
    }  # fmt: skip
    assert all(name.startswith("RR-") for name in names), names


@pytest.mark.parametrize("character", ["\u2705", "\u10d0", "\u2794", "\uf0b7"])
def test_a_font_of_the_machine_is_never_used(character: str, printer: PdfPrinter) -> None:
    with pytest.raises(Refused, match="not_rendered"):
        printer.print(page_of(character))


def test_the_document_says_its_title_author_language_and_structure(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Works — Negotiation"
        assert str(pdf.docinfo["/Author"]) == "Cabinet"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/CreationDate"]) == "D:20251231000000Z"  # the day of the data, never the clock
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [f"What {part} tells" for part in KICKERS]


KICKERS = ("Summary", "1 · Costs", "A · Method")


@pytest.mark.needs("pdftotext")
def test_each_page_names_its_section_version_and_number(printed: bytes) -> None:
    pages = page_texts(printed)
    for number, page in enumerate(pages[1:], 2):
        assert f"{number}/{len(pages)}" in page.replace(" ", "")
        assert "v1.2 · a1b9f3c" in page
        assert "Works — Negotiation" in page
        assert "Cabinet · Board only" in page
    assert f"1/{len(pages)}" not in pages[0].replace(" ", "")
    heads = [page.strip().splitlines()[0].split("  ")[-1].strip() for page in pages[1:]]
    assert list(dict.fromkeys(heads)) == ["Summary", "1 · Costs", "A · Method"]  # the section that a page begins in


@pytest.mark.needs("pdftotext")
def test_every_line_of_the_contents_gives_its_section_s_page(
    printer: PdfPrinter, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    content = printer.print(print_html(report(BLOCKS["contents"]), templates, words, brand)).content
    pages = page_texts(content)
    summary = " ".join(pages[1].split())
    for kicker in KICKERS[1:]:
        own = next(n for n, page in enumerate(pages, 1) if f"What {kicker} tells" in page)
        assert f"{kicker} {own} " in summary


@pytest.mark.needs("pdftotext")
def test_the_mark_of_a_draft_stands_on_every_page(
    printer: PdfPrinter, templates: Environment, words: Words, brand: BrandStyle
) -> None:
    marked = printer.print(print_html(report(mark="DRAFT"), templates, words, brand)).content
    pages = page_texts(marked, "-raw")
    assert len(pages) == 3
    slanted = ("".join(page.split()) for page in pages)  # one letter a line, from the top down
    assert all("TFARD" in letters or "DRAFT" in letters for letters in slanted)


def test_a_warning_fails_the_report(printer: PdfPrinter) -> None:
    with pytest.raises(Refused, match="No anchor #nowhere"):
        printer.print('<html lang="en"><title>x</title><a href="#nowhere">x</a>')
