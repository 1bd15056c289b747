"""The located tree: a file's content as text, each node with its place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias, Union

from roireport.model.place import Place

Node: TypeAlias = Union["Written", "WrittenMapping", "WrittenList"]


class Written(str):
    """A scalar as it was typed; `plain` where it had no quotes."""

    __slots__ = ("place", "plain")
    place: Place
    plain: bool

    def __new__(cls, text: str, place: Place, *, plain: bool = True) -> "Written":
        scalar = super().__new__(cls, text)
        scalar.place = place
        scalar.plain = plain
        return scalar

    def __getnewargs_ex__(self) -> tuple[tuple[str, Place], dict[str, bool]]:
        """Keep place and quotes when a worker sends a problem that quotes it."""
        return (str(self), self.place), {"plain": self.plain}


class WrittenMapping(dict["Written", "Node"]):
    """A mapping with the place of its first key; its keys have places too."""

    __slots__ = ("place",)

    def __init__(self, entries: "Mapping[Written, Node]", place: Place) -> None:
        super().__init__(entries)
        self.place = place

    def value(self, name: str) -> "Node | None":
        """The value of a key; None where there is no such key."""
        return self.get(Written(name, self.place))

    def places(self) -> Mapping[str, Place]:
        """The place of the value of each key."""
        return MappingProxyType({str(key): value.place for key, value in self.items()})

    def key_place(self, name: str) -> Place:
        """The place of a key, or of the mapping where it has no such key."""
        return next((key.place for key in self if key == name), self.place)


class WrittenList(list["Node"]):
    """A sequence with the place of its first item."""

    __slots__ = ("place",)

    def __init__(self, items: "list[Node]", place: Place) -> None:
        super().__init__(items)
        self.place = place
