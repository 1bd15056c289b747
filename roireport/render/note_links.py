"""Links from the figures of a note to their traces.

Signs mark the figures while Markdown is parsed, and become links in clean HTML.
"""

import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from roireport.present.language.quoted_text import Quote, quotes_in
from roireport.render.emphasis import TraceLinks

_OPEN, _NUMBERED, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Private use characters: they have no meaning in Markdown or HTML, and pass both unchanged."""
_PIECE: Final = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>|[^<]+')
_FIGURE: Final = re.compile(f"{_OPEN}([0-9]+){_NUMBERED}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_SIGN: Final = re.compile(f"{_OPEN}[0-9]+{_NUMBERED}|{_CLOSE}")


def figures_of(text: str, traces: TraceLinks) -> tuple[Quote, ...]:
    """The figures of a note with a trace; none where the note has our signs."""
    if any(sign in text for sign in (_OPEN, _NUMBERED, _CLOSE)):
        return ()
    return tuple(quote for quote in quotes_in(text) if quote.path in traces)


def mark_figures(text: str, figures: Sequence[Quote]) -> str:
    """Put signs with numbers around the figures of a note."""
    pieces: list[str] = []
    at = 0
    for number, quote in enumerate(figures):
        pieces += (text[at : quote.start], f"{_OPEN}{number}{_NUMBERED}", text[quote.start : quote.end], _CLOSE)
        at = quote.end
    return "".join((*pieces, text[at:]))


def link_figures(html: str, figures: Sequence[Quote], traces: TraceLinks) -> str:
    """Turn marked figures in clean HTML into links.

    A figure within a link, or cut in two by markup, stays text.
    """
    if not figures:
        return html
    pieces: list[str] = []
    inside = 0
    for piece in _PIECE.finditer(html):
        if piece["tag"] == "a":
            inside += -1 if piece["end"] else 1
        plain = piece["tag"] is not None or inside > 0
        pieces.append(_SIGN.sub("", piece[0] if plain else _link_text(piece[0], figures, traces)))
    return "".join(pieces)


def _link_text(text: str, figures: Sequence[Quote], traces: TraceLinks) -> str:
    """Link the figures of the HTML text between two tags."""
    return _FIGURE.sub(lambda match: traces.link(figures[int(match[1])].path, Markup(match[2])), text)
