"""The keys of the cache: digests of what pages are made from."""

import os
import platform
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import starmap
from pathlib import Path
from typing import Final

from roireport.build.cache import key_of
from roireport.build.jobs import EngagementJob
from roireport.build.options import BuildOptions
from roireport.load.contents import plain_content
from roireport.load.workspace import FILE
from roireport.render.versions import pdf_versions
from roireport.resources import TEMPLATES, templates_folder
from roireport.workspace import OpenWorkspace

PACKAGES: Final = (
    *("babel", "jinja2", "markdown", "markupsafe", "nh3", "numpy", "pillow", "pydantic", "pyyaml", "xlsxwriter"),
)
"""The packages that compute and render pages, besides those that print them."""
LARGEST: Final = 2**25
"""Bytes of a folder of templates beyond which nothing is cached."""


def job_key(workspace: bytes | None, job: EngagementJob) -> bytes | None:
    """The key of an engagement's output: the workspace's key and all facts of the job, its folder's digest among them.

    None where nothing is cached.
    """
    return key_of(workspace, repr(job)) if workspace else None


def site_key(workspace: bytes | None, options: BuildOptions, jobs: tuple[EngagementJob, ...]) -> bytes | None:
    """The key of a whole site; None where only a part of it is built, or nothing is cached."""
    if options.ids or not jobs or workspace is None:
        return None
    return key_of("site", workspace, str(options.today), *(repr(job) for job in jobs))


def workspace_key(workspace: OpenWorkspace, options: BuildOptions) -> bytes | None:
    """The key of what all pages share: tool, settings, templates, logo.

    None where nothing is cached: there is no cache, or one of these files is no regular file.
    """
    if options.cache.folder is None:
        return None
    files = shared_files(workspace)
    if files is None:
        return None
    printing = pdf_versions() if options.pdf else ""
    return key_of(tool_fingerprint(), *starmap(key_of, files.items()), repr(workspace.settings), printing)


def shared_files(workspace: OpenWorkspace) -> dict[str, bytes] | None:
    """Settings, logo and own templates by path; None where one of them is no regular file."""
    root, own = workspace.root, f"{workspace.root}/{TEMPLATES}"
    templates = plain_files(Path(own)) if os.path.lexists(own) else {}
    names = {FILE} if os.path.lexists(root / FILE) else set()
    if logo := workspace.settings.firm.logo:
        names.add(str(logo))
    contents = {name: plain_content(f"{root}/{name}") for name in sorted(names)}
    files = {name: content for name, content in contents.items() if content is not None}
    if templates is None or len(files) < len(contents):
        return None
    return files | {f"{TEMPLATES}/{path}": content for path, content in templates.items()}


@cache
def tool_fingerprint() -> bytes:
    """The code, templates and words of the tool, and the versions of the packages that it uses."""
    package = Path(__file__).resolve().parent.parent
    code = plain_files(package, only=(".py", ".json", ".yaml", ".woff2")) or {}
    templates = plain_files(templates_folder()) or {}
    digests = (sha256(b"".join(starmap(key_of, files.items()))).digest() for files in (code, templates))
    return key_of(platform.python_version(), *digests, *(f"{name} {version(name)}" for name in PACKAGES))


def plain_files(folder: Path, only: tuple[str, ...] = ("",)) -> dict[str, bytes] | None:
    """Every file below a folder with such an ending, by its path in it; None where one is irregular or too large."""
    files, size = dict[str, bytes](), 0
    if os.path.islink(folder):
        return None
    try:
        for path, entry in _below(folder, ""):
            if not entry.is_file(follow_symlinks=False):
                return None
            if not path.endswith(only):
                continue
            content = plain_content(entry.path, LARGEST - size)
            if content is None:
                return None
            files[path], size = content, size + len(content)
    except (OSError, UnicodeError):
        return None
    return files


def _below(folder: str | Path, prefix: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """The files in a folder and below, in the order of their names, without caches of compiled code."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if not entry.is_dir(follow_symlinks=False):
            yield prefix + entry.name, entry
        elif entry.name != "__pycache__":
            yield from _below(entry.path, f"{prefix}{entry.name}/")
