"""Texts as a search compares them: letters and digits, whatever their accents, case, spaces and signs."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import normalize

_INVISIBLE: Final = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
"""Soft hyphens, signs without width, and the accents that decomposition takes off their letters."""
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class SearchableText:
    """A text to search in; each form is computed where it is needed."""

    text: str

    @cached_property
    def cased(self) -> str:
        """Its words with a space before and after each, capitals kept."""
        return in_words(self.text)

    @cached_property
    def folded(self) -> str:
        """Its words in small letters."""
        return self.cased.casefold()

    @cached_property
    def words(self) -> frozenset[str]:
        """Its different words in small letters."""
        return frozenset(self.folded.split())

    @cached_property
    def squeezed(self) -> str:
        """Its letters and digits without any space, so that no line end or tag can part a word."""
        return self.folded.replace(" ", "")


def in_words(text: str) -> str:
    """The words of a text without accents, with a space before and after each."""
    plain = text if text.isascii() else _INVISIBLE.sub("", normalize("NFKD", text))
    return f" {_BETWEEN_WORDS.sub(' ', plain).strip()} "
