"""The style sheets: print and site, each a few files of templates/styles joined."""

from pathlib import Path
from typing import Final

from roireport.render.environment import template_folders

PRINT_SHEETS: Final = ("tokens.css", "table.css", "report.css")
SITE_SHEETS: Final = ("tokens.css", "chart.css", "table.css", "site.css")


def joined(names: tuple[str, ...], workspace: Path | None) -> str:
    """Sheets one after the other, a workspace's own in place of the built-in one of the same name."""
    folders = template_folders(workspace)
    files = (next(f for folder in folders if (f := folder / "styles" / name).is_file()) for name in names)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def print_sheet(workspace: Path | None = None) -> str:
    """The sheet of the printed report."""
    return joined(PRINT_SHEETS, workspace)


def site_sheet(workspace: Path | None = None) -> str:
    """The sheet of the site."""
    return joined(SITE_SHEETS, workspace)
