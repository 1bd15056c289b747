"""An attack: what is put where, and what must become of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from roireport.text.characters import printable

THREATS: Final = (
    # Input
    "alias and merge-key bombs",
    "depth",
    "duplicate keys",
    "implicit types",
    "impossible dates, huge integers",
    "control characters, lone surrogates, bidi overrides",
    "Latin-1, NUL, UTF-16",
    "mutated files",
    # Rendering
    "external references",
    "attachments, ../, symlinks, /proc, pipes",
    "links",
    "Markdown",
    "template text",
    "layout bombs",
    "JSON in pages",
    "spreadsheets, CSV",
    # Leaks
    "what nobody may see in what is written",
    # Building, as far as it is about input
    "a poisoned engagement among good ones",
    # What bounds and names bring
    "oversize files",
    "names and ids",
    "logos that are not what they say",
    "templates that lead elsewhere",
)
"""What can go wrong: every row about input and rendering of the threat model, and what follows from it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link; `{secret}` is replaced by a file outside the workspace that nobody may read."""

    target: str


@dataclass(frozen=True, slots=True)
class Pipe:
    """A named pipe, which hangs whoever reads it."""


Put: TypeAlias = str | bytes | Link | Pipe


@dataclass(frozen=True, slots=True)
class Case:
    """An attack by the files that it puts in place of those of a sound engagement.

    `refused` are all problems that a build names, as `CODE file:line`, the line left out where the whole file is
    meant. Where there are none it is built: then `kept` must be read on its page, as text, and `gone` nowhere.
    """

    id: str
    threat: str
    put: Mapping[str, Put]
    refused: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    folder: str | bytes = ""
    """The name of its folder where that is the attack; else its id."""

    @property
    def engagement(self) -> str:
        """The name by which messages and the manifest call its engagement."""
        return printable(os.fsdecode(self.folder or self.id))
