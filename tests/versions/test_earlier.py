"""The version of an engagement before the one that it has now, as git knows it."""

from pathlib import Path

import pytest

from roireport.versions.earlier import EarlierCommit, earlier_commits, history_state
from tests.versions.repositories import commit_all, git


def write(root: Path, version: str, id: str = "one", *, extra: str = "") -> None:
    folder = root / "engagements" / id
    folder.mkdir(parents=True, exist_ok=True)
    line = f'version: "{version}"  # of the report\n' if version else ""
    (folder / "engagement.yaml").write_text(f"title: T\n{line}as_of: 2025-01-01\n{extra}")


def earlier(root: Path, *ids: str) -> dict[str, EarlierCommit]:
    parent = root / "engagements"
    contents = {id: (parent / id / "engagement.yaml").read_bytes() for id in ids or ("one",)}
    return dict(earlier_commits(parent, contents))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "-b", "main")
    return tmp_path


def test_it_is_the_last_commit_with_another_version(root: Path) -> None:
    write(root, "1.0")
    commit_all(root)
    write(root, "1.0", extra="status: final\n")
    last = commit_all(root)
    assert earlier(root) == {}
    write(root, "1.1")
    assert earlier(root) == {"one": EarlierCommit(last)}, "the change of the version is not committed yet"
    commit_all(root)
    write(root, "1.1", extra="status: final\n")
    commit_all(root)
    assert earlier(root) == {"one": EarlierCommit(last)}


def test_each_engagement_has_its_own_and_a_long_history_is_read_in_parts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roireport.versions.earlier.AT_ONCE", 2)
    expected = {}
    for number in range(6):
        write(root, "1.0", f"e{number}")
    before = commit_all(root)
    for number in range(6):
        write(root, "2.0", f"e{number}")
        expected[f"e{number}"] = EarlierCommit(before)
        before = commit_all(root)
    assert earlier(root, *expected) == expected


def test_a_change_on_a_branch_counts_through_its_merge(root: Path) -> None:
    write(root, "1.0")
    first = commit_all(root)
    git(root, "checkout", "--quiet", "-b", "side")
    write(root, "2.0")
    commit_all(root)
    git(root, "checkout", "--quiet", "main")
    (root / "NOTES").write_text("x")
    commit_all(root)
    git(root, "merge", "--quiet", "--no-ff", "side", "-m", "merge")
    (version,) = earlier(root).values()
    assert (
        git(root, "show", f"{version.commit}:engagements/one/engagement.yaml")
        .splitlines()[1]
        .startswith('version: "1.0"')
    )
    assert first in git(root, "rev-list", version.commit).split()


def test_the_newest_tag_of_the_same_version_is_the_one_that_was_delivered(root: Path) -> None:
    write(root, "1.0")
    delivered = commit_all(root)
    git(root, "tag", "-a", "delivered", "-m", "to the client")
    write(root, "1.0", extra="status: final\n")
    commit_all(root)
    write(root, "1.1")
    commit_all(root)
    git(root, "tag", "v1.1")
    assert earlier(root) == {"one": EarlierCommit(delivered, "delivered")}


def test_without_a_version_the_newest_tag_with_another_folder_counts(root: Path) -> None:
    write(root, "")
    first = commit_all(root)
    git(root, "tag", "v1")
    assert earlier(root) == {}
    state = history_state(root / "engagements")
    write(root, "", extra="status: final\n")
    commit_all(root)
    assert earlier(root) == {"one": EarlierCommit(first, "v1", named=False)}
    assert history_state(root / "engagements") != state


def test_where_git_knows_nothing_there_is_none(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "1.0")
    assert earlier(root) == {}
    assert history_state(root / "engagements") == ""
    commit_all(root)
    write(root, "1.1")
    commit_all(root)
    git(root, "clone", "--quiet", "--depth", "1", root.as_uri(), "shallow")
    assert earlier(root / "shallow") == {}
    assert earlier(root) != {}
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert earlier(root) == {}
