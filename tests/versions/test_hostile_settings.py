"""Nothing that a repository configures is run, and nothing is fetched.

Each setting is first proved to run its program: a command of git that honours it leaves the mark.
"""

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from roireport.versions.commit import commit_of, commits_of
from roireport.versions.git import GitFailed
from roireport.versions.lines import origins_in
from roireport.versions.repository import repository_of
from roireport.versions.revision import removals, revision
from roireport.versions.version_commits import history_state, version_commits
from tests.versions.repositories import commit_all, git, known, reason, repository


@dataclass(frozen=True, slots=True)
class Trap:
    """A repository, and a program that leaves a mark where it is run."""

    workspace: Path
    mark: Path
    program: Path

    @property
    def folder(self) -> Path:
        """The engagement whose commit is asked for."""
        return self.workspace / "one"

    def configure(self, *settings: tuple[str, str]) -> None:
        """Write settings into the repository's own configuration."""
        for name, value in settings:
            git(self.workspace, "config", name, value)

    def attributes(self, line: str) -> None:
        """Give all files an attribute."""
        (self.workspace / ".git" / "info" / "attributes").write_text(f"{line}\n")

    def touch(self, time: int) -> None:
        """Make git look at the file again: its content is the same, its time is not."""
        os.utime(self.folder / "engagement.yaml", (time, time))

    def sprung(self, *words: str) -> bool:
        """Whether a command of git runs the program; the mark is taken away."""
        with suppress(subprocess.SubprocessError):
            git(self.workspace, *words, given="")
        exists = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return exists


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    workspace = repository(tmp_path / "workspace", "one", "two")
    mark, program = tmp_path / "mark", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\nexit 1\n")
    program.chmod(0o755)
    return Trap(workspace, mark, program)


def _filter(trap: Trap) -> str:
    trap.configure(("filter.x.clean", str(trap.program)))
    trap.attributes("* filter=x")
    return "status"


def _monitor(trap: Trap) -> str:
    trap.configure(("core.fsmonitor", str(trap.program)))
    return "status"


def _text_conversion(trap: Trap) -> str:
    trap.configure(("diff.x.textconv", str(trap.program)))
    trap.attributes("* diff=x")
    return "log -p"


def _external_diff(trap: Trap) -> str:
    trap.configure(("diff.external", str(trap.program)))
    (trap.folder / "engagement.yaml").write_text("title: Other\n")
    return "diff"


def _signature(trap: Trap) -> str:
    tree = git(trap.workspace, "rev-parse", "HEAD^{tree}")
    person = "a <a@example.org> 1700000000 +0000"
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----"
    body = f"tree {tree}\nauthor {person}\ncommitter {person}\n{signature}\n\nsigned\n"
    commit = git(trap.workspace, "hash-object", "-t", "commit", "-w", "--stdin", given=body)
    git(trap.workspace, "reset", "--quiet", "--soft", commit)
    trap.configure(("log.showSignature", "true"), ("gpg.program", str(trap.program)))
    return "log"


SETTINGS = (_filter, _monitor, _text_conversion, _external_diff, _signature)


@pytest.mark.parametrize("prepare", SETTINGS, ids=lambda one: one.__name__.strip("_"))
def test_no_program_of_the_configuration_runs(prepare: Callable[[Trap], str], trap: Trap) -> None:
    command = prepare(trap)
    trap.touch(1_800_000_000)
    assert trap.sprung(*command.split())
    trap.touch(1_900_000_000)
    assert known(commit_of(trap.folder))
    assert read_revision(trap.workspace)["one/engagement.yaml"].startswith(b"title: T")
    assert not trap.mark.exists()


def read_revision(workspace: Path) -> dict[str, bytes]:
    """Read a revision in every way in which a comparison does; return its files."""
    repository = repository_of(workspace)
    assert repository is not None
    earlier = revision(repository, "HEAD~1") or revision(repository, "HEAD")
    assert earlier is not None
    contents = earlier.contents(earlier.entries() or {})
    origins_in(earlier.repository, contents)
    removals(earlier, repository.head, {(path, b"title: T") for path in contents}, ("one", "two"))
    version_commits(workspace, {"one": b"version: 1\n", "two": b"title: T\n"})
    history_state(workspace)
    return contents


