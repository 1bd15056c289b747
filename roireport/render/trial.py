"""Every template of a workspace filled with a specimen, so that its faults show before an engagement meets them."""

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
    specimen_reports,
    specimen_sheets,
    specimen_tables,
)
from roireport.problems.problem import Problem, TemplatesRefused
from roireport.render.brand import BrandStyle, Logo
from roireport.render.page_parts import blocked_parts
from roireport.render.part_faults import part_problem
from roireport.render.rendering import rendered
from roireport.render.report import print_html
from roireport.render.site_pages import (
    Frame,
    Link,
    compare_page,
    engagement_page,
    glossary_page,
    method_index_page,
    method_sheet_page,
    missing_page,
    portfolio_page,
    questions_page,
    search_page,
    written_row,
)
from roireport.resources import TEMPLATES

_LINK = Link("Specimen", "index.html", "12", "en", current=True)


def trial_faults(templates: Environment, words: Words) -> tuple[Problem, ...]:
    """What fails where the templates are filled in the language of the words, each fault once."""
    found: dict[Problem, None] = {}
    for fill in (*_blocks(templates, words), *_pages(templates, words)):
        try:
            page = fill()
        except TemplatesRefused as refused:
            found.update(dict.fromkeys(refused.problems))
        else:
            found.update(dict.fromkeys(_blocked(fill, page)))
    return tuple(found)


def _blocked(fill: Callable[[], str], page: str) -> Iterator[Problem]:
    """What the policy blocks of a page of the site, wherever its templates have it from."""
    if isinstance(fill, partial) and fill.func not in (rendered, written_row, print_html):
        yield from (part_problem(part, Place(TEMPLATES)) for part in blocked_parts(page))


def _blocks(templates: Environment, words: Words) -> Iterator[Callable[[], str]]:
    """Each kind of block on paper and on screen; one that fails hides none of the others."""
    for block in (*FULL, *BARE):
        for palette in (light(), None):
            view = {"block": block, "palette": palette, "words": words, "anchors": frozenset(("summary", "roi"))}
            more = {"traces": frozenset(("financial.roi",)), "methods": {}, "sublevel": "h3", "level": "h2"}
            yield partial(rendered, templates, "components/block.html.jinja", **view, **more)


def _pages(templates: Environment, words: Words) -> Iterator[Callable[[], str]]:
    """Each page, with all that surrounds it and with nothing."""
    logo = Logo(b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg")
    language = words.language
    brands = (BrandStyle("Specimen", logo=logo), BrandStyle(""))
    full = Frame(
        language,
        "Specimen",
        "Specimen",
        "../",
        "../index.html",
        "../search.html",
        "feed.xml",
        "logo.svg",
        (_LINK,),
        (_LINK,),
        address="Specimen",
    )
    frames, links = (full, Frame(language, "Specimen", "Specimen")), ((_LINK,), ())
    for report, brand, frame, many in zip(specimen_reports(language), brands, frames, links, strict=True):
        yield partial(print_html, report, templates, words, brand)
        yield partial(
            engagement_page,
            report,
            templates,
            words,
            frame,
            downloads=many,
            data=many,
            turn=("a", "c") if many else ("", ""),
        )
    for portfolio, frame, many in zip(specimen_portfolios(), frames, links, strict=True):
        yield partial(portfolio_page, portfolio, templates, words, frame, data=many)
    for questions, table, frame in zip(specimen_questions(), specimen_tables(), frames, strict=True):
        yield partial(questions_page, questions, templates, words, frame)
        yield from (partial(written_row, row, table.columns, templates) for row in table.rows)
        yield partial(compare_page, table, templates, words, frame)
        yield partial(search_page, templates, words, frame)
        yield partial(missing_page, templates, words, frame)
    glossaries = specimen_glossaries()
    for index, page, frame in zip(specimen_method(), specimen_sheets(), frames, strict=True):
        yield partial(glossary_page, next(glossaries), templates, words, frame)
        yield partial(method_index_page, index, templates, words, frame)
        yield partial(method_sheet_page, page, templates, words, frame)
