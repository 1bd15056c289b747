"""The words of one language."""

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter

from babel import Locale

from roireport.model.engagement import Language
from roireport.present.language.said import Said, paths_of


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
            quoted = (facts[name] for _, name, _, _ in Formatter().parse(text) if name)
            return Said(text.format_map(facts), paths_of(*quoted))
        except KeyError as missing:
            raise MissingWord(f"{self.language}: {key} ({missing})") from missing

    def _form(self, entry: Mapping[str, str], facts: Mapping[str, object]) -> str:
        form = self._plural(Decimal(str(facts["n"])))
        return form if form in entry else "other"

    def listed(self, items: list[str] | tuple[str, ...]) -> Said:
        """Items as a sentence lists them: a, b and c."""
        if len(items) < 2:
            return Said("".join(items), paths_of(*items))
        joined = ", ".join(items[:-1])
        return Said(f"{joined} {self('common.and')} {items[-1]}", paths_of(*items))
