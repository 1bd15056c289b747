"""What the pages of an engagement depend on, as digests: its folder, the workspace, the tool and what it stands on."""

import os
import platform
import stat
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import starmap
from pathlib import Path
from typing import Final

from roireport.load.contents import plain_content
from roireport.render.cache import key_of
from roireport.resources import TEMPLATES, templates_folder

PACKAGES: Final = ("babel", "jinja2", "markdown", "markupsafe", "nh3", "numpy", "pydantic", "pyyaml")
"""What computes and writes pages, besides what prints them."""
LARGEST: Final = 2**25
"""Bytes of a folder beyond which it is no engagement."""


@cache
def tool_fingerprint() -> bytes:
    """The code, templates and words of the tool, and the versions of what it is made with."""
    package = Path(__file__).resolve().parent.parent
    code = folder_fingerprint(package, only=(".py", ".json", ".yaml", ".woff2"))
    templates = folder_fingerprint(templates_folder())
    versions = (f"{name} {version(name)}" for name in PACKAGES)
    return key_of(platform.python_version(), code or b"", templates or b"", *versions)


def workspace_fingerprint(root: Path, logo: str | None) -> bytes | None:
    """The settings, templates and logo of a workspace; None where one of them is no plain file."""
    templates = root / TEMPLATES
    own = folder_fingerprint(templates) if os.path.lexists(templates) else b""
    files = [root / "roireport.yaml", *([root / logo] if logo else [])]
    if own is None or not all(_is_plain(file) for file in files):
        return None
    return key_of(own, *(file.read_bytes() for file in files))


def folder_fingerprint(folder: Path, only: tuple[str, ...] = ("",)) -> bytes | None:
    """Every file below a folder by its name and content; None where something is no plain file, or they are too large.

    What None stands for is made anew each time: its problems are told by those who read it with care.
    """
    found = plain_files(folder, only)
    return None if found is None else sha256(b"".join(starmap(key_of, found.items()))).digest()


def plain_files(folder: Path, only: tuple[str, ...] = ("",)) -> dict[str, bytes] | None:
    """Every file below a folder that ends so, by its path in it; None where one is no plain file, or too large."""
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
    """What stands in a folder and below, in the order of its names; caches of compiled code are none of it."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield prefix + entry.name, entry
        elif entry.name != "__pycache__":
            yield from _below(entry.path, f"{prefix}{entry.name}/")


def _is_plain(file: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(file).st_mode)
    except OSError:
        return False
