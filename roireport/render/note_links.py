"""Figures of a note as links: signs stand around them while Markdown is read, and become links in clean HTML."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from markupsafe import Markup

from roireport.present.language.quoted_text import Quote, quotes_in
from roireport.render.emphasis import figure_link

_OPEN, _NUMBERED, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Characters of private use: they mean nothing in Markdown or HTML, and pass both unchanged."""
_PIECE: Final = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>|[^<]+')
_FIGURE: Final = re.compile(f"{_OPEN}([0-9]+){_NUMBERED}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_SIGN: Final = re.compile(f"{_OPEN}[0-9]+{_NUMBERED}|{_CLOSE}")


def figures_of(text: str, traces: Collection[str]) -> tuple[Quote, ...]:
    """The figures of a note that have a trace; none where the note itself holds one of our signs."""
    if any(sign in text for sign in (_OPEN, _NUMBERED, _CLOSE)):
        return ()
    return tuple(quote for quote in quotes_in(text) if quote.path in traces)


def mark_figures(text: str, figures: Sequence[Quote]) -> str:
    """A note with signs around its figures, each with its number."""
    pieces: list[str] = []
    at = 0
    for number, quote in enumerate(figures):
        pieces += (text[at : quote.start], f"{_OPEN}{number}{_NUMBERED}", text[quote.start : quote.end], _CLOSE)
        at = quote.end
    return "".join((*pieces, text[at:]))


def link_figures(html: str, figures: Sequence[Quote]) -> str:
    """Clean HTML whose signed figures are links; within a link, or cut in two by markup, a figure stays text."""
    if not figures:
        return html
    pieces: list[str] = []
    inside = 0
    for piece in _PIECE.finditer(html):
        if piece["tag"] == "a":
            inside += -1 if piece["end"] else 1
        plain = piece["tag"] is not None or inside > 0
        pieces.append(_SIGN.sub("", piece[0] if plain else _link_text(piece[0], figures)))
    return "".join(pieces)


def _link_text(text: str, figures: Sequence[Quote]) -> str:
    """The text between two tags, which is HTML already."""
    return _FIGURE.sub(lambda found: figure_link(figures[int(found[1])].path, Markup(found[2])), text)
