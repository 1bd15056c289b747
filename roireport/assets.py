"""Where the built-in templates and the fonts are."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")


@cache
def templates_folder() -> Path:
    """The built-in templates: inside the package in a wheel, beside it in roireport's own repository."""
    package = Path(__file__).resolve().parent
    packed = package / "templates"
    return packed if packed.is_dir() else package.parent / "templates"


@cache
def font_files() -> dict[str, Path]:
    """Every font file by its stem, such as SourceSansPro-Semibold; the packages are found, not imported."""
    specs = [spec for name in FONT_PACKAGES if (spec := find_spec(name)) is not None]
    folders = [Path(folder) / "files" for spec in specs for folder in spec.submodule_search_locations or ()]
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.ttf"))}
