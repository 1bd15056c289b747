"""Words in bold within a sentence: **so**."""

import re

from markupsafe import Markup, escape

_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def emphasised(text: str) -> Markup:
    """A sentence, escaped, its marked words strong."""
    return Markup(_MARKED.sub(r"<strong>\1</strong>", str(escape(text))))


def unmarked(text: str) -> str:
    """A sentence without its marks, for titles and metadata."""
    return _MARKED.sub(r"\1", text)
