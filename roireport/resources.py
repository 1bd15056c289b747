"""Where the built-in templates and the fonts are."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TEMPLATES = "templates"
"""The folder in which a workspace keeps its own templates."""
FONT_PACKAGES = (
    "font_source_sans_pro",
    "font_source_serif_pro",
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_heebo",
)


@cache
def templates_folder() -> Path:
    """The built-in templates: inside the package in a wheel, beside it in roireport's own repository."""
    package = Path(__file__).resolve().parent
    packed = package / "templates"
    return packed if packed.is_dir() else package.parent / "templates"


def template_folders(workspace: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for, in order; the built-in folder shadows nothing of itself."""
    built_in = templates_folder()
    own = workspace / TEMPLATES if workspace else None
    return (built_in,) if own is None or os.path.realpath(own) == os.path.realpath(built_in) else (own, built_in)


@cache
def font_files() -> dict[str, Path]:
    """Every font file by its stem, such as SourceSansPro-Semibold; the packages are found, not imported."""
    specs = [spec for name in FONT_PACKAGES if (spec := find_spec(name)) is not None]
    folders = [Path(folder) / "files" for spec in specs for folder in spec.submodule_search_locations or ()]
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.ttf"))}
