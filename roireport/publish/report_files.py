"""An engagement's files: pages, PDFs, results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.audience.allow_list import Audience
from roireport.model.language import Language
from roireport.present.desk import Desk
from roireport.present.document.shown import Json
from roireport.present.method_pages import measure_addresses
from roireport.present.report import report
from roireport.present.search import findable_report
from roireport.present.view import Report
from roireport.publish.attachments import RESULTS, attachments
from roireport.publish.frames import frame_of
from roireport.publish.output import json_bytes
from roireport.publish.workshop import Workshop
from roireport.render.markdown import text_of
from roireport.render.report import print_html
from roireport.render.site_pages import Link, engagement_page
from roireport.text.json_text import compact_json

KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Download:
    """A PDF that was printed; size in bytes."""

    language: Language
    name: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The files of an engagement by their path in the site, and what the search finds in them, as JSON."""

    files: Mapping[str, bytes]
    findable: bytes


def report_files(
    workshop: Workshop,
    desks: tuple[Desk, ...],
    document: Mapping[str, Json],
    sources: Mapping[str, bytes],
    audience: Audience = "internal",
    turn: tuple[str, str] = ("", ""),
) -> ReportFiles:
    """Every file of an engagement by its path in the site; the first desk's language is the engagement's own.

    `sources` are the files that it was loaded from, `turn` names the engagements before and after it.
    """
    id = desks[0].engagement.id
    files = {f"{id}/{RESULTS}": json_bytes(document)}
    reports = [(desk, report(desk)) for desk in desks]
    downloads: list[Download] = []
    for desk, written in reports:
        if workshop.press is not None:
            name = f"{id}.{desk.words.language}.pdf"
            html = print_html(written, workshop.templates, desk.words, workshop.brand)
            carried = attachments(sources, desk.engagement, document, desk.words, audience)
            printed = workshop.press.print(html, carried)
            files[f"{id}/{name}"] = printed.content
            downloads.append(Download(desk.words.language, name, printed.pages, len(printed.content)))
    for desk, written in reports:
        page = _page(workshop, desk, written, desks, tuple(downloads), turn)
        files[f"{id}/{page_name(desk.words.language, desks)}"] = page.encode()
    return ReportFiles(files, _findable(reports, desks))


def findable(desks: tuple[Desk, ...]) -> bytes:
    """What the search finds in the pages of an engagement, without writing them."""
    return _findable([(desk, report(desk)) for desk in desks], desks)


def _findable(reports: Sequence[tuple[Desk, Report]], desks: tuple[Desk, ...]) -> bytes:
    found = (
        findable_report(written, f"{written.engagement}/{page_name(desk.words.language, desks)}", text_of)
        for desk, written in reports
    )
    return b",\n".join(compact_json(each).encode() for each in found)


def page_name(language: Language, desks: tuple[Desk, ...]) -> str:
    """index.html for the first language of an engagement, index.<lang>.html for the others."""
    return "index.html" if language == desks[0].words.language else f"index.{language}.html"


def _page(
    workshop: Workshop,
    desk: Desk,
    written: Report,
    desks: tuple[Desk, ...],
    downloads: tuple[Download, ...],
    turn: tuple[str, str],
) -> str:
    languages = tuple(_language(other, desks, current=other is desk) for other in desks) if len(desks) > 1 else ()
    frame = frame_of(workshop, desk.words.language, root="../", languages=languages)
    return engagement_page(
        written,
        workshop.templates,
        desk.words,
        frame,
        downloads=tuple(_download_link(desk, download, several=len(downloads) > 1) for download in downloads),
        data=(_open_challenges(desk, written), Link(desk.words("site.results"), RESULTS)),
        turn=turn,
        methods={id: f"{frame.root}method/{href}" for id, href in measure_addresses(workshop.handbook).items()},
    )


def _open_challenges(desk: Desk, written: Report) -> Link:
    """How many challenges are open; it leads to them, on this page or, where a report leaves them out, to all."""
    count = sum(finding.accepted is None for finding in desk.findings)
    label = desk.words("site.open_challenges", n=count) if count else desk.words("questions.none")
    here = any(section.id == "challenges" for section in written.sections)
    return Link(label, "#challenges" if here else "../open-challenges.html")


def _language(desk: Desk, desks: tuple[Desk, ...], *, current: bool) -> Link:
    language = desk.words.language
    return Link(desk.words(f"site.language.{language}"), page_name(language, desks), language=language, current=current)


def _download_link(desk: Desk, download: Download, *, several: bool) -> Link:
    """A PDF with its pages and size, in the words of the page; named by its language where there are several."""
    words, language = desk.words, desk.words(f"site.language.{download.language}")
    label = words("site.download_in", language=language) if several else words("site.download")
    kilobytes = desk.formats.number(Decimal(download.size) / KILOBYTE)
    size = words("site.size", kilobytes=kilobytes)
    note = words("site.download_note", n=download.pages, size=size)
    return Link(label, download.name, note=note, language=download.language if several else "")
