"""One build of a site at a time."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = ".roireport"
"""Holds the locks of the sites beside it. Its own .gitignore keeps it out of version control, as caches of tools do."""
_IGNORED: Final = b"*\n"
_OPEN: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class AlreadyLocked(Exception):
    """Another build holds the lock."""


@contextlib.contextmanager
def site_lock(site: Path) -> Iterator[int]:
    """Hold the lock of a site; the lock ends with its process.

    It is beside the site, so that two users of one folder exclude each other, whatever their homes and settings.

    Yields:
        The lock's descriptor, which no child process may keep open.

    Raises:
        AlreadyLocked: Another build of this site is running.
        OSError: The folder of the lock, or the lock, is a link or cannot be made.
    """
    folder = site.parent / FOLDER
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(site.parent.stat().st_mode & 0o777)  # whoever may write the site may lock it
    below = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _OPEN)
    try:
        _keep_out_of_git(below)
        handle = _opened(f"{site.name}.lock", below)
    finally:
        os.close(below)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield handle
    except BlockingIOError as error:
        raise AlreadyLocked from error
    finally:
        os.close(handle)


def _opened(name: str, folder: int) -> int:
    """Open the lock; read access, as to another user's lock, is enough."""
    try:
        return os.open(name, os.O_RDWR | os.O_CREAT | _OPEN, 0o666, dir_fd=folder)
    except PermissionError:
        return os.open(name, os.O_RDONLY | _OPEN, dir_fd=folder)


def _keep_out_of_git(folder: int) -> None:
    with contextlib.suppress(OSError):  # it is there, or another user's
        handle = os.open(".gitignore", os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN, 0o666, dir_fd=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_IGNORED)
