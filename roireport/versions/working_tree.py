"""Whether the files of a folder are those of a commit, by digests of our own.

git would run the filters that a repository configures to compute a digest.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import new, sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from roireport.load.contents import plain_content

_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_LARGEST: Final = 2**25
"""Bytes of a file up to which its line ends are looked at."""
NOTHING_READ: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file in the tree of a commit; `id` is the hexadecimal digest of its content."""

    mode: str
    id: str


@dataclass(frozen=True, slots=True)
class TreeComparison:
    """How a folder differs from a commit; `untracked` are paths that the commit lacks."""

    modified: bool
    untracked: tuple[str, ...] = ()


def compare(folder: Path, entries: Mapping[str, TreeEntry], read: Mapping[str, bytes] = NOTHING_READ) -> TreeComparison:
    """Compare the files of a folder with those of a commit.

    A submodule is left out. CRLF and LF are equal at the ends of lines; so are a file and the pointer to it that git
    LFS commits in its place, and a name with composed and with decomposed letters.

    Args:
        folder: Where the files are.
        entries: The files of the commit, by their paths in the folder.
        read: The contents that were read already, by path; they are compared and not read again.
    """
    expected = {normalize("NFC", path): entry for path, entry in entries.items() if entry.mode != _SUBMODULE}
    untracked = []
    try:
        for path, file in _files(folder, ""):
            entry = expected.pop(normalize("NFC", path), None)
            if entry is None:
                untracked.append(path)
            elif not _is_equal(file, entry, read.get(path)):
                return TreeComparison(modified=True)
    except OSError:  # a file that cannot be read is no longer that of the commit
        return TreeComparison(modified=True)
    return TreeComparison(bool(expected), tuple(untracked))


def _files(folder: str | Path, prefix: str) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Yield every file in a folder and below it, except inside a repository."""
    with os.scandir(folder) as entries:
        listed = list(entries)
    for entry in listed:
        if not entry.is_dir(follow_symlinks=False):
            yield prefix + entry.name, entry
        elif entry.name != ".git":
            yield from _files(entry.path, f"{prefix}{entry.name}/")


def _is_equal(file: "os.DirEntry[str]", entry: TreeEntry, content: bytes | None) -> bool:
    if file.is_symlink() or entry.mode == _LINK:
        return file.is_symlink() and entry.mode == _LINK and _digest(os.fsencode(os.readlink(file)), entry) == entry.id
    content = plain_content(file.path, _LARGEST) if content is None else content
    if content is None:
        return False
    if _digest(content, entry) == entry.id:
        return True
    return any(_digest(form, entry) == entry.id for form in _other_forms(content))


def _other_forms(content: bytes) -> Iterator[bytes]:
    """What else a commit may hold where the working tree has this content."""
    if b"\0" not in content:
        unix = content.replace(b"\r\n", b"\n")
        yield unix
        yield unix.replace(b"\n", b"\r\n")
    digest = sha256(content).hexdigest()
    yield f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n".encode()


def _digest(content: bytes, entry: TreeEntry) -> str:
    """The id that git gives a content, with SHA-1 or with SHA-256 as the repository does."""
    algorithm = "sha1" if len(entry.id) == 40 else "sha256"
    return new(algorithm, b"blob %d\0%s" % (len(content), content), usedforsecurity=False).hexdigest()
