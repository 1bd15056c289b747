"""The commit is the last one that changed the folder."""

import subprocess
from pathlib import Path

import pytest

from roireport.versions import commit as versions
from roireport.versions.commit import commit_of, commits_of


def git(folder: Path, *words: str) -> str:
    """Run git with an identity of its own."""
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository with a commit for each of two folders."""
    git(tmp_path, "init", "-q")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "engagement.yaml").write_text("title: T\n")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", name)
    return tmp_path


def test_each_folder_has_its_own_commit(workspace: Path) -> None:
    for name in ("one", "two"):
        full = git(workspace, "log", "-1", "--format=%H", "--grep", name).strip()
        assert str(commit_of(workspace / name)) == full[:8]


def test_a_modified_folder_says_so(workspace: Path) -> None:
    (workspace / "one" / "engagement.yaml").write_text("title: Other\n")
    assert str(commit_of(workspace / "one")).endswith(" + changes")
    assert not str(commit_of(workspace / "two")).endswith(" + changes")


def test_without_git_there_is_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) is None


def test_a_monitor_configured_in_the_repository_is_not_run(workspace: Path) -> None:
    mark = workspace / "ran"
    script = workspace / "monitor.sh"
    script.write_text(f"#!/bin/sh\ntouch {mark}\n")
    script.chmod(0o755)
    git(workspace, "config", "core.fsmonitor", str(script))
    commit_of(workspace / "one")
    assert not mark.exists()


def test_a_repository_made_of_the_files_of_a_folder_runs_nothing(workspace: Path) -> None:
    """A pull request may bring files named HEAD, config and objects/, which git takes for a repository."""
    mark, folder = workspace / "ran", workspace / "one"
    git(folder, "init", "-q", "--bare", ".")
    git(folder, "config", "core.bare", "false")
    git(folder, "config", "core.worktree", ".")
    within = (f"--git-dir={folder}", f"--work-tree={folder}")
    git(folder, *within, "add", "engagement.yaml")
    git(folder, *within, "commit", "-q", "-m", "hostile")
    git(folder, "config", "filter.x.clean", f"touch {mark}; cat")
    (folder / ".gitattributes").write_text("* filter=x\n")
    (folder / "engagement.yaml").write_text("title: 1\n")
    assert str(commit_of(folder)).endswith(" + changes")  # of the repository around it
    assert not mark.exists()


@pytest.mark.parametrize("many", [0, 20], ids=["commits listed", "folders looked for"])
def test_where_histories_were_merged_each_folder_has_the_commit_that_git_names(
    workspace: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One side changed one, the other two; a third folder is changed by both, and the merge drops a fourth's change."""
    names = ("one", "two", "three", "four")
    for name in names[2:]:
        (workspace / name).mkdir()
        for part in ("a", "b"):
            (workspace / name / part).write_text("0")
    git(workspace, "add", ".")
    git(workspace, "commit", "-q", "-m", "more")
    trunk = git(workspace, "branch", "--show-current").strip()
    for side, changed in (("side", ("two/x", "three/b", "four/a")), (trunk, ("one/x", "three/a"))):
        git(workspace, "checkout", "-q", *(["-b"] if side == "side" else []), side)
        for path in changed:
            (workspace / path).write_text(side)
        git(workspace, "add", ".")
        git(workspace, "commit", "-q", "-m", side)
    git(workspace, "merge", "-q", "--no-commit", "side")
    git(workspace, "checkout", "-q", trunk, "--", "four")
    git(workspace, "commit", "-q", "-m", "merge")
    monkeypatch.setattr(versions, "MANY", many)
    named = {name: git(workspace, "log", "-1", "--format=%H", "--", name).strip() for name in names}
    assert {name: commit.hash for name, commit in commits_of(workspace, names).items()} == named
    assert len(set(named.values())) == len(names)
