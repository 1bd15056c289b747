"""The files of an engagement's folder, each read once."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final
from unicodedata import normalize

from roireport.load.contents import plain_content
from roireport.load.evidence import evidence_digests
from roireport.model.picture import MEDIA_TYPES
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

LARGEST_FILE: Final = 1_000_000
"""Bytes of a YAML or CSV file."""
LARGEST_PICTURE: Final = 2_000_000
"""Bytes of a picture of a narrative."""
PICTURE_SUFFIXES: Final = tuple(MEDIA_TYPES)
LARGEST_FOLDER: Final = 32_000_000
"""Bytes of all files that are read from one folder: they are held in memory together."""
_SIGN_OFFS: Final = ("approvals.yaml", "engagement.yaml")
"""Where sign-offs are written."""
DEEP: Final = ("data", "narrative")
"""Folders that are read with all that is below them. Of other folders only the name is known."""


@dataclass(frozen=True, slots=True)
class FolderSnapshot:
    """An engagement's folder at one moment: what is loaded, attached and cached comes from these bytes.

    Paths are relative to the workspace. `files` holds the bytes of a file, or the problem of an entry that cannot be
    read; `folders` the entries of a folder in their order, a folder's name with a slash at its end. `problems` say why
    the folder as a whole cannot be read. `evidence` has the SHA-256 of the documents of its sign-offs, by their path in
    the folder: they may be anywhere in it, and are not held.
    """

    folder: str
    files: Mapping[str, bytes | Problem]
    folders: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)

    def covers(self, path: str) -> bool:
        """Whether a path is in the folder, so that it must be looked up here and not on disk."""
        return path.startswith(f"{self.folder}/")

    def content(self, file: str) -> bytes | Problem | None:
        """The bytes of a file, or why it cannot be read; None where there is none.

        A letter with an accent may be one character in the path and two in the name on disk (from a Mac), or reversed.
        """
        content = self.files[file] if file in self.files else self._same_letters(file)
        if content is not None:
            return content
        if file in self.folders:
            return problem("not_a_regular_file", Place(file))
        above = next((self.files[str(up)] for up in Path(file).parents if str(up) in self.files), None)
        return problem(above.key, Place(file)) if isinstance(above, Problem) else None

    def _same_letters(self, file: str) -> bytes | Problem | None:
        """The content of the file whose name has the same letters, written in the other form of Unicode."""
        if file.isascii():
            return None
        wanted = normalize("NFC", file)
        return next((content for path, content in self.files.items() if normalize("NFC", path) == wanted), None)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted, hidden files aside; nothing where it is none, or cannot be read."""
        return [name.removesuffix("/") for name in self.folders.get(folder, ())]

    def contents(self) -> dict[str, bytes]:
        """The bytes of each file that could be read, by its path in the folder."""
        start = len(self.folder) + 1
        return {path[start:]: content for path, content in self.files.items() if isinstance(content, bytes)}

    def digest(self) -> bytes:
        """A digest of all that was read, which differs between two states of a folder."""
        facts = (self.folder, sorted(self.folders.items()), self.problems, sorted(self.evidence.items()))
        digest = sha256(repr(facts).encode())
        for path, content in self.files.items():
            kind, read = (b"problem", repr(content).encode()) if isinstance(content, Problem) else (b"file", content)
            for part in (os.fsencode(path), kind, read):
                digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()


def take_snapshot(root: Path, folder: str) -> FolderSnapshot:
    """Read a folder that is there and is no link. Links and pipes in it are neither followed nor waited for."""
    files = dict[str, bytes | Problem]()
    folders = dict[str, tuple[str, ...]]()
    left = LARGEST_FOLDER
    for path in _read_entries(root, folder, files, folders):
        content = _content(f"{root}/{path}", path)
        files[path] = content
        left -= len(content) if isinstance(content, bytes) else 0
        if left < 0:
            limit = f"{LARGEST_FOLDER // 1_000_000}"
            return FolderSnapshot(folder, {}, {}, (problem("folder_too_large", Place(folder), limit=limit),))
    signed = {name: files.get(f"{folder}/{name}") for name in _SIGN_OFFS}
    contents = {name: content for name, content in signed.items() if isinstance(content, bytes)}
    return FolderSnapshot(folder, files, folders, evidence=evidence_digests(root, folder, contents))


def snapshot_of(folder: str, contents: Mapping[str, bytes], unread: Iterable[str] = ()) -> FolderSnapshot:
    """A snapshot of a folder that holds these files, by their path in it; of the unread ones it has only the names."""
    names: dict[str, set[str]] = {folder: set()}
    for name in (*contents, *unread):
        above, _, last = f"{folder}/{name}".rpartition("/")
        names.setdefault(above, set()).add(last)
        while above != folder:
            up, _, last = above.rpartition("/")
            names.setdefault(up, set()).add(f"{last}/")
            above = up
    files = {f"{folder}/{name}": content for name, content in contents.items()}
    return FolderSnapshot(folder, files, {path: tuple(sorted(found)) for path, found in names.items()})


def _read_entries(
    root: Path, folder: str, files: dict[str, bytes | Problem], folders: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """The files to read, in the order of their names; folders and what is neither are noted on the way."""
    try:
        with os.scandir(root / folder) as entries:
            visible = (entry for entry in entries if not entry.name.startswith("."))
            listed = sorted(visible, key=lambda entry: entry.name)
    except OSError:
        files[folder] = problem("unreadable_file", Place(folder))
        return
    folders[folder] = tuple(_listed_name(entry) for entry in listed)
    top = folder.count("/") == 1
    for entry in listed:
        path = f"{folder}/{entry.name}"
        if top and not _is_read(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _read_entries(root, path, files, folders)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            files[path] = problem("not_a_regular_file", Place(path))


def _listed_name(entry: "os.DirEntry[str]") -> str:
    """The name of an entry, with a slash at its end where it is a folder."""
    return f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name


def _is_read(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry at the top of an engagement's folder is read, not only listed."""
    if entry.name in DEEP:
        return True
    return entry.name.endswith(".yaml") and not entry.is_dir(follow_symlinks=False)


def _content(path: str, file: str) -> bytes | Problem:
    limit = LARGEST_PICTURE if file.lower().endswith(PICTURE_SUFFIXES) else LARGEST_FILE
    try:
        content = plain_content(path, limit)
        if content is not None:
            return content
        large = os.path.isfile(path) and not os.path.islink(path)
    except (OSError, ValueError):
        return problem("unreadable_file", Place(file))
    if large:
        return problem("file_too_large", Place(file), limit=str(limit // 1000))
    return problem("not_a_regular_file", Place(file))
