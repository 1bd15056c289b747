"""The parts of a structure tree, with the names of ISO 32000."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import TypeAlias

Kid: TypeAlias = "Element | Content | Annotation"


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of a page's content, by its marked-content identifier."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation, by its page and its index in that page's annotations."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element; fields that its kind does not have are empty."""

    kind: str
    page: int
    kids: tuple[Kid, ...] = ()
    alternative: str = ""
    """What a figure shows, in words."""
    box: tuple[float, float, float, float] | None = None
    """The place of a figure, in points from the lower left corner of its page."""
    id: str = ""
    headers: tuple[str, ...] = ()
    """The ids of the header cells of a cell."""
    scope: str = ""
    columns: int = 1
    rows: int = 1

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The kids that are elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @property
    def annotated(self) -> bool:
        """Whether an annotation belongs to the element."""
        return any(isinstance(kid, Annotation) for kid in self.kids)

    def with_kids(self, kids: Iterable[Kid]) -> "Element":
        """Return the element with these kids; itself where they are its own, as mostly."""
        new_kids = tuple(kids)
        own = len(new_kids) == len(self.kids) and all(map(is_, new_kids, self.kids))
        return self if own else replace(self, kids=new_kids)


def walk(element: Element) -> Iterator[Element]:
    """Yield an element and all elements below it, in reading order."""
    yield element
    for kid in element.elements:
        yield from walk(kid)


def contents(element: Element) -> Iterator[Content]:
    """Yield every piece of content below an element, in reading order."""
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from contents(kid)


def map_elements(element: Element, change: Callable[[Element], Element]) -> Element:
    """Change each element of a tree, from the leaves up."""
    return change(
        element.with_kids([map_elements(kid, change) if isinstance(kid, Element) else kid for kid in element.kids])
    )


def replace_kids(element: Element, change: Callable[[Element], tuple[Kid, ...]]) -> Element:
    """Replace each kid that is an element by the kids that `change` returns."""
    kids = (change(kid) if isinstance(kid, Element) else (kid,) for kid in element.kids)
    return element.with_kids([kid for several in kids for kid in several])
