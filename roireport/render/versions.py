"""The versions of everything that shapes a printed page, for cache keys."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from roireport.render.fonts import PRINTED_FACES
from roireport.render.libraries import LIBRARIES, library_version
from roireport.resources import font_files

PACKAGES: Final = (
    "weasyprint",
    "pydyf",
    "pikepdf",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "fonttools",
    "pyphen",
    "pillow",
    "brotli",
)


@cache
def pdf_versions() -> str:
    """The versions of packages, libraries and fonts, and of this package's own code."""
    packages = (f"{name} {version(name)}" for name in PACKAGES)
    faces = (f"{face.stem} {_digest(font_files()[face.stem])}" for face in PRINTED_FACES)
    code = (f"{file.name} {_digest(file)}" for file in sorted(Path(__file__).parent.rglob("*.py")))
    return "\n".join(
        (*packages, *(f"{library.name} {library_version(library)}" for library in LIBRARIES), *faces, *code)
    )


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
