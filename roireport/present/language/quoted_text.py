"""Text that knows which figures it quotes, and where: appendix B lists them, and a page links each to its trace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a figure stands in a text: text[start:end] says the figure of that path."""

    start: int
    end: int
    path: str


class QuotedText(str):
    """A text, the paths of the figures in it, such as financial.roi, and where each of them stands.

    A text that is told nothing of places is one quotation as a whole: that of its first path.
    """

    __slots__ = ("paths", "quotes")
    paths: tuple[str, ...]
    quotes: tuple[Quote, ...]

    def __new__(cls, text: str, paths: Iterable[str] = (), quotes: Iterable[Quote] | None = None) -> "QuotedText":
        quoted = super().__new__(cls, text)
        quoted.paths = tuple(dict.fromkeys(paths)) if paths else ()
        if quotes is not None:
            quoted.quotes = tuple(quotes)
        else:
            quoted.quotes = (Quote(0, len(text), quoted.paths[0]),) if quoted.paths and text else ()
        return quoted


def joined(parts: Iterable[str], separator: str = "") -> QuotedText:
    """Texts one after the other; what they quote stands where they stand."""
    quotes: list[Quote] = []
    paths: list[str] = []
    texts = tuple(parts)
    at = 0
    for text in texts:
        if isinstance(text, QuotedText):
            quotes += [Quote(at + each.start, at + each.end, each.path) for each in text.quotes]
            paths += text.paths
        at += len(text) + len(separator)
    return QuotedText(separator.join(texts), paths, quotes)


def respelled(text: str, start: int, end: int, spelling: str) -> QuotedText:
    """A text of which text[start:end] is spelled in another way; what it quotes stays quoted."""
    longer = len(spelling) - (end - start)

    def moved(place: int) -> int:
        return place + longer if place >= end else min(place, start + len(spelling))

    quotes = (Quote(moved(each.start), moved(each.end), each.path) for each in quotes_in(text))
    kept = [each for each in quotes if each.start < each.end]
    return QuotedText(text[:start] + spelling + text[end:], paths_of(text), kept)


def quotes_in(text: str) -> tuple[Quote, ...]:
    """Where figures stand in a text; nowhere in one that quotes none."""
    return text.quotes if isinstance(text, QuotedText) else ()


def paths_of(*parts: object) -> tuple[str, ...]:
    """The paths of the texts among the parts, each once, in order."""
    return tuple(dict.fromkeys([path for part in parts if isinstance(part, QuotedText) for path in part.paths]))


def quoted_in(view: object) -> Iterator[str]:
    """The paths of all figures quoted anywhere in a view, in reading order, repeated where it repeats them."""
    waiting = [view]
    while waiting:
        part = waiting.pop()
        if isinstance(part, QuotedText):
            yield from part.paths
        elif not isinstance(part, _BARE):
            waiting.extend(reversed(_held(part)))


def _held(view: object) -> Sequence[object]:
    """What a view holds: in its fields, as a list, as a mapping."""
    if isinstance(view, tuple | list):
        return view
    if names := getattr(view, "__dataclass_fields__", None):
        return [getattr(view, name) for name in names]
    return list(view.values()) if isinstance(view, Mapping) else ()


_BARE = (str, float, int, NoneType)
