"""A problem as a terminal shows it."""

from roireport.problems.codes import CODES
from roireport.problems.problem import Problem
from roireport.problems.sentences import Sentences, mend, what
from roireport.text.characters import printable

WIDEST_EXCERPT = 100
"""Characters of the line that are shown around the place."""


def problem_text(problem: Problem, words: Sentences) -> str:
    """`CODE file:line:column what`, the line with a caret below the place, and how to mend it.

    What is less than an error says so before its sentence.
    """
    level = "" if problem.level == "error" else f"[{words(f'severity.{problem.level}')}] "
    heading = f"{CODES[problem.key]} {printable(str(problem.place))} {level}{what(problem, words)}"
    return "\n".join((heading, *_excerpt(problem), f"  → {mend(problem, words)}"))


def _excerpt(problem: Problem) -> tuple[str, ...]:
    if problem.excerpt is None:
        return ()
    at = problem.place.column - 1
    start = max(0, at - WIDEST_EXCERPT // 2) if len(problem.excerpt) > WIDEST_EXCERPT else 0
    shown = problem.excerpt[start : start + WIDEST_EXCERPT]
    margin = "".join("\t" if letter == "\t" else " " for letter in shown[: at - start])
    return (f"    {_visible(shown)}", f"    {margin}^")


def _visible(line: str) -> str:
    """The line without what could move a terminal's cursor or turn its text around; tabs keep the caret in place."""
    return "\t".join(printable(part) for part in line.split("\t"))
