"""Store results between builds, each under the digest of all that it was made from.

The folder belongs to the user and not to the workspace, so nothing that arrives in a pull request gets in. A folder
that others could write to is refused.
"""

import contextlib
import os
import stat
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from roireport.load.contents import plain_content
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

LONGEST: Final = 30 * 24 * 3600
"""Seconds after which an entry that was not used is dropped."""
LARGEST: Final = 2**30
"""Bytes in the folder; beyond them the oldest entry goes first."""
_DIGEST: Final = sha256().digest_size
_OWNER_ONLY: Final = 0o700


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of contents by key; without a folder nothing is stored."""

    folder: Path | None = None

    def load(self, key: bytes) -> bytes | None:
        """The content of a key; None where it is missing, damaged, or cannot be read."""
        if self.folder is None:
            return None
        path = f"{self.folder}/{key.hex()}"
        with contextlib.suppress(OSError):
            kept = plain_content(path) or b""
            content = kept[_DIGEST:]
            if sha256(content).digest() == kept[:_DIGEST]:
                os.utime(path)
                return content
        return None

    def names(self) -> frozenset[str]:
        """The keys of all entries, in hexadecimal."""
        with contextlib.suppress(OSError):
            return frozenset(os.listdir(self.folder)) if self.folder else frozenset()
        return frozenset()

    def store(self, key: bytes, content: bytes) -> None:
        """Store the content of a key. A folder that cannot be written is no error."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self._write(self.folder / key.hex(), content)

    def trim(self) -> None:
        """Drop the entries that were not used for a month, and the oldest ones where the folder is too large."""
        left, room = time.time() - LONGEST, LARGEST
        for asked, size, file in sorted(self._files(), reverse=True):
            room -= size
            if room < 0 or asked < left:
                with contextlib.suppress(OSError):
                    os.unlink(file)

    def clear(self) -> int:
        """Drop all entries; the number of their bytes."""
        entries = list(self._files())
        for _, _, file in entries:
            Path(file).unlink(missing_ok=True)
        return sum(size for _, size, _ in entries)

    def _write(self, file: Path, content: bytes) -> None:
        """Write aside, then rename: a reader sees all of it or nothing."""
        if not file.parent.is_dir():
            file.parent.parent.mkdir(parents=True, exist_ok=True)
            file.parent.mkdir(_OWNER_ONLY, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as aside:
                aside.write(sha256(content).digest() + content)
            os.replace(name, file)
        except OSError:
            os.unlink(name)
            raise

    def _files(self) -> Iterable[tuple[float, int, str]]:
        """When each was last used, its size, its path: there are thousands, so no Path is made of them."""
        if self.folder is None or not self.folder.is_dir():
            return
        for entry in os.scandir(self.folder):
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    yield state.st_mtime, state.st_size, entry.path


NO_CACHE: Final = Cache()


def open_cache(workspace: Path) -> Cache | Problem:
    """The user's cache; a warning where its folder is not safe to read from.

    Args:
        workspace: The workspace to build: files in it, or in its repository, may come from others.
    """
    folder = cache_folder()
    if folder is None:
        return NO_CACHE
    if fault := _folder_fault(folder, _repository(workspace.resolve())):
        return replace(problem(fault, Place(str(folder))), level="warning", stage="open")
    return Cache(folder)


def _folder_fault(folder: Path, repository: Path) -> str | None:
    """Why a folder may hold entries that others wrote, as the key of a problem."""
    if not folder.is_absolute():
        return "cache_not_absolute"
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(repository):
        return "cache_in_workspace"
    with contextlib.suppress(FileNotFoundError):  # it is created with the right owner and mode
        link, state = os.lstat(folder), os.stat(real)
        if hasattr(os, "geteuid") and {link.st_uid, state.st_uid} != {os.geteuid()}:
            return "cache_of_another_user"
        if os.name == "posix" and state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return "cache_writable_by_others"
    return None


def _repository(workspace: Path) -> Path:
    """The folder whose files arrive together with the workspace: its repository, or itself without one."""
    return next((up for up in (workspace, *workspace.parents) if os.path.lexists(up / ".git")), workspace)


def cache_folder() -> Path | None:
    """The folder of this user's cache (XDG base directories); None for a user without a home."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "roireport"
    try:
        return Path.home() / ".cache" / "roireport"
    except RuntimeError:
        return None


def key_of(*parts: bytes | str) -> bytes:
    """The digest of some parts, each with its length, so that no two lists of parts have the same."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.digest()
