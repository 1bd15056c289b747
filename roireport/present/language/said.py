"""Text that knows which figures it quotes, so that appendix B can list every published figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass


class Said(str):
    """A text and the paths of the figures in it, such as financial.roi."""

    __slots__ = ("paths",)
    paths: tuple[str, ...]

    def __new__(cls, text: str, paths: Iterable[str] = ()) -> "Said":
        made = super().__new__(cls, text)
        made.paths = tuple(dict.fromkeys(paths))
        return made


def paths_of(*parts: object) -> tuple[str, ...]:
    """The paths of the texts among the parts, each once, in order."""
    return tuple(dict.fromkeys(path for part in parts if isinstance(part, Said) for path in part.paths))


def quoted_in(view: object) -> Iterator[str]:
    """The paths of all figures quoted anywhere in a view, in reading order, repeated where it repeats them."""
    if isinstance(view, Said):
        yield from view.paths
    elif is_dataclass(view):
        for field in fields(view):
            yield from quoted_in(getattr(view, field.name))
    elif isinstance(view, Mapping):
        for value in view.values():
            yield from quoted_in(value)
    elif isinstance(view, tuple | list):
        for item in view:
            yield from quoted_in(item)
