"""The pages of one report on the site: the report, its appendices, the traces of its figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from jinja2 import Environment

from roireport.present.language.words import Words
from roireport.present.view import Report
from roireport.render.emphasis import NO_TRACES
from roireport.render.report import anchors, traces
from roireport.render.site_pages import Frame, Link, site_page
from roireport.render.spacing import with_fixed_spaces

APPENDICES: Final = ("method", "traceability")
"""The sections that have a page of their own on the site."""


@dataclass(frozen=True, slots=True)
class EngagementLinks:
    """The links of an engagement's pages: PDFs, data, method, neighbours.

    `methods` are the addresses of the pages that explain a formula, by its id. `previous` and `following` are the ids
    of the engagements before and after; the page shows nothing else of other engagements. `page`, `appendices` and
    `trace` are the report's own pages; without `appendices` the report holds them.
    """

    downloads: tuple[Link, ...] = ()
    data: tuple[Link, ...] = ()
    reservations: Link | None = None
    methods: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""
    following: str = ""
    page: str = ""
    appendices: Link | None = None
    trace: Link | None = None
    history: Link | None = None
    traced: bool = True
    """Whether figures lead to their traces."""


NO_LINKS: Final = EngagementLinks()


def engagement_page(
    report: Report, templates: Environment, words: Words, frame: Frame, links: EngagementLinks = NO_LINKS
) -> str:
    """The page of one report: its links, and the same content as on paper."""
    body = _with_sections(report, appendices=False) if links.appendices else report
    html = _report_page(
        "layout/engagement.html.jinja",
        report,
        templates,
        words,
        frame,
        links,
        shown=body.sections,
        reservations=links.reservations,
        downloads=links.downloads,
        previous=links.previous,
        following=links.following,
    )
    return with_fixed_spaces(_with_pages(html, report, links, here=body), report.language)


def appendices_page(report: Report, templates: Environment, words: Words, frame: Frame, links: EngagementLinks) -> str:
    """The page of the appendices: how it was computed, and where the figures come from."""
    body = _with_sections(report, appendices=True)
    html = _report_page("layout/appendices.html.jinja", report, templates, words, frame, links, shown=body.sections)
    return with_fixed_spaces(_with_pages(html, report, links, here=body), report.language)


def trace_page(report: Report, templates: Environment, words: Words, frame: Frame, links: EngagementLinks) -> str:
    """The page of the traces of one report: where each figure is shown, and what it was made of."""
    view = {"section": report.trace, "trace": None, "traces": traces(report), "level": "h1", "sublevel": "h2"}
    html = _report_page("layout/trace.html.jinja", report, templates, words, frame, links, **view)
    return _with_pages(html, report, links, here=replace(report, sections=()))


def _report_page(
    name: str,
    report: Report,
    templates: Environment,
    words: Words,
    frame: Frame,
    links: EngagementLinks,
    **view: Any,
) -> str:
    """Fill the template of a page of a report."""
    shared = {
        "report": report,
        "data": links.data,
        "methods": links.methods,
        "anchors": anchors(report),
        "appendices": links.appendices,
        "trace": links.trace,
        "history": links.history,
        "section_page": links.page,
        "traces": traces(report, links.trace.href if links.trace else "") if links.traced else NO_TRACES,
        "palette": None,
        "level": "h2",
        "sublevel": "h3",
        "footer": report.footer_left + " · " + report.footer_middle if report.footer_middle else report.footer_left,
    }
    return site_page(templates, name, words, frame, **{**shared, **view})


def _with_sections(report: Report, *, appendices: bool) -> Report:
    """The report with the sections of its appendices, or with the others."""
    return replace(report, sections=tuple(part for part in report.sections if (part.id in APPENDICES) is appendices))


def _with_pages(html: str, report: Report, links: EngagementLinks, *, here: Report) -> str:
    """Lead each link to a section to the page that holds it; notes and tables do not know how a site is cut."""
    if links.appendices is None:
        return html
    own = anchors(here)
    pages = {id: links.appendices.href if id in APPENDICES else links.page for id in anchors(report) - own}

    def led(link: re.Match[str]) -> str:
        return f'href="{pages.get(link["id"], link["page"])}#{link["id"]}"'

    return re.sub(rf'href="(?P<page>|{re.escape(links.page)})#(?P<id>[\w-]+)"', led, html)
