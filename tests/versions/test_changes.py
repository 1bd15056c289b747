"""A folder is said to have changes where what is read there is not what the commit holds."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from roireport.versions.commit import commit_of
from tests.versions.repositories import commit_all, git, known, repository


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository with a commit for each of two folders."""
    return repository(tmp_path, "one", "two")


def changed(folder: Path) -> bool:
    """Whether a folder is said to have changes; its neighbour never is."""
    assert not str(commit_of(folder.parent / "two")).endswith(" + changes")
    return str(commit_of(folder)).endswith(" + changes")


def test_an_untouched_folder_has_no_changes(workspace: Path) -> None:
    os.utime(workspace / "one" / "engagement.yaml")
    assert not changed(workspace / "one")


def test_a_modified_an_added_and_a_deleted_file_are_changes(workspace: Path) -> None:
    folder = workspace / "one"
    file = folder / "data" / "kpi.csv"
    content = file.read_bytes()
    file.write_bytes(content.replace(b",1", b",2"))
    assert changed(folder)
    file.unlink()
    assert changed(folder)
    file.write_bytes(content)
    assert not changed(folder)
    (folder / "notes.txt").write_text("new\n")
    assert changed(folder)


def test_what_is_staged_and_not_committed_is_a_change(workspace: Path) -> None:
    (workspace / "one" / "costs.yaml").write_text("[]\n")
    git(workspace, "add", "--all")
    assert changed(workspace / "one")


@pytest.mark.parametrize("flag", ["--skip-worktree", "--assume-unchanged"])
def test_a_file_that_git_skips_by_a_flag_still_counts_as_a_change(flag: str, workspace: Path) -> None:
    git(workspace, "update-index", flag, "one/engagement.yaml")
    (workspace / "one" / "engagement.yaml").write_text("title: Other\n")
    assert git(workspace, "status", "--porcelain") == ""
    assert changed(workspace / "one")


def test_an_ignored_file_is_a_change_where_it_is_read(workspace: Path) -> None:
    (workspace / ".gitignore").write_text("*.csv\n*.swp\n")
    commit_all(workspace)
    (workspace / "one" / "data" / "new.csv").write_text("period,value\n")
    (workspace / "one" / ".engagement.yaml.swp").write_text("")
    version = known(commit_of(workspace / "one"))
    assert not version.modified
    assert not version.read_with({"engagement.yaml", "data/kpi.csv"}).modified
    assert version.read_with({"engagement.yaml", "data/new.csv"}).modified


@pytest.mark.parametrize(("committed", "present"), [(b"a: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n"), (b"a: 1\r\n", b"a: 1\n")])
def test_the_ends_of_lines_are_no_change(committed: bytes, present: bytes, workspace: Path) -> None:
    file = workspace / "one" / "engagement.yaml"
    file.write_bytes(committed)
    commit_all(workspace)
    file.write_bytes(present)
    assert not changed(workspace / "one")
    file.write_bytes(present.replace(b"1", b"3"))
    assert changed(workspace / "one")


def test_line_ends_within_what_is_no_text_are_a_change(workspace: Path) -> None:
    file = workspace / "one" / "logo.png"
    file.write_bytes(b"\x89PNG\r\n\x00\n")
    commit_all(workspace)
    file.write_bytes(b"\x89PNG\n\x00\n")
    assert changed(workspace / "one")


def test_a_file_that_git_lfs_keeps_elsewhere_is_no_change(workspace: Path) -> None:
    file = workspace / "one" / "data" / "kpi.csv"
    content = b"period,value\n2025-02,3\n"
    oid = sha256(content).hexdigest()
    file.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n")
    commit_all(workspace)
    file.write_bytes(content)
    assert not changed(workspace / "one")
    file.write_bytes(content + b"2025-03,4\n")
    assert changed(workspace / "one")


def test_a_name_with_decomposed_letters_is_the_same_name(workspace: Path) -> None:
    """As macOS writes it."""
    (workspace / "one" / "données.csv").write_text("a\n")
    commit_all(workspace)
    (workspace / "one" / "données.csv").rename(workspace / "one" / "donne\u0301es.csv")
    assert not changed(workspace / "one")


def test_a_link_is_compared_by_where_it_leads(workspace: Path) -> None:
    link = workspace / "one" / "link"
    link.symlink_to("engagement.yaml")
    commit_all(workspace)
    assert not changed(workspace / "one")
    link.unlink()
    link.symlink_to("data")
    assert changed(workspace / "one")
    link.unlink()
    link.write_text("engagement.yaml")
    assert changed(workspace / "one")


def test_a_pipe_in_place_of_a_file_is_a_change_and_not_waited_for(workspace: Path) -> None:
    file = workspace / "one" / "engagement.yaml"
    file.unlink()
    os.mkfifo(file)
    assert changed(workspace / "one")


def test_files_of_a_repository_within_a_folder_are_changes(workspace: Path) -> None:
    repository(workspace / "one" / "narrative", "deeper")
    assert changed(workspace / "one")


def test_file_modes_are_no_change(workspace: Path) -> None:
    (workspace / "one" / "engagement.yaml").chmod(0o755)
    assert not changed(workspace / "one")
