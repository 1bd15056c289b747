"""The old site or the new one, never a half."""

import contextlib
import json
import os
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from roireport.problems.problem import Refused
from roireport.publish import staging
from roireport.publish.output import Failure, manifest, stamp
from roireport.publish.site_folder import locked, published
from roireport.publish.staging import staged
from tests.publish.published import beside, reason, replace_site, site_of, tree


def test_a_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"index.html": b"old", "gone/index.html": b"gone"}))
    new = site_of({"index.html": b"new", "a/index.html": b"a"})
    replace_site(site, new)
    assert tree(site) == new
    assert not beside(site)


def test_what_is_added_is_on_the_disk_and_not_yet_in_the_site(tmp_path: Path) -> None:
    """A file that stays is the same file as in the old site; removed and added again, the old site keeps it."""
    site = tmp_path / "site"
    old = site_of({"index.html": b"old", "a/index.html": b"a"})
    replace_site(site, old)
    with staged(site) as new:
        assert new.add({"index.html": b"new", "a/index.html": b"a"}) == {
            "index.html": stamp(b"new"),
            "a/index.html": stamp(b"a"),
        }
        assert tree(new.folder) == {"index.html": b"new", "a/index.html": b"a"}
        assert (new.folder / "a" / "index.html").samefile(site / "a" / "index.html")
        new.remove(["a/index.html"])
        assert [entry.name for entry in new.folder.iterdir()] == ["index.html"]
        new.add({"a/index.html": b"changed"})
        assert tree(site) == old
    assert tree(site) == old
    assert not beside(site)


def test_the_gitignore_of_the_folder_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*\n")
    new = site_of({"index.html": b"new"})
    replace_site(site, new)
    assert tree(site) == {**new, ".gitignore": b"*\n"}


def test_a_folder_of_somebody_else_is_not_emptied(tmp_path: Path) -> None:
    site = tmp_path / "documents"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    with pytest.raises(Refused) as refused:
        replace_site(site, site_of({"index.html": b"new"}))
    assert reason(refused.value) == ("site_holds_foreign_files", "thesis.txt")
    assert tree(site) == {"thesis.txt": b"years of work"}


def test_a_write_that_fails_leaves_the_old_site_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    old = site_of({"index.html": b"old"})
    replace_site(site, old)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_site(site, site_of({"index.html": b"new"}))
    assert tree(site) == old
    assert not beside(site)


def test_without_the_exchange_of_two_folders_the_site_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"index.html": b"old"}))
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    new = site_of({"index.html": b"new"})
    replace_site(site, new)
    assert tree(site) == new
    assert not beside(site)


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / ".site.new-abc"
    leftover.mkdir()
    replace_site(tmp_path / "site", site_of({"index.html": b"new"}))
    assert not leftover.exists()


def test_a_second_build_of_the_same_site_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with locked(tmp_path / "site"), pytest.raises(Refused) as refused, locked(tmp_path / "site"):
        pass
    assert [fault.key for fault in refused.value.problems] == ["site_is_locked"]


def test_published_files_are_those_of_the_manifest(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"a/index.html": b"a"}))
    (site / "stray.txt").write_text("not ours")
    assert published(site).items() >= {"a/index.html": stamp(b"a")}.items()
    assert published(site).keys() == {"a/index.html", "manifest.json"}


def test_a_manifest_that_points_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    site = tmp_path / "site"
    site.mkdir()
    (site / "a").write_text("a")
    listed = {"schema": "roireport/manifest/1", "files": {"../secret": {}, "/etc/hostname": {}, "a": {}, "x" * 300: {}}}
    (site / "manifest.json").write_text(json.dumps(listed))
    assert published(site).keys() == {"a", "manifest.json"}


@pytest.mark.parametrize("text", ['{"name": "My app", "icons": []}', '{"files": {"thesis.txt": {}}}', "[", "[]"])
def test_a_manifest_of_something_else_makes_no_site_of_a_folder(tmp_path: Path, text: str) -> None:
    """manifest.json is also what web applications call theirs."""
    (tmp_path / "manifest.json").write_text(text)
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Refused) as refused:
        replace_site(tmp_path, site_of({"index.html": b"new"}))
    assert [fault.key for fault in refused.value.problems] == ["site_holds_foreign_files"]
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("stray", ["CNAME", ".git", "a/notes.txt"])
def test_a_file_that_somebody_put_into_the_site_is_not_lost(tmp_path: Path, stray: str) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"a/index.html": b"a"}))
    (site / stray).write_text("mine")
    with pytest.raises(Refused) as refused:
        replace_site(site, site_of({"a/index.html": b"new"}))
    assert reason(refused.value) == ("site_holds_foreign_files", stray)
    assert (site / stray).read_text() == "mine"


def test_what_a_file_browser_left_in_the_site_is_no_obstacle(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"a/index.html": b"a"}))
    (site / "a" / ".DS_Store").write_text("")
    new = site_of({"a/index.html": b"new"})
    replace_site(site, new)
    assert tree(site) == new


