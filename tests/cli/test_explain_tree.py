"""`explain ID PATH`: the tree of a figure down to the lines that were entered, and who changed these last."""

import json
from pathlib import Path
from typing import Any

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace
from tests.versions.repositories import commit_all, git

Shell = pytest.CaptureFixture[str]


def explained(root: Path, capsys: Shell, path: str) -> dict[str, Any]:
    assert main(["explain", "-C", str(root), "good", path, "--format", "json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures at the ends of a tree."""
    below = [leaf for part in node["inputs"] for leaf in leaves(part)]
    return below or [node]


def test_each_entered_value_has_its_place_commit_author_and_day(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    git(root, "init", "--quiet")
    commit = commit_all(root)
    tree = explained(root, capsys, "financial.roi")["tree"]
    entered = {leaf["place"]: leaf for leaf in leaves(tree) if leaf["place"]}
    amount = next(leaf for leaf in entered.values() if leaf["value"] == 1000)
    assert amount["place"].startswith("engagements/good/engagement.yaml:8:")
    assert (amount["line"]["commit"], amount["line"]["author"]) == (commit, "T")
    assert len(entered) >= 3
    assert main(["explain", "-C", str(root), "good", "financial.roi", "--interface", "en"]) == 0
    text = capsys.readouterr().out
    assert f"{amount['place']} · {commit[:8]} · T · " in text
    assert "default, not entered" in text


def test_a_line_outside_version_control_or_not_committed_says_so(tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)

    def line() -> Any:
        tree = explained(root, capsys, "financial.cost")["tree"]
        return next(leaf["line"] for leaf in leaves(tree) if leaf["place"])

    assert line() == {"unknown": "not under version control"}
    git(root, "init", "--quiet")
    commit_all(root)
    file = root / "engagements" / "good" / "engagement.yaml"
    file.write_text(GOOD.replace("amount: 1000", "amount: 1200"))
    assert line() == {"unknown": "this line is in no commit yet"}


@pytest.mark.parametrize("path", ["financial.irr_roots.1", "financial.cash_flow.2025-03.cumulative"])
def test_figures_of_the_results_that_no_report_quotes_are_explained(path: str, tmp_path: Path, capsys: Shell) -> None:
    root = workspace(tmp_path, good=GOOD)
    assert explained(root, capsys, path)["tree"]["inputs"]
