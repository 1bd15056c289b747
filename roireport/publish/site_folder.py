"""The site's folder: locked by one build, refused with files of others."""

import contextlib
import glob
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from roireport.load.contents import plain_content
from roireport.publish.output import MANIFEST, SCHEMA, Failure, Stamp, stamp
from roireport.publish.site_lock import site_lock
from roireport.publish.site_place import refused_site

KEPT = (".gitignore", ".gitkeep")
"""Files that may be in a site's folder although no build wrote them; they stay."""
LARGEST_KEPT = 64_000
"""Bytes of such a file."""
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that file browsers leave in a folder; they are removed."""
ASIDE = "-old"
"""Suffix of the old site's name while the new one replaces it."""
READERS = 4
"""Number of threads that read files."""


@contextlib.contextmanager
def locked(site: Path) -> Iterator[int]:
    """Lock a site for one build; the lock ends with its process.

    Yields:
        The lock's descriptor, which no child process may keep open.

    Raises:
        Refused: Another build holds the lock, or a build may not fill the folder.
    """
    site = Path(os.path.abspath(site))
    refuse_foreign(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with site_lock(site) as handle:
        _remove_leftovers(site)
        yield handle


def published(site: Path) -> Mapping[str, Stamp]:
    """The existing files of the last build by path, with the stamps of their content."""
    listed = [path for path in (*(_listed(site) or ()), MANIFEST) if _inside(path)]
    shares = [listed[first::READERS] for first in range(READERS)]
    with ThreadPoolExecutor(READERS) as readers:  # digests are computed outside the interpreter's lock
        return {path: stamp for share in readers.map(partial(_stamps, site), shares) for path, stamp in share}


def published_failures(site: Path) -> tuple[Failure, ...]:
    """The failures that the manifest of the last build lists."""
    document = _manifest(site)
    listed = document.get("failures") if document else None
    entries = (entry for entry in listed if isinstance(entry, dict)) if isinstance(listed, list) else ()
    return tuple(
        Failure(str(entry.get("engagement")), tuple(map(str, messages)))
        for entry in entries
        if isinstance(messages := entry.get("messages"), list)
    )


def has_page(site: Path, id: str) -> bool:
    """Whether the site holds an engagement, in whatever state."""
    page = site / id / "index.html"
    return page.is_file() and not page.is_symlink()


def _stamps(site: Path, paths: Iterable[str]) -> list[tuple[str, Stamp]]:
    """The stamps of the paths that are plain files."""
    contents = ((path, plain_content(f"{site}/{path}")) for path in paths)  # a Path takes longer than the reading
    return [(path, stamp(content)) for path, content in contents if content is not None]


def _listed(site: Path) -> Collection[str] | None:
    """The paths that the manifest lists; None where there is no manifest of ours."""
    document = _manifest(site)
    files = document.get("files") if document else None
    return files if isinstance(files, dict) else None


def _manifest(site: Path) -> dict[str, Any] | None:
    """The manifest; None where there is none of ours."""
    content = plain_content(f"{site}/{MANIFEST}")
    if content is None:
        return None
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and document.get("schema") == SCHEMA else None


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def refuse_foreign(site: Path) -> None:
    """Refuse a folder that holds files of others, so that a build never deletes them.

    A link, a pipe or a device is refused whatever its name: its target is neither read nor published.

    Raises:
        Refused: The site is no folder, or holds a file that the last build did not write.
    """
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise refused_site("site_is_no_folder", site)
    files = dict(_paths_in(site)) if site.is_dir() else {}
    if special := sorted(path for path, is_plain in files.items() if not is_plain):
        raise refused_site("site_holds_no_plain_file", site, name=special[0])
    if foreign := _foreign_paths(site, files):
        raise refused_site("site_holds_foreign_files", site, name=foreign[0])


def _foreign_paths(site: Path, paths: Iterable[str]) -> list[str]:
    """The paths that no build wrote and that may not be in a site, sorted."""
    allowed = {*_written_paths(site), *KEPT}
    return sorted(path for path in paths if path not in allowed and os.path.basename(path) not in LITTER)


def _written_paths(site: Path) -> frozenset[str]:
    """The manifest and the files that it lists; none without a manifest of ours."""
    listed = _listed(site)
    return frozenset[str]() if listed is None else frozenset((MANIFEST, *listed))


def _paths_in(folder: str | Path, before: str = "") -> Iterator[tuple[str, bool]]:
    """Yield each path below a folder except folders, and whether it is a plain file."""
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
    """Read the files that stay although no build wrote them, by name."""
    contents = ((name, plain_content(f"{site}/{name}", LARGEST_KEPT)) for name in KEPT)
    return {name: content for name, content in contents if content is not None}


def _remove_leftovers(site: Path) -> None:
    """Remove the files that a killed build left beside the site."""
    for leftover in site.parent.glob(f".{glob.escape(site.name)}.new-*"):
        if leftover.name.endswith(ASIDE) and not site.exists():
            os.rename(leftover, site)  # killed between the two renames: this is the old site
        shutil.rmtree(leftover, ignore_errors=True)
