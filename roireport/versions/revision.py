"""A revision of a workspace: its commit, and its files as git holds them, without a checkout."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from roireport.model.commit import LineChange
from roireport.text.characters import printable
from roireport.versions.git import GitFailed, git
from roireport.versions.lines import day_of
from roireport.versions.repository import Repository
from roireport.versions.working_tree import TreeEntry

LINK: Final = "120000"
_FILES: Final = ("100644", "100755")
_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_AT_ONCE: Final = 200
"""Commits whose files are looked at in one call."""
_HEADER: Final = re.compile(rb"[0-9a-f]{40,64} (\w+) (\d+)")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, by the name that it was asked for, and the folder of the workspace in its repository."""

    name: str
    commit: str
    day: date
    repository: Repository

    def entries(self, folder: str = "") -> Mapping[str, TreeEntry] | None:
        """The files below a folder of the workspace, by their paths from it; None where the commit lacks it."""
        within = f"{self.repository.folder}{folder}".rstrip("/")
        tree = _tree(self.repository, f"{self.commit}:{within}")
        return None if tree is None else listed_files(self.repository, tree)

    def contents(self, entries: Mapping[str, TreeEntry]) -> dict[str, bytes]:
        """The contents of some files, by path.

        Raises:
            GitFailed: A partial clone lacks one of them, or git LFS keeps it elsewhere.
        """
        files = {path: entry.id for path, entry in entries.items() if entry.mode in _FILES}
        blobs = blobs_of(self.repository, files.values())
        if missing := [path for path, id in files.items() if id not in blobs]:
            raise GitFailed("git_failed", f"{missing[0]}: {files[missing[0]][:8]}")
        contents = {path: blobs[id] for path, id in files.items()}
        if stored := [path for path, content in contents.items() if content.startswith(_POINTER)]:
            raise GitFailed("stored_elsewhere", stored[0])
        return contents


def revision(repository: Repository, name: str) -> Revision | None:
    """Find the commit of a name as git understands it: a tag, a branch, a hash, HEAD~3; None where there is none.

    Raises:
        GitFailed: git does not read the repository.
    """
    if not name or name.startswith("-") or "\0" in name:
        return None
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = git(repository.top, *words, accepted=(0, 1, 128)).decode().strip()
    if not commit:
        return None
    return Revision(name, commit, _change_of(repository, commit).day, replace(repository, head=commit))


def _change_of(repository: Repository, commit: str) -> LineChange:
    """A commit with its author, and the day on the author's own clock."""
    return _change_in(commit, git(repository.top, "cat-file", "commit", commit))


def days_of(repository: Repository, commits: Iterable[str]) -> dict[str, date]:
    """The day of each commit on its author's own clock, from one call."""
    contents = blobs_of(repository, commits, kind=b"commit")
    return {commit: _change_in(commit, content).day for commit, content in contents.items()}


def _change_in(commit: str, content: bytes) -> LineChange:
    """The author and the day in the object of a commit."""
    head = content.split(b"\n\n", 1)[0]
    line = next((line for line in head.split(b"\n") if line.startswith(b"author ")), b"author  0 +0000")
    name, seconds, zone = line.decode("utf-8", "replace").removeprefix("author ").rsplit(" ", 2)
    return LineChange(commit, printable(name.rpartition(" <")[0]), day_of(seconds, zone))


def _tree(repository: Repository, name: str) -> str | None:
    """The id of the tree of a name; None where it is none."""
    asked = f"{name}\n".encode("utf-8", "surrogateescape")
    answer = git(repository.top, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=asked).decode()
    return answer.split()[1] if answer.startswith("tree ") else None


def listed_files(repository: Repository, tree: str) -> dict[str, TreeEntry]:
    """The files below a tree, by their paths from it."""
    listed = git(repository.top, "ls-tree", "-r", "-z", "--full-tree", tree).decode("utf-8", "surrogateescape")
    entries = {}
    for line in listed.split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, id = about.split(" ")
        entries[path] = TreeEntry(mode, id)
    return entries


def blobs_of(repository: Repository, names: Iterable[str], kind: bytes = b"blob") -> dict[str, bytes]:
    """The contents of some blobs by their names (an id, or COMMIT:PATH), from one call; nothing for a missing one.

    Args:
        kind: The kind of object, where it is another one.
    """
    asked = [name for name in dict.fromkeys(names) if "\n" not in name]
    given = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    output = git(repository.top, "cat-file", "--batch", given=given) if asked else b""
    blobs, position = dict[str, bytes](), 0
    for name in asked:
        end = output.index(b"\n", position)
        header = _HEADER.fullmatch(output, position, end)
        position = end + 1
        if header:
            start, size = position, int(header[2])
            position = start + size + 1
            if header[1] == kind:
                blobs[name] = output[start : start + size]
    return blobs


Line: TypeAlias = tuple[str, bytes]
"""The path of a file from the workspace, and one of its lines without its end."""


def removals(
    earlier: Revision, later: str, lines: Collection[Line], moved: tuple[str, str]
) -> Mapping[Line, LineChange]:
    """Find the commit that took each of some lines out of its file, after a revision and up to a later commit.

    It is the first commit that has the line less often than one of its parents; nothing for a line without any.

    Args:
        moved: A folder as it was called and as it is called now; a line is still there if its file is in either.
    """
    changes = dict[Line, LineChange]()
    for path in dict.fromkeys(path for path, _ in lines):
        wanted = [line for own, line in lines if own == path]
        within = earlier.repository.folder
        names = list(dict.fromkeys(f"{within}{name}" for name in (path, path.replace(*moved, 1))))
        for line, commit in _removals(earlier, later, names, wanted).items():
            changes[path, line] = _change_of(earlier.repository, commit)
    return changes


def _removals(earlier: Revision, later: str, names: Sequence[str], lines: Collection[bytes]) -> dict[bytes, str]:
    repository = earlier.repository
    words = ("rev-list", "--reverse", "--topo-order", "--parents", f"{earlier.commit}..{later}", "--")
    output = git(repository.top, *words, *(f":(literal){name}" for name in names))
    history = [line.split(" ") for line in output.decode().splitlines()]
    removed = dict[bytes, str]()
    for start in range(0, len(history), _AT_ONCE):
        part = history[start : start + _AT_ONCE]
        counts = _lines_by_commit(repository, names, [commit for commits in part for commit in commits])
        for commit, *parents in part:
            before = Counter[bytes]()
            for parent in parents:
                before |= counts[parent]
            removed = {**{line: commit for line in lines if before[line] > counts[commit][line]}, **removed}
    return removed


def _lines_by_commit(
    repository: Repository, names: Sequence[str], commits: Iterable[str]
) -> Mapping[str, Counter[bytes]]:
    """How often files hold each line in each commit; none in a commit without them."""
    blobs = blobs_of(repository, (f"{commit}:{name}" for commit in commits for name in names))
    lines = defaultdict[str, Counter[bytes]](Counter)
    for own, content in blobs.items():
        lines[own.partition(":")[0]].update(line.rstrip(b"\r") for line in content.split(b"\n"))
    return lines
