"""The HTML of a printed report."""

from jinja2 import Environment

from roireport.present.blocks import TraceList
from roireport.present.language.words import Words
from roireport.present.view import Report
from roireport.render.brand import BrandStyle
from roireport.render.emphasis import NO_TRACES, TraceLinks
from roireport.render.rendering import render_template
from roireport.render.spacing import with_fixed_spaces

_LOGO = "roireport:logo"


def print_html(report: Report, templates: Environment, words: Words, brand: BrandStyle) -> str:
    """Render the whole document; the PDF printer adds the sheet.

    Raises:
        Refused: A note is beyond its limits.
    """
    html = render_template(
        templates,
        "layout/report.html.jinja",
        report=report,
        words=words,
        palette=brand.palette,
        cover_palette=brand.cover_palette,
        logo=_LOGO if brand.logo else None,
        anchors=anchors(report),
        traces=NO_TRACES,
        trace=None,
        section_page="",
        methods={},
        level="h2",
        sublevel="h3",
    )
    return with_fixed_spaces(html, report.language)


def traces(report: Report, page: str = "") -> TraceLinks:
    """The figures of a report that have a trace, on a page."""
    lists = (block for block in report.trace.blocks if isinstance(block, TraceList))
    return TraceLinks(frozenset(entry.path for block in lists for entry in block.entries), page)


def anchors(report: Report) -> frozenset[str]:
    """The places of a report that a note may link to."""
    return frozenset(section.id for section in report.sections)
