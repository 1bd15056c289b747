"""What a check said of an engagement is remembered as long as its bytes are the same, and no longer."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from roireport.build import check as checking
from roireport.build.options import BuildOptions
from roireport.cli import main
from roireport.workspace import OpenWorkspace
from tests.cli.workspaces import BROKEN, GOOD, workspace

Shell = pytest.CaptureFixture[str]
MADE = checking._made


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of three engagements, one of which cannot be read, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return workspace(tmp_path, dairy=GOOD, forge=GOOD, mill=BROKEN)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The engagements that are computed, as they are."""
    seen: list[str] = []

    def made(opened: OpenWorkspace, request: BuildOptions, ids: Sequence[str]) -> list[checking.CheckResult]:
        seen.extend(ids)
        return MADE(opened, request, ids)

    monkeypatch.setattr(checking, "_made", made)
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


def test_what_is_edited_while_it_is_checked_is_not_remembered(
    root: Path, capsys: Shell, computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = checking._made

    def edited(opened: OpenWorkspace, request: BuildOptions, ids: Sequence[str]) -> list[checking.CheckResult]:
        found = counting(opened, request, ids)
        (root / "engagements" / "dairy" / "engagement.yaml").write_text(GOOD.replace("1000", "2000"))
        return found

    monkeypatch.setattr(checking, "_made", edited)
    check(root, capsys)
    (root / "engagements" / "dairy" / "engagement.yaml").write_text(GOOD)
    monkeypatch.setattr(checking, "_made", counting)
    check(root, capsys)
    assert computed[3:] == ["dairy", "mill"]
