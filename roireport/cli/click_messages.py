"""Click's own messages in the language of the interface."""

import contextlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import click.core
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from roireport.cli.help import read_texts
from roireport.model.language import Language

CLICKS_LANGUAGE: Final[Language] = "en"
_MODULES: Final = (click.core, click.exceptions, click.formatting, click.parser, click.termui, click.types)


class _Catalogue:
    """The messages of a language by Click's own; read when the first one is asked for."""

    def __init__(self, language: Language) -> None:
        self._language = language

    @cached_property
    def _messages(self) -> Mapping[str, str]:
        own, ours = (read_texts("click", language) for language in (CLICKS_LANGUAGE, self._language))
        return {own[key]: text for key, text in ours.items()}

    def gettext(self, message: str) -> str:
        """The message in this language; as Click has it where the catalogue lacks it."""
        return self._messages.get(message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form for a number."""
        return self.gettext(singular if n == 1 else plural)


@contextlib.contextmanager
def click_messages(language: Language) -> Iterator[None]:
    """Let Click speak a language for the length of a run.

    Click asks gettext, which would need compiled catalogues and takes its language from the environment alone; so
    the two functions that Click's modules call are replaced.
    """
    if language == CLICKS_LANGUAGE:
        yield
        return
    catalogue = _Catalogue(language)
    ours: dict[str, Any] = {"_": catalogue.gettext, "ngettext": catalogue.ngettext}
    before = [(vars(module), dict(vars(module))) for module in _MODULES]
    for names, _ in before:
        names.update({name: call for name, call in ours.items() if name in names})
    try:
        yield
    finally:
        for names, clicks in before:
            names.update({name: clicks[name] for name in ours if name in clicks})
