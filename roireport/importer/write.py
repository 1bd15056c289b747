"""Write several files of a workspace: all of them, or none."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from roireport.load.files import is_missing, stands_inside
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

_MODE = 0o644


def target_faults(root: Path, files: Iterable[str]) -> tuple[Problem, ...]:
    """Report the files that may not be written: links, what lies behind one, and what is no plain file."""
    return tuple(problem("not_a_regular_file", Place(file)) for file in files if not _is_writable(root, root / file))


def _is_writable(root: Path, target: Path) -> bool:
    above = next(folder for folder in target.parents if not is_missing(folder))
    if not stands_inside(root, target) or not above.is_dir():
        return False
    return is_missing(target) or (target.is_file() and not target.is_symlink())


def write_all(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their paths in the workspace.

    All are first written beside their places; where one cannot take its place, those before it are put back.
    Raises OSError where they cannot be written.
    """
    aside: dict[Path, str] = {}
    replaced: dict[Path, bytes | None] = {}
    try:
        for file, content in contents.items():
            target = root / file
            target.parent.mkdir(exist_ok=True)
            aside[target] = _written_aside(target, content)
        for target, temporary in aside.items():
            before = None if is_missing(target) else target.read_bytes()
            os.replace(temporary, target)
            replaced[target] = before
    except BaseException:
        for target, former in replaced.items():
            _put_back(target, former)
        raise
    finally:
        for temporary in aside.values():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


def _written_aside(target: Path, content: bytes) -> str:
    """Write a hidden file beside the target, with the target's permissions."""
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, _MODE if is_missing(target) else target.stat().st_mode & 0o777)
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def _put_back(target: Path, before: bytes | None) -> None:
    if before is None:
        target.unlink()
    else:
        os.replace(_written_aside(target, before), target)
