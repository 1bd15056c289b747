"""The result of a check is cached as long as the bytes of the engagement are the same."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from roireport.build import check as checking
from roireport.build.check import CheckResult, check_jobs
from roireport.build.jobs import EngagementJob
from roireport.build.options import BuildOptions
from roireport.cli import main
from roireport.workspace import OpenWorkspace
from tests.cli.workspaces import BROKEN, GOOD, workspace

Shell = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of three engagements, one of which cannot be read, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return workspace(tmp_path / "work", dairy=GOOD, forge=GOOD, mill=BROKEN)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The engagements that are computed, as they are."""
    seen: list[str] = []

    def counted(workspace: OpenWorkspace, options: BuildOptions, jobs: Sequence[EngagementJob]) -> list[CheckResult]:
        seen.extend(job.id for job in jobs)
        return check_jobs(workspace, options, jobs)

    monkeypatch.setattr(checking, "check_jobs", counted)
    return seen


def check(root: Path, capsys: Shell, *more: str) -> Any:
    """What a check prints as JSON."""
    assert main(["check", "--format", "json", "-C", str(root), *more]) == 1
    return json.loads(capsys.readouterr().out)


def test_only_what_changed_or_cannot_be_read_is_computed_again(root: Path, capsys: Shell, computed: list[str]) -> None:
    first = check(root, capsys)
    assert computed == ["dairy", "forge", "mill"]
    assert check(root, capsys) == first
    assert computed[3:] == ["mill"]
    engagement = root / "engagements" / "forge" / "engagement.yaml"
    engagement.write_text(GOOD.replace("amount: 1000", "amount: 900000"))
    changed = check(root, capsys)
    assert computed[4:] == ["forge", "mill"]
    assert changed != first
    assert changed == check(root, capsys, "--no-cache", "--jobs", "1")


def test_an_edit_during_a_check_is_stored_under_no_key_of_another_state(
    root: Path, capsys: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is edited between reading and computing, and put back: the result is of the bytes read."""
    file = root / "engagements" / "dairy" / "engagement.yaml"
    clean = check(root, capsys, "--no-cache")

    def edited(workspace: OpenWorkspace, options: BuildOptions, jobs: Sequence[EngagementJob]) -> list[CheckResult]:
        file.write_text(GOOD.replace("1000", "900000"))
        results = check_jobs(workspace, options, jobs)
        file.write_text(GOOD)
        return results

    monkeypatch.setattr(checking, "check_jobs", edited)
    assert check(root, capsys) == clean
    monkeypatch.setattr(checking, "check_jobs", check_jobs)
    assert check(root, capsys) == clean


def test_a_check_speaks_the_interface_s_language_and_names_the_verdict(root: Path, capsys: Shell) -> None:
    """Also the second time, from the cache; an engagement without a gain is nothing to call established."""
    expected = {"fr": ("Sans données", "Aucun délai n’a été convenu"), "en": ("No data", "No time was agreed")}
    costs_only = GOOD.partition("gains:")[0]
    (root / "engagements" / "dairy" / "engagement.yaml").write_text(costs_only, encoding="utf-8")
    for language in (*expected, *expected):
        main(["check", "-C", str(root), "--interface", language, "dairy"])
        printed = capsys.readouterr().out
        assert all(part in printed for part in expected[language])
