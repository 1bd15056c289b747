"""The system's libraries that WeasyPrint draws with: where they are searched, whether they load, their versions."""

import contextlib
import ctypes
import io
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from roireport.model.place import Place
from roireport.problems.problem import Refused, at_stage, problem


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """A library: its file on Linux, on macOS and on Windows, and the function that returns its version.

    `is_needed` where WeasyPrint cannot be imported without it.
    """

    name: str
    files: tuple[str, ...]
    version_function: str = ""
    is_needed: bool = True


LIBRARIES: Final = (
    SystemLibrary("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0.dll"), "pango_version_string"),
    SystemLibrary("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0-0.dll")),
    SystemLibrary("GObject", ("libgobject-2.0.so.0", "libgobject-2.0.dylib", "gobject-2.0-0.dll")),
    SystemLibrary("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.dylib", "harfbuzz.dll"), "hb_version_string"),
    SystemLibrary(
        "HarfBuzz-Subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "harfbuzz-subset.dll"),
        is_needed=False,
    ),
    SystemLibrary("fontconfig", ("libfontconfig.so.1", "libfontconfig.dylib", "fontconfig-1.dll"), "FcGetVersion"),
)
DLL_PACKAGES: Final = ("gstreamer_libs", "gstreamer_ext_runtime")
"""The Python packages of the extra `windows`; the DLLs are in their folder `bin`."""
DLL_FOLDERS: Final = "WEASYPRINT_DLL_DIRECTORIES"
HOMEBREW: Final = "/opt/homebrew/lib"
"""Where Homebrew installs on Apple's processors, which only its own Python searches."""


def library_folders(platform: str, variables: Mapping[str, str]) -> tuple[str, ...]:
    """Folders with libraries that a system does not search; none where the user has named the folders.

    Args:
        platform: as `sys.platform`.
        variables: those of the environment.
    """
    if platform == "darwin":
        return (HOMEBREW,)
    if platform != "win32" or DLL_FOLDERS in variables:
        return ()
    specs = [spec for name in DLL_PACKAGES if (spec := find_spec(name)) is not None]
    return tuple(str(Path(place, "bin")) for spec in specs for place in spec.submodule_search_locations or ())


def search_variables(platform: str, folders: tuple[str, ...], variables: Mapping[str, str]) -> dict[str, str]:
    """The variables with which WeasyPrint finds libraries in some folders, besides those found without them.

    On Windows two are needed. WeasyPrint asks cffi for names without `.dll`, such as `harfbuzz`, and cffi looks for
    these on PATH; what a DLL itself needs is looked for in the folders that WeasyPrint adds. On macOS cffi reads a
    variable that replaces the folders it searches without it.
    """
    if not folders:
        return {}
    if platform == "darwin":
        before = variables.get("DYLD_FALLBACK_LIBRARY_PATH", "/usr/local/lib:/usr/lib")
        return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join((before, *folders))}
    return {DLL_FOLDERS: ";".join(folders), "PATH": ";".join((*folders, variables.get("PATH", "")))}


@cache
def added_folders() -> tuple[str, ...]:
    """Add the folders of `library_folders` to those that this process searches, and return them."""
    folders = library_folders(sys.platform, os.environ)
    os.environ.update(search_variables(sys.platform, folders, os.environ))
    add = getattr(os, "add_dll_directory", None)
    if add is not None:
        for folder in folders:
            add(folder)
    return folders


@cache
def load_library(library: SystemLibrary) -> ctypes.CDLL | None:
    """Load a library; None where it is not found."""
    for path in _paths(library):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(path)
    return None


def _paths(library: SystemLibrary) -> Iterator[str]:
    for file in library.files:
        yield file
        yield from (os.path.join(folder, file) for folder in added_folders())
        if file.endswith(".dll"):
            yield f"lib{file}"  # as MSYS2 calls it


def library_version(library: SystemLibrary) -> str:
    """The version of a library; empty where it is missing or does not say it."""
    version_of = getattr(load_library(library), library.version_function or " ", None)
    if version_of is None:
        return ""
    if library.version_function == "FcGetVersion":
        version_of.restype = ctypes.c_int
        number = version_of()
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    version_of.restype = ctypes.c_char_p
    return str(version_of().decode())


def require_libraries() -> None:
    """Check that PDFs can be printed, without the time that importing WeasyPrint takes where they can.

    Raises:
        Refused: they cannot.
    """
    if not all(load_library(library) for library in LIBRARIES if library.is_needed):
        load_weasyprint()  # it knows more names


def load_weasyprint() -> None:
    """Import WeasyPrint with all libraries that can be found; call it before any other import of it.

    Raises:
        Refused: libraries are missing.
    """
    added_folders()
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints where its documentation is
            import_module("roireport.render.layout_engine")
    except OSError as fault:
        missing = problem("pango_missing", Place("WeasyPrint"), why=str(fault).partition("\n")[0][:200])
        raise Refused(at_stage("machine", [missing])) from fault
