"""The folder of a new site, which replaces the old site at once."""

import contextlib
import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from roireport.publish.output import Content, Stamp, stamp
from roireport.publish.site_folder import ASIDE, kept_files, published, refuse_foreign

TEMPORARY = "-tmp"
"""Suffix of the folder of a build's temporary files."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Staging:
    """A folder for the new site; `files` are the stamps of the files in it.

    Files are on disk and no longer in memory, so that a site may be larger than the memory.
    """

    def __init__(self, site: Path, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.files: dict[str, Stamp] = {}

    @cached_property
    def old_files(self) -> Mapping[str, Stamp]:
        """The files of the old site; read on first use, since every file is digested."""
        return published(self.site)

    @cached_property
    def _mode(self) -> int:
        """The permissions of new files by the umask: those of the new folder without x bits."""
        return self.folder.stat().st_mode & 0o666

    def add(self, files: Mapping[str, Content]) -> dict[str, Stamp]:
        """Add files by their path in the site, and return their stamps.

        A file that the old site has is linked from there.

        Raises:
            OSError: The disk is full or read-only.
        """
        stamps = {path: file if isinstance(file, Stamp) else stamp(file) for path, file in files.items()}
        for folder in {os.path.dirname(path) for path in files}:
            _make_folder(f"{self.folder}/{folder}")
        for path, content in files.items():
            if isinstance(content, Stamp) or self.old_files.get(path) == stamps[path]:
                _take_over(f"{self.site}/{path}", f"{self.folder}/{path}", self._mode)
            else:
                _write(f"{self.folder}/{path}", content)
        self.files.update(stamps)
        return stamps

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files that were added before; none is overwritten, since the old site may share it."""
        for path in paths:
            os.unlink(f"{self.folder}/{path}")
            del self.files[path]
            self._remove_empty(os.path.dirname(path))

    def _remove_empty(self, folder: str) -> None:
        """Remove a folder and those above it, as far as they are empty."""
        with contextlib.suppress(OSError):  # it has other files
            while folder:
                os.rmdir(f"{self.folder}/{folder}")
                folder = os.path.dirname(folder)

    def replace_site(self) -> None:
        """Replace the old site at once.

        Raises:
            Refused: The folder of the old site holds a file that no build wrote.
        """
        refuse_foreign(self.site)
        for name, content in kept_files(self.site).items():
            _write(f"{self.folder}/{name}", content)
        if not self.site.exists():
            os.rename(self.folder, self.site)
        elif not _exchange(self.folder, self.site):
            aside = self.folder.with_name(self.folder.name + ASIDE)
            os.rename(self.site, aside)
            os.rename(self.folder, self.site)
            shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def staged(site: Path) -> Iterator[Staging]:
    """Create the folder of a new site; remove it, or the old site, at the end."""
    site = Path(os.path.abspath(site))
    folder = site.parent / f".{site.name}.new-{os.getpid()}"
    temporary = folder.with_name(f"{folder.name}{TEMPORARY}")
    try:
        folder.mkdir()  # the lock of the site is held, so nobody else makes one; its permissions follow the umask
        temporary.mkdir(mode=0o700)
        with _temporary_files_in(temporary):
            yield Staging(site, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(temporary, ignore_errors=True)


@contextlib.contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Have this process and its workers keep temporary files in a folder.

    WeasyPrint writes fonts to folders that a killed process leaves behind: the next build removes them here.
    """
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _make_folder(folder: str) -> None:
    """Create a folder and missing parents; mkdir comes first, since most parents exist."""
    with contextlib.suppress(FileExistsError):
        try:
            os.mkdir(folder)
        except FileNotFoundError:
            os.makedirs(folder)


def _write(target: str, content: bytes) -> None:
    with open(target, "xb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _take_over(old: str, new: str, mode: int) -> None:
    """Link a file into the new site, or copy it where a link is not possible."""
    try:
        if os.lstat(old).st_mode & 0o777 != mode:
            raise PermissionError(old)
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        _write(new, Path(old).read_bytes())


def _exchange(first: Path, second: Path) -> bool:
    """renameat2 with RENAME_EXCHANGE; False where the system or the file system lacks it."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # Windows has no library without a name
        return False
    if renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
