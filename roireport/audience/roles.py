"""Replace the names of the team by their roles, wherever an engagement has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from roireport.model.engagement import Engagement, Narrative, TeamMember
from roireport.model.language import Language
from roireport.model.local_text import LocalText
from roireport.model.located import Located

_ID_OR_PATH: Final = re.compile(r"[a-z0-9-]+|[^\s/]+(?:/[^/]+)+", re.ASCII)
"""A plain text that another file or key refers to, and that stays as it is."""


def with_roles(engagement: Engagement, unnamed: LocalText) -> Engagement:
    """Copy an engagement with roles in place of the names of its team.

    A member has the role for a name too, so that what compares `team` with other texts finds the same.

    Args:
        engagement: As it was loaded.
        unnamed: The role of a member who has none.
    """
    roles = _Roles.of(engagement, unnamed)
    return roles.replaced(engagement) if roles.by_name else engagement


@dataclass(frozen=True, slots=True)
class _Roles:
    """The role of each name of a team, by the name's words in small letters."""

    by_name: Mapping[str, LocalText]
    names: re.Pattern[str]
    unnamed: LocalText
    language: Language

    @classmethod
    def of(cls, engagement: Engagement, unnamed: LocalText) -> Self:
        by_name = {
            _key(form): member.role or unnamed
            for member in engagement.team
            for form in (member.name.forms.values() or (member.name,))
        }
        longest_first = sorted(by_name, key=len, reverse=True)
        spellings = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
        return cls(
            by_name, re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)", re.I), unnamed, engagement.language[0]
        )

    def replaced(self, value: Any) -> Any:
        """A value without the names, at every depth; the same object if unchanged."""
        match value:
            case TeamMember():
                role = value.role or self.unnamed
                return value.model_copy(update={"name": role, "role": role})
            case Located():
                return self._noun(value)
            case Narrative():
                return replace(value, text=self._form(value.text, value.language or self.language))
            case tuple():
                items = tuple(self.replaced(item) for item in value)
                return value if _same(items, value) else items
        return self._text(value) if isinstance(value, str) else value

    def _noun(self, noun: Located) -> Located:
        values = ((name, getattr(noun, name)) for name in type(noun).model_fields if name not in ("id", "folder"))
        changed = {name: new for name, value in values if (new := self.replaced(value)) is not value}
        return noun.model_copy(update=changed) if changed else noun

    def _text(self, text: str) -> str:
        """A text without the names; the same object if it has none."""
        if not isinstance(text, LocalText):
            return text if _ID_OR_PATH.fullmatch(text) else self._form(text, self.language)
        if not any(self.names.search(form) for form in (text, *text.forms.values())):
            return text
        forms = text.forms or dict.fromkeys(self._languages(text), str(text))
        if not forms:
            return LocalText(self._form(text, self.language))
        return LocalText.of({language: self._form(form, language) for language, form in forms.items()})

    def _languages(self, text: str) -> tuple[Language, ...]:
        """The languages of the roles in a text: a plain one gets a form in each."""
        roles = (self.by_name[_key(match[0])] for match in self.names.finditer(text))
        return tuple(dict.fromkeys(language for role in roles for language in role.forms))

    def _form(self, text: str, language: Language) -> str:
        """A text in one language without the names; the same object if it has none."""
        if not self.names.search(text):
            return text
        return self.names.sub(lambda match: self.by_name[_key(match[0])].in_language(language), str(text))


def _same(after: tuple[object, ...], before: tuple[object, ...]) -> bool:
    return all(new is old for new, old in zip(after, before, strict=True))


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
