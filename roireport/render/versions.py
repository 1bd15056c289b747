"""The versions of everything that shapes a printed page: for cache keys, and for who makes the page again."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from roireport.render.fonts import PRINTED_FACES
from roireport.render.libraries import LIBRARIES, library_version
from roireport.resources import font_files, templates_folder

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
COMPUTING: Final = ("babel", "jinja2", "markdown", "nh3", "numpy")
"""The packages that compute what is printed, and put it into words."""


@cache
def printing_versions() -> Mapping[str, str]:
    """The versions of the packages and libraries that decide the bytes of a PDF, by name."""
    packages = {name: version(name) for name in (*COMPUTING, *PACKAGES)}
    return packages | {library.name: library_version(library) for library in LIBRARIES if library.version_function}


@cache
def method_digest() -> str:
    """A digest of the code and the built-in templates: the same wherever they are installed, under any Python."""
    package, templates = Path(__file__).parents[1], templates_folder()
    digest = sha256()
    for folder, pattern in ((package, "*.py"), (templates, "*")):
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob(pattern) if _is_ours(path)}
        for name, file in sorted(files.items()):
            digest.update(f"{name} {_digest(file)}\n".encode())
    return digest.hexdigest()


def _is_ours(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


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
