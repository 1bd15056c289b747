"""Converts Markdown to HTML with text and pictures of the engagement: no raw HTML, scripts or foreign links."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from hashlib import sha256
from html import unescape
from typing import Final

import nh3
from markdown import Markdown
from markupsafe import Markup

from roireport.model.handbook import Handbook
from roireport.model.place import Place
from roireport.problems.problem import NO_PLACE, Problem, Refused, placed, problem
from roireport.render.emphasis import NO_TRACES, TraceLinks
from roireport.render.markdown_blocks import PICTURE_ADDRESS, NoteExtension
from roireport.render.note_links import figures_of, link_figures, mark_figures
from roireport.resources import TEMPLATES

LONGEST_NOTE: Final = 20_000
"""Bytes of UTF-8."""
_DEEPEST: Final = 20
_MOST_MARKS: Final = 500
"""Opening brackets and angles: the time of Markdown's parser grows with the square of their number."""
_MOST_TAGS: Final = 4_000
_WIDEST_ROW: Final = 20
TAGS: Final = frozenset(
    ("a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre")
).union(("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"))
_ATTRIBUTES: Final[Mapping[str, Collection[str]]] = {
    "a": ("href", "title"),
    "img": ("src", "alt"),
    "li": ("id",),
    "ol": ("start",),
    "td": ("align",),
    "th": ("align",),
}
_VOID: Final = frozenset(("br", "hr", "img"))
_CONTAINER = re.compile(r"\s*(?:(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))\s*)*")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_PICTURE: Final = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_ANCHOR: Final = "note-"
"""What the anchors of footnotes begin with."""
_FOOTNOTE: Final = re.compile(f"{_ANCHOR}[0-9]+")
_TABLE: Final = re.compile("<table>(.*?)</table>", re.DOTALL)
_WIDE: Final = 7
"""Columns beyond which a table has smaller type."""
_ALIGNED = re.compile(r'<(t[dh]) align="(left|right|center)"')


def html_of(text: str, anchors: Collection[str] = (), level: int = 4, traces: TraceLinks = NO_TRACES) -> Markup:
    """Convert a note to clean HTML.

    Args:
        text: The Markdown of the note.
        anchors: The anchors that links may lead to, besides https and mailto.
        level: The level of its highest headings.
        traces: The figures that become links to their traces.

    Raises:
        Refused: The note is beyond its limits; the problem has no place.
    """
    _check_source(text)
    figures = figures_of(text, traces)
    clean = clean_html(mark_figures(text, figures), anchors, level)
    _check_result(clean)
    return Markup(link_figures(_classed(_with_own_anchors(clean)), figures, traces))


def clean_html(text: str, anchors: Collection[str], level: int = 4) -> str:
    """Convert Markdown to HTML with allowed elements only; Refused where it is nested too deeply."""
    try:
        raw = _parser(level).reset().convert(text)
    except RecursionError:
        raise refused_note("note_too_deep", _DEEPEST) from None
    clean = nh3.clean(
        raw,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute_filter(frozenset(anchors)),
        url_schemes={"https", "mailto", PICTURE_ADDRESS.partition(":")[0]},
        link_rel="noopener noreferrer",
    )
    return _PICTURE.sub(lambda match: match[0] if " src=" in match[0] else "", clean)


def _with_own_anchors(html: str) -> str:
    """Give footnotes anchors that no other note of the page has."""
    if f'id="{_ANCHOR}' not in html:
        return html
    own = f"{_ANCHOR}{sha256(html.encode()).hexdigest()[:6]}-"
    return html.replace(f'id="{_ANCHOR}', f'id="{own}').replace(f'href="#{_ANCHOR}', f'href="#{own}')


def _classed(html: str) -> str:
    """Add classes to the cells, wide tables and footnotes of a clean note, and let tables scroll on a narrow screen."""
    html = _ALIGNED.sub(r'<\1 class="\2"', html).replace('<ol>\n<li id="', '<ol class="notes">\n<li id="')
    return _TABLE.sub(_scrolling, html)


