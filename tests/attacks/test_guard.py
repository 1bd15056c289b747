"""The guard catches what it is there for, in the process and in its children; and every threat has its attacks."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.attacks.case import THREATS
from tests.attacks.corpus import CORPUS
from tests.attacks.worlds import WORLDS, Worlds
from tests.contexts import ROOT

TRIALS = {
    "socket.create_connection(('127.0.0.1', 9))": "network socket.",
    "socket.getaddrinfo('evil.example', 80)": "network socket.getaddrinfo",
    "socket.socket().bind(('127.0.0.1', 0))": "network socket.bind",
    "urllib.request.urlopen('http://127.0.0.1:9')": "network urllib.Request",
    "open('{outside}/secret')": "open {outside}/secret",
    "open('link')": "open {outside}/secret",
    "os.open('/etc/passwd', os.O_RDONLY)": "open /etc/passwd",
    "os.listdir('{outside}')": "open {outside}",
    "subprocess.run(['id'])": "program subprocess.Popen",
    "os.system('id')": "program os.system",
    "os.fork() or open('{outside}/secret')": "open {outside}/secret",
}
ALLOWED = (
    "open('inside').read()",
    "subprocess.run(['git', '--version'])",
    "__import__('wave')",
    "open('/dev/null').close()",
)


def tried(folder: Path, words: str) -> tuple[str, str]:
    """What the guard wrote down of a line of Python, and what Python printed."""
    (folder / "inside").mkdir()
    (folder / "outside").mkdir()
    (folder / "outside" / "secret").write_text("x")
    (folder / "inside" / "inside").write_text("x")
    (folder / "inside" / "link").symlink_to(folder / "outside" / "secret")
    record = folder / "record"
    program = (
        "import os, socket, subprocess, urllib.request\nfrom tests.attacks.guard import watch\n"
        f"watch(['{folder}/inside'], '{record}')\n{words}\n"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    child = subprocess.run(command, cwd=folder / "inside", env=variables, capture_output=True, text=True, check=False)
    return record.read_text("utf-8"), child.stderr


@pytest.mark.parametrize("words", TRIALS)
def test_what_is_forbidden_is_stopped_and_written_down(words: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    record, printed = tried(tmp_path, words.format(outside=outside))
    assert record.startswith(TRIALS[words].format(outside=outside))
    assert "ForbiddenError" in printed


@pytest.mark.parametrize("words", ALLOWED)
def test_what_a_build_needs_is_allowed(words: str, tmp_path: Path) -> None:
    assert tried(tmp_path, words) == ("", "")


@pytest.mark.parametrize("name", WORLDS)
def test_no_build_tries_anything_that_is_forbidden(name: str, worlds: Worlds) -> None:
    built = worlds.of(name).built
    assert built.runs
    assert built.tried == ()
    assert [run.arguments for run in built.runs if "internal error" in run.printed or "Traceback" in run.printed] == []


def test_every_threat_has_its_attacks() -> None:
    assert len(CORPUS) >= 150
    assert Counter(case.id for case in CORPUS).most_common(1)[0][1] == 1
    threats = Counter(case.threat for case in CORPUS)
    assert threats.keys() == set(THREATS)
    assert min(threats.values()) >= 3
