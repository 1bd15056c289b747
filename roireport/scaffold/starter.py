"""Fill the texts that new files begin with: templates/starter/<language>/."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final, TypeAlias

from roireport.load.files import Reading
from roireport.model.language import Language
from roireport.model.local_text import LocalText
from roireport.problems.problem import Refused
from roireport.render.origin import without_origin
from roireport.resources import TEMPLATES
from roireport.scaffold.yaml_text import yaml_text

STARTER: Final = "starter"
WIDTH: Final = 120
"""Characters of a comment's line."""

Fact: TypeAlias = str | LocalText
"""A `str` is written as it is; a `LocalText` as a YAML text, and in the first language in a comment."""
Facts: TypeAlias = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Starter:
    """The folders of the texts, and the languages of the engagement; comments are in the first one."""

    folders: Sequence[Path]
    languages: Sequence[Language]

    def text(self, path: str) -> str:
        """The text of a file in the language of the comments, without the line that names a copy's origin.

        Raises Refused where it cannot be read.
        """
        file = f"{STARTER}/{self.languages[0]}/{path}"
        folder = next((folder for folder in self.folders if (folder / file).is_file()), self.folders[-1])
        reading = Reading(folder.parent)
        if (text := reading.text(f"{TEMPLATES}/{file}")) is None:
            raise Refused(reading.as_problems().items)
        return without_origin(text)

    def filled(self, path: str, facts: Facts) -> str:
        """The text of a file with its `$names` filled; a line with a name that has no fact is left out."""
        return "".join(self._line(line, facts) for line in self.text(path).splitlines(keepends=True))

    def _line(self, line: str, facts: Facts) -> str:
        template = Template(line)
        names = template.get_identifiers()
        if not facts.keys() >= set(names):
            return ""
        commented = line.lstrip().startswith("#")
        text = template.safe_substitute({name: self._value(facts[name], commented=commented) for name in names})
        return _wrapped(text) if names and line.startswith("#") else text

    def _value(self, fact: Fact, *, commented: bool) -> str:
        if not isinstance(fact, LocalText):
            return fact
        if commented:
            return re.sub(r"[\r\n\t]+", " ", fact.in_language(self.languages[0]))
        return yaml_text(fact, self.languages)


def _wrapped(comment: str) -> str:
    """A comment of one line on as many as it needs."""
    inset = len(comment) - len(comment[1:].lstrip(" ")) - 1
    indent = "#" + " " * (inset + 2 if inset > 1 else inset)
    lines = textwrap.wrap(
        comment, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return "\n".join(lines) + "\n"
