"""What took long to make and depends on its content alone, kept between builds: engagements, printed reports, fonts.

A key is the digest of everything that the content depends on, so nothing here can be stale. The folder is the user's
own, not the workspace's: what arrives in a pull request never gets in.
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
"""Seconds after which what nobody asked for is dropped."""
LARGEST: Final = 2**30
"""Bytes that are kept; beyond them the oldest goes first."""
_DIGEST: Final = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of contents by key; without a folder everything is made anew."""

    folder: Path | None = None

    def load_or_make(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The content of a key, from the last time if it is there and whole; a folder that fails is no fault."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def get(self, key: bytes) -> bytes | None:
        """The content of a key; None where it is not there, damaged, or cannot be read."""
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
        """The keys of all that is there, in hexadecimal."""
        with contextlib.suppress(OSError):
            return frozenset(os.listdir(self.folder)) if self.folder else frozenset()
        return frozenset()

    def put(self, key: bytes, content: bytes) -> None:
        """Keep the content of a key; a folder that fails is no fault."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self._put(self.folder / key.hex(), content)

    def trim(self) -> None:
        """Drop what has not been asked for in a month, and the oldest of what is too much."""
        left, room = time.time() - LONGEST, LARGEST
        for asked, size, file in sorted(self._files(), reverse=True):
            room -= size
            if room < 0 or asked < left:
                with contextlib.suppress(OSError):
                    os.unlink(file)

    def clear(self) -> int:
        """Drop everything; the number of bytes that were kept."""
        files = list(self._files())
        for _, _, file in files:
            Path(file).unlink(missing_ok=True)
        return sum(size for _, size, _ in files)

    def _put(self, file: Path, content: bytes) -> None:
        """Write aside, then take its place: a reader sees all of it or nothing."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as aside:
                aside.write(sha256(content).digest() + content)
            os.replace(name, file)
        except OSError:
            os.unlink(name)
            raise

    def _files(self) -> Iterable[tuple[float, int, str]]:
        """When each was last asked for, its size, itself: thousands, so no Path is made of them."""
        if self.folder is None or not self.folder.is_dir():
            return
        for entry in os.scandir(self.folder):
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    yield stat.st_mtime, stat.st_size, entry.path


NO_CACHE: Final = Cache()


def cache_folder() -> Path | None:
    """Where this user keeps what programs could make again (XDG base directories); None for one without a home."""
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
