"""Every verb works where the system has no fork, no file locks and no limits of processes, as on Windows."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from roireport.cli.group import verbs_of
from tests.cli.workspaces import BROKEN, GOOD, workspace
from tests.contexts import ROOT
from tests.ground.blocked import run_verbs, variables_without
from tests.verify.keys import allow, make_key
from tests.verify.reports import report
from tests.versions.repositories import commit_all, git

BLOCKED = """\
import ctypes, os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "sched_getaffinity", "getuid", "geteuid", "O_NOFOLLOW", "killpg"):
    delattr(os, name)
for name in ("SIGXCPU", "SIGPROF", "SIGALRM", "setitimer", "ITIMER_PROF"):
    delattr(signal, name)
def load(self, name, *rest, before=ctypes.CDLL.__init__, **options):
    "/" in name  # Windows has no library without a name
    before(self, name, *rest, **options)
ctypes.CDLL.__init__ = load
"""
"""A `sitecustomize` module: every process of a run, also those that it starts, begins with it."""
CALLS = {
    "template eject": ("template", "eject", "components/takeaway.html.jinja"),
    "init": ("init", "another"),
    "new": ("new", "works", "--client", "Works", "--start", "2025-01-06", "--end", "2025-06-30", "--currency", "EUR"),
    "import": ("import", "export.csv", "alpha", "--kpi", "rate"),
    "approve": ("approve", "alpha", "attribution.margin", "--by", "Jane Roe", "--on", "2026-02-03"),
    "explain": ("explain", "alpha", "financial.roi"),
    "diff": ("diff", "HEAD", "alpha"),
    "history": ("history", "alpha"),
    "export": ("export", "alpha", "--format", "csv"),
    "schema": ("schema", "kpis"),
    "sign": ("sign", "report.pdf", "--key", "key"),
    "verify": ("verify", "report.pdf", "--format", "json"),
    "completion": ("completion", "bash"),
}
"""The verbs that need words; every other one is called as it is."""
LIMITED = {"check", "history", "sign", "template lint", "verify"}
"""Verbs that make something under limits; `build` is one too."""
KPI = "kpis: [{id: rate, name: Rate, unit: percent, source: CRM}]\n"


@pytest.fixture
def blocked(tmp_path: Path) -> dict[str, str]:
    """An environment in which what only POSIX offers cannot be had."""
    return variables_without(tmp_path / "blocked", BLOCKED)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = workspace(tmp_path / "ws", alpha=GOOD + KPI)
    git(root, "init", "--quiet")
    commit_all(root)
    (root / "report.pdf").write_bytes(report().read_bytes())
    (root / "export.csv").write_text("period;value\n2025-01;21,5 %\n2025-02;22,5 %\n")
    (root / "templates" / "components").mkdir(parents=True)
    source = ROOT / "templates" / "components" / "table.html.jinja"
    (root / "templates" / "components" / "table.html.jinja").write_bytes(source.read_bytes())
    return root


@pytest.mark.needs("ssh-keygen")
def test_every_verb_runs_and_says_once_that_limits_are_not_enforced(root: Path, blocked: dict[str, str]) -> None:
    allow(root, make_key(root, "key"))
    verbs = {*verbs_of(), *(f"template {name}" for name in verbs_of("template"))} - {"template", "build"}
    assert CALLS.keys() < verbs
    # What verifies a report and what cleans come after what makes it.
    calls = {
        verb: CALLS.get(verb, (*verb.split(),)) for verb in sorted(verbs, key=lambda verb: (verb == "clean", verb))
    }
    ended = run_verbs(root, blocked, calls)
    assert {verb: (end.code, end.messages) for verb, end in ended.items() if end.code} == {}
    counts = {verb: end.messages.count("E823 roireport.yaml [warning]") for verb, end in ended.items()}
    assert counts == {verb: int(verb in LIMITED) for verb in calls}
    assert "not enforced on this system" in ended["doctor"].output


def test_the_blocked_system_is_blocked(blocked: dict[str, str]) -> None:
    ask = "import roireport.posix as posix; print(posix.can_limit(), posix.fcntl, posix.resource)"
    ended = subprocess.run([sys.executable, "-c", ask], env=blocked, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "None", "None"]


def test_a_site_built_without_posix_is_the_same_and_one_bad_engagement_costs_no_other(
    root: Path, blocked: dict[str, str]
) -> None:
    (root / "engagements" / "broken").mkdir()
    (root / "engagements" / "broken" / "engagement.yaml").write_text(BROKEN)
    build = {"build": ("build", "--no-cache", "--jobs", "2")}
    assert run_verbs(root, {**os.environ, "PYTHONPATH": str(ROOT)}, build)["build"].code == 1
    before = json.loads((root / "site" / "manifest.json").read_text())
    assert {"alpha/index.html", "alpha/alpha.en.pdf"} < before["files"].keys()
    ended = run_verbs(root, blocked, build)["build"]
    assert ended.code == 1, ended.messages
    assert ended.messages.count("E823 roireport.yaml [warning]") == 1
    assert json.loads((root / "site" / "manifest.json").read_text()) == before


def test_modules_of_posix_are_imported_in_one_module_only() -> None:
    names = "fcntl|resource|pwd|grp|termios"
    asks = re.compile(rf"""^\s*(import|from) ({names})\b|_module\("({names})"\)""", re.MULTILINE)
    files = (ROOT / "roireport").rglob("*.py")
    assert {file.name for file in files if asks.search(file.read_text("utf-8"))} == {"posix.py"}
