"""Copies of built-in templates, for a workspace to change."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from roireport.load.files import is_missing, stands_inside
from roireport.model.place import Place
from roireport.problems.problem import Problem, Problems, problem
from roireport.render.origin import stamped
from roireport.resources import TEMPLATES, template_folders, templates_folder
from roireport.theme.catalogue import built_in_paths, nearest


def eject(root: Path, names: Sequence[str], version: str, *, force: bool = False) -> tuple[str, ...] | Problems:
    """Copy these files and folders into the workspace's templates; the paths that were written, or why none was.

    Each copy says where it comes from and is else the same bytes. Nothing is overwritten but by force.
    """
    if len(template_folders(root)) == 1:
        return Problems((problem("templates_are_built_in", Place(TEMPLATES)),))
    known = built_in_paths()
    chosen = {name: paths_of(name, known) for name in names}
    problems = [found for found in chosen.values() if isinstance(found, Problem)]
    paths = sorted({path for found in chosen.values() if not isinstance(found, Problem) for path in found})
    problems.extend(fault for path in paths for fault in _target_faults(root, path, force))
    if problems:
        return Problems(tuple(problems))
    for path in paths:
        _write(root / TEMPLATES / path, stamped((templates_folder() / path).read_bytes(), path, version))
    return tuple(f"{TEMPLATES}/{path}" for path in paths)


def paths_of(name: str, known: Sequence[str]) -> tuple[str, ...] | Problem:
    """The known files that a name stands for: one file, or all of a folder, with or without templates/ before it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        return problem("template_outside", Place(TEMPLATES), path=name[:120])
    wanted = "/".join(path.parts[1:] if path.parts[0] == TEMPLATES else path.parts)
    found = tuple(each for each in known if each == wanted or each.startswith(f"{wanted}/"))
    return found or problem("template_unknown", Place(TEMPLATES), path=name[:120], near=nearest(wanted, known))


def _target_faults(root: Path, path: str, force: bool) -> Iterator[Problem]:
    """Why a file may not be written: something stands there, or its folder lies behind a link."""
    target, place = root / TEMPLATES / path, Place(f"{TEMPLATES}/{path}")
    above = next(folder for folder in target.parents if not is_missing(folder))
    if not stands_inside(root, above) or not above.is_dir() or target.is_symlink() or target.is_dir():
        yield problem("not_a_regular_file", place)
    elif not is_missing(target) and not force:
        yield problem("template_exists", place)


def _write(target: Path, content: bytes) -> None:
    """The whole file or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(aside, 0o644)
        os.replace(aside, target)
    except BaseException:
        os.unlink(aside)
        raise
