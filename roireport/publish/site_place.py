"""Where a site may be: not among the files that it is made from."""

import os
from pathlib import Path
from typing import Final

from roireport.publish.site_folder import SiteRefused

SOURCES: Final = ("engagements", "templates", ".roireport")
"""Folders of a workspace that hold what people write or what roireport keeps."""
ANYWHERE: Final = (".git", "internal")
"""Folders that are no place for a site, however deep they are."""


def refuse_sources(site: Path, root: Path) -> None:
    """Refuse a site in a folder of sources, or one that contains the workspace.

    Links and `..` are followed first.

    Raises:
        SiteRefused: `site_among_sources`, with the folder that it is in.
    """
    place, workspace = Path(os.path.realpath(site)), Path(os.path.realpath(root))
    if workspace.is_relative_to(place):
        raise SiteRefused("site_among_sources", site, str(workspace))
    if folders := [*_linked_sources(place, workspace), *_reserved_parts(place, workspace)]:
        raise SiteRefused("site_among_sources", site, folders[0])


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
