"""Corrects WeasyPrint's structure tree for PDF/UA-1, with one rule for each kind of element."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from roireport.render.pdf_tags.elements import Annotation, Element, Kid, map_elements, replace_kids, walk

GROUPING: Final = frozenset(("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct"))
HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
PARTS: Final[dict[str, frozenset[str]]] = {
    "L": frozenset(("LI", "L", "Caption")),
    "LI": frozenset(("Lbl", "LBody")),
    "TOC": frozenset(("TOCI",)),
    "Table": frozenset(("THead", "TBody", "TFoot", "TR", "Caption")),
    "THead": frozenset(("TR",)),
    "TBody": frozenset(("TR",)),
    "TFoot": frozenset(("TR",)),
    "TR": frozenset(("TH", "TD")),
}
"""The kinds allowed directly below an element; anything else that WeasyPrint puts there is white space."""
_INLINE: Final = frozenset(("Span", "Link", "Reference"))
_WRAPPERS: Final = frozenset(("Span", "NonStruct"))


def correct_tags(document: Element) -> Element:
    """Correct the notes, links, lists, contents, tables and headings of a document."""
    tree = map_elements(map_elements(_with_notes(document), _links_and_lists), _corrected)
    levels = closed_levels(int(heading.kind[1]) for heading in walk(tree) if heading.kind in HEADINGS)
    return _with_levels(tree, iter(levels))


def _links_and_lists(element: Element) -> Element:
    return _list(_link(element))


def _corrected(element: Element) -> Element:
    """Apply the rules that need corrected links, lists and kids."""
    for rule in (_contents, _without_wrappers, _parts_only, _with_scopes, _in_paragraphs, _without_empty):
        element = rule(element)
    return element


def _with_notes(document: Element) -> Element:
    """Turn the links without a target at the foot of a page into notes.

    The foot of a page is a group directly below the document.
    """

    def noted(element: Element) -> tuple[Kid, ...]:
        if element.kind != "NonStruct" or not any(map(_is_bare_link, element.elements)):
            return (element,)
        return tuple(_note(note, f"note-{element.page + 1}-{n}") for n, note in enumerate(element.elements, 1))

    return replace_kids(document, noted)


def _note(element: Element, id: str) -> Element:
    """Make a note with its number as label."""
    labelled = replace_kids(element, lambda kid: (replace(kid, kind="Lbl") if kid.kind == "Link" else kid,))
    return replace(labelled, kind="Note", id=id)


def _is_bare_link(element: Element) -> bool:
    return element.kind == "Link" and not element.annotated


def _link(element: Element) -> Element:
    """Join a link with its inner links; a link without annotations becomes a reference to a note."""
    if element.kind != "Link":
        return element
    if not element.annotated:
        return replace(element, kind="Reference")
    return replace_kids(element, lambda kid: kid.kids if kid.kind == "Link" else (kid,))


def _list(element: Element) -> Element:
    """Put items directly below their list, in columns too; a term and its meanings become one item."""
    if element.kind != "L":
        return element
    if all(kid.kind == "L" for kid in element.elements):
        return replace_kids(element, lambda column: column.kids)
    return replace_kids(element, lambda kid: (_term(kid) if kid.kind == "Div" else kid,))


def _term(group: Element) -> Element:
    """Make one item of a term, its label, and its meanings."""
    bodies = [body for item in group.elements if item.kind == "LI" for body in item.elements]
    label = [replace(bodies[0], kind="Lbl")] if len(bodies) > 1 else bodies[:1]
    return replace(group, kind="LI", kids=(*label, *bodies[1:]))


def _contents(element: Element) -> Element:
    """Turn a list into the table of contents if each item is one link with two annotations.

    These are its words and its page number.
    """
    if element.kind != "L" or not element.elements or not all(map(_is_line_of_contents, element.elements)):
        return element
    return replace(element, kind="TOC", kids=tuple(_line_of_contents(item) for item in element.elements))


def _is_line_of_contents(item: Element) -> bool:
    links = [link for body in item.elements for link in body.elements]
    return len(links) == 1 and sum(isinstance(kid, Annotation) for kid in links[0].kids) > 1


def _line_of_contents(item: Element) -> Element:
    links = tuple(link for body in item.elements for link in body.elements)
    return Element("TOCI", item.page, (Element("Reference", item.page, links),))


def _without_wrappers(element: Element) -> Element:
    """Put text directly into its paragraph, heading, cell or link, without spans and column parts."""
    if element.kind in GROUPING or element.kind in PARTS:
        return element
    return element.with_kids([inner for kid in element.kids for inner in _unwrapped(kid, element.kind)])


def _unwrapped(kid: Kid, above: str) -> tuple[Kid, ...]:
    if not isinstance(kid, Element) or not (_is_wrapped_text(kid) or kid.kind == above == "P"):
        return (kid,)
    return tuple(inner for below in kid.kids for inner in _unwrapped(below, above))


def _is_wrapped_text(kid: Kid) -> bool:
    return isinstance(kid, Element) and kid.kind in _WRAPPERS and all(map(_is_inline, kid.kids))


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Element) or kid.kind in _INLINE or _is_wrapped_text(kid)


def _parts_only(element: Element) -> Element:
    allowed = PARTS.get(element.kind)
    return element if allowed is None else element.with_kids([kid for kid in element.elements if kid.kind in allowed])


def _with_scopes(element: Element) -> Element:
    """Scope the header cells of a table: columns in its head, rows in its body."""
    scope = {"THead": "Column", "TBody": "Row", "TFoot": "Row"}.get(element.kind)
    if scope is None:
        return element
    return map_elements(element, lambda cell: replace(cell, scope=scope) if cell.kind == "TH" else cell)


def _in_paragraphs(element: Element) -> Element:
    """Join neighbouring texts directly in a group to a paragraph."""
    if element.kind not in GROUPING or all(map(_is_inline, element.kids)):
        return element
    kids: list[Kid] = []
    for (inline, page), run in groupby(element.kids, lambda kid: (_is_inline(kid), kid.page)):
        together = tuple(run)
        kids += [_without_wrappers(Element("P", page, together))] if inline else together
    return element.with_kids(kids)


def _without_empty(element: Element) -> Element:
    """Leave out empty elements, but keep empty cells: a table keeps its shape."""
    return replace_kids(element, lambda kid: (kid,) if kid.kids or kid.kind in PARTS["TR"] else ())


def closed_levels(levels: Iterable[int]) -> tuple[int, ...]:
    """Close gaps between heading levels: 1, 3, 4, 2 become 1, 2, 3, 2."""
    above: list[int] = []
    closed = []
    for level in levels:
        above = [*(outer for outer in above if outer < level), level]
        closed.append(len(above))
    return tuple(closed)


def _with_levels(element: Element, levels: Iterator[int]) -> Element:
    kind = f"H{next(levels)}" if element.kind in HEADINGS else element.kind
    levelled = element if kind == element.kind else replace(element, kind=kind)
    return levelled.with_kids([_with_levels(kid, levels) if isinstance(kid, Element) else kid for kid in element.kids])
