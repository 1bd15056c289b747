"""The style sheets and the script: print and site, each a few files of the templates joined."""

from pathlib import Path
from typing import Final

from roireport.render.environment import template_folders

PRINT_SHEETS: Final = ("styles/tokens.css", "styles/table.css", "styles/report.css")
SITE_SHEETS: Final = (
    "styles/tokens.css",
    "styles/chart.css",
    "styles/table.css",
    "styles/site.css",
    "styles/method.css",
)


def print_sheet(workspace: Path | None = None) -> str:
    """The sheet of the printed report."""
    return _joined(PRINT_SHEETS, workspace)


def site_sheet(workspace: Path | None = None) -> str:
    """The sheet of the site."""
    return _joined(SITE_SHEETS, workspace)


def site_script(workspace: Path | None = None) -> str:
    """The script of the site."""
    return _joined(("scripts/site.js",), workspace)


def _joined(names: tuple[str, ...], workspace: Path | None) -> str:
    """Files one after the other, a workspace's own in place of the built-in one of the same name."""
    folders = template_folders(workspace)
    files = (next(f for folder in folders if (f := folder / name).is_file()) for name in names)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
