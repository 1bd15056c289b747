"""Bold words (**so**) and links from figures to their traces in a sentence."""

import re
from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup, escape

from roireport.chart.drawing import Text
from roireport.present.language.quoted_text import quotes_in

_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def emphasised(text: str, traces: Collection[str] = ()) -> Markup:
    """Escape a sentence, set its marked words in bold, and link its figures to their traces."""
    pieces: list[Markup] = []
    at = 0
    for mark in _MARKED.finditer(text):
        pieces += _linked(text, at, mark.start(), traces)
        pieces += (Markup("<strong>"), *_linked(text, *mark.span(1), traces), Markup("</strong>"))
        at = mark.end()
    return _joined((*pieces, *_linked(text, at, len(text), traces)))


def linked(text: str, traces: Collection[str] = ()) -> Markup:
    """Escape a text and link the figures it quotes to their traces."""
    if not traces or not quotes_in(text):
        return escape(str(text))
    return _joined(_linked(text, 0, len(text), traces))


def any_linked(texts: Iterable[Text], traces: Collection[str] = ()) -> bool:
    """Whether a label of a drawing quotes a figure that has a trace here."""
    return bool(traces) and any(quote.path in traces for text in texts for quote in quotes_in(text.text))


def figure_link(path: str, text: str) -> Markup:
    """Link a figure to its trace on the same page; a text that is no Markup is escaped."""
    return Markup(f'<a class="figure" href="#trace-{escape(path)}">{escape(text)}</a>')


def unmarked(text: str) -> str:
    """Remove the marks of a sentence, for titles and metadata."""
    return _MARKED.sub(r"\1", text)


def _joined(pieces: Iterable[Markup]) -> Markup:
    """Join pieces of HTML; Markup's own join would escape each of them again."""
    return Markup("".join(pieces))


def _linked(text: str, start: int, end: int, traces: Collection[str]) -> Iterator[Markup]:
    """Yield the pieces of text[start:end] with links; a quotation that reaches beyond it is cut."""
    at = start
    for quote in quotes_in(text) if traces else ():
        first, last = max(quote.start, at), min(quote.end, end)
        if quote.path in traces and first < last:
            yield escape(text[at:first])
            yield figure_link(quote.path, text[first:last])
            at = last
    yield escape(text[at:end])
