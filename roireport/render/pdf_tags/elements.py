"""The nouns of a structure tree, as ISO 32000 names them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import TypeAlias

Kid: TypeAlias = "Element | Content | Annotation"


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of a page's content, by the number it is marked with."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation by its page and its place in the list of that page's annotations."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element; what only some kinds have is empty in the others."""

    kind: str
    page: int
    kids: tuple[Kid, ...] = ()
    alternative: str = ""
    """What a figure shows, in words."""
    box: tuple[float, float, float, float] | None = None
    """Where a figure stands, in points from the lower left corner of its page."""
    id: str = ""
    headers: tuple[str, ...] = ()
    """The ids of the header cells that a cell stands under."""
    scope: str = ""
    columns: int = 1
    rows: int = 1

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The kids that are elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @property
    def annotated(self) -> bool:
        """Whether an annotation belongs to it."""
        return any(isinstance(kid, Annotation) for kid in self.kids)

    def holding(self, kids: Iterable[Kid]) -> "Element":
        """The same element with these kids; itself where they are its own, as most are of most elements."""
        new_kids = tuple(kids)
        own = len(new_kids) == len(self.kids) and all(map(is_, new_kids, self.kids))
        return self if own else replace(self, kids=new_kids)


def walk(element: Element) -> Iterator[Element]:
    """An element and all below it, in reading order."""
    yield element
    for kid in element.elements:
        yield from walk(kid)


def contents(element: Element) -> Iterator[Content]:
    """Every piece of content below an element, in reading order."""
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from contents(kid)


def rebuilt(element: Element, change: Callable[[Element], Element]) -> Element:
    """The tree with each element changed, from the leaves up."""
    return change(element.holding([rebuilt(kid, change) if isinstance(kid, Element) else kid for kid in element.kids]))


def spread(element: Element, change: Callable[[Element], tuple[Kid, ...]]) -> Element:
    """The element with each kid that is an element replaced by what it is changed into, if anything."""
    kids = (change(kid) if isinstance(kid, Element) else (kid,) for kid in element.kids)
    return element.holding([kid for several in kids for kid in several])
