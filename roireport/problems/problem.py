"""One problem; a run reports all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roireport.model.place import Place

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` names it in CODES and in the words (`<key>.what`, `<key>.mend`); `also` are further places it concerns."""

    key: str
    place: Place
    facts: tuple[tuple[str, str], ...] = ()
    excerpt: str | None = None
    """The line of the file as it stands, for the caret; None where there is none to show."""
    also: tuple[Place, ...] = ()
    level: Level = "error"
    engagement: str | None = None
    """The id of the engagement it belongs to; None for the workspace."""


def problem(key: str, place: Place, /, *, also: tuple[Place, ...] = (), **facts: str) -> Problem:
    """A problem at a place with its facts by name."""
    return Problem(key, place, tuple(facts.items()), also=also)


@dataclass(frozen=True, slots=True)
class Problems:
    """Why something could not be read: at least one problem."""

    items: Sequence[Problem]


class TemplatesRefused(ValueError):
    """Templates of a workspace that nothing can be made with, with their problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{one.place}: {one.key}" for one in problems))
        self.problems = tuple(problems)
