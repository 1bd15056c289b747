"""The commit is the last one that changed the folder, or there is a reason why it is not known."""

import os
import random
import shutil
from pathlib import Path

import pytest

from roireport.model.commit import Commit
from roireport.versions import history
from roireport.versions.commit import commit_of, commits_of
from tests.versions.repositories import commit_all, git, known, reason, repository


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository with a commit for each of two folders."""
    return repository(tmp_path / "workspace", "one", "two")


def test_each_folder_has_its_own_commit(workspace: Path) -> None:
    for name in ("one", "two"):
        full = git(workspace, "log", "-1", "--format=%H", "--grep", name)
        assert str(commit_of(workspace / name)) == full[:8]


def test_folders_below_the_top_of_a_repository_have_theirs(tmp_path: Path) -> None:
    top = repository(tmp_path, "a[b]/engagements/one", "a[b]/engagements/two", "engagements/one")
    versions = commits_of(top / "a[b]" / "engagements", ("one", "two"))
    assert {name: known(version).hash for name, version in versions.items()} == {
        name: git(top, "log", "-1", "--format=%H", "--grep", rf"^a.b./engagements/{name}$") for name in ("one", "two")
    }


def test_a_repository_of_sha_256_is_read(tmp_path: Path) -> None:
    workspace = repository(tmp_path, "one", init=("--object-format=sha256",))
    assert commit_of(workspace / "one") == Commit(git(workspace, "rev-parse", "HEAD"))
    assert len(known(commit_of(workspace / "one")).hash) == 64


def test_a_linked_worktree_has_the_commit_that_is_checked_out_there(workspace: Path) -> None:
    git(workspace, "worktree", "add", "--quiet", "--detach", "../linked", "HEAD~1")
    linked = workspace.parent / "linked"
    assert known(commit_of(linked / "one")).hash == git(workspace, "rev-parse", "HEAD~1")
    assert commit_of(linked / "one") == commit_of(workspace / "one")


def test_a_merged_change_has_its_own_commit_and_not_that_of_the_merge(workspace: Path) -> None:
    trunk = git(workspace, "branch", "--show-current")
    git(workspace, "checkout", "--quiet", "-b", "side")
    (workspace / "one" / "engagement.yaml").write_bytes(b"title: Other\n")
    changed = commit_all(workspace)
    git(workspace, "checkout", "--quiet", trunk)
    git(workspace, "merge", "--quiet", "--no-ff", "side", "-m", "merge")
    assert commit_of(workspace / "one") == Commit(changed)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("at_once", [3, 500])
def test_in_any_history_it_is_the_commit_that_git_log_names(
    seed: int, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Branches, merges that keep either side, repeated and reverted changes, commits of other files, at random."""
    monkeypatch.setattr(history, "AT_ONCE", at_once)
    names = [f"case-{number}" for number in range(6)]
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "fast-import", "--quiet", given=_random_history(random.Random(seed), names))
    git(tmp_path, "reset", "--quiet", "--hard", "tip")
    expected = {name: Commit(git(tmp_path, "log", "-1", "--format=%H", "--", f"engagements/{name}")) for name in names}
    assert len(set(expected.values())) > 2
    assert commits_of(tmp_path / "engagements", names) == expected


def _random_history(chance: random.Random, names: list[str]) -> str:
    """A stream for git fast-import: sixty commits, most of them merges."""
    lines: list[str] = []
    for number in range(1, 61):
        recent = range(max(1, number - 4), number)
        parents = chance.sample(recent, min(len(recent), chance.choice((1, 2, 3))))
        lines += [f"commit refs/heads/{'tip' if number == 60 else f'b{number}'}", f"mark :{number}"]
        lines += [f"committer T <t@example.org> {1_700_000_000 + chance.randrange(10_000)} +0000", "data 1", "m"]
        lines += [f"{'merge' if place else 'from'} :{parent}" for place, parent in enumerate(parents)]
        for name in chance.sample(names, chance.choice((0, 1, 2))) + (names if number == 1 else []):
            lines += [f"M 100644 inline engagements/{name}/engagement.yaml", "data 1", str(chance.randrange(3))]
        if chance.random() < 0.3:
            lines += ["M 100644 inline README", "data 1", str(chance.randrange(9))]
        lines.append("")
    return "\n".join(lines)


