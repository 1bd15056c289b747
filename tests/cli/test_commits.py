"""A run says once why commits are not known, and the report says it too; neither says what is not so."""

import json
from pathlib import Path

import pytest

from roireport.cli import main
from tests.cli.workspaces import GOOD, workspace
from tests.versions.repositories import commit_all, git


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A shallow clone of a workspace of two engagements, one commit behind which is not there."""
    root = workspace(tmp_path / "origin", forge=GOOD, mill=GOOD)
    git(root, "init", "--quiet")
    commit_all(root)
    (root / "README").write_text("x\n")
    commit_all(root)
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "clone")
    return tmp_path / "clone"


def engagement(root: Path, id: str = "forge") -> dict[str, object]:
    """What results.json says of an engagement."""
    document: dict[str, object] = json.loads((root / "site" / id / "results.json").read_text("utf-8"))["engagement"]
    return document


def page(root: Path) -> str:
    """The report of an engagement."""
    return (root / "site" / "forge" / "trace.html").read_text("utf-8")


def test_a_shallow_clone_is_reported_once_a_run_and_in_the_report(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):  # the second run finds nothing changed
        assert main(["build", "-q", "--no-pdf", "--interface", "en", "-C", str(clone)]) == 0
        messages = capsys.readouterr().err
        assert messages.count("E730") == 1
        assert "forge, mill" in messages
    assert engagement(clone)["commit"] is None
    assert engagement(clone)["commit_unknown"] == "history_cut"
    assert "shallow clone" in page(clone)
    assert "not under version control" not in page(clone)


def test_compute_tells_it_too(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compute", "--format", "json", "-C", str(clone), "forge"]) == 0
    printed = capsys.readouterr()
    assert printed.err.count("E730") == 1
    assert json.loads(printed.out)["engagement"]["commit"] is None


def test_an_ignored_file_that_is_read_is_a_change(tmp_path: Path) -> None:
    root = workspace(tmp_path, forge=GOOD)
    folder = root / "engagements" / "forge"
    (folder / "narrative").mkdir()
    (folder / "narrative" / "summary.md").write_text("All is well.\n")
    (root / ".gitignore").write_text("*.md\n*.txt\n")
    git(root, "init", "--quiet")
    hash = commit_all(root)
    (folder / "notes.txt").write_text("nobody reads this\n")
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert engagement(root)["commit"] == f"{hash[:8]} + changes"
    assert engagement(root)["commit_unknown"] is None
    (folder / "narrative" / "summary.md").unlink()
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert engagement(root)["commit"] == hash[:8]


def test_without_a_repository_the_report_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = workspace(tmp_path, forge=GOOD)
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0
    assert capsys.readouterr().err == ""
    assert "not under version control" in page(root)
    assert engagement(root)["commit"] is engagement(root)["commit_unknown"] is None
