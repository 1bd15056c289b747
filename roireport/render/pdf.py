"""Prints HTML to PDF.

Importing this module imports WeasyPrint (0.4 s): do so only where a PDF is made.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from weasyprint import CSS, HTML, VERSION
from weasyprint.document import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from roireport.render.archive import PDF_A_3A, Standard, archive_pdf
from roireport.render.brand import BrandStyle
from roireport.render.chart_images import charts_as_images
from roireport.render.css_variables import substitute_variables
from roireport.render.fetcher import AssetFetcher, face_address
from roireport.render.fonts import font_face_rules
from roireport.render.metadata import Metadata
from roireport.render.pdf_tags.elements import Element
from roireport.render.pdf_tags.extraction import extract_structure
from roireport.render.printing import Attachment, Pdf, PrintingFailed
from roireport.render.sheets import has_own_print_sheet, print_sheet

_LOGGER: Final = logging.getLogger("weasyprint")


class PdfPrinter:
    """Prints reports with fonts and sheets that are loaded once, for a process and its forked workers."""

    def __init__(self, brand: BrandStyle, workspace: Path | None = None, standard: Standard = PDF_A_3A) -> None:
        """`workspace` is the folder whose templates/styles shadow the built-in ones."""
        self._brand = brand
        self._standard = standard
        self._own_sheet = has_own_print_sheet(workspace)
        self._fonts = _ForkedFonts()
        fetcher = AssetFetcher()
        with _warnings() as reasons:
            rules = font_face_rules(face_address)
            sheet = f"{rules}{print_sheet(workspace)}{brand.print_sheet}"
            if not self._own_sheet:
                sheet = substitute_variables(sheet)
            self._sheet = CSS(string=sheet, font_config=self._fonts, url_fetcher=fetcher)
        _refuse(reasons, fetcher)

    def print(self, html: str, attachments: Sequence[Attachment] = ()) -> Pdf:
        """Print a page with attachments; the same page and files give the same bytes.

        Raises:
            PrintingFailed: WeasyPrint warned, or an address was refused.
        """
        # The rules of a sheet of the workspace's own may be about a chart's parts.
        page, charts = (html, {}) if self._own_sheet else charts_as_images(html)
        fetcher = AssetFetcher(self._brand.logo, charts)
        with _warnings() as reasons:
            document = HTML(string=page, url_fetcher=fetcher).render(
                font_config=self._fonts, stylesheets=[self._sheet], pdf_tags=True, pdf_variant="pdf/ua-1"
            )
            structures: list[Element] = []
            content = document.write_pdf(
                finisher=lambda _, pdf: structures.append(extract_structure(pdf)),
                pdf_version=self._standard.version,
                pdf_variant="pdf/ua-1",
                pdf_tags=True,
                uncompressed_pdf=True,  # what is added to it is compressed with it, all at once
            )
        _refuse(reasons, fetcher)
        content = archive_pdf(content, structures[0], _metadata(document.metadata), attachments, self._standard)
        return Pdf(content, len(document.pages))


def _metadata(document: DocumentMetadata) -> Metadata:
    """The metadata in the head of the page."""
    return Metadata(
        title=document.title or "",
        author=", ".join(document.authors),
        subject=document.description or "",
        language=document.lang or "",
        creator=document.generator or "",
        producer=f"WeasyPrint {VERSION}",
        day=date.fromisoformat(document.created) if document.created else None,
    )


def sheet_warnings(sheet: str) -> tuple[str, ...]:
    """WeasyPrint's warnings about a style sheet, with line and column where it knows them."""
    with _warnings() as reasons:
        CSS(string=sheet, font_config=FontConfiguration(), url_fetcher=AssetFetcher())
    return tuple(dict.fromkeys(reasons))


class _ForkedFonts(FontConfiguration):
    """Removes its font folder only in its own process, since forked workers share it."""

    def __init__(self) -> None:
        super().__init__()
        self._process = os.getpid()

    def __del__(self) -> None:
        if os.getpid() == getattr(self, "_process", None):
            super().__del__()


class _Collector(logging.Handler):
    """Puts warnings and errors on a list."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._reasons = reasons

    def emit(self, record: logging.LogRecord) -> None:
        self._reasons.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect WeasyPrint's warnings instead of printing them."""
    reasons: list[str] = []
    handler = _Collector(reasons)
    propagate, _LOGGER.propagate = _LOGGER.propagate, False
    _LOGGER.addHandler(handler)
    try:
        yield reasons
    finally:
        _LOGGER.removeHandler(handler)
        _LOGGER.propagate = propagate


def _refuse(reasons: list[str], fetcher: AssetFetcher) -> None:
    refused = (f"refused: {address}" for address in fetcher.refused)
    if faults := tuple(dict.fromkeys((*reasons, *refused))):
        raise PrintingFailed(faults, tuple(fetcher.refused))
