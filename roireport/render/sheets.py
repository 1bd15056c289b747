"""The style sheets and the script of print and site, joined from template files."""

from pathlib import Path
from typing import Final

from roireport.load.files import Reading, is_missing
from roireport.problems.problem import Refused
from roireport.render.origin import without_origin
from roireport.resources import template_folders

PRINT_SHEETS: Final = ("styles/tokens.css", "styles/table.css", "styles/report.css")
SITE_SHEETS: Final = (
    "styles/tokens.css",
    "styles/chart.css",
    "styles/table.css",
    "styles/site.css",
    "styles/method.css",
)

SITE_SCRIPTS: Final = (
    "scripts/site.js",
    "scripts/reading.js",
    "scripts/compare.js",
    "scripts/table.js",
    "scripts/search.js",
)


def print_sheet(workspace: Path | None = None) -> str:
    """The sheet of the printed report."""
    return _joined(PRINT_SHEETS, workspace)


def has_own_print_sheet(workspace: Path | None) -> bool:
    """Whether a workspace replaces a sheet of the printed report."""
    own = template_folders(workspace)[:-1]
    return any(not is_missing(folder / name) for folder in own for name in PRINT_SHEETS)


def site_sheet(workspace: Path | None = None) -> str:
    """The sheet of the site."""
    return _joined(SITE_SHEETS, workspace)


def site_script(workspace: Path | None = None) -> str:
    """The script of the site."""
    return _joined(SITE_SCRIPTS, workspace)


def _joined(names: tuple[str, ...], workspace: Path | None) -> str:
    """Join files; a workspace's own file replaces the built-in one of the same name.

    The line with the origin is left out: an ejected file gives the same bytes as the built-in one.
    """
    return "\n".join(without_origin(sheet_text(name, workspace)) for name in names)


def sheet_text(name: str, workspace: Path | None) -> str:
    """Read a file; Refused where the workspace has it and it cannot be read."""
    folders = template_folders(workspace)
    folder = next((folder for folder in folders if not is_missing(folder / name)), folders[-1])
    reading = Reading(folder.parent)
    text = reading.text(f"{folder.name}/{name}")
    if text is None:
        raise Refused(reading.as_problems().items)
    return text
