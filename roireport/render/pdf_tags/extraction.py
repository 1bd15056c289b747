"""Takes WeasyPrint's structure tree out of a PDF before it is written; a corrected one replaces it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pydyf

from roireport.render.pdf_tags.elements import Annotation, Content, Element, Kid

_POINTS: Final = 0.75
"""In a CSS pixel."""
_FREE: Final = "f"
"""How pydyf marks an object that is not written."""


def extract_structure(pdf: pydyf.PDF) -> Element:
    """Remove the structure tree from a PDF and return its top element."""
    return _StructureReader(pdf).document()


class _StructureReader:
    """Reads and removes the objects of a structure tree; maps references to pages and annotations."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._objects = pdf.objects
        self._catalog = pdf.catalog
        self._pages = {reference: n for n, reference in enumerate(pdf.page_references)}
        pages = [self._at(reference) for reference in pdf.page_references]
        self._heights = [float(page["MediaBox"][3]) for page in pages]
        self._annotations = dict(_annotations(pages))

    def document(self) -> Element:
        root = self._remove(self._catalog.pop("StructTreeRoot"))
        self._remove(root["ParentTree"])
        return self._element(self._remove(root["K"][0]), 0)

    def _at(self, reference: bytes) -> Any:
        return self._objects[int(reference.partition(b" ")[0])]

    def _remove(self, reference: bytes) -> Any:
        item = self._at(reference)
        item.free = _FREE
        return item

    def _element(self, dictionary: Mapping[str, Any], page: int) -> Element:
        page = self._pages[dictionary["Pg"]] if "Pg" in dictionary else page
        attributes = dictionary.get("A", {})
        return Element(
            dictionary["S"][1:],
            page,
            tuple([self._kid(kid, page) for kid in dictionary["K"]]),
            alternative=dictionary["Alt"].string if "Alt" in dictionary else "",
            box=self._box(attributes["BBox"], page) if "BBox" in attributes else None,
            id=dictionary["ID"].string if "ID" in dictionary else "",
            headers=tuple([header.string for header in attributes.get("Headers", ())]),
            columns=attributes.get("ColSpan", 1),
            rows=attributes.get("RowSpan", 1),
        )

    def _kid(self, kid: int | bytes, page: int) -> Kid:
        if isinstance(kid, int):
            return Content(page, kid)
        dictionary = self._remove(kid)
        return (
            self._annotations[dictionary["Obj"]] if dictionary["Type"] == "/OBJR" else self._element(dictionary, page)
        )

    def _box(self, sides: tuple[float, ...], page: int) -> tuple[float, float, float, float]:
        """Convert WeasyPrint's CSS pixels from the top into points from the foot of the page."""
        left, top, right, bottom = (side * _POINTS for side in sides)
        height = self._heights[page]
        return (round(left, 2), round(height - bottom, 2), round(right, 2), round(height - top, 2))


def _annotations(pages: list[Mapping[str, Any]]) -> Iterator[tuple[bytes, Annotation]]:
    for n, page in enumerate(pages):
        for index, reference in enumerate(page.get("Annots", ())):
            yield reference, Annotation(n, index)
