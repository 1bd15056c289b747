"""Writes a structure tree into a PDF; content outside all elements becomes an artifact."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from roireport.render.pdf_tags.elements import Annotation, Content, Element, contents
from roireport.render.printing import not_printed

_MARKED: Final = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_ARTIFACT: Final = b"/Artifact <</Type /Pagination>> BDC"
"""Marks headers, footers and the word across a draft: content of the page, not of the document."""


def write_structure(pdf: pikepdf.Pdf, document: Element) -> None:
    """Write the tree; Refused where it has content that is on no page."""
    numbers = _numbers(document)
    for n, page in enumerate(pdf.pages):
        _mark(pdf, page, {content.mcid: new for content, new in numbers.items() if content.page == n})
    _StructureWriter(pdf, numbers).write(document)


def _numbers(document: Element) -> dict[Content, int]:
    """Number the content of each page from 0 without a gap."""
    numbers: dict[Content, int] = {}
    next_on: dict[int, int] = {}
    for content in sorted(contents(document), key=lambda content: (content.page, content.mcid)):
        numbers[content] = next_on.get(content.page, 0)
        next_on[content.page] = numbers[content] + 1
    return numbers


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page, numbers: Mapping[int, int]) -> None:
    """Mark the content of a page with its new numbers, and the rest as artifacts."""
    seen: set[int] = set()

    def marked(match: re.Match[bytes]) -> bytes:
        old = int(match[1])
        seen.add(old)
        return b"/Span <</MCID %d>> BDC" % numbers[old] if old in numbers else _ARTIFACT

    stream = _MARKED.sub(marked, page.Contents.read_bytes())
    if missing := numbers.keys() - seen:
        raise not_printed(f"content {min(missing)} of the structure tree is on no page")
    page.Contents = pdf.make_stream(stream)


class _StructureWriter:
    """Writes the tree of one PDF; remembers the element of each piece of content."""

    def __init__(self, pdf: pikepdf.Pdf, numbers: Mapping[Content, int]) -> None:
        self._pdf = pdf
        self._numbers = numbers
        self._owners: list[dict[int, Any]] = [{} for _ in pdf.pages]
        self._annotations: list[tuple[Annotation, Any]] = []
        self._ids: dict[str, Any] = {}

    def write(self, document: Element) -> None:
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(document, root)])
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._parents())))
        root.ParentTreeNextKey = len(self._owners) + len(self._annotations)
        if self._ids:
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(_tree(self._ids))))
        self._pdf.Root.StructTreeRoot = root

    def _parents(self) -> Iterator[Any]:
        """Yield keys and values: the elements of each page by number, the element of each annotation."""
        for n, owners in enumerate(self._owners):
            self._pdf.pages[n].StructParents = n
            yield n
            yield Array([owners[mcid] for mcid in sorted(owners)])
        for n, (annotation, owner) in enumerate(self._annotations, len(self._owners)):
            self._pdf.pages[annotation.page].Annots[annotation.index].StructParent = n
            yield n
            yield owner

    def _element(self, element: Element, parent: Any) -> Any:
        page = self._pdf.pages[element.page].obj
        dictionary = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent, Pg=page)
        )
        _describe(dictionary, element)
        if element.id:
            dictionary.ID = String(element.id)
            self._ids[element.id] = dictionary
        dictionary.K = Array([self._kid(kid, dictionary, page) for kid in element.kids])
        return dictionary

    def _kid(self, kid: Element | Content | Annotation, owner: Any, page: Any) -> Any:
        if isinstance(kid, Element):
            return self._element(kid, owner)
        if isinstance(kid, Content):
            number = self._numbers[kid]
            self._owners[kid.page][number] = owner
            return number
        self._annotations.append((kid, owner))
        annotation = self._pdf.pages[kid.page].Annots[kid.index]
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)


def _describe(dictionary: Any, element: Element) -> None:
    """Add the attributes that the kind of an element has."""
    if element.alternative:
        dictionary.Alt = String(element.alternative)
    if element.box:
        dictionary.A = Dictionary(O=Name.Layout, BBox=Array(element.box), Placement=Name.Block)
    if element.kind in ("TH", "TD"):
        dictionary.A = Dictionary(O=Name.Table, **dict(_cell(element)))


def _cell(element: Element) -> Iterator[tuple[str, Any]]:
    if element.scope:
        yield "Scope", Name(f"/{element.scope}")
    if element.headers:
        yield "Headers", Array([String(header) for header in element.headers])
    if element.columns > 1:
        yield "ColSpan", element.columns
    if element.rows > 1:
        yield "RowSpan", element.rows


def _tree(ids: Mapping[str, Any]) -> Iterator[Any]:
    for id in sorted(ids):
        yield String(id)
        yield ids[id]