def _scrolling(table: re.Match[str]) -> str:
    columns = table[0].partition("</tr>")[0].count("</th>")
    wide = ' class="wide"' if columns > _WIDE else ""
    return f'<div class="scroll" tabindex="0"><table{wide}>{table[1]}</table></div>'


def text_of(text: str) -> str:
    """The visible words of a note, without markup, comments and addresses."""
    return unescape(nh3.clean(html_of(text), tags=set()))


def note_problem(text: str, place: Place) -> Problem | None:
    """The problem because of which a note cannot be rendered, if any."""
    try:
        html_of(text)
    except Refused as refused:
        return placed(refused.problems, place)[0]
    return None


def refused_note(key: str, limit: int) -> Refused:
    """The refusal of a note beyond a limit; its place is for the caller to add."""
    return Refused((problem(key, NO_PLACE, limit=str(limit)),))


def sheet_problems(handbook: Handbook) -> tuple[Problem, ...]:
    """The problems of handbook sheets that cannot be rendered."""
    problems = []
    for sheet in handbook.sheets:
        place = Place(f"{TEMPLATES}/handbook/{handbook.language}/measures/{sheet.id}.md")
        problems += [wrong for part in sheet.parts if (wrong := note_problem(part.text, place))]
    return tuple(problems)


@cache
def _parser(level: int) -> Markdown:
    """The parser of notes, made once for each level of headings: making one takes longer than most notes."""
    return Markdown(
        extensions=["tables", "sane_lists", "fenced_code", "footnotes", NoteExtension(level, _ANCHOR)],
        extension_configs={"tables": {"use_align_attribute": True}, "footnotes": {"USE_DEFINITION_ORDER": False}},
        output_format="html",
    )


def pictures_of(html: str) -> set[str]:
    """The names of the pictures in the HTML of a note."""
    return set(re.findall(f'<img[^>]* src="{PICTURE_ADDRESS}([^"]*)"', html))


def _attribute_filter(anchors: Collection[str]) -> Callable[[str, str, str], str | None]:
    """Keeps links to https, mailto, one of the anchors or a footnote, and pictures of the engagement."""

    def leads_somewhere(address: str) -> bool:
        if address.startswith("#"):
            return address[1:] in anchors or _FOOTNOTE.fullmatch(address[1:]) is not None
        return address.lower().startswith(("https://", "mailto:"))

    rules: dict[str, Callable[[str], object]] = {
        "href": leads_somewhere,
        "src": lambda address: address.startswith(PICTURE_ADDRESS),
        "id": _FOOTNOTE.fullmatch,
        "start": str.isdecimal,
    }

    def keep(tag: str, name: str, value: str) -> str | None:
        if name not in _ATTRIBUTES.get(tag, ()):  # nh3 lets `title` and `lang` through everywhere
            return None
        address = value.strip()
        return address if name not in rules or rules[name](address) else None

    return keep


def _check_source(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_NOTE:
        raise refused_note("note_too_long", LONGEST_NOTE)
    if max(text.count("["), text.count("<")) > _MOST_MARKS:
        raise refused_note("note_too_intricate", _MOST_MARKS)
    for line in text.splitlines():
        nesting = _CONTAINER.match(line)
        if nesting and len(nesting[0].split()) + nesting[0].count(">>") > _DEEPEST:
            raise refused_note("note_too_deep", _DEEPEST)


def _check_result(html: str) -> None:
    depth, cells = 0, 0
    for tags, (closing, name) in enumerate(_TAG.findall(html), 1):
        depth += 0 if name in _VOID else -1 if closing else 1
        cells = 0 if name == "tr" else cells + (name in ("td", "th") and not closing)
        if depth > _DEEPEST:
            raise refused_note("note_too_deep", _DEEPEST)
        if tags > _MOST_TAGS or cells > _WIDEST_ROW:
            raise refused_note("note_too_intricate", _MOST_TAGS)
