"""Read the regular files of a folder, of bounded size and behind no link."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, islice
from pathlib import Path

from roireport.load.decoding import decode, markdown_fault
from roireport.load.snapshot import LARGEST_FILE, FolderSnapshot
from roireport.load.yaml_tree import read_tree
from roireport.model.place import Place
from roireport.model.written import Node
from roireport.problems.excerpts import with_excerpts
from roireport.problems.problem import Problem, Problems, problem
from roireport.text.characters import BOM

MOST_REPORTED = 200
"""Problems of one file; whoever has more mends these first."""


@dataclass(slots=True)
class Reading:
    """What was read from a folder so far, file by file, and what was wrong with it.

    Files of `snapshot` were read before and come from there; all others are read from disk.
    """

    root: Path
    snapshot: FolderSnapshot | None = None
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def text(self, file: str, *, limit: int = LARGEST_FILE) -> str | None:
        """Read the text of a file by its path from the root; None and a problem where it fails."""
        raw = self.content(file, limit)
        if isinstance(raw, Problem):
            self.problems.append(raw)
            return None
        text = decode(raw, file)
        if isinstance(text, Problem):
            self.problems.append(text)
            self.texts[file] = raw.decode("utf-8", "replace").removeprefix(BOM)
            return None
        self.texts[file] = text
        return text

    def markdown(self, file: str, *, limit: int = LARGEST_FILE) -> str | None:
        """Read a Markdown text, which may also hide no character behind an HTML reference."""
        text = self.text(file, limit=limit)
        if text is not None and (fault := markdown_fault(text, file)):
            self.problems.append(fault)
        return text

    def content(self, file: str, limit: int) -> bytes | Problem:
        """Read the bytes of a file, or say why it cannot be read."""
        if self.snapshot is None or not self.snapshot.covers(file):
            return read_bytes(self.root, file, limit)
        content = self.snapshot.content(file)
        if content is None:
            return problem("unreadable_file", Place(file))
        if len(content) > limit if isinstance(content, bytes) else content.key == "file_too_large":
            return problem("file_too_large", Place(file), limit=str(limit // 1000))
        return content

    def names(self, folder: str) -> list[str]:
        """The names in a folder of the snapshot, sorted, hidden files aside."""
        return self.snapshot.names(folder) if self.snapshot else names_in(self.root, folder)

    def tree(self, file: str) -> Node | None:
        """Read the tree of a YAML file; None and a problem where it fails."""
        text = self.text(file)
        if text is None:
            return None
        node, problems = read_tree(text, file)
        self.problems.extend(problems)
        return node

    def found(self, problems: Iterable[Problem]) -> None:
        """Add the problems of a check, except at places that have a problem already."""
        taken = {fault.place for fault in self.problems if fault.place.line}
        self.problems.extend(fault for fault in problems if fault.place not in taken)

    def as_problems(self, engagement: str | None = None) -> Problems:
        """Return the problems in the order of the files, with lines and engagement."""
        by_file = groupby(with_excerpts(self.problems, self.texts), key=lambda fault: fault.place.file)
        reported = (fault for _, faults in by_file for fault in islice(faults, MOST_REPORTED))
        return Problems(tuple(replace(fault, engagement=engagement) for fault in reported))


def read_bytes(root: Path, file: str, limit: int) -> bytes | Problem:
    """Read a regular file inside the root; a link, pipe, device or large file is a problem."""
    path, place = root / file, Place(file)
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or not stands_inside(root, path):
            return problem("not_a_regular_file", place)
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except (OSError, ValueError):
        return problem("unreadable_file", place)
    if len(raw) > limit:
        return problem("file_too_large", place, limit=str(limit // 1000))
    return raw


def stands_inside(root: Path, path: Path) -> bool:
    """Whether a path from the root goes through no link and stays inside."""
    parts = path.relative_to(root).parts
    # No Path is made of each part: thousands of folders are looked at.
    paths = accumulate((str(root), *parts), os.path.join)
    return ".." not in parts and not any(map(os.path.islink, islice(paths, 1, None)))


def is_missing(path: Path) -> bool:
    """Whether there is nothing at a path; a broken link or a forbidden path is something."""
    try:
        path.lstat()
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True
    return False


def folder_faults(root: Path, folder: str) -> Iterator[Problem]:
    """Report a folder that cannot be listed: behind a link, or not permitted."""
    path = root / folder
    if not stands_inside(root, path):
        yield problem("not_a_regular_file", Place(folder))
    elif os.path.isdir(path) and not os.access(path, os.R_OK | os.X_OK):
        yield problem("unreadable_file", Place(folder))


def names_in(root: Path, folder: str) -> list[str]:
    """List a folder, sorted, without hidden files; empty if it is no folder or a link."""
    path = root / folder
    try:
        if not path.is_dir() or not stands_inside(root, path):
            return []
        return sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
    except (OSError, ValueError):
        return []
