"""Bold words (**so**) and links from figures to their traces in a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from roireport.chart.drawing import Text
from roireport.present.language.formats import MINUS
from roireport.present.language.quoted_text import quotes_in


@dataclass(frozen=True, slots=True)
class TraceLinks:
    """The figures that have a trace, and the page that holds it; empty for the same page."""

    paths: frozenset[str] = frozenset()
    page: str = ""

    def __contains__(self, path: object) -> bool:
        return path in self.paths

    def __bool__(self) -> bool:
        return bool(self.paths)

    def link(self, path: str, text: str) -> Markup:
        """Link a figure to its trace; a text that is no Markup is escaped."""
        return Markup(f'<a class="figure" href="{escape(self.page)}#trace-{escape(path)}">{escape(text)}</a>')


NO_TRACES: Final = TraceLinks()
_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def emphasised(text: str, traces: TraceLinks = NO_TRACES) -> Markup:
    """Escape a sentence, set its marked words in bold, and link its figures to their traces.

    Bold words with a figure below zero get a class of their own: a title does not set a loss in its accent colour.
    """
    pieces: list[Markup] = []
    at = 0
    for mark in _MARKED.finditer(text):
        pieces += _linked(text, at, mark.start(), traces)
        opening = Markup('<strong class="negative">' if MINUS in mark[1] else "<strong>")
        pieces += (opening, *_linked(text, *mark.span(1), traces), Markup("</strong>"))
        at = mark.end()
    return _joined((*pieces, *_linked(text, at, len(text), traces)))


def linked(text: str, traces: TraceLinks = NO_TRACES) -> Markup:
    """Escape a text and link the figures it quotes to their traces."""
    if not traces or not quotes_in(text):
        return escape(str(text))
    return _joined(_linked(text, 0, len(text), traces))


def any_linked(texts: Iterable[Text], traces: TraceLinks = NO_TRACES) -> bool:
    """Whether a label of a drawing quotes a figure that has a trace here."""
    return bool(traces) and any(quote.path in traces for text in texts for quote in quotes_in(text.text))


def unmarked(text: str) -> str:
    """Remove the marks of a sentence, for titles and metadata."""
    return _MARKED.sub(r"\1", text)


def _joined(pieces: Iterable[Markup]) -> Markup:
    """Join pieces of HTML; Markup's own join would escape each of them again."""
    return Markup("".join(pieces))


def _linked(text: str, start: int, end: int, traces: TraceLinks) -> Iterator[Markup]:
    """Yield the pieces of text[start:end] with links; a quotation that reaches beyond it is cut."""
    at = start
    for quote in quotes_in(text) if traces else ():
        first, last = max(quote.start, at), min(quote.end, end)
        if quote.path in traces and first < last:
            yield escape(text[at:first])
            yield traces.link(quote.path, text[first:last])
            at = last
    yield escape(text[at:end])
