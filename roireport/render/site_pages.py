"""The pages of the site, and the files that they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from roireport.present.blocks import Table, TableColumn, TableRow
from roireport.present.glossary import Glossary
from roireport.present.history.page import HistoryPage
from roireport.present.language.words import Words
from roireport.present.portfolio.open_questions import OpenQuestions
from roireport.present.portfolio.page import Portfolio
from roireport.present.reference import Reference
from roireport.present.sheet_page import MethodIndex, SheetPage
from roireport.render.brand import BrandStyle
from roireport.render.emphasis import NO_TRACES
from roireport.render.fonts import FACES, font_face_rules, web_font, web_font_name
from roireport.render.part_faults import page_with_policy
from roireport.render.rendering import render_template
from roireport.render.sheets import site_script, site_sheet


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `note` adds the pages and size of a PDF, `language` is set where the target has another one."""

    label: str
    href: str
    note: str = ""
    language: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The header and navigation of a page.

    `root` leads from the page to the site's root ("" or "../"); the other links are empty where there is no page.
    """

    language: str
    title: str
    firm: str
    root: str = ""
    home: str = ""
    search: str = ""
    feed: str = ""
    logo: str = ""
    navigation: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    alone: bool = False
    """Whether the site has one engagement and no portfolio."""
    address: str = ""
    """The postal address of the firm, printed at the foot of each page."""


_WITHOUT_TRACES: Final[Mapping[str, Any]] = {"anchors": frozenset(), "traces": NO_TRACES, "palette": None}
"""What the components of a table need on a page without a report."""


def render_row(row: TableRow, columns: tuple[TableColumn, ...], templates: Environment) -> Markup:
    """Render a row of a table with these columns, for the pages that show it."""
    return Markup(render_template(templates, "layout/rows.html.jinja", table=Table(columns, (row,), cards=True)))


def portfolio_page(
    portfolio: Portfolio, templates: Environment, words: Words, frame: Frame, *, data: tuple[Link, ...] = ()
) -> str:
    """The first page of the site; `data` are the links to portfolio.csv and portfolio.json."""
    name = "layout/portfolio.html.jinja"
    return site_page(templates, name, words, frame, portfolio=portfolio, data=data, **_WITHOUT_TRACES, sublevel="h2")


def compare_page(table: Table, currency: str, templates: Environment, words: Words, frame: Frame) -> str:
    """The portfolio's table, of which a script shows the engagements that the address names, in this currency."""
    view = {"table": table, "currency": currency, "traces": NO_TRACES, "palette": None}
    return site_page(templates, "layout/compare.html.jinja", words, frame, **view)


def questions_page(page: OpenQuestions, templates: Environment, words: Words, frame: Frame) -> str:
    """The challenges of all engagements."""
    return site_page(
        templates, "layout/questions.html.jinja", words, frame, page=page, **_WITHOUT_TRACES, sublevel="h2"
    )


def versions_page(page: HistoryPage, templates: Environment, words: Words, frame: Frame) -> str:
    """The versions of an engagement, or what moved in the portfolio."""
    return site_page(templates, "layout/history.html.jinja", words, frame, page=page, **_WITHOUT_TRACES, sublevel="h2")


def search_page(templates: Environment, words: Words, frame: Frame) -> str:
    """The page that searches the index beside it."""
    return site_page(templates, "layout/search.html.jinja", words, frame)


def missing_page(templates: Environment, texts: Sequence[tuple[Words, Frame]]) -> str:
    """404.html, which servers show where there is no page: the words and the frame of each language of the site."""
    (words, frame), *others = texts
    return site_page(templates, "layout/missing.html.jinja", words, frame, others=others)


def glossary_page(page: Glossary, templates: Environment, words: Words, frame: Frame) -> str:
    """The glossary, in the folder of the method."""
    return site_page(templates, "layout/glossary.html.jinja", words, frame, page=page)


def reference_page(page: Reference, templates: Environment, words: Words, frame: Frame) -> str:
    """The reference, in the folder of the method."""
    return site_page(templates, "layout/reference.html.jinja", words, frame, page=page)


def method_index_page(index: MethodIndex, templates: Environment, words: Words, frame: Frame) -> str:
    """The first page of the method."""
    return site_page(templates, "layout/method.html.jinja", words, frame, index=index)


def method_sheet_page(page: SheetPage, templates: Environment, words: Words, frame: Frame) -> str:
    """A measure or a challenge, one folder below the method's first page."""
    return site_page(templates, "layout/sheet.html.jinja", words, frame, page=page)


def site_page(templates: Environment, name: str, words: Words, frame: Frame, **view: Any) -> str:
    """Render a page of the site; `view` may replace the default footer.

    Raises:
        Refused: A workspace's own templates make no page that can be published.
    """
    view.setdefault("footer", words("site.made_with"))
    return page_with_policy(render_template(templates, name, words=words, frame=frame, **view), name, templates)


def logo_name(brand: BrandStyle) -> str:
    """The file name of the firm's logo in the site's assets; empty where there is none."""
    return f"logo{brand.logo.suffix}" if brand.logo else ""


def site_assets(brand: BrandStyle, workspace: Path | None = None) -> Mapping[str, bytes]:
    """All files of site/assets by name: sheet, script, fonts, icon and logo."""
    rules = font_face_rules(web_font_name)
    sheet = f"{rules}{site_sheet(workspace)}{brand.site_sheet}"
    files = {"site.css": sheet.encode(), "site.js": site_script(workspace).encode(), "icon.svg": _icon(brand)}
    files |= {web_font_name(face): web_font(face) for face in FACES}
    if brand.logo:
        files[logo_name(brand)] = brand.logo.content
    return files


def _icon(brand: BrandStyle) -> bytes:
    """A square in the firm's accent, as beside its name."""
    square = f'<rect width="16" height="16" rx="2" fill="{brand.palette["accent"]}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{square}</svg>\n'.encode()
