"""The versions of everything that shapes a printed page, for cache keys."""

import ctypes
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from roireport.render.fonts import PRINTED_FACES
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
"""The system's libraries for text layout, each with the function that returns its version."""


@cache
def pdf_versions() -> str:
    """The versions of packages, libraries and fonts, and of this package's own code."""
    packages = (f"{name} {version(name)}" for name in PACKAGES)
    faces = (f"{face.stem} {_digest(font_files()[face.stem])}" for face in PRINTED_FACES)
    code = (f"{file.name} {_digest(file)}" for file in sorted(Path(__file__).parent.rglob("*.py")))
    return "\n".join((*packages, *(_library(*library) for library in LIBRARIES), *faces, *code))


def _library(name: str, function: str) -> str:
    """The name and version of a library; the name alone where it gives no version."""
    try:
        version_of = getattr(ctypes.CDLL(name), function)
    except (OSError, AttributeError):
        return name
    version_of.restype = ctypes.c_int if function == "FcGetVersion" else ctypes.c_char_p
    return f"{name} {version_of()}"


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
