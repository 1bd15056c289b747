"""The last change of each line: through merges, beside changes that are in no commit, and where nothing is known."""

from pathlib import Path

import pytest

from roireport.model.commit import CommitUnknown, LineChange, LineOrigin
from roireport.versions.lines import line_origins
from tests.versions.repositories import commit_all, git, repository

FILE = "one/engagement.yaml"


def origins(root: Path, file: str = FILE) -> list[LineOrigin]:
    """The origin of each line of a file as it is on disk."""
    lines = line_origins(root, {file: (root / file).read_bytes()})[file]
    assert lines is not None
    assert not isinstance(lines, CommitUnknown), lines
    return [lines[number] for number in sorted(lines)]


def hashes(root: Path) -> list[str]:
    """The commit of each line, or why it is not known."""
    return [origin.commit if isinstance(origin, LineChange) else origin.reason for origin in origins(root)]


def test_a_line_has_the_commit_author_and_day_of_its_last_change(tmp_path: Path) -> None:
    root = repository(tmp_path / "w", "one")
    first = git(root, "rev-parse", "HEAD")
    (root / FILE).write_bytes(b"title: T\nas_of: 2025-02-01\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "x", "--author", "A\x1b[31m <a@b>", "--date", "2025-03-31T23:30:00+0200")
    changed = origins(root)[1]
    assert hashes(root)[0] == first
    assert isinstance(changed, LineChange)
    assert changed.commit == git(root, "rev-parse", "HEAD")
    assert changed.day.isoformat() == "2025-03-31"
    assert "\x1b" not in changed.author


def test_through_a_merge_it_is_the_commit_that_made_the_change(tmp_path: Path) -> None:
    root = repository(tmp_path / "w", "one")
    first = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "--quiet", "-b", "side")
    (root / FILE).write_bytes(b"title: T\nas_of: 2025-02-01\n")
    side = commit_all(root)
    git(root, "checkout", "--quiet", "-")
    (root / "other.txt").write_text("x")
    commit_all(root)
    git(root, "merge", "--quiet", "--no-ff", "-m", "merge", "side")
    assert hashes(root)[:2] == [first, side]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_line_that_is_not_committed_says_so_and_the_others_keep_their_commit(tmp_path: Path, ends: bytes) -> None:
    root = repository(tmp_path / "w", "one")
    first = git(root, "rev-parse", "HEAD")
    (root / FILE).write_bytes(ends.join([b"title: T", b"currency: EUR", b"as_of: 2025-01-01", b""]))
    assert hashes(root)[:3] == [first, "not_committed", first]


def test_where_nothing_is_known_the_reason_is_given(tmp_path: Path) -> None:
    root = repository(tmp_path / "w", "one")
    (root / "one" / "costs.yaml").write_text("[]\n")
    (root / ".gitignore").write_text("costs.yaml\n")
    assert line_origins(root, {"one/costs.yaml": b"[]\n"}) == {"one/costs.yaml": CommitUnknown("not_committed")}
    outside = tmp_path / "plain"
    outside.mkdir()
    assert line_origins(outside, {"x.yaml": b"a: 1\n"}) == {"x.yaml": None}
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")
    assert set(hashes(tmp_path / "shallow")[:2]) == {"history_cut"}
    (root / FILE).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    commit_all(root)
    assert line_origins(root, {FILE: b"title: T\n"}) == {FILE: CommitUnknown("stored_elsewhere")}


def test_no_program_or_file_that_the_repository_names_is_used(tmp_path: Path) -> None:
    """A converter, a filter, a list of ignored commits and a list of names."""
    root = repository(tmp_path / "w", "one")
    mark, program = tmp_path / "mark", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    for name in ("diff.trap.textconv", "filter.trap.clean", "filter.trap.smudge"):
        git(root, "config", name, str(program))
    (root / FILE).write_bytes(b"title: T\nas_of: 2025-02-01\n")
    changed = commit_all(root)
    (root / ".git" / "info" / "attributes").write_text("* diff=trap filter=trap\n")
    git(root, "blame", FILE)
    assert mark.exists(), "the trap works"
    mark.unlink()
    (tmp_path / "ignored").write_text(git(root, "rev-parse", "HEAD") + "\n")
    (tmp_path / "names").write_text("Somebody Else <t@example.org>\n")
    git(root, "config", "blame.ignoreRevsFile", str(tmp_path / "ignored"))
    git(root, "config", "mailmap.file", str(tmp_path / "names"))
    second = origins(root)[1]
    assert isinstance(second, LineChange)
    assert (second.author, second.commit) == ("T", changed)
    assert not mark.exists()
