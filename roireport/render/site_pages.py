"""The pages of the site, and the files that they need."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from roireport.present.blocks import Table, TableColumn, TableRow
from roireport.present.glossary import Glossary
from roireport.present.language.words import Words
from roireport.present.method_pages import MethodIndex, SheetPage
from roireport.present.portfolio.open_questions import OpenQuestions
from roireport.present.portfolio.page import Portfolio
from roireport.present.view import Report
from roireport.render.brand import BrandStyle
from roireport.render.fonts import FACES, font_face_rules, web_font, web_font_name
from roireport.render.part_faults import closed_page
from roireport.render.rendering import rendered
from roireport.render.report import anchors, traces
from roireport.render.sheets import site_script, site_sheet


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `note` says more (pages and size of a PDF), `language` is set where the target speaks another one."""

    label: str
    href: str
    note: str = ""
    language: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page: `root` leads from it to the site's root ("" or "../"), the others to pages if any."""

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
    address: str = ""
    """The postal address of the firm, printed at the foot of each page."""


def engagement_page(
    report: Report,
    templates: Environment,
    words: Words,
    frame: Frame,
    *,
    downloads: tuple[Link, ...] = (),
    data: tuple[Link, ...] = (),
    methods: Mapping[str, str] = MappingProxyType({}),
    turn: tuple[str, str] = ("", ""),
) -> str:
    """The page of one report: its PDFs to download, its data, the same content as on paper.

    `methods` are the addresses of the pages that explain a formula, by its id; `turn` names the engagements before and
    after this one, by id: the pages of an engagement hang on nothing else of the others.
    """
    return _page(
        templates,
        "layout/engagement.html.jinja",
        report=report,
        words=words,
        frame=frame,
        downloads=downloads,
        data=data,
        methods=methods,
        previous=turn[0],
        following=turn[1],
        anchors=anchors(report),
        traces=traces(report),
        palette=None,
        level="h2",
        sublevel="h3",
        footer=report.footer_left + " · " + report.footer_middle if report.footer_middle else report.footer_left,
    )


def written_row(row: TableRow, columns: tuple[TableColumn, ...], templates: Environment) -> Markup:
    """A row of a table with these columns, for the pages that show it."""
    return Markup(rendered(templates, "layout/rows.html.jinja", table=Table(columns, (row,))))


def portfolio_page(
    portfolio: Portfolio, templates: Environment, words: Words, frame: Frame, *, data: tuple[Link, ...] = ()
) -> str:
    """The first page of the site; `data` are the links to portfolio.csv and portfolio.json."""
    return _page(
        templates,
        "layout/portfolio.html.jinja",
        portfolio=portfolio,
        words=words,
        frame=frame,
        data=data,
        anchors=frozenset(),
        traces=frozenset(),
        palette=None,
        sublevel="h2",
        footer=words("site.made_with"),
    )


def compare_page(table: Table, templates: Environment, words: Words, frame: Frame) -> str:
    """The portfolio's table once more, of which a script leaves those that the address names."""
    return _page(
        templates,
        "layout/compare.html.jinja",
        table=table,
        words=words,
        frame=frame,
        traces=frozenset(),
        palette=None,
        footer=words("site.made_with"),
    )


def questions_page(page: OpenQuestions, templates: Environment, words: Words, frame: Frame) -> str:
    """The challenges of all engagements."""
    return _page(
        templates,
        "layout/questions.html.jinja",
        page=page,
        words=words,
        frame=frame,
        anchors=frozenset(),
        traces=frozenset(),
        palette=None,
        sublevel="h2",
        footer=words("site.made_with"),
    )


def search_page(templates: Environment, words: Words, frame: Frame) -> str:
    """The page that searches the index beside it."""
    return _page(templates, "layout/search.html.jinja", words=words, frame=frame, footer=words("site.made_with"))


def missing_page(templates: Environment, words: Words, frame: Frame) -> str:
    """404.html, which servers show where there is no page."""
    return _page(templates, "layout/missing.html.jinja", words=words, frame=frame, footer=words("site.made_with"))


def glossary_page(page: Glossary, templates: Environment, words: Words, frame: Frame) -> str:
    """The glossary, in the folder of the method."""
    return _page(
        templates, "layout/glossary.html.jinja", page=page, words=words, frame=frame, footer=words("site.made_with")
    )


def method_index_page(index: MethodIndex, templates: Environment, words: Words, frame: Frame) -> str:
    """The first page of the method."""
    return _page(
        templates, "layout/method.html.jinja", index=index, words=words, frame=frame, footer=words("site.made_with")
    )


def method_sheet_page(page: SheetPage, templates: Environment, words: Words, frame: Frame) -> str:
    """A measure or a challenge, one folder below the method's first page."""
    return _page(
        templates, "layout/sheet.html.jinja", page=page, words=words, frame=frame, footer=words("site.made_with")
    )


def _page(templates: Environment, name: str, **view: Any) -> str:
    """A page of the site; TemplatesRefused where a workspace's own templates make none that can be published."""
    return closed_page(rendered(templates, name, **view), name, templates)


def logo_name(brand: BrandStyle) -> str:
    """The file name of the firm's logo in the site's assets; empty where there is none."""
    return f"logo{brand.logo.suffix}" if brand.logo else ""


def site_assets(brand: BrandStyle, workspace: Path | None = None) -> Mapping[str, bytes]:
    """Everything of site/assets by file name: the sheet, the script, the faces, the icon, the firm's logo."""
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
