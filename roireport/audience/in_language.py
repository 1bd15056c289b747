"""Choose the language of every text of a noun, at every depth."""

from typing import Any, TypeVar

from roireport.model.language import Language
from roireport.model.local_text import LocalText
from roireport.model.located import Located

Noun = TypeVar("Noun", bound=Located)


def in_language(noun: Noun, language: Language) -> Noun:
    """Copy a noun with its texts in a language; the same object if unchanged.

    The copy has the places of the original, and its texts keep their other forms.
    """
    values = ((name, getattr(noun, name)) for name in type(noun).model_fields)
    changed = {name: local for name, value in values if (local := _local(value, language)) is not value}
    return noun.model_copy(update=changed) if changed else noun


def _local(value: Any, language: Language) -> Any:
    match value:
        case LocalText():
            return value.in_language(language)
        case Located():
            return in_language(value, language)
        case tuple():
            items = tuple(_local(item, language) for item in value)
            return value if _same(items, value) else items
        case dict():
            entries = {key: _local(item, language) for key, item in value.items()}
            return value if _same(tuple(entries.values()), tuple(value.values())) else entries
    return value


def _same(after: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return all(new is old for new, old in zip(after, before, strict=True))
