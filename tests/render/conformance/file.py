"""A PDF taken apart: its objects, its metadata, its structure elements, what its pages paint."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf

from tests.render.conformance.painting import Painting, painting_of

Reference = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A structure element as it is written; `parent` is the element that holds it, None for the topmost."""

    written: Any
    kind: str
    parent: "Tagged | None"
    page: int | None

    @property
    def kids(self) -> list[Any]:
        kids = self.written.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    @property
    def attributes(self) -> Any:
        return self.written.get("/A", {})


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation and its page."""

    written: Any
    page: int


class File:
    """Facts of a file, each found once; `raw` are its bytes."""

    def __init__(self, raw: bytes, pdf: pikepdf.Pdf) -> None:
        self.raw = raw
        self.pdf = pdf

    @classmethod
    def opened(cls, raw: bytes) -> "File":
        return cls(raw, pikepdf.open(BytesIO(raw)))

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> "File":
        """A file that is open already; its bytes are not looked at."""
        return cls(b"", pdf)

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @cached_property
    def objects(self) -> list[Any]:
        return list(self.pdf.objects)

    @cached_property
    def dictionaries(self) -> list[Any]:
        """Every dictionary and stream, those within others too."""
        dictionaries: list[Any] = []
        for item in self.objects:
            dictionaries += _dictionaries(item)
        return dictionaries

    def typed(self, key: str, *values: str) -> list[Any]:
        """The dictionaries with one of these names under a key."""
        return [each for each in self.dictionaries if each.get(key) in values]

    @cached_property
    def streams(self) -> list[Any]:
        return [each for each in self.objects if isinstance(each, pikepdf.Stream)]

    @cached_property
    def pages(self) -> list[Any]:
        return [page.obj for page in self.pdf.pages]

    @cached_property
    def page_numbers(self) -> dict[Reference, int]:
        return {page.objgen: n for n, page in enumerate(self.pages)}

    @cached_property
    def annotations(self) -> list[Annotated]:
        return [Annotated(each, n) for n, page in enumerate(self.pages) for each in page.get("/Annots", [])]

    @cached_property
    def packet(self) -> str:
        return bytes(self.root.Metadata.read_bytes()).decode()

    @cached_property
    def rdf(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.packet)

    @cached_property
    def elements(self) -> list[Tagged]:
        """All structure elements in reading order."""
        top = self.root.StructTreeRoot.K
        return [found for each in top for found in self._elements(each, None)]

    def _elements(self, written: Any, parent: Tagged | None) -> Iterator[Tagged]:
        page = self.page_numbers.get(written.Pg.objgen) if "/Pg" in written else None
        element = Tagged(written, str(written.S)[1:], parent, page)
        yield element
        for kid in element.kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._elements(kid, element)

    def kinds(self, *kinds: str) -> list[Tagged]:
        return [each for each in self.elements if each.kind in kinds]

    def below(self, element: Tagged) -> list[Tagged]:
        """The elements that stand directly below one."""
        return [each for each in self.elements if each.parent is element]

    @cached_property
    def paintings(self) -> list[Painting]:
        """What each page paints."""
        return [painting_of(page) for page in self.pages]

    @cached_property
    def shown(self) -> dict[Reference, set[int]]:
        """The codes that are shown in each font."""
        codes: dict[Reference, set[int]] = {}
        for painting in self.paintings:
            for instruction in painting.instructions:
                if instruction.font is not None:
                    codes.setdefault(instruction.font.objgen, set()).update(instruction.codes)
        return codes

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The parent tree: key → element, or the elements of a page by content number."""
        return dict(pairs(self.root.StructTreeRoot.ParentTree.get("/Nums", [])))

    @cached_property
    def files(self) -> dict[str, Any]:
        """The specifications of embedded files by the name that they are listed under."""
        names = self.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
        return {str(name): file for name, file in pairs(names)}


def pairs(flat: Any) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a tree whose node is one list of both in turn."""
    entries = list(flat)
    return zip(entries[::2], entries[1::2], strict=True)


def _dictionaries(written: Any) -> Iterator[Any]:
    """Yield a dictionary and all direct dictionaries in it."""
    if isinstance(written, pikepdf.Dictionary | pikepdf.Stream):
        yield written
        values = written.values() if isinstance(written, pikepdf.Dictionary) else written.stream_dict.values()
    elif isinstance(written, pikepdf.Array):
        values = list(written)
    else:
        return
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value)