def test_a_file_that_a_partial_clone_lacks_is_named_and_not_fetched(trap: Trap) -> None:
    blob = git(trap.workspace, "rev-parse", "HEAD:one/engagement.yaml")
    (trap.workspace / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    trap.configure(("extensions.partialClone", "evil"), ("remote.evil.url", f"ext::{trap.program}"))
    with pytest.raises(GitFailed) as failed:
        read_revision(trap.workspace)
    assert failed.value.reason == "git_failed"
    assert not trap.mark.exists()


def test_no_program_of_the_environment_runs(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    (trap.folder / "engagement.yaml").write_text("title: Other\n")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap.program))
    assert trap.sprung("diff")
    assert known(commit_of(trap.folder)).modified
    assert not trap.mark.exists()


def test_settings_of_a_repository_within_an_engagement_run_nothing(trap: Trap) -> None:
    inner = repository(trap.workspace / "three", "data")
    commit_all(trap.workspace)
    git(inner, "config", "filter.x.clean", str(trap.program))
    (inner / ".git" / "info" / "attributes").write_text("* filter=x\n")
    os.utime(inner / "data" / "engagement.yaml", (1_800_000_000, 1_800_000_000))
    assert trap.sprung("status")
    assert reason(commit_of(inner)) == "nested_repository"
    assert not trap.mark.exists()


def test_a_repository_made_of_the_files_of_a_folder_runs_nothing(trap: Trap) -> None:
    """A pull request may bring files named HEAD, config and objects/, which git takes for a repository."""
    folder = trap.folder
    git(folder, "init", "--quiet", "--bare", ".")
    git(folder, "config", "core.bare", "false")
    git(folder, "config", "core.worktree", ".")
    within = (f"--git-dir={folder}", f"--work-tree={folder}")
    git(folder, *within, "add", "engagement.yaml")
    git(folder, *within, "commit", "--quiet", "-m", "hostile")
    git(folder, "config", "filter.x.clean", str(trap.program))
    (folder / ".gitattributes").write_text("* filter=x\n")
    (folder / "engagement.yaml").write_text("title: 1\n")
    expected = git(trap.workspace, "log", "-1", "--format=%H", "--", "one")
    assert known(commit_of(folder)).hash == expected  # of the repository around it
    assert known(commit_of(folder)).modified
    assert commits_of(folder, ("data",)).keys() == {"data"}
    assert not trap.mark.exists()


@pytest.mark.parametrize("address", ["{workspace}", "ext::{program}", "ssh://host.invalid/x", "https://host.invalid/x"])
@pytest.mark.parametrize("helper", ["", "x"], ids=["no helper", "helper"])
def test_a_missing_object_is_not_fetched(
    address: str, helper: str, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A promisor's remote may name programs: its uploadpack, ssh, a helper."""
    tree = git(trap.workspace, "rev-parse", "HEAD~1:one")
    (trap.folder / "engagement.yaml").write_text("title: Other\n")
    commit_all(trap.workspace)
    (trap.workspace / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    (trap.program.parent / "git-remote-x").symlink_to(trap.program)
    (trap.program.parent / "git-remote-https").symlink_to(trap.program)
    monkeypatch.setenv("PATH", str(trap.program.parent), prepend=os.pathsep)
    trap.configure(
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "evil"),
        ("remote.evil.promisor", "true"),
        ("remote.evil.url", address.format(workspace=trap.workspace, program=trap.program)),
        ("remote.evil.uploadpack", str(trap.program)),
        ("core.sshCommand", str(trap.program)),
        ("protocol.allow", "always"),
        ("protocol.file.allow", "always"),
        ("protocol.ext.allow", "always"),
        *([("remote.evil.vcs", helper)] if helper else []),
    )
    if helper or not address.startswith("https"):  # git finds its own helper for https before that of PATH
        assert trap.sprung("cat-file", "-p", tree)
    assert reason(commit_of(trap.folder)) == "git_failed"
    assert not trap.mark.exists()
