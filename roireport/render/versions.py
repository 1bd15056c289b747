"""The versions of everything that shapes a printed page, for the keys under which it is kept."""

import ctypes
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from roireport.render.fonts import FACES
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
LIBRARIES: Final = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libfontconfig.so.1", "FcGetVersion"),
)
"""The system's libraries that set type, each with the function that tells its version."""


@cache
def pdf_versions() -> str:
    """Packages, libraries, fonts and this package's own code that finishes a PDF."""
    packages = (f"{name} {version(name)}" for name in PACKAGES)
    faces = (f"{face.stem} {_digest(font_files()[face.stem])}" for face in FACES)
    code = (f"{file.name} {_digest(file)}" for file in sorted(Path(__file__).parent.rglob("*.py")))
    return "\n".join((*packages, *(_library(*each) for each in LIBRARIES), *faces, *code))


def _library(name: str, function: str) -> str:
    """What a library says of itself; one that cannot be asked is told by its name alone."""
    try:
        version_of = getattr(ctypes.CDLL(name), function)
    except (OSError, AttributeError):
        return name
    version_of.restype = ctypes.c_int if function == "FcGetVersion" else ctypes.c_char_p
    return f"{name} {version_of()}"


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
