"""The commit hook refuses subjects of more than 72 characters, once `make setup` has switched it on."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LONGEST = "É" * 72
TOO_LONG = "É" * 73


class Clone:
    """A small repository with this one's hook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        person = {f"GIT_{role}_{part}": "t@t" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        silent = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true", "LC_ALL": "C"}
        others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = others | person | silent

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository."""
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )

    def git(self, *words: str) -> str:
        """Run git, which must succeed."""
        done = self.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Commit without a change of files."""
        return self.run("git", "commit", "--allow-empty", *words)

    def subjects(self) -> list[str]:
        """The subjects of all commits, newest first."""
        return self.git("log", "--format=%s").splitlines()


@pytest.fixture
def empty(tmp_path: Path, repository: Path) -> Clone:
    """A repository with the hook's files, not yet switched on."""
    clone = Clone(tmp_path)
    clone.git("init", "-q", "-b", "main")
    for folder in (".githooks", ".ci"):
        shutil.copytree(repository / folder, tmp_path / folder)
    return clone


@pytest.fixture
def clone(empty: Clone) -> Clone:
    """A repository in which the hook is switched on and one commit is made."""
    assert empty.run(".ci/hooks").stderr == ""
    assert empty.commit("-m", "First").returncode == 0
    return empty


def test_a_long_subject_is_refused(clone: Clone) -> None:
    done = clone.commit("-m", TOO_LONG)
    assert done.returncode != 0
    assert "73 characters" in done.stderr
    assert TOO_LONG in done.stderr
    assert clone.subjects() == ["First"]


@pytest.mark.parametrize(
    "message", [LONGEST, f"Short\n\n{TOO_LONG}", f'Revert "{LONGEST}"', f"fixup! {LONGEST}", f"squash! {LONGEST}"]
)
def test_these_messages_are_accepted(clone: Clone, message: str) -> None:
    assert clone.commit("-m", message).returncode == 0
    assert len(clone.subjects()) == 2


def test_a_subject_over_two_lines_is_one_subject(clone: Clone) -> None:
    done = clone.commit("-m", "a" * 40 + "\n" + "b" * 40)
    assert done.returncode != 0
    assert "81 characters" in done.stderr


def test_comments_of_the_editor_are_no_subject(clone: Clone) -> None:
    (clone.folder / "message").write_text(f"# {TOO_LONG}\n\nShort\n# {TOO_LONG}\n")
    assert clone.commit("--template", "message").returncode != 0, "an unchanged template is no message"
    clone.environment["GIT_EDITOR"] = "cp message"
    assert clone.commit().returncode == 0
    assert clone.subjects() == ["Short", "First"]


@pytest.mark.parametrize("message", [(), ("-m", f"Bring both together {TOO_LONG}")])
def test_a_merge_may_have_a_long_subject(clone: Clone, message: tuple[str, ...]) -> None:
    branch = "b" * 80
    clone.git("switch", "-q", "-c", branch)
    clone.commit("-m", "On the branch")
    clone.git("switch", "-q", "main")
    clone.git("merge", "--no-ff", *message, branch)
    assert len(clone.subjects()[0]) > 72


def test_a_merge_with_a_long_subject_can_be_amended(clone: Clone) -> None:
    assert clone.commit("-m", f"Merge branch '{'b' * 80}'").returncode == 0
    assert clone.commit("--amend", "--no-edit").returncode == 0


def test_a_revert_may_have_a_long_subject(clone: Clone) -> None:
    (clone.folder / "file").write_text("text\n")
    clone.git("add", "file")
    clone.git("commit", "-q", "-m", LONGEST)
    clone.git("revert", "HEAD")
    assert clone.subjects()[0] == f'Revert "{LONGEST}"'


def test_the_hook_works_in_a_second_worktree(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone.git("add", ".")
    clone.git("commit", "-q", "-m", "Add the hook")
    other = tmp_path_factory.mktemp("worktree") / "other"
    clone.git("worktree", "add", "-q", str(other))
    clone.folder = other
    assert clone.commit("-m", TOO_LONG).returncode != 0
    assert clone.commit("-m", LONGEST).returncode == 0


def test_installing_twice_changes_nothing(clone: Clone) -> None:
    assert clone.run(".ci/hooks").returncode == 0
    assert clone.git("config", "--get-all", "core.hooksPath") == ".githooks\n"


def test_hooks_of_ones_own_stay(empty: Clone) -> None:
    own = empty.folder / ".git" / "hooks" / "pre-commit"
    own.write_text("#!/bin/sh\n")
    done = empty.run(".ci/hooks")
    assert done.returncode == 0
    assert "your own hooks (.git/hooks)" in done.stderr
    assert empty.run("git", "config", "core.hooksPath").stdout == ""


def test_a_hook_folder_of_ones_own_stays(empty: Clone) -> None:
    empty.git("config", "core.hooksPath", "elsewhere")
    assert "your own hooks (elsewhere)" in empty.run(".ci/hooks").stderr
    assert empty.git("config", "core.hooksPath") == "elsewhere\n"


def test_without_git_there_is_nothing_to_install(empty: Clone) -> None:
    shutil.rmtree(empty.folder / ".git")
    empty.environment["GIT_CEILING_DIRECTORIES"] = str(empty.folder.parent)
    assert empty.run(".ci/hooks").returncode == 0
