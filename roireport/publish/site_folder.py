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

from roireport.load.contents import plain_content
from roireport.publish.output import MANIFEST, SCHEMA, Stamp, stamp
from roireport.publish.site_lock import LockHeld, site_lock

KEPT = (".gitignore", ".gitkeep")
"""What may be in a site's folder that no build wrote; it stays."""
LARGEST_KEPT = 64_000
"""Bytes of such a file."""
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
    try:
        with site_lock(site) as handle:
            _remove_leftovers(site)
            yield handle
    except LockHeld as held:
        raise SiteRefused("site_is_locked", site) from held


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
    content = plain_content(f"{site}/{MANIFEST}")
    if content is None:
        return None
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return None
    files = document.get("files")
    return files if isinstance(files, dict) else None


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def refuse_foreign(site: Path) -> None:
    """Every file must be one that the last build wrote, so that no folder is emptied by a slip of the keyboard.

    A link, a pipe or a device is refused whatever its name: nothing that it leads to may be read or published.
    """
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteRefused("site_is_no_folder", site)
    listed = _listed(site)
    ours = {MANIFEST, *listed} if listed is not None else frozenset[str]()
    found = dict(_paths_in(site)) if site.is_dir() else {}
    if no_files := sorted(path for path, is_plain in found.items() if not is_plain):
        raise SiteRefused("site_holds_no_plain_file", site, no_files[0])
    known = {*ours, *KEPT}
    foreign = sorted(path for path in found if path not in known and os.path.basename(path) not in LITTER)
    if foreign:
        raise SiteRefused("site_holds_foreign_files", site, foreign[0])


def _paths_in(folder: str | Path, before: str = "") -> Iterator[tuple[str, bool]]:
    """Whatever is in the folder and is no folder itself, by its path, and whether it is a plain file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = before + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _paths_in(entry.path, f"{path}/")
            else:
                yield path, entry.is_file(follow_symlinks=False) and (path not in KEPT or _is_small(entry))


def _is_small(kept: "os.DirEntry[str]") -> bool:
    return kept.stat(follow_symlinks=False).st_size <= LARGEST_KEPT


def kept_files(site: Path) -> Mapping[str, bytes]:
    """The files of a site that no build wrote and that stay: plain ones of bounded size, by name."""
    contents = ((name, plain_content(f"{site}/{name}", LARGEST_KEPT)) for name in KEPT)
    return {name: content for name, content in contents if content is not None}


def _remove_leftovers(site: Path) -> None:
    """What a build that was killed left beside the site."""
    for leftover in site.parent.glob(f".{glob.escape(site.name)}.new-*"):
        if leftover.name.endswith(ASIDE) and not site.exists():
            os.rename(leftover, site)  # killed between the two renames: this is the old site
        shutil.rmtree(leftover, ignore_errors=True)
