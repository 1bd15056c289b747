"""A source file as a table of cells with their places."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roireport.model.place import Place


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: its text, and the number or the day that a workbook holds in it.

    `error` is a problem's key where a workbook has no value there.
    """

    text: str
    place: Place
    number: Decimal | None = None
    day: date | None = None
    error: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written here, or only a sign for nothing."""
        return not self.error and simplified(self.text) in _NOTHING


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The rows of a source that are not blank. `text` is that of a CSV file, for excerpts; `separator` its sign."""

    file: str
    rows: tuple[tuple[SourceCell, ...], ...]
    text: str = ""
    separator: str = ""


_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "#n/a", "n.a.", "nd", "n.d.", "null", "none"))


def simplified(text: str) -> str:
    """A text without accents, capitals and double spaces, so that names of columns can be compared."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def shorten(text: str) -> str:
    """A text at a length that a message repeats."""
    return text[:60]
