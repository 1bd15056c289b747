"""Words in bold within a sentence: **so**; and figures as links to their traces."""

import re
from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup, escape

from roireport.chart.drawing import Text
from roireport.present.language.quoted_text import quotes_in

_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def emphasised(text: str, traces: Collection[str] = ()) -> Markup:
    """A sentence, escaped, its marked words strong; each figure it quotes that has a trace here leads to it."""
    pieces: list[Markup] = []
    at = 0
    for mark in _MARKED.finditer(text):
        pieces += _linked(text, at, mark.start(), traces)
        pieces += (Markup("<strong>"), *_linked(text, *mark.span(1), traces), Markup("</strong>"))
        at = mark.end()
    return _joined((*pieces, *_linked(text, at, len(text), traces)))


def linked(text: str, traces: Collection[str] = ()) -> Markup:
    """A text, escaped, each figure it quotes that has a trace here leading to it."""
    if not traces or not quotes_in(text):
        return escape(str(text))
    return _joined(_linked(text, 0, len(text), traces))


def any_linked(texts: Iterable[Text], traces: Collection[str] = ()) -> bool:
    """Whether a label of a drawing quotes a figure that has a trace here."""
    return bool(traces) and any(quote.path in traces for text in texts for quote in quotes_in(text.text))


def figure_link(path: str, text: str) -> Markup:
    """A figure that leads to its trace on the same page; a text that is no Markup is escaped."""
    return Markup(f'<a class="figure" href="#trace-{escape(path)}">{escape(text)}</a>')


def unmarked(text: str) -> str:
    """A sentence without its marks, for titles and metadata."""
    return _MARKED.sub(r"\1", text)


def _joined(pieces: Iterable[Markup]) -> Markup:
    """Pieces that are HTML already; Markup's own join looks at each of them once more."""
    return Markup("".join(pieces))


def _linked(text: str, start: int, end: int, traces: Collection[str]) -> Iterator[Markup]:
    """What text[start:end] says, piece by piece; a quotation that reaches beyond it is cut."""
    at = start
    for quote in quotes_in(text) if traces else ():
        first, last = max(quote.start, at), min(quote.end, end)
        if quote.path in traces and first < last:
            yield escape(text[at:first])
            yield figure_link(quote.path, text[first:last])
            at = last
    yield escape(text[at:end])