def test_the_lock_empties_no_file_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("years of work")
    (tmp_path / ".roireport").mkdir()
    (tmp_path / ".roireport" / "site.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"), locked(tmp_path / "site"):
        pass
    assert (tmp_path / "precious").read_text() == "years of work"


def test_the_folder_of_the_lock_may_be_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".roireport").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="Not a directory"), locked(tmp_path / "site"):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_git_takes_neither_the_lock_nor_what_a_build_keeps_beside_the_site(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with locked(tmp_path / "public"):
        command = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
        assert subprocess.run(command, check=True, capture_output=True).stdout == b""
    assert (tmp_path / ".roireport" / "public.lock").is_file()


def test_a_lock_that_may_only_be_read_still_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user made it: opening it for writing is refused."""
    with locked(tmp_path / "site"):
        pass
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **keys: Any) -> int:
        if str(path).endswith(".lock") and flags & os.O_RDWR:
            raise PermissionError(path)
        return real(path, flags, *rest, **keys)

    monkeypatch.setattr(os, "open", refusing)
    with locked(tmp_path / "site"), pytest.raises(Refused) as refused, locked(tmp_path / "site"):
        pass
    assert [fault.key for fault in refused.value.problems] == ["site_is_locked"]


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep", "index.html", "manifest.json", ".DS_Store", "a"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_or_a_pipe_in_the_site_is_refused_whatever_its_name(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "secret").write_text("secret of the machine")
    site = tmp_path / "site"
    replace_site(site, site_of({"index.html": b"a"}))
    with contextlib.suppress(FileNotFoundError):
        (site / name).unlink()
    if kind == "link":
        (site / name).symlink_to(tmp_path / "secret")
    else:
        os.mkfifo(site / name)
    with pytest.raises(Refused) as refused:
        replace_site(site, site_of({"index.html": b"b"}))
    assert reason(refused.value) == ("site_holds_no_plain_file", name)


def test_an_ignore_file_of_bounded_size_stays_and_a_larger_one_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace_site(site, site_of({"index.html": b"a"}))
    (site / ".gitignore").write_bytes(b"*\n" * 32_000)
    replace_site(site, site_of({"index.html": b"b"}))
    assert (site / ".gitignore").read_bytes() == b"*\n" * 32_000
    (site / ".gitignore").write_bytes(b"*\n" * 32_000 + b"\n")
    with pytest.raises(Refused, match=r"site_holds_no_plain_file \(name=\.gitignore"):
        replace_site(site, site_of({"index.html": b"c"}))


@pytest.mark.parametrize(
    ("mask", "folder", "file"), [(0o077, 0o700, 0o600), (0o022, 0o755, 0o644), (0o002, 0o775, 0o664)]
)
def test_permissions_follow_the_umask_of_each_build(tmp_path: Path, mask: int, folder: int, file: int) -> None:
    site, files = tmp_path / "site", site_of({"index.html": b"a", "a/index.html": b"b"})
    before = os.umask(0o027)
    try:
        replace_site(site, files)
        os.umask(mask)
        with locked(site), staged(site) as staging:
            staging.add(staging.old_files)  # unchanged files are taken over
            staging.replace_site()
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (site, *site.rglob("*"))}
    assert modes == {path: folder if path.is_dir() else file for path in modes}
    assert len(modes) == 5


def test_temporary_files_of_a_build_are_beside_the_site_and_the_next_build_removes_them(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tempfile.gettempdir()
    if (child := os.fork()) == 0:
        with locked(site), staged(site):
            tempfile.mkdtemp(prefix="weasyprint-")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert len(list(tmp_path.glob(".site.new-*/weasyprint-*"))) == 1
    replace_site(site, site_of({"index.html": b"a"}))
    assert not beside(site)
    assert tempfile.gettempdir() == outside


def test_the_lock_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    (tmp_path / ".roireport").mkdir()
    os.mkfifo(tmp_path / ".roireport" / "site.lock")
    with locked(tmp_path / "site"):
        assert not (tmp_path / "site").exists()


def test_a_folder_that_is_refused_has_no_lock_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "thesis.txt").write_text("")
    with pytest.raises(Refused), locked(tmp_path / "documents"):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["documents"]


def test_the_old_site_comes_back_where_a_build_was_killed_between_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = site_of({"index.html": b"old"})
    replace_site(tmp_path / "site", old)
    (tmp_path / "site").rename(tmp_path / ".site.new-abc-old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_site(tmp_path / "site", site_of({"index.html": b"new"}))
    assert tree(tmp_path / "site") == old


def test_the_manifest_holds_each_files_digest_and_the_failures() -> None:
    document = json.loads(manifest({"b": stamp(b""), "a": stamp(b"abc")}, [Failure("x", ("E201 …",))]))
    # SHA-256 of "abc" and of nothing: FIPS 180-4, appendix B.1, and the well-known digest of the empty message.
    assert {path: entry["sha256"] for path, entry in document["files"].items()} == {
        "a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "b": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
    assert document["failures"] == [{"engagement": "x", "messages": ["E201 …"]}]
