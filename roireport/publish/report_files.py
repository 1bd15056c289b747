"""The files of an engagement: pages, PDFs, results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.compare.history import EngagementHistory
from roireport.load.engagement import MAIN
from roireport.model.engagement import INPUTS
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.present.history.page import history_page
from roireport.present.method_pages import measure_addresses
from roireport.present.report import report
from roireport.present.search import findable_report, findable_trace
from roireport.present.view import Report
from roireport.publish.attachments import RESULTS, TRACE
from roireport.publish.exports import workbook_bytes, workbook_name
from roireport.publish.page_frame import NavigationPage, page_frame
from roireport.publish.printed_report import computed_files, pictures_in, print_report
from roireport.publish.render_tools import RenderTools
from roireport.render.engagement_pages import APPENDICES, EngagementLinks, appendices_page, engagement_page, trace_page
from roireport.render.markdown import pictures_of, text_of
from roireport.render.markdown_blocks import PICTURE_ADDRESS
from roireport.render.site_pages import Frame, Link, versions_page
from roireport.text.json_text import compact_json

KILOBYTE = 1000
PAGES = ("index", "appendices", "trace")
"""The pages of a report."""
HISTORY = "history"
"""The page of the versions of an engagement, and that of the portfolio."""
PICTURES = "narrative"
"""The folder of an engagement's pictures beside its page."""


@dataclass(frozen=True, slots=True)
class Download:
    """A printed PDF; size in bytes."""

    language: Language
    name: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What the site has beside a report: the ids of the engagements before and after it, and its history."""

    previous: str = ""
    following: str = ""
    history: EngagementHistory | None = None

    @property
    def course(self) -> EngagementHistory | None:
        """The history, where it has a page: more than the present state is known."""
        return self.history if self.history and self.history.has_course else None


ALONE = Beside()


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The files of an engagement by path in the site, and its entries in the search index by language, as JSON."""

    files: Mapping[str, bytes]
    findable: Mapping[Language, bytes]


def report_files(
    tools: RenderTools,
    contexts: tuple[ReportContext, ...],
    document: Mapping[str, Json],
    sources: Mapping[str, bytes],
    beside: Beside = ALONE,
) -> ReportFiles:
    """Write every file of an engagement; the first context's language is the engagement's own.

    `sources` are the files that it was loaded from.
    """
    folder = _folder(tools, contexts)
    reports = [(ctx, report(ctx)) for ctx in contexts]
    computed = computed_files(tools, document, reports[0])
    files = {f"{folder}{name}": content for name, content in computed.items()}
    downloads: list[Download] = []
    languages = tuple(ctx.words.language for ctx in contexts)
    for ctx, view in reports:
        if tools.printer is not None:
            name = f"{ctx.engagement.id}.{ctx.words.language}.pdf"
            printed = print_report(tools, (ctx, view), languages, computed, sources)
            files[f"{folder}{name}"] = printed.content
            if tools.has_traces:
                files[f"{folder}{workbook_name(ctx)}"] = workbook_bytes(ctx)
            downloads.append(Download(ctx.words.language, name, printed.pages, len(printed.content)))
    for ctx, view in reports:
        pictures = pictures_in(ctx)
        for name, page in _pages(tools, ctx, view, contexts, tuple(downloads), beside):
            shown = sorted(pictures_of(page))
            files |= {f"{folder}{PICTURES}/{picture}": pictures[picture].content for picture in shown}
            files[f"{folder}{name}"] = page.replace(f'src="{PICTURE_ADDRESS}', f'src="{PICTURES}/').encode()
    return ReportFiles(files, findable(tools, contexts, reports))


def _folder(tools: RenderTools, contexts: tuple[ReportContext, ...]) -> str:
    """The folder of an engagement's pages in its site; empty where the site has no other engagement."""
    return f"{contexts[0].engagement.id}/" if tools.audience is None else ""


def findable(
    tools: RenderTools,
    contexts: tuple[ReportContext, ...],
    reports: Sequence[tuple[ReportContext, Report]] | None = None,
) -> Mapping[Language, bytes]:
    """The search index entries of an engagement; `reports` are made here where they were not made before."""
    folder = _folder(tools, contexts)

    def entries(language: Language, view: Report) -> bytes:
        page, appendices, trace = (f"{folder}{_named(name, language, contexts)}" for name in PAGES)
        pages = dict.fromkeys(APPENDICES, appendices)
        traces = (findable_trace(view, trace),) if tools.has_traces else ()
        listed = *findable_report(view, page, pages, text_of), *traces
        return b",\n".join(compact_json(entry).encode() for entry in listed)

    pairs = reports or [(ctx, report(ctx)) for ctx in contexts]
    return {ctx.words.language: entries(ctx.words.language, view) for ctx, view in pairs}


def page_names(contexts: tuple[ReportContext, ...]) -> tuple[tuple[Language, str], ...]:
    """index.html for the first language of an engagement, index.<lang>.html for the others."""
    languages = (ctx.words.language for ctx in contexts)
    return tuple((language, _named("index", language, contexts)) for language in languages)


