"""Copies of built-in templates, for a workspace to change."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from roireport.load.files import is_missing, stands_inside
from roireport.model.place import Place
from roireport.problems.problem import Problem, Problems, problem
from roireport.render.origin import with_origin
from roireport.resources import TEMPLATES, template_folders, templates_folder
from roireport.source_files import replace_file
from roireport.theme.catalogue import built_in_paths, nearest


def eject(root: Path, names: Sequence[str], version: str, *, force: bool = False) -> tuple[str, ...] | Problems:
    """Copy template files and folders into the workspace's templates.

    Each copy begins with a line that names its origin; the rest is the same bytes.

    Args:
        root: The workspace.
        names: Files and folders of the built-in templates.
        version: The version of roireport that the copies name.
        force: Overwrite files that exist already.

    Returns:
        The paths that were written, or the problems because of which none was.
    """
    if len(template_folders(root)) == 1:
        return Problems((problem("templates_are_built_in", Place(TEMPLATES)),))
    paths, unknown = selected_paths(names, built_in_paths())
    if problems := (*unknown, *(fault for path in paths for fault in _target_faults(root, path, force))):
        return Problems(problems)
    for path in paths:
        target = root / TEMPLATES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, with_origin((templates_folder() / path).read_bytes(), path, version))
    return tuple(f"{TEMPLATES}/{path}" for path in paths)


def selected_paths(names: Sequence[str], paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Select the files that some names mean, and report the names that mean none.

    Args:
        names: Files or folders, with or without templates/ before them.
        paths: All files that may be selected.

    Returns:
        The selected paths, sorted, and a problem for each name that selects none.
    """
    selections = [_selection(name, paths) for name in dict.fromkeys(names)]
    problems = tuple(selection for selection in selections if isinstance(selection, Problem))
    return tuple(
        sorted({path for selection in selections if isinstance(selection, tuple) for path in selection})
    ), problems


def _selection(name: str, paths: Sequence[str]) -> tuple[str, ...] | Problem:
    """The files that one name means: one file, or all files of a folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        return problem("template_outside", Place(TEMPLATES), path=name[:120])
    wanted = "/".join(path.parts[1:] if path.parts[0] == TEMPLATES else path.parts)
    selection = tuple(other for other in paths if other == wanted or other.startswith(f"{wanted}/"))
    return selection or problem("template_unknown", Place(TEMPLATES), path=name[:120], near=nearest(wanted, paths))


def _target_faults(root: Path, path: str, force: bool) -> Iterator[Problem]:
    """Why a file may not be written: it exists already, or its folder is behind a link."""
    target, place = root / TEMPLATES / path, Place(f"{TEMPLATES}/{path}")
    above = next(folder for folder in target.parents if not is_missing(folder))
    if not stands_inside(root, above) or not above.is_dir() or target.is_symlink() or target.is_dir():
        yield problem("not_a_regular_file", place)
    elif not is_missing(target) and not force:
        yield problem("template_exists", place)
