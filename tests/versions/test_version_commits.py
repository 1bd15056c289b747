"""The versions of an engagement before the one that it has now, as git knows them."""

import shutil
from pathlib import Path

import pytest

from roireport.versions.version_commits import history_state, version_commits
from tests.versions.repositories import commit_all, git


def write(root: Path, version: str, id: str = "one", *, extra: str = "") -> None:
    folder = root / "engagements" / id
    folder.mkdir(parents=True, exist_ok=True)
    line = f'version: "{version}"  # of the report\n' if version else ""
    (folder / "engagement.yaml").write_text(f"title: T\n{line}as_of: 2025-01-01\n{extra}")


def versions(root: Path, *ids: str) -> dict[str, list[tuple[str, str, str]]]:
    """The version, the commit and the tag of each earlier version, by engagement; nothing for one without any."""
    parent = root / "engagements"
    contents = {id: (parent / id / "engagement.yaml").read_bytes() for id in ids or ("one",)}
    commits = version_commits(parent, contents).commits
    return {id: [(one.version, one.commit, one.tag) for one in own] for id, own in commits.items() if own}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "-b", "main")
    return tmp_path


def test_it_is_the_last_commit_with_another_version(root: Path) -> None:
    write(root, "1.0")
    commit_all(root)
    write(root, "1.0", extra="status: final\n")
    last = commit_all(root)
    assert versions(root) == {}
    write(root, "1.1")
    assert versions(root) == {"one": [("1.0", last, "")]}, "the change of the version is not committed yet"
    commit_all(root)
    write(root, "1.1", extra="status: final\n")
    commit_all(root)
    assert versions(root) == {"one": [("1.0", last, "")]}


def test_each_engagement_has_its_own_and_a_long_history_is_read_in_parts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roireport.versions.folder_states.AT_ONCE", 2)
    expected: dict[str, list[tuple[str, str, str]]] = {f"e{number}": [] for number in range(6)}
    for version in ("1.0", "1.1", "2.0"):
        for id, own in expected.items():
            write(root, version, id)
            own.insert(0, (version, commit_all(root), ""))
    assert versions(root, *expected) == {id: own[1:] for id, own in expected.items()}


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
    assert versions(root) == {"one": [("1.0", first, "")]}


def test_a_version_that_only_a_merged_branch_had_stands_at_its_day(root: Path) -> None:
    write(root, "1.0")
    first = commit_all(root)
    git(root, "checkout", "--quiet", "-b", "side")
    write(root, "1.1-beta")
    beta = commit_all(root)
    git(root, "checkout", "--quiet", "main")
    write(root, "1.1")
    middle = commit_all(root)
    git(root, "merge", "--quiet", "--no-commit", "-s", "ours", "side")
    write(root, "1.2")
    commit_all(root)
    (own,) = versions(root).values()
    assert sorted(own) == sorted([("1.1", middle, ""), ("1.1-beta", beta, ""), ("1.0", first, "")])
    assert own[-1] == ("1.0", first, "")


def test_a_folder_that_was_renamed_twice_is_followed(root: Path) -> None:
    body = "".join(f"# line {number}\n" for number in range(20))
    write(root, "1.0", extra=body)
    first = commit_all(root)
    shutil.move(root / "engagements" / "one", root / "engagements" / "two")
    write(root, "1.1", "two", extra=body)
    second = commit_all(root)
    shutil.move(root / "engagements" / "two", root / "engagements" / "three")
    commit_all(root)
    write(root, "1.2", "three", extra=body)
    parent = root / "engagements"
    own = version_commits(parent, {"three": (parent / "three" / "engagement.yaml").read_bytes()}).of("three")
    assert [(one.version, one.id) for one in own] == [("1.1", "three"), ("1.0", "one")]
    assert own[1].commit == first
    assert second != own[0].commit
    write(root, "3.0", extra=body)
    commit_all(root)
    assert [one[0] for one in versions(root, "one", "three")["three"]] == ["1.1"], "another engagement is called one"
    assert [one[0] for one in versions(root, "one", "three")["one"]] == ["1.0"]


def test_the_newest_tag_of_the_same_version_is_the_one_that_was_delivered(root: Path) -> None:
    write(root, "1.0")
    delivered = commit_all(root)
    git(root, "tag", "-a", "delivered", "-m", "to the client")
    write(root, "1.0", extra="status: final\n")
    commit_all(root)
    write(root, "1.1")
    commit_all(root)
    git(root, "tag", "v1.1")
    assert versions(root) == {"one": [("1.0", delivered, "delivered")]}


def test_without_a_version_each_tag_with_another_folder_counts(root: Path) -> None:
    write(root, "")
    first = commit_all(root)
    git(root, "tag", "v1")
    assert versions(root) == {}
    state = history_state(root / "engagements")
    write(root, "", extra="status: final\n")
    commit_all(root)
    assert versions(root) == {"one": [("v1", first, "v1")]}
    assert history_state(root / "engagements") != state
    second = git(root, "rev-parse", "HEAD")
    git(root, "tag", "v2")
    assert versions(root) == {"one": [("v1", first, "v1")]}, "the present state is v2"
    (root / "NOTES").write_text("x")
    commit_all(root)
    git(root, "tag", "v3")
    write(root, "", extra="status: draft\n")
    commit_all(root)
    own = version_commits(root / "engagements", {"one": b"title: T\n"}).of("one")
    assert [(one.tag, one.named) for one in own] == [("v3", False), ("v1", False)], "v2 has the folder of v3"
    assert git(root, "rev-parse", f"{own[0].commit}~1") == second


def test_where_git_knows_nothing_there_is_none(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "1.0")
    assert versions(root) == {}
    assert history_state(root / "engagements") == ""
    commit_all(root)
    write(root, "1.1")
    commit_all(root)
    git(root, "clone", "--quiet", "--depth", "1", root.as_uri(), "shallow")
    assert versions(root / "shallow") == {}
    assert versions(root) != {}
    main = {"one": (root / "engagements" / "one" / "engagement.yaml").read_bytes()}
    assert version_commits(root / "engagements", main).limit == ""
    assert version_commits(root / "shallow" / "engagements", main).limit == "history_cut"
    assert version_commits(tmp_path.parent, main).limit == "no_repository"
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert versions(root) == {}
    assert version_commits(root / "engagements", main).limit == "git_missing"
