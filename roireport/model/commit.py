"""The commit that the files of an engagement were read at."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

SHOWN: Final = 8
"""Characters of the hash that are printed: a fixed number, so that the same input gives the same bytes everywhere."""

Reason = Literal[
    "not_committed",
    "history_cut",
    "nested_repository",
    "other_owner",
    "other_repository",
    "git_missing",
    "git_failed",
    "stored_elsewhere",
]
"""Why a folder in a repository has no commit that could be printed."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The last commit that changed a folder.

    `modified` where the folder differs from it. `ignored` are the files that git ignores and the commit does not
    hold, by their path in the folder: whether they make a difference depends on whether they are read.
    """

    hash: str
    modified: bool = False
    ignored: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.hash[:SHOWN] + (" + changes" if self.modified else "")

    def read_with(self, files: Set[str]) -> "Commit":
        """Count the files that git ignores and that were read as changes."""
        return replace(self, modified=self.modified or not files.isdisjoint(self.ignored), ignored=())


@dataclass(frozen=True, slots=True)
class CommitUnknown:
    """A folder in a repository whose commit cannot be printed; `detail` is the message of git, where there is one."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LineChange:
    """The last change of a line: the hash of its commit, the author's name, and the day."""

    commit: str
    author: str
    day: date


LineOrigin = LineChange | CommitUnknown
"""The last change of a line, or why it is not known."""

Version = Commit | CommitUnknown | None
"""The commit of a folder, or why it is not known; None where it is in no repository."""
