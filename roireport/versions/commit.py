"""The commit that a report names."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SHOWN = 8
"""Characters of the hash that are printed: a fixed number, so that the same input gives the same bytes everywhere."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The last commit that changed a folder; `modified` where the folder differs from it."""

    hash: str
    modified: bool

    def __str__(self) -> str:
        return self.hash[:SHOWN] + (" + changes" if self.modified else "")


def commit_of(folder: Path) -> Commit | None:
    """The last commit that changed a folder; None without git, without a repository, or before a first commit."""
    found = _git(folder, "log", "-1", "--format=%H", "--", ".")
    if not found:
        return None
    return Commit(found.strip(), modified=bool(_git(folder, "status", "--porcelain", "--", ".")))


_CAUTION: Final = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit")
"""No monitors or hooks; and no repository made of the files of a folder, whose settings could run any program."""


def _git(folder: Path, *words: str) -> str | None:
    """What git prints, with what a repository may configure to run switched off."""
    command = ["git", *(word for setting in _CAUTION for word in ("-c", setting)), *words]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=30, env=environment, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else None
