"""WeasyPrint finds all that it draws with in the wheels of the extra `windows`, as far as this can be read in them."""

import ast
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest

from roireport.render.libraries import DLL_PACKAGES, LIBRARIES

SYSTEM = re.compile(
    r"(api-ms-win-.*|kernel32|user32|gdi32|advapi32|ws2_32|ole32|oleaut32|shell32|shlwapi|msvcrt|dnsapi|iphlpapi|dwrite"
    r"|msimg32|windowscodecs|bcrypt|crypt32|usp10|rpcrt4|ntdll|userenv|bcryptprimitives)\.dll"
)
"""Libraries that are part of every Windows 10."""
EXPORTS, IMPORTS = 0, 1


@dataclass(frozen=True)
class Dll:
    """What a DLL for x64 says about itself (PE format: learn.microsoft.com/windows/win32/debug/pe-format)."""

    content: bytes

    def _number(self, offset: int, form: str = "<I") -> int:
        number: int = struct.unpack_from(form, self.content, offset)[0]
        return number

    @cached_property
    def _header(self) -> int:
        header = self._number(0x3C)
        assert self.content[header : header + 4] == b"PE\0\0"
        assert self._number(header + 24, "<H") == 0x20B, "a library of 64 bits"
        return header

    def _offset(self, address: int) -> int:
        """The place in the file of an address in memory."""
        sections = self._header + 24 + self._number(self._header + 20, "<H")
        for at in range(sections, sections + 40 * self._number(self._header + 6, "<H"), 40):
            size, start, _, raw = struct.unpack_from("<IIII", self.content, at + 8)
            if start <= address < start + size:
                return int(address - start + raw)
        raise ValueError(hex(address))

    def _directory(self, number: int) -> int | None:
        address = self._number(self._header + 24 + 112 + 8 * number)
        return self._offset(address) if address else None

    def _name(self, address: int) -> str:
        start = self._offset(address)
        return self.content[start : self.content.index(b"\0", start)].decode("ascii")

    def imported(self) -> Iterator[str]:
        """The DLLs that it is linked with."""
        at = self._directory(IMPORTS)
        while at is not None and (name := self._number(at + 12)):
            yield self._name(name).lower()
            at += 20

    def exported(self) -> set[str]:
        """The names of its functions."""
        at = self._directory(EXPORTS)
        if at is None:
            return set()
        count, names = self._number(at + 24), self._offset(self._number(at + 32))
        return {self._name(self._number(names + 4 * index)) for index in range(count)}


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, bytes]:
    """The files of the wheels that `.ci/windows` downloads, by their path in site-packages."""
    wheels = sorted((repository / ".venv" / "windows").glob("*.whl"))
    if not wheels:
        pytest.skip("the wheels of the extra `windows` are not there: .ci/windows")
    contents: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            wanted = (name for name in archive.namelist() if re.search(r"/bin/[^/]+\.dll$|/fonts\.conf$", name))
            contents |= {name.partition("/purelib/")[2] or name: archive.read(name) for name in wanted}
    return contents


@pytest.fixture(scope="module")
def dlls(files: dict[str, bytes]) -> dict[str, Dll]:
    """The DLLs in the folders that are searched, by name; it is `render/libraries.py` that names the folders."""
    folders = {f"{package}/bin" for package in DLL_PACKAGES}
    paths = [PurePosixPath(path) for path in files]
    return {path.name.lower(): Dll(files[str(path)]) for path in paths if str(path.parent) in folders}


def weasyprint_sources() -> Iterator[str]:
    spec = find_spec("weasyprint")
    assert spec
    assert spec.origin
    for file in sorted(Path(spec.origin).parent.rglob("*.py")):
        yield file.read_text("utf-8")


def asked_libraries() -> Iterator[tuple[str, list[str], bool]]:
    """What WeasyPrint calls each library, the names that it asks cffi for, and whether it needs it."""
    (source,) = (text for text in weasyprint_sources() if "def _dlopen" in text)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            call = node.value
            if isinstance(call.func, ast.Name) and call.func.id == "_dlopen":
                names = [str(argument.value) for argument in call.args if isinstance(argument, ast.Constant)]
                yield node.targets[0].id, names, not call.keywords


def answer(names: list[str], dlls: dict[str, Dll]) -> Dll | None:
    """What cffi opens on Windows: a name with its ending in a DLL folder, any other as NAME.dll on PATH."""
    files = (name if name.endswith(".dll") else f"{name}.dll" for name in names)
    return next((dlls[file] for file in files if file in dlls), None)


def test_every_library_is_there_with_every_function_that_is_called(dlls: dict[str, Dll]) -> None:
    asked = list(asked_libraries())
    assert {"pango", "pangoft2", "gobject", "harfbuzz", "fontconfig"} <= {name for name, _, _ in asked}
    text = "\n".join(weasyprint_sources())
    for name, names, is_needed in asked:
        dll = answer(names, dlls)
        if dll is None:
            assert not is_needed, name
            continue
        called = set(re.findall(rf"\b{name}\.([A-Za-z]+_?\w+)\(", text))
        assert called
        assert called - dll.exported() == set()


def test_what_the_libraries_are_linked_with_is_there_too(dlls: dict[str, Dll]) -> None:
    opened = [dll for _, names, _ in asked_libraries() if (dll := answer(names, dlls))]
    waiting, seen = [name for dll in opened for name in dll.imported()], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen and not SYSTEM.fullmatch(name):
            seen.add(name)
            assert name in dlls, name
            waiting += dlls[name].imported()
    assert {"glib-2.0-0.dll", "freetype-6.dll", "vcruntime140.dll"} <= seen


def test_the_libraries_that_doctor_lists_are_those(dlls: dict[str, Dll]) -> None:
    for library in LIBRARIES:
        *_, file = library.files
        assert file in dlls
        assert not library.version_function or library.version_function in dlls[file].exported()


def test_fontconfig_has_its_settings_where_it_looks_beside_its_folder(files: dict[str, bytes]) -> None:
    assert "gstreamer_libs/etc/fonts/fonts.conf" in files
