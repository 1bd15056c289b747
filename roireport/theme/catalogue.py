"""All template files by path: built in, shadowed by the workspace, or the workspace's own."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from roireport.load.files import is_missing
from roireport.load.words import OF_THE_HELP
from roireport.model.place import Place
from roireport.model.workspace import SECTIONS
from roireport.problems.problem import Problem, problem
from roireport.render.origin import Origin, fingerprint, origin_of
from roireport.resources import template_folders, templates_folder
from roireport.text.near import near

Source = Literal["built_in", "shadowed", "own"]
_NOT_REPLACED: Final = re.compile(
    rf"starter/\w+/workspace/|words/\w+/({'|'.join(OF_THE_HELP)})\.yaml|layout/diff\.html\.jinja"
)
"""What no workspace can have its own of: what `init` begins it with, the command's help, and the page of `diff`."""
_SECTION_TEMPLATES: Final = tuple(f"sections/{id}.html.jinja" for id in SECTIONS)


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template file; `origin` where it names the file that it was copied from."""

    path: str
    source: Source
    origin: Origin | None = None
    out_of_date: bool = False
    """Whether the built-in file has changed since."""
    near: str = ""
    """The built-in file that was probably meant by one that shadows nothing."""


def catalogue(root: Path) -> tuple[TemplateFile, ...]:
    """List all template files, sorted by path."""
    built_in, own = built_in_paths(), own_paths(root)
    return tuple(_file(root, path, built_in, own) for path in sorted({*built_in, *own}))


def built_in_paths() -> tuple[str, ...]:
    """Every file of the built-in folder that a workspace can shadow."""
    return tuple(path for path in _paths(templates_folder()) if not _NOT_REPLACED.match(path))


def own_paths(root: Path) -> tuple[str, ...]:
    """Every file of the workspace's own folder; none where it is the built-in folder."""
    folders = template_folders(root)
    return _paths(folders[0]) if len(folders) > 1 else ()


def unreadable_folders(root: Path) -> Iterator[Problem]:
    """Yield each folder of the workspace's own templates that may not be listed."""
    failed: list[OSError] = []
    folders = template_folders(root)
    if len(folders) > 1 and not is_missing(folders[0]):
        for _ in os.walk(folders[0], onerror=failed.append):
            pass
    for error in failed:
        yield problem("unreadable_file", Place(Path(error.filename).relative_to(root).as_posix()))


def nearest(path: str, paths: Collection[str]) -> str:
    """The path that was probably meant: a similar name there, or that name in another folder."""
    folder, name = os.path.split(path.strip("/"))
    beside = [os.path.basename(each) for each in paths if os.path.dirname(each) == folder]
    if similar := near(name, beside, cutoff=0.75):
        return f"{folder}/{similar}" if folder else similar
    elsewhere = next((each for each in paths if os.path.basename(each) == name), "")
    return elsewhere or near(path, {os.path.dirname(each) for each in paths} - {""}, cutoff=0.75)


def is_section_template(path: str) -> bool:
    """Whether a file is the template of one section, such as sections/roi.html.jinja."""
    return path in _SECTION_TEMPLATES


def _paths(folder: Path) -> tuple[str, ...]:
    """The files of a folder, links too, without following any; hidden files aside."""
    paths: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        paths += [os.path.join(place, name) for name in (*files, *links) if not name.startswith(".")]
    return tuple(sorted(os.path.relpath(path, folder).replace(os.sep, "/") for path in paths))


def _file(root: Path, path: str, built_in: Collection[str], own: Collection[str]) -> TemplateFile:
    if path not in own:
        return TemplateFile(path, "built_in")
    if path not in built_in:
        candidates = (*built_in, *_SECTION_TEMPLATES)
        return TemplateFile(path, "own", near="" if is_section_template(path) else nearest(path, candidates))
    origin = _origin(template_folders(root)[0] / path)
    changed = origin is not None and origin.fingerprint != fingerprint((templates_folder() / path).read_bytes())
    return TemplateFile(path, "shadowed", origin, changed)


def _origin(file: Path) -> Origin | None:
    """The origin that a regular file names, if any."""
    if file.is_symlink() or not file.is_file():
        return None
    return origin_of(file.read_bytes()[:1000].decode("utf-8", "replace"))
