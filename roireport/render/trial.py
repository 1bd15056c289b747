"""Render every template of a workspace with a specimen, to find its faults before an engagement does."""

from collections.abc import Callable, Iterator
from functools import partial

from jinja2 import Environment

from roireport.chart.palette import light
from roireport.model.place import Place
from roireport.present.language.words import Words
from roireport.present.specimen import (
    BARE,
    FULL,
    specimen_glossaries,
    specimen_method,
    specimen_portfolios,
    specimen_questions,
    specimen_references,
    specimen_reports,
    specimen_sheets,
    specimen_tables,
    specimen_versions,
)
from roireport.problems.problem import Problem, Refused
from roireport.render.brand import BrandStyle, Logo
from roireport.render.emphasis import TraceLinks
from roireport.render.engagement_pages import NO_LINKS, EngagementLinks, appendices_page, engagement_page, trace_page
from roireport.render.page_parts import blocked_parts
from roireport.render.part_faults import part_problem
from roireport.render.rendering import render_template
from roireport.render.report import print_html
from roireport.render.site_pages import (
    Frame,
    Link,
    compare_page,
    glossary_page,
    method_index_page,
    method_sheet_page,
    missing_page,
    portfolio_page,
    questions_page,
    reference_page,
    render_row,
    search_page,
    versions_page,
)
from roireport.resources import TEMPLATES

_LINK = Link("Specimen", "index.html", "12", "en", current=True)


def trial_faults(templates: Environment, words: Words) -> tuple[Problem, ...]:
    """Find what fails when the templates are rendered with some words, each fault once."""
    problems: dict[Problem, None] = {}
    for fill in (*_blocks(templates, words), *_pages(templates, words)):
        try:
            page = fill()
        except Refused as refused:
            problems.update(dict.fromkeys(refused.problems))
        else:
            problems.update(dict.fromkeys(_blocked(fill, page)))
    return tuple(problems)


def _blocked(fill: Callable[[], str], page: str) -> Iterator[Problem]:
    """The parts of a page of the site that the policy blocks, whichever template they come from."""
    if isinstance(fill, partial) and fill.func not in (render_template, render_row, print_html):
        yield from (part_problem(part, Place(TEMPLATES)) for part in blocked_parts(page))


def _blocks(templates: Environment, words: Words) -> Iterator[Callable[[], str]]:
    """Each kind of block on paper and on screen, so that one failure hides no other."""
    for block in (*FULL, *BARE):
        for palette in (light(), None):
            links = TraceLinks(frozenset(("financial.roi",)))
            view = {"block": block, "palette": palette, "words": words, "anchors": frozenset(("summary", "roi"))}
            more: dict[str, object] = {
                "trace": None,
                "section_page": "",
                "traces": links,
                "methods": {},
                "sublevel": "h3",
                "level": "h2",
            }
            yield partial(render_template, templates, "components/block.html.jinja", **view, **more)


def _pages(templates: Environment, words: Words) -> Iterator[Callable[[], str]]:
    """Each page, once with all optional parts and once without."""
    full = Frame(
        language=words.language,
        title="Specimen",
        firm="Specimen",
        root="../",
        home="../index.html",
        search="../search.html",
        feed="feed.xml",
        logo="logo.svg",
        navigation=(_LINK,),
        languages=(_LINK,),
        alone=True,
        address="Specimen",
    )
    frames = full, Frame(words.language, "Specimen", "Specimen")
    yield from _report_pages(templates, words, frames)
    yield from _portfolio_pages(templates, words, frames)
    yield from _method_pages(templates, words, frames)


def _report_pages(templates: Environment, words: Words, frames: tuple[Frame, Frame]) -> Iterator[Callable[[], str]]:
    """The report, printed and on the site."""
    brands = BrandStyle("Specimen", logo=Logo(b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg")), BrandStyle("")
    links = (
        EngagementLinks(
            (_LINK,),
            (_LINK,),
            previous="a",
            following="c",
            appendices=_LINK,
            trace=_LINK,
            history=_LINK,
            reservations=_LINK,
        ),
        NO_LINKS,
    )
    for report, brand, frame, page_links in zip(specimen_reports(words.language), brands, frames, links, strict=True):
        yield partial(print_html, report, templates, words, brand)
        yield partial(engagement_page, report, templates, words, frame, page_links)
        yield partial(appendices_page, report, templates, words, frame, page_links)
        yield partial(trace_page, report, templates, words, frame, page_links)


def _portfolio_pages(templates: Environment, words: Words, frames: tuple[Frame, Frame]) -> Iterator[Callable[[], str]]:
    """The pages about all engagements, and those that need no engagement."""
    for portfolio, frame, data in zip(specimen_portfolios(), frames, ((_LINK,), ()), strict=True):
        yield partial(portfolio_page, portfolio, templates, words, frame, data=data)
    versions = specimen_versions()
    for questions, table, frame in zip(specimen_questions(), specimen_tables(), frames, strict=True):
        yield partial(questions_page, questions, templates, words, frame)
        yield partial(versions_page, next(versions), templates, words, frame)
        yield from (partial(render_row, row, table.columns, templates) for row in table.rows)
        yield partial(compare_page, table, "EUR", templates, words, frame)
        yield partial(search_page, templates, words, frame)
        yield partial(missing_page, templates, [(words, frame), (words, frame)])


def _method_pages(templates: Environment, words: Words, frames: tuple[Frame, Frame]) -> Iterator[Callable[[], str]]:
    """The glossary, the reference and the pages of the method."""
    glossaries, references = specimen_glossaries(), specimen_references()
    for index, page, frame in zip(specimen_method(), specimen_sheets(), frames, strict=True):
        yield partial(glossary_page, next(glossaries), templates, words, frame)
        yield partial(reference_page, next(references), templates, words, frame)
        yield partial(method_index_page, index, templates, words, frame)
        yield partial(method_sheet_page, page, templates, words, frame)
