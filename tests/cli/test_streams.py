"""Output that cannot be written is exit code 3 and says so; a reader that stops, or a closed standard error, is not."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from roireport.cli.streams import standard_streams
from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.contexts import ROOT

PRINTING = (
    "--version",
    "--help",
    "check --help",
    "check $WS",
    "compute --format json $WS",
    "list $WS",
    "template eject components/takeaway.html.jinja --force $WS",
)
"""Commands that print to standard output: help, a table, a document, a list, and a verb of a group."""
SPEAKING = (
    "check $WS",
    "check --no-such-option",
    "compute --format json $BAD",
    "build --no-pdf $WS",
    "template lint $WS",
    "template eject components/takeaway.html.jinja --force $WS",
    "clean $WS",
    "no-such-verb",
)
"""Commands that print to standard error: a sum, a usage error, problems beside a document, a build, files."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("streams")
    workspace(home / "good", good=GOOD)
    workspace(home / "bad", good=GOOD, bad=BROKEN)
    return home


BUFFERED, UNBUFFERED = "", "1"
"""Values of PYTHONUNBUFFERED: it changes when Python notices that a write has failed."""
BOTH = pytest.mark.parametrize("unbuffered", [BUFFERED, UNBUFFERED], ids=["buffered", "unbuffered"])


def run(folders: Path, words: str, redirection: str, unbuffered: str = BUFFERED) -> subprocess.CompletedProcess[str]:
    """Run roireport in bash with `redirection` behind it; the exit code is roireport's own."""
    words = words.replace("$WS", f"-C {folders / 'good'}").replace("$BAD", f"-C {folders / 'bad'}")
    line = f"{sys.executable} -m roireport {words} {redirection}; exit ${{PIPESTATUS[0]}}"
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": str(folders),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": unbuffered,
        "XDG_CACHE_HOME": str(folders / "cache"),
    }
    ended = subprocess.run(["bash", "-c", line], env=settings, cwd=folders, capture_output=True, text=True, check=False)
    assert "Exception ignored" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return ended


@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [*((words, BUFFERED) for words in PRINTING), *((words, UNBUFFERED) for words in PRINTING[:4])],
)
def test_standard_output_that_is_full_is_an_error(folders: Path, words: str, unbuffered: str) -> None:
    ended = run(folders, words, "> /dev/full", unbuffered)
    assert ended.returncode == 3
    assert ended.stderr.endswith("Error: standard output cannot be written: No space left on device\n")


@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [*((words, BUFFERED) for words in SPEAKING), *((words, UNBUFFERED) for words in SPEAKING[:2])],
)
def test_standard_error_that_is_full_is_an_error(folders: Path, words: str, unbuffered: str) -> None:
    ended = run(folders, words, "2> /dev/full", unbuffered)
    assert ended.returncode == 3
    if "json" in words:
        assert json.loads(ended.stdout)
    else:
        assert ended.stdout.endswith("Error: standard error cannot be written: No space left on device\n")


@BOTH
def test_both_streams_full_is_an_error(folders: Path, unbuffered: str) -> None:
    assert run(folders, "check $WS", "> /dev/full 2>&1", unbuffered).returncode == 3


def test_a_build_is_complete_though_its_messages_are_lost(folders: Path) -> None:
    run(folders, f"build --no-pdf $WS --site {folders / 'site'}", "2> /dev/full")
    assert json.loads((folders / "site" / "manifest.json").read_text())["failures"] == []


def test_standard_output_for_reading_only_is_an_error(folders: Path) -> None:
    ended = run(folders, "list $WS", "1< /dev/null")
    assert (ended.returncode, ended.stderr) == (3, "Error: standard output cannot be written: Bad file descriptor\n")


@BOTH
def test_a_closed_standard_output_loses_a_result(folders: Path, unbuffered: str) -> None:
    ended = run(folders, "list $WS", ">&-", unbuffered)
    assert (ended.returncode, ended.stderr) == (3, "Error: standard output cannot be written: Bad file descriptor\n")


@pytest.mark.parametrize("redirection", ["2>&-", "<&- 2>&-"])
@pytest.mark.parametrize(("words", "code"), [("check $WS", 0), ("check $BAD", 1), ("no-such-verb", 2)])
def test_a_closed_standard_error_changes_no_exit_code(folders: Path, words: str, code: int, redirection: str) -> None:
    ended = run(folders, words, redirection)
    assert (ended.returncode, ended.stderr) == (code, "")


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_leave_the_site_as_it_is(folders: Path, closed: str) -> None:
    """No file of the build gets the number of a closed stream, into which messages would then go."""
    sites = [folders / f"site-{number}" for number in range(2)]
    for site, redirection in zip(sites, ("", closed), strict=True):
        assert run(folders, f"build --no-pdf -v $WS --site {site}", redirection).returncode == 0
    first, second = ({path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()} for site in sites)
    assert first == second


@pytest.mark.parametrize(
    ("words", "redirection", "code"),
    [
        ("--version", "| true", 0),
        ("check --help", "| head -1", 0),
        ("list $WS", "| true", 0),
        ("compute --format json $BAD", "| head -1", 1),
        ("check $WS", "2>&1 | true", 0),
        ("check $BAD", "2>&1 >/dev/null | true", 1),
        ("no-such-verb", "2>&1 | true", 2),
    ],
)
def test_a_reader_that_stops_changes_no_exit_code(folders: Path, words: str, redirection: str, code: int) -> None:
    ended = run(folders, words, redirection)
    assert (ended.returncode, "cannot be written" in ended.stdout + ended.stderr) == (code, False)


def test_a_console_of_windows_gets_texts_through_its_own_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows bytes in a code page, so that only Python's stream writes accents."""
    console = io.TextIOWrapper(io.BufferedWriter(_WindowsConsoleIO(os.devnull, "w")), encoding="utf-8")
    with console, monkeypatch.context() as during:
        during.setattr(sys, "stdout", console)
        with standard_streams():
            assert sys.stdout is console


class _WindowsConsoleIO(io.FileIO):
    """A console as far as its name goes."""
