"""The site's folder: one build at a time, and none where somebody else's files stand."""

import contextlib
import glob
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from roireport import posix
from roireport.load.contents import plain_content
from roireport.publish.output import MANIFEST, SCHEMA, Stamp, stamp

KEPT = (".gitignore", ".gitkeep")
"""What may stand in a site's folder that no build wrote; it stays."""
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What file browsers leave in a folder that somebody looked at; it goes."""
ASIDE = "-old"
"""How the name of the old site ends while the new one takes its place."""
READERS = 4
"""Files that are read beside each other."""


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
    refuse_foreign(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    # Neither follows a link, nor waits for a pipe, nor empties what is there.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(site.parent / f".{site.name}.lock", flags, 0o644)
    try:
        if not posix.lock_file(handle):
            raise SiteRefused("site_is_locked", site)
        _remove_leftovers(site)
        yield handle
    finally:
        os.close(handle)


def published(site: Path) -> Mapping[str, Stamp]:
    """The files that the last build wrote and that are still there, by path, with the stamps of what they hold now."""
    listed = [path for path in (*(_listed(site) or ()), MANIFEST) if _inside(path)]
    shares = [listed[first::READERS] for first in range(READERS)]
    with ThreadPoolExecutor(READERS) as readers:  # digests are made beside each other, outside the interpreter's lock
        return {path: found for share in readers.map(partial(_stamps, site), shares) for path, found in share}


def has_page(site: Path, id: str) -> bool:
    """Whether the site holds an engagement, in whatever state."""
    page = site / id / "index.html"
    return page.is_file() and not page.is_symlink()


def _stamps(site: Path, paths: Iterable[str]) -> list[tuple[str, Stamp]]:
    """Of those that are there and no links."""
    contents = ((path, plain_content(f"{site}/{path}")) for path in paths)  # a Path takes longer than the reading
    return [(path, stamp(content)) for path, content in contents if content is not None]


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
    return not path.startswith("/") and ".." not in path.split("/")


def refuse_foreign(site: Path) -> None:
    """Every file must be one that the last build wrote, so that no folder is emptied by a slip of the keyboard."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteRefused("site_is_no_folder", site)
    listed = _listed(site)
    ours = {MANIFEST, *listed} if listed is not None else frozenset[str]()
    paths = _paths_in(site) if site.is_dir() else ()
    foreign = sorted(path for path in paths if path not in ours and os.path.basename(path) not in LITTER)
    if foreign:
        raise SiteRefused("site_holds_foreign_files", site, foreign[0])


def _paths_in(folder: str | Path, before: str = "") -> Iterator[str]:
    """Whatever stands in the folder and is no folder itself, by its path; what stays is left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = before + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _paths_in(entry.path, f"{path}/")
            elif path not in KEPT:
                yield path


def _remove_leftovers(site: Path) -> None:
    """What a build that was killed left beside the site."""
    for leftover in site.parent.glob(f".{glob.escape(site.name)}.new-*"):
        if leftover.name.endswith(ASIDE) and not site.exists():
            os.rename(leftover, site)  # killed between the two renames: this is the old site
        shutil.rmtree(leftover, ignore_errors=True)
