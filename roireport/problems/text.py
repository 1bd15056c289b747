"""Problems as text for a terminal."""

from roireport.problems.codes import CODES
from roireport.problems.problem import Problem
from roireport.problems.sentences import Sentences, mend, what
from roireport.text.characters import printable

WIDEST_EXCERPT = 100
"""Characters of the line that are shown around the place."""


def problem_text(problem: Problem, words: Sentences) -> str:
    """Write a problem: `CODE file:line:column what`, the line with a caret, the mend.

    A warning or an info begins with its level.
    """
    level = "" if problem.level == "error" else f"[{words(f'severity.{problem.level}')}] "
    more = f" {words('problems.more_rows', n=problem.more)}" if problem.more else ""
    heading = f"{CODES[problem.key]} {printable(str(problem.place))} {level}{what(problem, words)}{more}"
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
    """Make a line printable; its tabs stay, so that the caret is in place."""
    return "\t".join(printable(part) for part in line.split("\t"))
