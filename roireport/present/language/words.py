"""The words of one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from string import Formatter
from typing import Final, TypeAlias
from unicodedata import bidirectional

from babel import Locale

from roireport.model.language import Language
from roireport.present.language.quoted_text import QuotedText, joined

_FORMATTER: Final = Formatter()
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))
Entries: TypeAlias = Mapping[str, str | Mapping[str, str]]


class MissingWord(KeyError):
    """A key that a language lacks: a fault of the templates that shows when a page is rendered."""


class Words:
    """Sentences by key; `words("verdict.profit", roi=…)` fills the placeholders and keeps the figures' paths.

    Of the forms `one` and `other`, the fact `n` chooses as the language counts (French: 0 and 1 are one).
    """

    def __init__(self, language: Language, entries: Entries | Callable[[], Entries]) -> None:
        """`entries` by key, or a function that reads them on first use."""
        self.language = language
        self._given = entries

    @cached_property
    def _entries(self) -> Entries:
        return self._given() if callable(self._given) else self._given

    def read(self) -> None:
        """Read the entries now: before a process is forked, so that no worker has to."""
        _ = self._entries

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __call__(self, key: str, /, **facts: object) -> QuotedText:
        """Fill the sentence of a key with facts; MissingWord where a key or a fact is missing."""
        try:
            entry = self._entries[key]
            text = entry if isinstance(entry, str) else entry[self._form(entry, facts)]
            pieces = _parsed(text)
            if isinstance(pieces, QuotedText):
                return pieces
            return joined([piece if isinstance(piece, str) else _written(piece, facts) for piece in pieces])
        except KeyError as missing:
            raise MissingWord(f"{self.language}: {key} ({missing})") from missing

    def pattern(self, key: str) -> str:
        """The sentence of a key with `<name>` in place of each fact."""
        entry = self._entries[key]
        pieces = _parsed(entry if isinstance(entry, str) else entry["other"])
        return "".join(f"<{piece.name}>" if isinstance(piece, _Placeholder) else piece for piece in pieces)

    def _form(self, entry: Mapping[str, str], facts: Mapping[str, object]) -> str:
        form = _form(self.language, str(facts["n"]))
        return form if form in entry else "other"

    def listed(self, items: list[str] | tuple[str, ...]) -> QuotedText:
        """Items as a sentence lists them: a, b and c."""
        if len(items) < 2:
            return joined(items)
        return joined((joined(items[:-1], ", "), self("common.and"), items[-1]), " ")


@cache
def _form(language: Language, n: str) -> str:
    """The plural form of a number in a language."""
    return str(Locale(language).plural_form(Decimal(n)))


@dataclass(frozen=True, slots=True)
class _Placeholder:
    """A placeholder of a fact in a sentence, with its format."""

    name: str
    form: str
    conversion: str | None


@cache
def _parsed(text: str) -> QuotedText | tuple[str | _Placeholder, ...]:
    """Split a sentence into literals and placeholders; one without placeholders stays whole."""
    pieces: list[str | _Placeholder] = []
    for literal, name, form, conversion in _FORMATTER.parse(text):
        pieces += [literal] if literal else []
        pieces += [_Placeholder(name, form or "", conversion)] if name is not None else []
    return (
        tuple(pieces)
        if any(isinstance(piece, _Placeholder) for piece in pieces)
        else QuotedText("".join(map(str, pieces)))
    )


def isolated(text: str) -> str:
    """Enclose a text with letters that run from right to left, so that it moves nothing beside it (UAX 9, 2.4.2)."""
    if text.isascii() or not any(bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return joined((_FIRST_STRONG_ISOLATE, text, _POP_ISOLATE))


def _written(place: _Placeholder, facts: Mapping[str, object]) -> str:
    """Format a fact for its placeholder; an unformatted text keeps its quotations."""
    fact = facts[place.name]
    if isinstance(fact, str) and not place.form and not place.conversion:
        return isolated(fact)
    return str(_FORMATTER.format_field(_FORMATTER.convert_field(fact, place.conversion), place.form))
