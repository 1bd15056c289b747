"""One build of a site at a time."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from roireport import posix
from roireport.publish.site_place import refused_site

FOLDER: Final = ".roireport"
"""Holds the locks of the sites beside it. Its own .gitignore keeps it out of version control, as caches of tools do."""
_IGNORED: Final = b"*\n"
_OPEN: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_Opener: TypeAlias = Callable[[str, int], int]
"""Opens a file of a folder by its name, with flags."""


@contextlib.contextmanager
def site_lock(site: Path) -> Iterator[int]:
    """Hold the lock of a site; the lock ends with its process.

    It is beside the site, so that two users of one folder exclude each other, whatever their homes and settings.

    Yields:
        The lock's descriptor, which no child process may keep open.

    Raises:
        Refused: Another build of this site is running.
        OSError: The folder of the lock, or the lock, is a link or cannot be made.
    """
    folder = site.parent / FOLDER
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(site.parent.stat().st_mode & 0o777)  # whoever may write the site may lock it
    with _opener(folder) as open_below:
        _keep_out_of_git(open_below)
        handle = _opened(f"{site.name}.lock", open_below)
    try:
        if not posix.lock_file(handle):
            raise refused_site("site_is_locked", site, stage="render")
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _opener(folder: Path) -> Iterator[_Opener]:
    """Open files of a folder that is no link; where the system cannot open folders, by their paths."""
    if os.open not in os.supports_dir_fd:
        yield lambda name, flags: os.open(folder / name, flags, 0o666)
        return
    below = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _OPEN)
    try:
        yield lambda name, flags: os.open(name, flags, 0o666, dir_fd=below)
    finally:
        os.close(below)


def _opened(name: str, open_below: _Opener) -> int:
    """Open the lock; one that another user made may be read only, which is enough to lock it."""
    try:
        return open_below(name, os.O_RDWR | os.O_CREAT | _OPEN)
    except PermissionError:
        return open_below(name, os.O_RDONLY | _OPEN)


def _keep_out_of_git(open_below: _Opener) -> None:
    with contextlib.suppress(OSError):  # it is there, or another user's
        handle = open_below(".gitignore", os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_IGNORED)
