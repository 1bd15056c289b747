"""Where a site may be: not among the files that it is made from."""

import os
from pathlib import Path
from typing import Final

from roireport.model.place import Place
from roireport.problems.problem import Refused, Stage, at_stage, problem

SOURCES: Final = ("engagements", "templates", ".roireport")
"""Folders of a workspace that hold what people write or what roireport keeps."""
ANYWHERE: Final = (".git", "internal")
"""Folders that are no place for a site, however deep they are."""


def refused_site(key: str, site: Path, *, stage: Stage = "open", name: str = "", why: str = "") -> Refused:
    """The refusal of a folder that is no site, or of one that cannot be written now (`render`)."""
    return Refused(at_stage(stage, [problem(key, Place(shown_path(site)), name=name, why=why)]))


def shown_path(folder: Path) -> str:
    """A folder relative to the current one, where it is inside."""
    here, folder_here = Path.cwd(), folder.absolute()
    return str(folder_here.relative_to(here)) if folder_here.is_relative_to(here) else str(folder)


def refuse_sources(site: Path, root: Path) -> None:
    """Refuse a site in a folder of sources, or one that contains the workspace.

    Links and `..` are followed first.

    Raises:
        Refused: `site_among_sources`, with the folder that it is in.
    """
    place, workspace = Path(os.path.realpath(site)), Path(os.path.realpath(root))
    if workspace.is_relative_to(place):
        raise refused_site("site_among_sources", site, name=str(workspace))
    if folders := [*_linked_sources(place, workspace), *_reserved_parts(place, workspace)]:
        raise refused_site("site_among_sources", site, name=folders[0])


def _linked_sources(place: Path, workspace: Path) -> list[str]:
    """The folders of sources that contain a place, links followed."""
    return [name for name in SOURCES if place.is_relative_to(os.path.realpath(workspace / name))]


def _reserved_parts(place: Path, workspace: Path) -> list[str]:
    """The parts of a path at which no site may be, by their names."""
    if not place.is_relative_to(workspace):
        return [part for part in place.parts if part.casefold() in ANYWHERE[:1]]
    inside = place.relative_to(workspace).parts
    sources = [part for part in inside[:1] if part.casefold() in SOURCES]
    return [*sources, *(part for part in inside if part.casefold() in ANYWHERE)]
