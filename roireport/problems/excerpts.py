"""The line of the file that a problem is about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from roireport.problems.problem import Problem
from roireport.text.characters import LINE_END

LONGEST_LINE = 2_000
"""Characters; a longer line is no help on a terminal."""


def with_excerpts(problems: Iterable[Problem], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems in the order of their places, each with its line; the texts are given by file."""
    lines = {file: LINE_END.split(text) for file, text in texts.items()}
    ordered = sorted(problems, key=lambda found: (found.place, found.key, found.facts))
    return tuple(replace(found, excerpt=_line(found, lines.get(found.place.file, []))) for found in ordered)


def _line(found: Problem, lines: list[str]) -> str | None:
    if not 0 < found.place.line <= len(lines):
        return None
    line = lines[found.place.line - 1]
    return line if line.strip() and len(line) <= LONGEST_LINE else None
