"""The commit that a report names."""

import os
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

SHOWN = 8
"""Characters of the hash that are printed: a fixed number, so that the same input gives the same bytes everywhere."""
MANY: Final = 20
"""Folders of one commit from which it is quicker to list all that it holds than to look for each."""
_LONGEST: Final = 120
"""Seconds that git may take."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The last commit that changed a folder; `modified` where the folder differs from it."""

    hash: str
    modified: bool

    def __str__(self) -> str:
        return self.hash[:SHOWN] + (" + changes" if self.modified else "")


def commit_of(folder: Path) -> Commit | None:
    """The last commit that changed a folder; None without git, without a repository, or before a first commit."""
    return commits_of(folder.parent, (folder.name,)).get(folder.name)


def commits_of(parent: Path, names: Sequence[str]) -> Mapping[str, Commit]:
    """The last commit that changed each of some folders, of those that have one; git is asked for all of them at once.

    It is the commit that `git log -1` names: where histories were merged, what the merge took over whole keeps the
    commit of its side, and what differs from all sides has the merge itself.
    """
    if not names:
        return {}
    found = _last_changes(parent, names)
    doubtful = _overtaken(parent, found)
    hashes = {name: (_alone(parent, name) if name in doubtful else hash) for name, hash in found.items()}
    changed = _first_folders(_git(parent, "status", "--porcelain", "-z", "--no-renames", "--", "."), parent)
    return {name: Commit(hash, name in changed) for name, hash in hashes.items() if hash}


def _last_changes(parent: Path, names: Sequence[str]) -> dict[str, str]:
    """The newest commit of the history that touches each folder."""
    told = _git(parent, "log", "-m", "--relative", "--no-renames", "--name-only", "-z", "--format=%x01%H", "--", ".")
    wanted, found = set(names), dict[str, str]()
    for hash, blocks in groupby(_blocks(told or ""), key=lambda block: block[0]):
        # A merge is told once for each of its sides; it changed what differs from all of them.
        touched = set.intersection(*(folders for _, folders in blocks)) & wanted
        found.update(dict.fromkeys(touched, hash))
        wanted -= touched
        if not wanted:
            break
    return found


def _blocks(told: str) -> Iterator[tuple[str, set[str]]]:
    """Each commit of a log, with the folders that it touches."""
    for block in told.split("\x01")[1:]:
        hash, _, files = block.partition("\0")
        yield hash.strip(), {file.strip("\n").partition("/")[0] for file in files.split("\0")}


def _overtaken(parent: Path, found: Mapping[str, str]) -> Collection[str]:
    """The folders that are not now as their commit left them: a merge dropped its side."""
    then: dict[str, str] = {}
    for commit, count in Counter(found.values()).items():
        if count > MANY:
            tree = _tree(parent, commit)
            then |= {name: tree.get(name, "") for name, hash in found.items() if hash == commit}
    others = [name for name in found if name not in then]
    asked = "".join(f"{found[name]}:./{name}\n" for name in others)
    told = (_git(parent, "cat-file", "--batch-check=%(objectname)", given=asked) or "").split("\n")
    then |= zip(others, told, strict=False)
    now = _tree(parent, "HEAD")
    return {name for name, hash in then.items() if hash != now.get(name)}


def _tree(parent: Path, commit: str) -> dict[str, str]:
    """What a commit has in the folder: the digest of each by its name."""
    entries = (entry.partition("\t") for entry in (_git(parent, "ls-tree", "-z", commit) or "").split("\0"))
    return {name: about.split(" ")[-1] for about, tab, name in entries if tab}


def _alone(parent: Path, name: str) -> str:
    return (_git(parent, "log", "-1", "--format=%H", "--", name) or "").strip()


def _first_folders(told: str | None, parent: Path) -> Collection[str]:
    """The folders of the files that a status names, whose paths begin at the top of the repository."""
    prefix = (_git(parent, "rev-parse", "--show-prefix") or "").strip("\n")
    paths = (line[3:] for line in (told or "").split("\0"))
    return {path.removeprefix(prefix).partition("/")[0] for path in paths if path.startswith(prefix)}


_CAUTION: Final = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit")
"""No monitors or hooks; and no repository made of the files of a folder, whose settings could run any program."""


def _git(folder: Path, *words: str, given: str = "") -> str | None:
    """What git prints, with what a repository may configure to run switched off."""
    command = ["git", *(word for setting in _CAUTION for word in ("-c", setting)), *words]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        run = subprocess.run(
            command,
            cwd=folder,
            input=given.encode(),
            capture_output=True,
            timeout=_LONGEST,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else None