def test_without_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / ".git").mkdir()
    assert commit_of(tmp_path / "one") is None


def test_before_a_folder_is_committed_no_commit_holds_it(workspace: Path) -> None:
    (workspace / "three").mkdir()
    (workspace / "three" / "engagement.yaml").write_text("title: T\n")
    assert reason(commit_of(workspace / "three")) == "not_committed"


def test_before_the_first_commit_no_commit_holds_a_folder(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "one").mkdir()
    assert reason(commit_of(tmp_path / "one")) == "not_committed"


def test_a_shallow_clone_names_only_commits_whose_parents_it_has(workspace: Path) -> None:
    (workspace / "one" / "engagement.yaml").write_bytes(b"title: Other\n")
    changed = commit_all(workspace)
    git(workspace.parent, "clone", "--quiet", "--depth", "2", workspace.as_uri(), "clone")
    versions = commits_of(workspace.parent / "clone", ("one", "two"))
    assert versions["one"] == Commit(changed)
    assert reason(versions["two"]) == "history_cut"


def test_a_repository_in_place_of_a_folder_is_not_looked_into(workspace: Path) -> None:
    repository(workspace / "three", "data")
    commit_all(workspace)
    assert reason(commit_of(workspace / "three")) == "nested_repository"


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_where_git_refuses_the_owner_the_commit_is_not_known(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git_replaced(workspace.parent, f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"', monkeypatch)
    assert reason(commit_of(workspace / "one")) == "other_owner"


def test_where_git_fails_the_commit_is_not_known(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git_replaced(workspace.parent, "echo 'fatal: \x1b[2Jgone' >&2; exit 128", monkeypatch)
    version = commit_of(workspace / "one")
    assert reason(version) == "git_failed"
    assert getattr(version, "detail", None) == "\ufffd[2Jgone"


def test_where_the_repository_is_damaged_the_commit_is_not_known(workspace: Path) -> None:
    (workspace / ".git" / "HEAD").write_text("nothing\n")
    assert reason(commit_of(workspace / "one")) == "git_failed"


def test_without_git_the_commit_of_a_repository_is_not_known(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alone").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert reason(commit_of(workspace / "one")) == "git_missing"
    assert commit_of(tmp_path / "alone") is None


def _git_replaced(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script in the place of git."""
    script = folder / "bin" / "git"
    script.parent.mkdir()
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)


def test_git_dir_may_name_the_repository_itself(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in its hooks."""
    expected = commit_of(workspace / "one")
    git(workspace, "worktree", "add", "--quiet", "--detach", "../linked")
    for folder, own in ((workspace, ".git"), (workspace.parent / "linked", f"{workspace}/.git/worktrees/linked")):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_DIR", own)
        monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
        monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
        assert commit_of(folder / "one") == expected


@pytest.mark.parametrize("within", ["workspace", "elsewhere"])
def test_where_git_dir_names_another_repository_the_commit_is_not_known(
    within: str, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other", "one")
    (tmp_path / "elsewhere" / "one").mkdir(parents=True)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert reason(commit_of(tmp_path / within / "one")) == "other_repository"


def test_a_working_tree_set_elsewhere_is_not_followed(workspace: Path, tmp_path: Path) -> None:
    other = repository(tmp_path / "other", "one")
    git(workspace, "config", "core.worktree", str(other))
    assert reason(commit_of(workspace / "one")) == "git_failed"


def test_a_replaced_commit_is_not_taken_for_the_true_one(workspace: Path) -> None:
    expected = known(commit_of(workspace / "two")).hash
    git(workspace, "replace", expected, git(workspace, "rev-parse", "HEAD~1"))
    assert known(commit_of(workspace / "two")).hash == expected
