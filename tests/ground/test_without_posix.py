"""Every verb works where the system has no fork, no file locks and no limits of processes, as on Windows."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.contexts import ROOT

BLOCKED = """\
import os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "sched_getaffinity", "getuid", "geteuid", "O_NOFOLLOW", "killpg"):
    delattr(os, name)
for name in ("SIGXCPU", "SIGPROF", "SIGALRM", "setitimer", "ITIMER_PROF"):
    delattr(signal, name)
"""
"""A `sitecustomize` module: every process of a run, also those that it starts, begins with it."""
VERBS = {
    "build": ("build", "--no-pdf", "--jobs", "2"),
    "check": ("check",),
    "compute": ("compute",),
    "list": ("list",),
    "template list": ("template", "list"),
    "template lint": ("template", "lint"),
    "template eject": ("template", "eject", "components/takeaway.html.jinja"),
    "clean": ("clean",),
}
LIMITED = {"build", "check", "template lint"}
"""Verbs that make something under limits."""


@pytest.fixture
def blocked(tmp_path: Path) -> dict[str, str]:
    """An environment in which what only POSIX offers cannot be had."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(BLOCKED)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path / "blocked"), str(ROOT)))}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = workspace(tmp_path / "ws", alpha=GOOD, beta=GOOD)
    (root / "templates" / "components").mkdir(parents=True)
    source = ROOT / "templates" / "components" / "table.html.jinja"
    (root / "templates" / "components" / "table.html.jinja").write_bytes(source.read_bytes())
    return root


def run(root: Path, variables: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "roireport", *words, "-C", str(root), "--interface", "en"]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_runs_and_says_once_that_limits_are_not_enforced(
    verb: str, root: Path, blocked: dict[str, str]
) -> None:
    ended = run(root, blocked, *VERBS[verb])
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("E823 roireport.yaml [warning]") == (verb in LIMITED)
    assert "Traceback" not in ended.stderr


def test_the_blocked_system_is_blocked(blocked: dict[str, str]) -> None:
    ask = "import roireport.posix as posix; print(posix.can_limit(), posix.fcntl, posix.resource)"
    ended = subprocess.run([sys.executable, "-c", ask], env=blocked, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "None", "None"]


def test_a_site_built_without_posix_is_the_same_and_one_bad_engagement_costs_no_other(
    root: Path, blocked: dict[str, str]
) -> None:
    (root / "engagements" / "broken").mkdir()
    (root / "engagements" / "broken" / "engagement.yaml").write_text(BROKEN)
    build = ("build", "--no-pdf", "--no-cache", "--site")
    assert run(root, blocked, *build, str(root / "without")).returncode == 1
    assert run(root, {**os.environ, "PYTHONPATH": str(ROOT)}, *build, str(root / "with")).returncode == 1
    listed = json.loads((root / "with" / "manifest.json").read_text())
    assert listed == json.loads((root / "without" / "manifest.json").read_text())
    assert {"alpha/index.html", "beta/index.html"} < listed["files"].keys()


def test_modules_of_posix_are_imported_in_one_module_only() -> None:
    names = "fcntl|resource|pwd|grp|termios"
    asks = re.compile(rf"""^\s*(import|from) ({names})\b|_module\("({names})"\)""", re.MULTILINE)
    files = (ROOT / "roireport").rglob("*.py")
    assert {file.name for file in files if asks.search(file.read_text("utf-8"))} == {"posix.py"}
