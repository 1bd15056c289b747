"""The cache returns what was stored, whole or not at all, and only from a folder that nobody else can write to."""

import os
from pathlib import Path

import pytest

from roireport.build.cache import LONGEST, NO_CACHE, Cache, cache_folder, key_of, open_cache
from roireport.cli import main
from roireport.problems.problem import Problem
from tests.cli.workspaces import GOOD, workspace

KEY = key_of("one")


def test_what_was_stored_is_loaded(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.load(KEY) is None
    cache.store(KEY, b"content")
    assert cache.load(KEY) == b"content"
    assert cache.names() == {KEY.hex()}
    NO_CACHE.store(KEY, b"content")
    assert NO_CACHE.load(KEY) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 200])
def test_a_damaged_entry_is_not_loaded(damage: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.store(KEY, b"content")
    (tmp_path / KEY.hex()).write_bytes(damage)
    assert cache.load(KEY) is None
    cache.store(KEY, b"content")
    assert cache.load(KEY) == b"content"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = Cache(tmp_path / "file")
    cache.store(KEY, b"content")
    assert cache.load(KEY) is None


def test_the_oldest_goes_first_and_what_was_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four files of 132 bytes, the first of them a month and a day old; then room for two."""
    cache = Cache(tmp_path)
    keys = [key_of(str(n)) for n in range(4)]
    for n, key in enumerate(keys):
        cache.store(key, b"x" * 100)
        os.utime(tmp_path / key.hex(), (1e9 + n, 1e9 + n))
    monkeypatch.setattr("roireport.build.cache.time.time", lambda: 1e9 + LONGEST + 0.5)
    cache.trim()
    assert {path.name for path in tmp_path.iterdir()} == {key.hex() for key in keys[1:]}
    monkeypatch.setattr("roireport.build.cache.LARGEST", 2 * 132)
    cache.trim()
    assert {path.name for path in tmp_path.iterdir()} == {key.hex() for key in keys[2:]}
    assert cache.clear() == 2 * 132
    assert list(tmp_path.iterdir()) == []


def test_parts_give_different_keys() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of(b"\0abc")}) == 5


# ── The folder ──────────────────────────────────────────────────────────────


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work", works=GOOD)


def fault(root: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Why a cache in that folder is refused for a workspace."""
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    fault = open_cache(root)
    assert isinstance(fault, Problem) or fault.folder == Path(folder) / "roireport"
    return fault.key if isinstance(fault, Problem) else None


def test_a_folder_of_the_user_alone_is_used_whatever_the_umask(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fault(root, str(tmp_path / "cache"), monkeypatch) is None
    before = os.umask(0)
    try:
        Cache(cache_folder()).store(KEY, b"content")
    finally:
        os.umask(before)
    assert (tmp_path / "cache" / "roireport").stat().st_mode & 0o777 == 0o700
    assert fault(root, str(tmp_path / "cache"), monkeypatch) is None


def test_a_folder_that_arrives_with_the_workspace_is_refused(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = root / ".cache"
    inside.mkdir()
    assert fault(root, str(inside), monkeypatch) == "cache_in_workspace"
    (tmp_path / "link").symlink_to(inside)
    assert fault(root, str(tmp_path / "link"), monkeypatch) == "cache_in_workspace"
    assert fault(root, str(tmp_path / "beside"), monkeypatch) is None
    (tmp_path / ".git").mkdir()
    assert fault(root, str(tmp_path / "beside"), monkeypatch) == "cache_in_workspace"


def test_a_relative_folder_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault(root, "cache", monkeypatch) == "cache_not_absolute"


@pytest.mark.parametrize(
    ("mode", "key"),
    [(0o700, None), (0o755, None)] + [(mode, "cache_writable_by_others") for mode in (0o720, 0o702, 0o777, 0o1777)],
)
def test_a_folder_that_others_may_write_to_is_refused(
    mode: int, key: str | None, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache" / "roireport"
    folder.mkdir(parents=True)
    folder.chmod(mode)
    assert fault(root, str(tmp_path / "cache"), monkeypatch) == key


def test_a_folder_of_another_user_is_refused(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache" / "roireport").mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert fault(root, str(tmp_path / "cache"), monkeypatch) == "cache_of_another_user"


@pytest.mark.parametrize(("language", "words"), [("en", "The cache is not used"), ("fr", "Le cache n’est pas utilisé")])
@pytest.mark.parametrize("verb", [["build", "--no-pdf"], ["check"]], ids=["build", "check"])
def test_a_refused_cache_is_one_warning_and_the_run_goes_on(
    verb: list[str],
    language: str,
    words: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / ".cache"))
    assert main([*verb, "-q", "--interface", language, "-C", str(root)]) == 0
    messages = capsys.readouterr().err
    assert messages.count("E841") == messages.count(words) == 1
    assert not (root / ".cache").exists()
    assert main([*verb, "-q", "--no-cache", "-C", str(root)]) == 0
    assert "E841" not in capsys.readouterr().err


# ── A build ─────────────────────────────────────────────────────────────────


def files_in(folder: Path | None) -> int:
    return len(list(folder.iterdir())) if folder and folder.is_dir() else 0


def test_a_cached_build_gives_the_same_bytes(tmp_path: Path) -> None:
    root = workspace(tmp_path, works=GOOD)
    sites = []
    for options in (["--no-cache"], [], []):
        assert main(["build", "-q", "-C", str(root), *options]) == 0
        sites.append({path.name: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()})
    assert sites[0] == sites[1] == sites[2]
    # Its record, two pages, PDF, workbook, results.json and both traces; the portfolio’s rows, the method, the site.
    assert files_in(cache_folder()) == 1 + 7 + 1 + 1 + 1
    assert main(["clean", "-q"]) == 0
    assert files_in(cache_folder()) == 0


def test_a_user_without_a_home_has_no_cache(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user is in no list of users."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None
    assert open_cache(root) == NO_CACHE
    assert main(["clean"]) == 0
