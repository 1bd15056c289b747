"""The structure tree that WeasyPrint wrote into a PDF."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf

from roireport.render.structure.elements import Annotation, Content, Element, Kid

_POINTS: Final = 0.75
"""In a CSS pixel."""


class StructureReader:
    """Reads the elements of a PDF, whose pages and annotations it knows by their numbers."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._heights = [float(page.mediabox[3]) for page in pdf.pages]
        self._pages = {page.objgen: n for n, page in enumerate(pdf.pages)}
        self._annotations = dict(_annotations(pdf))
        self._root = pdf.Root.StructTreeRoot

    def document(self) -> Element:
        """The element below which all others stand."""
        return self._element(self._root.K[0], 0)

    def _element(self, written: Any, page: int) -> Element:
        page = self._pages[written.Pg.objgen] if "/Pg" in written else page
        attributes = written.get("/A", {})
        return Element(
            str(written.S)[1:],
            page,
            tuple(self._kid(kid, page) for kid in written.get("/K", ())),
            alternative=str(written.get("/Alt", "")),
            box=self._box(attributes, page),
            id=str(written.get("/ID", "")),
            headers=tuple(str(header) for header in attributes.get("/Headers", ())),
            columns=int(attributes.get("/ColSpan", 1)),
            rows=int(attributes.get("/RowSpan", 1)),
        )

    def _kid(self, written: Any, page: int) -> Kid:
        if not isinstance(written, pikepdf.Object):
            return Content(page, int(written))
        if written.get("/Type") == "/OBJR":
            return self._annotations[written.Obj.objgen]
        return self._element(written, page)

    def _box(self, attributes: Mapping[str, Any], page: int) -> tuple[float, float, float, float] | None:
        """WeasyPrint gives CSS pixels from the top; the standard wants points from the foot of the page."""
        if "/BBox" not in attributes:
            return None
        left, top, right, bottom = (float(side) * _POINTS for side in attributes["/BBox"])
        height = self._heights[page]
        return (round(left, 2), round(height - bottom, 2), round(right, 2), round(height - top, 2))


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], Annotation]]:
    for page, each in enumerate(pdf.pages):
        for index, annotation in enumerate(each.get("/Annots", ())):
            yield annotation.objgen, Annotation(page, index)
