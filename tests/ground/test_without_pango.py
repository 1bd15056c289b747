"""Where Pango is missing everything but PDFs works, and what is missing is said with the command that installs it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from roireport.cli import main
from roireport.render.libraries import DLL_FOLDERS, DLL_PACKAGES, library_folders, search_variables
from roireport.render.sheets import PRINT_SHEETS
from tests.cli.workspaces import GOOD, workspace
from tests.contexts import ROOT
from tests.ground.blocked import install_commands, run_verbs, variables_without

Shell = pytest.CaptureFixture[str]
WITHOUT_PANGO = """\
import cffi, ctypes
def without(load):
    def refuse(self, name, *rest, **options):
        if "pango" in str(name):
            raise OSError(f"cannot load library {name!r}")
        return load(self, name, *rest, **options)
    return refuse
cffi.FFI.dlopen = without(cffi.FFI.dlopen)
ctypes.CDLL.__init__ = without(ctypes.CDLL.__init__)
"""


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """An environment in which no process finds Pango."""
    return variables_without(tmp_path / "blocked", WITHOUT_PANGO)


def test_a_build_says_what_to_install_and_everything_but_pdfs_works(
    tmp_path: Path, without_pango: dict[str, str]
) -> None:
    root = workspace(tmp_path / "ws", alpha=GOOD)
    (root / "templates" / "styles").mkdir(parents=True)
    shutil.copy(ROOT / "templates" / PRINT_SHEETS[0], root / "templates" / PRINT_SHEETS[0])
    verbs = {
        "build": ("build",),
        "doctor": ("doctor",),
        "lint": ("template", "lint"),
        "check": ("check",),
        "pages": ("build", "--no-pdf"),
    }
    ended = run_verbs(root, without_pango, verbs)
    assert {name: end.code for name, end in ended.items()} == {
        "build": 6,
        "doctor": 6,
        "lint": 6,
        "check": 0,
        "pages": 0,
    }
    commands = install_commands()
    for refused in (ended["build"].messages, ended["lint"].messages, ended["doctor"].output):
        assert [command for command in commands.values() if refused.count(command) != 1] == []
    assert ended["build"].messages.startswith("E830 WeasyPrint ")
    assert ended["build"].output == ""
    states = {line[9:].split("  ")[0]: line.split()[0] for line in ended["doctor"].output.splitlines()}
    assert {name for name, state in states.items() if state == "missing"} == {"Pango", "PangoFT2", "PDF"}
    assert (root / "site" / "alpha" / "index.html").is_file()


def test_the_commands_are_the_same_in_both_languages() -> None:
    commands = install_commands()
    assert commands == install_commands("fr")
    assert commands["Windows"] == f"python -m pip install {' '.join(DLL_PACKAGES)}"


def test_a_missing_python_package_is_named(tmp_path: Path) -> None:
    variables = variables_without(tmp_path / "blocked", 'import sys\nsys.modules["babel"] = None\n')
    command = [sys.executable, "-m", "roireport", "doctor"]
    ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 6
    assert "package babel is missing" in ended.stderr


@pytest.mark.parametrize(("language", "complete"), [("en", "Nothing that"), ("fr", "Rien ne manque")])
def test_doctor_shows_everything_in_the_language_of_the_interface(
    language: str, complete: str, tmp_path: Path, capsys: Shell
) -> None:
    root = workspace(tmp_path, alpha=GOOD)
    assert main(["doctor", "-C", str(root), "--interface", language]) == 0
    shown, messages = capsys.readouterr()
    assert complete in messages
    for part in ("Python", "weasyprint", "Pango", "PDF", "git", "30 s", "1024", str(root), "roireport"):
        assert part in shown
    assert {line.split()[0] for line in shown.splitlines()} == {"ok"}


def test_doctor_needs_no_workspace_and_no_git(tmp_path: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["doctor", "-C", str(tmp_path), "--interface", "en"]) == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note")]
    assert [line.split()[1] for line in notes] == ["git", "Workspace"]
    assert "git is not installed" in notes[0]
    assert "E701" in notes[1]


def test_libraries_are_searched_where_a_system_does_not_look_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gstreamer_libs"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert library_folders("linux", {}) == ()
    assert library_folders("win32", {DLL_FOLDERS: "C:\\mine"}) == ()
    folders = library_folders("win32", {})
    assert folders == (str(package / "bin"),)
    windows = search_variables("win32", folders, {"PATH": "C:\\Windows"})
    assert windows == {DLL_FOLDERS: str(package / "bin"), "PATH": f"{package / 'bin'};C:\\Windows"}
    macos = search_variables("darwin", library_folders("darwin", {}), {})
    assert macos["DYLD_FALLBACK_LIBRARY_PATH"].split(":") == ["/usr/local/lib", "/usr/lib", "/opt/homebrew/lib"]
    assert search_variables("linux", (), {}) == {}
