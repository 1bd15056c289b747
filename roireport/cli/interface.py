"""The language that the command speaks, known before it prints its first word."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import click

from roireport.cli.streams import Streams
from roireport.model.language import LANGUAGES, Language

OPTION: Final = "--interface"
interface_option = click.option(OPTION, type=click.Choice(LANGUAGES), expose_value=False, allow_from_autoenv=False)
_ENVIRONMENT: Final = ("ROIREPORT_INTERFACE", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Interface:
    """What a run prints on, and in which language: the object of Click's context."""

    streams: Streams
    language: Language


def interface_of(context: click.Context) -> Interface:
    """The interface of the run that a context belongs to."""
    interface = context.find_object(Interface)
    assert interface is not None
    return interface


def interface_language(arguments: Sequence[str]) -> Language:
    """The language of messages and help: as the last --interface says, else as the environment, else English.

    It is read before Click parses the arguments, since `--help` and errors in them need it.
    """
    return next((language for language in LANGUAGES if _wanted(arguments).startswith(language)), "en")


def _wanted(arguments: Sequence[str]) -> str:
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    for position in reversed(range(len(options))):
        name, equals, beside = options[position].partition("=")
        language = beside if equals else "".join(options[position + 1 : position + 2])
        if name == OPTION and language in LANGUAGES:
            return language
    return next((value for name in _ENVIRONMENT if (value := os.environ.get(name))), "")
