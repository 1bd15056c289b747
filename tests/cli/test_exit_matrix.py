"""The exit code says how a run went, whatever it was asked to print, to whom."""

import os
import pty
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from roireport.cli import main
from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.contexts import ROOT

PRINTING: tuple[list[str], ...] = ([], ["-q"], ["-v"], ["--color", "always"])
VERBS: dict[str, tuple[list[str | None], int, int]] = {
    "check": (["text", "json", "sarif", "github", "gitlab", "junit"], 0, 1),
    "compute": (["table", "json", "csv", "md"], 0, 1),
    "list": ([None], 0, 1),
    "build": ([None], 0, 1),
}
"""Each verb with its formats, its code for a sound workspace and for one with a broken engagement."""
CASES = [
    (verb, form, printing)
    for verb, (forms, _, _) in VERBS.items()
    for form, printing in product(forms, PRINTING)
    if form == forms[0] or not printing
]
"""Every way of printing with the first format of a verb, every other format as it is."""


def arguments(verb: str, form: str | None, printing: list[str], root: Path) -> list[str]:
    pages = ["--no-pdf", "--site", str(root / "site")] if verb == "build" else []
    formed = ["--format", form] if form else []
    return [verb, *formed, *printing, *pages, "-C", str(root)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("sound"), works=GOOD)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("broken"), works=GOOD, worse=BROKEN)


@pytest.mark.parametrize(("verb", "form", "printing"), CASES)
def test_the_code_depends_on_the_workspace_alone(
    verb: str, form: str | None, printing: list[str], sound: Path, broken: Path
) -> None:
    _, good, bad = VERBS[verb]
    assert main(arguments(verb, form, printing, sound)) == good
    assert main(arguments(verb, form, printing, broken)) == bad


def pseudo_terminal() -> tuple[int, int]:
    """The two ends of a terminal; the test is skipped where the machine has none."""
    try:
        return pty.openpty()
    except OSError as lacking:
        pytest.skip(f"no pseudo-terminal: {lacking}")


@pytest.mark.parametrize("verb", VERBS)
def test_a_terminal_hears_the_same_code_as_a_pipe(verb: str, broken: Path) -> None:
    form = VERBS[verb][0][0]
    command = [sys.executable, "-m", "roireport", *arguments(verb, form, [], broken)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, env=environment, capture_output=True, check=False)
    ours, theirs = pseudo_terminal()
    terminal = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    while _read(ours):
        pass
    os.close(ours)
    assert terminal.wait(timeout=60) == piped.returncode == VERBS[verb][2]


def _read(descriptor: int) -> bytes:
    """What a terminal shows; nothing once the other side has closed it."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
