"""The site's folder: the old site or the new one, never a half."""

import contextlib
import ctypes
import errno
import fcntl
import glob
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from roireport.publish.output import MANIFEST, SCHEMA, Content, Stamp, stamp

KEPT = (".gitignore", ".gitkeep")
"""What may stand in a site's folder that no build wrote; it stays."""
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What file browsers leave in a folder that somebody looked at; it goes."""
ASIDE = "-old"
"""How the name of the old site ends while the new one takes its place."""
READERS = 4
"""Files that are read beside each other."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class SiteRefused(Exception):
    """The folder is not one that a build may fill: `key` is the problem's."""

    def __init__(self, key: str, folder: Path, detail: str = "") -> None:
        super().__init__(f"{key}: {folder} {detail}")
        self.key, self.folder, self.detail = key, folder, detail


@contextlib.contextmanager
def locked(site: Path) -> Iterator[int]:
    """One build at a time; the lock dies with its process. Gives its descriptor, which no child may keep open.

    SiteRefused where another build holds it, or where the folder is none that a build may fill.
    """
    site = Path(os.path.abspath(site))
    _refuse_foreign(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    # Neither follows a link, nor waits for a pipe, nor empties what is there.
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    handle = os.open(site.parent / f".{site.name}.lock", flags, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise SiteRefused("site_is_locked", site) from held
        _remove_leftovers(site)
        yield handle
    finally:
        os.close(handle)


def published(site: Path) -> Mapping[str, Stamp]:
    """The files that the last build wrote and that are still there, by path, with the stamps of what they hold now."""
    found = ((path, site / path) for path in (*(_listed(site) or ()), MANIFEST) if _inside(path))
    there = [(path, file) for path, file in found if os.path.isfile(file) and not file.is_symlink()]
    with ThreadPoolExecutor(READERS) as readers:  # digests are made beside each other, outside the interpreter's lock
        return dict(zip((path for path, _ in there), readers.map(_stamp_of, (file for _, file in there)), strict=True))


def _stamp_of(file: Path) -> Stamp:
    return stamp(file.read_bytes())


def _listed(site: Path) -> Collection[str] | None:
    """The paths that the manifest lists; None where there is no manifest of ours."""
    if not os.path.isfile(site / MANIFEST):
        return None
    try:
        document = json.loads((site / MANIFEST).read_bytes())
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return None
    files = document.get("files")
    return files if isinstance(files, dict) else None


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in Path(path).parts


def replace_site(site: Path, files: Mapping[str, Content]) -> None:
    """Make the files the site, all at once; what has a stamp is taken over from the old one.

    SiteRefused where the folder holds what no build of ours wrote.
    """
    site = Path(os.path.abspath(site))
    _refuse_foreign(site)
    _remove_leftovers(site)
    staging = Path(tempfile.mkdtemp(prefix=f".{site.name}.new-", dir=site.parent))
    try:
        _fill(staging, site, files)
        _put_in_place(staging, site)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(site: Path) -> None:
    """Every file must be one that the last build wrote, so that no folder is emptied by a slip of the keyboard."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteRefused("site_is_no_folder", site)
    listed = _listed(site)
    ours = {MANIFEST, *listed} if listed is not None else frozenset[str]()
    foreign = sorted(path for path in _paths_in(site) if path not in ours and Path(path).name not in LITTER)
    if foreign:
        raise SiteRefused("site_holds_foreign_files", site, foreign[0])


def _paths_in(site: Path) -> Iterator[str]:
    """Whatever stands in the folder and is no folder itself, by its path; what stays is left out."""
    for folder, folders, files in os.walk(site):
        below = os.path.relpath(folder, site).replace(os.sep, "/") + "/"
        links = (name for name in folders if os.path.islink(os.path.join(folder, name)))
        paths = ((below + name).removeprefix("./") for name in (*files, *links))
        yield from (path for path in paths if path not in KEPT)


def _remove_leftovers(site: Path) -> None:
    """What a build that was killed left beside the site."""
    for leftover in site.parent.glob(f".{glob.escape(site.name)}.new-*"):
        if leftover.name.endswith(ASIDE) and not site.exists():
            os.rename(leftover, site)  # killed between the two renames: this is the old site
        shutil.rmtree(leftover, ignore_errors=True)


def _fill(staging: Path, site: Path, files: Mapping[str, Content]) -> None:
    staging.chmod(0o755)
    for folder in sorted({os.path.dirname(path) for path in files}):
        (staging / folder).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        if isinstance(content, Stamp):
            _take_over(site / path, staging / path)
        else:
            _write(staging / path, content)
    for name in KEPT:
        if (site / name).is_file():
            shutil.copy2(site / name, staging / name)


def _write(target: Path, content: bytes) -> None:
    with open(target, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _take_over(old: Path, new: Path) -> None:
    """The same file under both names until the old site goes; a copy where the system knows no such links."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        _write(new, old.read_bytes())


def _put_in_place(staging: Path, site: Path) -> None:
    """Swap the two folders in one step where the system can, in two renames where it cannot."""
    if not site.exists():
        os.rename(staging, site)
    elif not _exchange(staging, site):
        aside = staging.with_name(staging.name + ASIDE)
        os.rename(site, aside)
        os.rename(staging, site)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """renameat2 with RENAME_EXCHANGE; False where the system or the file system lacks it."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
