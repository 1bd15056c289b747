"""Problems of the input; a run reports all of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from roireport.model.place import Place

Level = Literal["error", "warning", "info"]
Stage = Literal["machine", "open", "load", "compute", "render", "search", "verify"]
"""Where in a run a problem is found: the machine, the settings and what the command asks for, an engagement's files,
its results, pages and the site, the search for what must not leave the firm, a PDF to verify. Exit codes follow from
it (`roireport/cli/severity.py`)."""
NO_PLACE: Final = Place("")
"""The place of a problem that its caller knows the place of; see `placed`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` names it in CODES and in the words (`<key>.what`, `<key>.mend`); `also` are further places it concerns."""

    key: str
    place: Place
    facts: tuple[tuple[str, str], ...] = ()
    excerpt: str | None = None
    """The line of the file, shown above the caret; None where there is none."""
    also: tuple[Place, ...] = ()
    level: Level = "error"
    engagement: str | None = None
    """The id of the engagement it belongs to; None for the workspace."""
    stage: Stage = "load"
    more: int = 0
    """In how many more rows the same is wrong."""


def problem(key: str, place: Place, /, *, also: tuple[Place, ...] = (), **facts: str) -> Problem:
    """Make a problem at a place, with its facts by name."""
    return Problem(key, place, tuple(facts.items()), also=also)


def at_stage(stage: Stage, problems: Iterable[Problem], *, engagement: str | None = None) -> tuple[Problem, ...]:
    """Say at which stage problems were found, and of which engagement they are."""
    return tuple(replace(fault, stage=stage, engagement=engagement or fault.engagement) for fault in problems)


def of_stage(problems: Iterable[Problem], *stages: Stage) -> tuple[Problem, ...]:
    """The problems that were found at some stages."""
    return tuple(fault for fault in problems if fault.stage in stages)


def fold(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the first problem of each kind, which says how many more rows have it.

    Args:
        problems: Those of one column, in the order of its rows.
    """
    kinds: dict[str, list[Problem]] = {}
    for fault in problems:
        kinds.setdefault(fault.key, []).append(fault)
    return tuple(replace(first, more=len(others)) for first, *others in kinds.values())


def placed(problems: Iterable[Problem], place: Place) -> tuple[Problem, ...]:
    """Give a place to the problems that have none."""
    return tuple(fault if fault.place.file else replace(fault, place=place) for fault in problems)


@dataclass(frozen=True, slots=True)
class Problems:
    """Why something could not be read: at least one problem."""

    items: Sequence[Problem]


class Refused(Exception):
    """Something cannot be used, and why: at least one problem.

    It comes through code that has no way to return problems, such as a template engine. It can be pickled.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "; ".join(_summary(fault) for fault in self.problems)


def _summary(fault: Problem) -> str:
    """A problem on one line, for a traceback."""
    facts = ", ".join(f"{name}={fact}" for name, fact in fault.facts)
    return f"{fault.place}: {fault.key} ({facts})"
