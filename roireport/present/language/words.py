"""The words of one language."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from string import Formatter
from typing import Final

from babel import Locale

from roireport.model.engagement import Language
from roireport.present.language.said import Said, joined

_FORMATTER: Final = Formatter()


class MissingWord(KeyError):
    """A key that a language has no word for: a fault of the templates, found when a page is made."""


class Words:
    """Sentences by key; `words("verdict.profit", roi=…)` fills the placeholders and keeps the figures' paths.

    Of the forms `one` and `other`, the fact `n` chooses as the language counts (French: 0 and 1 are one).
    """

    def __init__(self, language: Language, entries: Mapping[str, str | Mapping[str, str]]) -> None:
        self.language = language
        self._entries = entries
        self._plural = Locale(language).plural_form

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __call__(self, key: str, /, **facts: object) -> Said:
        """The sentence of a key with its facts; MissingWord where the language lacks the key or the sentence a fact."""
        try:
            entry = self._entries[key]
            text = entry if isinstance(entry, str) else entry[self._form(entry, facts)]
            return joined(_pieces(text, facts))
        except KeyError as missing:
            raise MissingWord(f"{self.language}: {key} ({missing})") from missing

    def _form(self, entry: Mapping[str, str], facts: Mapping[str, object]) -> str:
        form = self._plural(Decimal(str(facts["n"])))
        return form if form in entry else "other"

    def listed(self, items: list[str] | tuple[str, ...]) -> Said:
        """Items as a sentence lists them: a, b and c."""
        if len(items) < 2:
            return joined(items)
        return joined((joined(items[:-1], ", "), self("common.and"), items[-1]), " ")


def _pieces(text: str, facts: Mapping[str, object]) -> Iterator[str]:
    """What stands between the placeholders of a sentence, and in their places the facts."""
    for literal, name, form, conversion in _FORMATTER.parse(text):
        yield literal
        if name is not None:
            yield _written(facts[name], form or "", conversion)


def _written(fact: object, form: str, conversion: str | None) -> str:
    """A fact as its placeholder wants it; a text that is taken as it is keeps its quotations."""
    if isinstance(fact, str) and not form and not conversion:
        return fact
    return str(_FORMATTER.format_field(_FORMATTER.convert_field(fact, conversion), form))
