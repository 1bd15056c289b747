"""Text with the figures it quotes and their positions, for appendix B and links to traces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType


@dataclass(frozen=True, slots=True)
class Quote:
    """The position of a figure in a text: text[start:end] quotes the figure of that path."""

    start: int
    end: int
    path: str


class QuotedText(str):
    """A text, the paths of its figures, such as financial.roi, and their positions.

    Without positions the whole text is one quotation of its first path.
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
    """Join texts; the positions of their quotations move with them."""
    quotes: list[Quote] = []
    paths: list[str] = []
    texts = tuple(parts)
    at = 0
    for text in texts:
        if isinstance(text, QuotedText):
            quotes += [Quote(at + quote.start, at + quote.end, quote.path) for quote in text.quotes]
            paths += text.paths
        at += len(text) + len(separator)
    return QuotedText(separator.join(texts), paths, quotes)


def respelled(text: str, start: int, end: int, spelling: str) -> QuotedText:
    """Replace text[start:end] by another spelling; quotations stay."""
    longer = len(spelling) - (end - start)

    def moved(place: int) -> int:
        return place + longer if place >= end else min(place, start + len(spelling))

    quotes = (Quote(moved(quote.start), moved(quote.end), quote.path) for quote in quotes_in(text))
    kept = [quote for quote in quotes if quote.start < quote.end]
    return QuotedText(text[:start] + spelling + text[end:], paths_of(text), kept)


def quotes_in(text: str) -> tuple[Quote, ...]:
    """The quotations of a text; none for a plain string."""
    return text.quotes if isinstance(text, QuotedText) else ()


def paths_of(*parts: object) -> tuple[str, ...]:
    """The paths of all texts among the parts, without repetition, in order."""
    return tuple(dict.fromkeys([path for part in parts if isinstance(part, QuotedText) for path in part.paths]))


def quoted_in(view: object) -> Iterator[str]:
    """Yield the paths of all figures quoted in a view, in reading order, with repetitions."""
    waiting = [view]
    while waiting:
        part = waiting.pop()
        if isinstance(part, QuotedText):
            yield from part.paths
        elif not isinstance(part, _SCALARS):
            waiting.extend(reversed(_parts(part)))


def texts_in(view: object) -> Iterator[str]:
    """Yield every text of a view, in reading order."""
    waiting = [view]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif not isinstance(part, _SCALARS):
            waiting.extend(reversed(_parts(part)))


def _parts(view: object) -> Sequence[object]:
    """The parts of a view: the values of its fields, of a list or of a mapping."""
    if isinstance(view, tuple | list):
        return view
    if names := getattr(view, "__dataclass_fields__", None):
        return [getattr(view, name) for name in names]
    return list(view.values()) if isinstance(view, Mapping) else ()


_SCALARS = (str, float, int, NoneType)
