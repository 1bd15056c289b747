"""Who changed a line of a file last, in which commit, and when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final, TypeAlias

from roireport.model.commit import CommitUnknown, LineChange, LineOrigin
from roireport.text.characters import printable
from roireport.versions.git import GitFailed, git
from roireport.versions.repository import Repository, repository_of

_HEADER: Final = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")
_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_ONLY_OBJECTS: Final = (
    # Settings name files of authors and of commits to pass over; an empty name drops those that came before it.
    *("-c", "mailmap.file=", "-c", "mailmap.blob="),
    *("blame", "--porcelain", "--no-textconv", "--ignore-revs-file="),
)
"""Blame of a commit, not of the working tree: no filter and no converter of the configuration runs."""

Lines: TypeAlias = Mapping[int, LineOrigin]
"""The origin of each line of a file, from 1."""


def line_origins(root: Path, files: Mapping[str, bytes]) -> Mapping[str, Lines | CommitUnknown | None]:
    """Find the last change of each line of some files; through merges it is the commit that made the change.

    Args:
        root: The folder that the paths start from.
        files: The contents as they were read, by path.

    Returns:
        For each file its lines, why nothing is known of them, or None where there is no repository.
    """
    try:
        repository = repository_of(root) if files else None
    except GitFailed as failed:
        return dict.fromkeys(files, CommitUnknown(failed.reason, failed.detail))
    if repository is None:
        return dict.fromkeys(files)
    return origins_in(repository, files)


def origins_in(repository: Repository, files: Mapping[str, bytes]) -> Mapping[str, Lines | CommitUnknown]:
    """The same, from the commit that the repository is at."""
    return {path: _lines(repository, path, content) for path, content in files.items()}


def _lines(repository: Repository, path: str, content: bytes) -> Lines | CommitUnknown:
    try:
        committed = _committed(repository, path)
        if committed is None or not repository.head:
            return CommitUnknown("not_committed")
        if committed.startswith(_POINTER):
            return CommitUnknown("stored_elsewhere")
        changes = _blamed(repository, path)
    except GitFailed as failed:
        return CommitUnknown(failed.reason, failed.detail)
    uncommitted: LineOrigin = CommitUnknown("not_committed")
    before, now = _split(committed), _split(content)
    same = dict(_same_lines(before, now))
    return {line: changes.get(same.get(line, 0), uncommitted) for line in range(1, len(now) + 1)}


def _committed(repository: Repository, path: str) -> bytes | None:
    """The content of a file in the commit that is checked out; None where it has none."""
    if not repository.head:
        return None
    name = f"{repository.head}:{repository.folder}{path}"
    kind = git(repository.top, "cat-file", "-t", name, accepted=(0, 128)).strip()
    return git(repository.top, "cat-file", "blob", name) if kind == b"blob" else None


def _split(content: bytes) -> Sequence[bytes]:
    """The lines of a file, whatever ends them and whether or not a mark of the encoding begins it."""
    return [line.rstrip(b"\r") for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n")]


def _same_lines(before: Sequence[bytes], now: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each line that is still as it was committed: now, and in the commit."""
    if before == now:
        yield from ((line, line) for line in range(1, len(now) + 1))
        return
    for block in SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks():
        yield from ((block.b + n, block.a + n) for n in range(1, block.size + 1))


def _blamed(repository: Repository, path: str) -> Lines:
    """The last change of each line of a file, in the commit that is checked out."""
    output = git(repository.top, *_ONLY_OBJECTS, repository.head, "--", f"{repository.folder}{path}")
    facts: dict[str, dict[str, str]] = {}
    changes: dict[int, LineOrigin] = {}
    hash = ""
    for line in output.split(b"\n"):
        if match := _HEADER.fullmatch(line):
            hash = match[1].decode()
            changes[int(match[2])] = CommitUnknown("history_cut")  # where its parents are missing
            facts.setdefault(hash, {"lines": ""})["lines"] += f"{int(match[2])} "
        elif hash and not line.startswith(b"\t"):
            key, _, value = line.decode("utf-8", "replace").partition(" ")
            facts[hash].setdefault(key, value)
    for commit, about in facts.items():
        if commit not in repository.cut:
            changes |= dict.fromkeys(map(int, about["lines"].split()), _change(commit, about))
    return changes


def _change(commit: str, facts: Mapping[str, str]) -> LineChange:
    """The change of a commit; its day is that of its author's own clock."""
    day = day_of(facts.get("author-time", "0"), facts.get("author-tz", "+0000"))
    return LineChange(commit, printable(facts.get("author", "")), day)


def day_of(seconds: str, zone: str) -> date:
    """The day of a moment as git writes it: seconds since 1970, and a zone such as +0200."""
    minutes = int(zone[:1] + "1") * (60 * int(zone[1:3]) + int(zone[3:5]))
    return datetime.fromtimestamp(int(seconds), timezone(timedelta(minutes=minutes))).date()
