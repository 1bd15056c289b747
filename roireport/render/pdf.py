"""Prints HTML to PDF.

Importing this module imports WeasyPrint (0.4 s): do so only where a PDF is made.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from roireport.model.picture import Picture
from roireport.problems.problem import Refused, at_stage
from roireport.render.archive import PDF_A_3A, Standard, archive_pdf
from roireport.render.brand import BrandStyle
from roireport.render.chart_images import charts_as_images
from roireport.render.css_variables import substitute_variables
from roireport.render.fetcher import AssetFetcher, face_address
from roireport.render.fonts import PRINTED_FACES, font_face_rules
from roireport.render.layout_engine import CSS, HTML, VERSION, DocumentMetadata, FontConfiguration
from roireport.render.markdown_blocks import PICTURE_ADDRESS
from roireport.render.metadata import Metadata
from roireport.render.pdf_tags.elements import Element
from roireport.render.pdf_tags.extraction import extract_structure
from roireport.render.print_warnings import weasyprint_warnings
from roireport.render.printing import Attachment, Pdf, not_printed
from roireport.render.sheets import has_own_print_sheet, print_sheet
from roireport.render.style_faults import own_print_sheet_faults
from roireport.render.template_faults import refused_addresses


class PdfPrinter:
    """Prints reports with fonts and sheets that are loaded once, for a process and its forked workers."""

    def __init__(self, brand: BrandStyle, workspace: Path | None = None, standard: Standard = PDF_A_3A) -> None:
        """`workspace` is the folder whose templates/styles shadow the built-in ones."""
        self._brand = brand
        self._standard = standard
        self._workspace = workspace
        self._own_sheet = has_own_print_sheet(workspace)
        self._fonts = _ForkedFonts()
        fetcher = AssetFetcher()
        with weasyprint_warnings() as reasons:
            rules = font_face_rules(face_address, PRINTED_FACES)
            sheet = f"{rules}{print_sheet(workspace)}{brand.print_sheet}"
            if not self._own_sheet:
                sheet = substitute_variables(sheet)
            self._sheet = CSS(string=sheet, font_config=self._fonts, url_fetcher=fetcher)
        if failures := _failures(reasons, fetcher):
            if faults := own_print_sheet_faults(workspace):
                raise Refused(at_stage("render", faults))
            raise RuntimeError(failures)  # a fault of a built-in sheet

    def print(self, html: str, attachments: Sequence[Attachment] = (), pictures: Iterable[Picture] = ()) -> Pdf:
        """Print a page with its pictures and attachments; the same page and files give the same bytes.

        Raises:
            Refused: WeasyPrint warned, or an address was refused.
        """
        # The rules of a sheet of the workspace's own may be about a chart's parts.
        page, charts = (html, {}) if self._own_sheet else charts_as_images(html)
        by_address = {f"{PICTURE_ADDRESS}{picture.name}": picture for picture in pictures}
        fetcher = AssetFetcher(self._brand.logo, charts, by_address)
        with weasyprint_warnings() as reasons:
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
        if failures := _failures(reasons, fetcher):
            raise self._refusal(failures, fetcher.refused)
        content = archive_pdf(content, structures[0], _metadata(document.metadata), attachments, self._standard)
        return Pdf(content, len(document.pages))

    def _refusal(self, failures: str, addresses: Sequence[str]) -> Refused:
        """Why a report is not printed: the own templates and sheets that load refused addresses, if there are any."""
        if self._workspace and addresses:
            faults = refused_addresses(self._workspace, addresses) or own_print_sheet_faults(self._workspace)
            if faults:
                return Refused(faults)
        return not_printed(failures)


def _failures(reasons: Sequence[str], fetcher: AssetFetcher) -> str:
    """WeasyPrint's warnings and the refused addresses; empty where there are none."""
    return "; ".join(dict.fromkeys((*reasons, *(f"refused: {address}" for address in fetcher.refused))))


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


class _ForkedFonts(FontConfiguration):
    """Removes its font folder only in its own process, since forked workers share it."""

    def __init__(self) -> None:
        super().__init__()
        self._process = os.getpid()

    def __del__(self) -> None:
        if os.getpid() == getattr(self, "_process", None):
            super().__del__()
