"""Problems as plain values for JSON."""

from typing import TypedDict

from roireport.model.place import Place
from roireport.problems.codes import CODES
from roireport.problems.problem import Level, Problem
from roireport.problems.sentences import Sentences, mend, what


class PlaceDocument(TypedDict):
    """A place; line and column are None where the file as a whole is meant."""

    file: str
    line: int | None
    column: int | None


class ProblemDocument(PlaceDocument):
    """A problem with its sentences in one language."""

    code: str
    key: str
    level: Level
    engagement: str | None
    what: str
    mend: str
    excerpt: str | None
    also: list[PlaceDocument]
    more_rows: int


def problem_document(problem: Problem, words: Sentences) -> ProblemDocument:
    """Convert a problem to plain values, ready for JSON."""
    return {
        "code": CODES[problem.key],
        "key": problem.key,
        "level": problem.level,
        "engagement": problem.engagement,
        **_place(problem.place),
        "what": str(what(problem, words)),
        "mend": str(mend(problem, words)),
        "excerpt": problem.excerpt,
        "also": [_place(place) for place in problem.also],
        "more_rows": problem.more,
    }


def _place(place: Place) -> PlaceDocument:
    return {"file": place.file, "line": place.line or None, "column": place.column or None}
