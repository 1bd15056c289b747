"""A cache of results that depend on their input alone, kept between builds.

A key is the digest of everything that the content depends on, so no entry is stale. The folder belongs to the user, not
to the workspace: nothing of a pull request gets in.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from roireport.load.contents import plain_content

LONGEST: Final = 30 * 24 * 3600
"""Seconds after which an unused entry is removed."""
LARGEST: Final = 2**30
"""Bytes of all entries; beyond them the oldest is removed first."""
_DIGEST: Final = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of contents by key; without a folder nothing is cached."""

    folder: Path | None = None

    def load_or_make(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Load the content of a key, or make and store it; an error of the folder is ignored."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def get(self, key: bytes) -> bytes | None:
        """Load the content of a key; None where it is missing, damaged or unreadable."""
        if self.folder is None:
            return None
        path = f"{self.folder}/{key.hex()}"
        with contextlib.suppress(OSError):
            stored = plain_content(path) or b""
            content = stored[_DIGEST:]
            if sha256(content).digest() == stored[:_DIGEST]:
                os.utime(path)
                return content
        return None

    def names(self) -> frozenset[str]:
        """The keys of all entries, in hexadecimal."""
        with contextlib.suppress(OSError):
            return frozenset(os.listdir(self.folder)) if self.folder else frozenset()
        return frozenset()

    def put(self, key: bytes, content: bytes) -> None:
        """Store the content of a key; an error of the folder is ignored."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self._put(self.folder / key.hex(), content)

    def trim(self) -> None:
        """Remove entries unused for a month, and the oldest beyond the size limit."""
        oldest, room = time.time() - LONGEST, LARGEST
        for used, size, file in sorted(self._files(), reverse=True):
            room -= size
            if room < 0 or used < oldest:
                with contextlib.suppress(OSError):
                    os.unlink(file)

    def clear(self) -> int:
        """Remove all entries and return their size in bytes."""
        files = list(self._files())
        for _, _, file in files:
            Path(file).unlink(missing_ok=True)
        return sum(size for _, size, _ in files)

    def _put(self, file: Path, content: bytes) -> None:
        """Write a temporary file and rename it: a reader sees the whole content or none."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sha256(content).digest() + content)
            os.replace(name, file)
        except OSError:
            os.unlink(name)
            raise

    def _files(self) -> Iterable[tuple[float, int, str]]:
        """Yield the last use, size and path of each entry; thousands, so no Path is made of them."""
        if self.folder is None or not self.folder.is_dir():
            return
        for entry in os.scandir(self.folder):
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    yield stat.st_mtime, stat.st_size, entry.path


NO_CACHE: Final = Cache()


def cache_folder() -> Path | None:
    """The cache folder of this user (XDG base directories); None for a user without a home."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "roireport"
    try:
        return Path.home() / ".cache" / "roireport"
    except RuntimeError:
        return None


def key_of(*parts: bytes | str) -> bytes:
    """Digest some parts, each with its length, so that no two lists have the same key."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.digest()