def _named(name: str, language: Language, contexts: tuple[ReportContext, ...]) -> str:
    """The name of a page, with its language where that is not the first."""
    return f"{name}.html" if language == contexts[0].words.language else f"{name}.{language}.html"


def _pages(
    tools: RenderTools,
    ctx: ReportContext,
    view: Report,
    contexts: tuple[ReportContext, ...],
    downloads: tuple[Download, ...],
    beside: Beside,
) -> Iterator[tuple[str, str]]:
    """The pages of a report by name: the report itself, and its traces."""
    language = ctx.words.language
    page, appendices, trace, past = (_named(name, language, contexts) for name in (*PAGES, HISTORY))
    home = f"{_root(tools)}{tools.workspace.site.folder(language)}"
    links = EngagementLinks(
        page=page,
        appendices=_appendices(ctx, view, appendices),
        trace=Link(ctx.words("site.trace"), trace) if tools.has_traces else None,
        traced=tools.has_traces,
        downloads=tuple(_download_link(ctx, download, several=len(downloads) > 1) for download in downloads),
        data=_data(tools, ctx, workbook=bool(downloads)),
        reservations=_reservations(tools, ctx, view, home),
        methods={id: f"{home}method/{href}" for id, href in measure_addresses(tools.handbook).items()},
        previous=beside.previous,
        following=beside.following,
        history=Link(ctx.words("history.link"), past) if beside.course else None,
    )
    functions = {page: engagement_page, appendices: appendices_page, trace: trace_page}
    present = {page: True, appendices: links.appendices, trace: links.trace}
    for (path, make), name in zip(functions.items(), PAGES, strict=True):
        if present[path]:
            yield path, make(view, tools.templates, ctx.words, _frame(tools, ctx, contexts, name), links)
    if beside.course:
        versions = history_page(ctx, beside.course, page)
        yield past, versions_page(versions, tools.templates, ctx.words, _frame(tools, ctx, contexts, HISTORY))


def _root(tools: RenderTools) -> str:
    """The path from an engagement's pages to the root of their site."""
    return "../" if tools.audience is None else ""


def _data(tools: RenderTools, ctx: ReportContext, *, workbook: bool) -> tuple[Link, ...]:
    """Links to the figures as data: results, traces, workbook and, for an audience outside the firm, the inputs."""
    results = Link(ctx.words("site.results"), RESULTS)
    if not tools.has_traces:
        return (results,)
    data = [results, Link(ctx.words("site.trace_table"), TRACE)]
    if workbook:
        data.append(Link(ctx.words("site.workbook"), workbook_name(ctx)))
    if tools.audience is not None:
        data.append(Link(ctx.words("site.inputs"), f"{INPUTS}/{MAIN}"))
    return tuple(data)


def _appendices(ctx: ReportContext, view: Report, page: str) -> Link | None:
    """Link to the page of the appendices; None where the report has none."""
    titled = any(section.id in APPENDICES for section in view.sections)
    return Link(ctx.words("site.appendices"), page) if titled else None


def _frame(tools: RenderTools, ctx: ReportContext, contexts: tuple[ReportContext, ...], name: str) -> Frame:
    """The frame of a page that each language of the engagement has."""
    others = contexts if len(contexts) > 1 else ()
    languages = tuple(_language(other, contexts, name, current=other is ctx) for other in others)
    at: NavigationPage = "report" if name == PAGES[0] else ""
    return page_frame(tools, ctx.words.language, root=_root(tools), languages=languages, at=at)


def _reservations(tools: RenderTools, ctx: ReportContext, view: Report, home: str) -> Link | None:
    """Link to the reservations with their number.

    A report without that section leads to the points of all engagements, which outsiders do not have.
    """
    count = len(ctx.reservations)
    label = ctx.words("site.reservations", n=count) if count else ctx.words("site.reservations.none")
    here = any(section.id == "challenges" for section in view.sections)
    if here:
        return Link(label, "#challenges")
    return Link(label, f"{home}open-challenges.html") if tools.audience is None else None


def _language(ctx: ReportContext, contexts: tuple[ReportContext, ...], name: str, *, current: bool) -> Link:
    language = ctx.words.language
    label, href = ctx.words(f"site.language.{language}"), _named(name, language, contexts)
    return Link(label, href, language=language, current=current)


def _download_link(ctx: ReportContext, download: Download, *, several: bool) -> Link:
    """Link to a PDF with its pages and size; `several` adds its language."""
    words, language = ctx.words, ctx.words(f"site.language.{download.language}")
    label = words("site.download_in", language=language) if several else words("site.download")
    kilobytes = ctx.formats.number(Decimal(download.size) / KILOBYTE)
    size = words("site.size", kilobytes=kilobytes)
    note = words("site.download_note", n=download.pages, size=size)
    return Link(label, download.name, note=note, language=download.language if several else "")
