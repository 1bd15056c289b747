"""From WeasyPrint's structure tree to one that PDF/UA-1 accepts: each mend is a rule about one kind of element."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from roireport.render.pdf_tags.elements import Annotation, Element, Kid, rebuilt, spread, walk

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
"""What may stand directly below an element; in what WeasyPrint makes, anything else there is white space."""
_INLINE: Final = frozenset(("Span", "Link", "Reference"))
_WRAPPERS: Final = frozenset(("Span", "NonStruct"))


def mended(document: Element) -> Element:
    """The tree of a document with its notes, links, lists, contents, tables and headings as they should be."""
    tree = rebuilt(rebuilt(_with_notes(document), _linked_or_listed), _settled)
    levels = closed_levels(int(each.kind[1]) for each in walk(tree) if each.kind in HEADINGS)
    return _with_levels(tree, iter(levels))


def _linked_or_listed(element: Element) -> Element:
    return _list(_link(element))


def _settled(element: Element) -> Element:
    """All that can be said of an element once its links and lists are in order; its kids are settled already."""
    for mend in (_contents, _without_wrappers, _parts_only, _scoped, _in_paragraphs, _without_empty):
        element = mend(element)
    return element


def _with_notes(document: Element) -> Element:
    """The foot of a page is a group directly below the document; each link without a target in it is a note."""

    def noted(element: Element) -> tuple[Kid, ...]:
        if element.kind != "NonStruct" or not any(map(_is_bare_link, element.elements)):
            return (element,)
        return tuple(_note(each, f"note-{element.page + 1}-{n}") for n, each in enumerate(element.elements, 1))

    return spread(document, noted)


def _note(element: Element, id: str) -> Element:
    """A note, with its number as label."""
    labelled = spread(element, lambda kid: (replace(kid, kind="Lbl") if kid.kind == "Link" else kid,))
    return replace(labelled, kind="Note", id=id)


def _is_bare_link(element: Element) -> bool:
    return element.kind == "Link" and not element.annotated


def _link(element: Element) -> Element:
    """A link is one element with all its annotations; one without any refers to a note."""
    if element.kind != "Link":
        return element
    if not element.annotated:
        return replace(element, kind="Reference")
    return spread(element, lambda kid: kid.kids if kid.kind == "Link" else (kid,))


def _list(element: Element) -> Element:
    """The items of a list stand directly below it, in columns too; a term with its meanings is one item."""
    if element.kind != "L":
        return element
    if all(kid.kind == "L" for kid in element.elements):
        return spread(element, lambda column: column.kids)
    return spread(element, lambda kid: (_term(kid) if kid.kind == "Div" else kid,))


def _term(group: Element) -> Element:
    """What HTML groups in a list of definitions: a term, the label of the item, and its meanings."""
    bodies = [body for item in group.elements if item.kind == "LI" for body in item.elements]
    label = [replace(bodies[0], kind="Lbl")] if len(bodies) > 1 else bodies[:1]
    return replace(group, kind="LI", kids=(*label, *bodies[1:]))


def _contents(element: Element) -> Element:
    """A list whose every item is one link with two annotations, its words and its page number, is the contents."""
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
    """A text stands in its paragraph, heading, cell or link itself: not in spans, nor in the parts of a column."""
    if element.kind in GROUPING or element.kind in PARTS:
        return element
    return element.holding([each for kid in element.kids for each in _unwrapped(kid, element.kind)])


def _unwrapped(kid: Kid, above: str) -> tuple[Kid, ...]:
    if not isinstance(kid, Element) or not (_is_wrapped_text(kid) or kid.kind == above == "P"):
        return (kid,)
    return tuple(each for below in kid.kids for each in _unwrapped(below, above))


def _is_wrapped_text(kid: Kid) -> bool:
    return isinstance(kid, Element) and kid.kind in _WRAPPERS and all(map(_is_inline, kid.kids))


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Element) or kid.kind in _INLINE or _is_wrapped_text(kid)


def _parts_only(element: Element) -> Element:
    allowed = PARTS.get(element.kind)
    return element if allowed is None else element.holding([kid for kid in element.elements if kid.kind in allowed])


def _scoped(element: Element) -> Element:
    """The header cells of a table's head are about columns, those of its body about rows."""
    scope = {"THead": "Column", "TBody": "Row", "TFoot": "Row"}.get(element.kind)
    if scope is None:
        return element
    return rebuilt(element, lambda cell: replace(cell, scope=scope) if cell.kind == "TH" else cell)


def _in_paragraphs(element: Element) -> Element:
    """The texts that stand next to each other directly in a group are a paragraph."""
    if element.kind not in GROUPING or all(map(_is_inline, element.kids)):
        return element
    kids: list[Kid] = []
    for (inline, page), run in groupby(element.kids, lambda kid: (_is_inline(kid), kid.page)):
        together = tuple(run)
        kids += [_without_wrappers(Element("P", page, together))] if inline else together
    return element.holding(kids)


def _without_empty(element: Element) -> Element:
    """Elements that hold nothing are left out, save cells: a table keeps its shape."""
    return spread(element, lambda kid: (kid,) if kid.kids or kid.kind in PARTS["TR"] else ())


def closed_levels(levels: Iterable[int]) -> tuple[int, ...]:
    """Levels of headings without a gap on the way down: 1, 3, 4, 2 become 1, 2, 3, 2."""
    above: list[int] = []
    closed = []
    for level in levels:
        above = [*(each for each in above if each < level), level]
        closed.append(len(above))
    return tuple(closed)


def _with_levels(element: Element, levels: Iterator[int]) -> Element:
    kind = f"H{next(levels)}" if element.kind in HEADINGS else element.kind
    levelled = element if kind == element.kind else replace(element, kind=kind)
    return levelled.holding([_with_levels(kid, levels) if isinstance(kid, Element) else kid for kid in element.kids])
