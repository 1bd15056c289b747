"""Add to each problem the line of its file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from roireport.problems.problem import Problem
from roireport.text.characters import LINE_END

LONGEST_LINE = 2_000
"""Characters; a longer line does not help on a terminal."""


def with_excerpts(problems: Iterable[Problem], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Sort the problems by place and add their lines; the texts are given by file."""
    lines = {file: LINE_END.split(text) for file, text in texts.items()}
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.key, problem.facts))
    return tuple(replace(problem, excerpt=_line(problem, lines.get(problem.place.file, []))) for problem in ordered)


def _line(problem: Problem, lines: list[str]) -> str | None:
    if not 0 < problem.place.line <= len(lines):
        return None
    line = lines[problem.place.line - 1]
    return line if line.strip() and len(line) <= LONGEST_LINE else None
