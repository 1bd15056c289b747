"""What this machine offers for a build, as the rows of a table."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final, Literal

from roireport import __version__, posix
from roireport.build.cache import open_cache
from roireport.build.limits import MEBIBYTE, limits_of
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.model.workspace import Workspace
from roireport.present.language.words import Words
from roireport.problems.codes import CODES
from roireport.problems.problem import Problem, Problems, Refused
from roireport.problems.sentences import mend, what
from roireport.render.fonts import PRINTED_FACES
from roireport.render.libraries import LIBRARIES, SystemLibrary, library_version, load_library, load_weasyprint
from roireport.resources import font_files
from roireport.versions.git import GitFailed, git

PACKAGE: Final = "roireport"
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
State = Literal["ok", "missing", "note"]


@dataclass(frozen=True, slots=True)
class Row:
    """A thing, its state (`missing` where something needed is), what was found, and how to mend it."""

    name: str
    state: State
    value: str
    mend: str = ""


def machine_rows(words: Words, start: Path) -> list[Row]:
    """Every row, from the language to the workspace of a folder."""
    loaded = load_workspace(start)
    return [
        Row("roireport", "ok", f"{__version__} ({Path(__file__).parent.parent})"),
        Row("Python", "ok", f"{platform.python_version()} ({sys.executable}), {platform.platform(terse=True)}"),
        *(_package_row(name, words) for name in needed_packages()),
        *(_library_row(library, words) for library in LIBRARIES),
        _font_row(words),
        _pdf_row(words),
        _git_row(words, start),
        *_limit_rows(words, loaded.workspace if isinstance(loaded, LoadedWorkspace) else Workspace()),
        _cache_row(words, loaded.root if isinstance(loaded, LoadedWorkspace) else start),
        _workspace_row(words, loaded),
    ]


def needed_packages() -> Iterator[str]:
    """The names of the Python packages that roireport was installed to need, without its extras."""
    for requirement in requires(PACKAGE) or ():
        name = _NAME.match(requirement)
        if name and "extra ==" not in requirement:
            yield name[0]


def _package_row(name: str, words: Words) -> Row:
    try:
        return Row(name, "ok", version(name))
    except PackageNotFoundError:
        return Row(name, "missing", words("cli.doctor.not_found"), words("cli.doctor.reinstall"))


def _library_row(library: SystemLibrary, words: Words) -> Row:
    if load_library(library) is None:
        return Row(library.name, "missing" if library.is_needed else "note", words("cli.doctor.not_found"))
    return Row(library.name, "ok", library_version(library) or words("cli.doctor.unversioned"))


def _font_row(words: Words) -> Row:
    count = sum(face.stem in font_files() for face in PRINTED_FACES)
    state: State = "ok" if count == len(PRINTED_FACES) else "missing"
    value = words("cli.doctor.fonts_found", n=count, all=len(PRINTED_FACES))
    return Row(words("cli.doctor.fonts"), state, value, "" if state == "ok" else words("cli.doctor.reinstall"))


def _pdf_row(words: Words) -> Row:
    """Import WeasyPrint: no table of libraries can say more."""
    name = words("cli.doctor.pdf")
    try:
        load_weasyprint()
    except Refused as refused:
        return Row(name, "missing", words("cli.doctor.pdf_not_made"), mend(refused.problems[0], words))
    except ModuleNotFoundError:  # a row of its own has its name
        return Row(name, "missing", words("cli.doctor.pdf_not_made"), words("cli.doctor.reinstall"))
    return Row(name, "ok", words("cli.doctor.pdf_made"))


def _git_row(words: Words, folder: Path) -> Row:
    try:
        answer = git(folder, "version").decode("utf-8", "replace").strip().removeprefix("git version ")
        return Row("git", "ok", f"{answer} ({shutil.which('git')})")
    except GitFailed as failed:
        return Row("git", "note", words(f"traceability.unknown.{failed.reason}", detail=failed.detail))


def _limit_rows(words: Words, settings: Workspace) -> Sequence[Row]:
    """What this system holds a report to, and whether it keeps two builds apart."""
    limits, can_limit, can_lock = limits_of(settings), posix.can_limit(), posix.can_lock()
    facts = {"seconds": f"{limits.seconds:g}", "memory": f"{limits.memory / MEBIBYTE:g}"}
    limit = words("cli.doctor.limits_held" if can_limit else "cli.doctor.limits_open", **facts)
    lock = words("cli.doctor.lock_held" if can_lock else "cli.doctor.lock_open")
    return (
        Row(words("cli.doctor.limits"), "ok" if can_limit else "note", limit),
        Row(words("cli.doctor.lock"), "ok" if can_lock else "note", lock),
    )


def _cache_row(words: Words, workspace: Path) -> Row:
    name, cache = words("cli.doctor.cache"), open_cache(workspace)
    if isinstance(cache, Problem):
        return _problem_row(name, cache, words)
    return Row(name, "ok", str(cache.folder) if cache.folder else words("common.none"))


def _workspace_row(words: Words, loaded: LoadedWorkspace | Problems) -> Row:
    name = words("cli.doctor.workspace")
    if isinstance(loaded, Problems):
        return _problem_row(name, loaded.items[0], words)
    count = words("cli.engagements", n=len(loaded.engagements))
    return Row(name, "ok", words("cli.doctor.workspace_found", folder=os.path.abspath(loaded.root), engagements=count))


def _problem_row(name: str, fault: Problem, words: Words) -> Row:
    """A row with the first line of a problem: what stops a build here is not what the machine lacks."""
    return Row(name, "note", f"{CODES[fault.key]} {fault.place} {what(fault, words)}")
