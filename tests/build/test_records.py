"""Records come back as they were stored; what somebody planted in their place is never run, and never trusted."""

import hashlib
import json
import pickle
import zlib
from pathlib import Path
from typing import Any

import pytest

from roireport.build.cache import Cache, cache_folder, key_of
from roireport.build.output import EngagementOutput
from roireport.build.records import load_record, stored_ids
from roireport.build.stored_output import load_output, store_output
from roireport.cli import main
from roireport.model.place import Place
from roireport.problems.problem import at_stage, problem
from roireport.publish.output import Stamp, stamp
from tests.cli.workspaces import GOOD, workspace
from tests.portfolios import entry

KEY = key_of("one")
FILES = {"mill/index.html": b"<p>page", "mill/mill.en.pdf": b"%PDF" + bytes(2000)}
STAMPS = {path: stamp(content) for path, content in FILES.items()}
OUTPUT = EngagementOutput(
    "mill",
    problems=at_stage(
        "compute", [problem("not_rendered", Place("engagements/mill", 3, 1), also=(Place("roireport.yaml"),), why="no")]
    ),
    entry=entry(id="mill"),
    open=("warning", "info"),
    findable={"fr": '{"title":"Été"}'.encode()},
    files=FILES,
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    cache = Cache(tmp_path / "cache")
    store_output(cache, KEY, OUTPUT, STAMPS)
    return cache


def bare(output: EngagementOutput) -> dict[str, Any]:
    """All fields but the files."""
    return {name: getattr(output, name) for name in output.__slots__ if name != "files"}


def rewritten(cache: Cache, change: Any) -> None:
    """Plant the record with another content under its key, with the right digest."""
    for name in cache.names():
        content = cache.load(bytes.fromhex(name)) or b""
        if content.startswith(b"{"):
            record = json.loads(content)
            change(record)
            cache.store(bytes.fromhex(name), json.dumps(record).encode())


def test_an_output_comes_back_with_its_files(cache: Cache) -> None:
    loaded = load_output(cache, "mill", KEY, {})
    assert loaded is not None
    assert (bare(loaded[0]), loaded[1]) == (bare(OUTPUT), FILES)
    assert stored_ids(cache, {"mill": KEY, "forge": key_of("two"), "dairy": None}) == {"mill"}


def test_a_file_of_the_current_site_is_not_loaded(cache: Cache) -> None:
    loaded = load_output(cache, "mill", KEY, STAMPS)
    assert loaded is not None
    assert loaded[1] == STAMPS


def test_an_output_with_problems_is_not_stored(tmp_path: Path) -> None:
    empty = Cache(tmp_path / "empty")
    for stage in ("load", "render"):
        store_output(empty, KEY, EngagementOutput("mill", at_stage(stage, OUTPUT.problems)), {})
    assert empty.names() == frozenset()


def test_a_missing_or_exchanged_file_makes_the_output_missing(cache: Cache) -> None:
    file = next(name for name in cache.names() if not (cache.load(bytes.fromhex(name)) or b"").startswith(b"{"))
    cache.store(bytes.fromhex(file), zlib.compress(b"another page"))
    assert load_output(cache, "mill", KEY, {}) is None
    assert cache.folder is not None
    (cache.folder / file).unlink()
    assert load_output(cache, "mill", KEY, {}) is None


def test_a_file_that_would_unpack_to_gigabytes_is_refused_at_its_size(cache: Cache) -> None:
    file = next(name for name in cache.names() if not (cache.load(bytes.fromhex(name)) or b"").startswith(b"{"))
    cache.store(bytes.fromhex(file), zlib.compress(bytes(50_000_000)))
    assert load_output(cache, "mill", KEY, {}) is None


@pytest.mark.parametrize(
    "path",
    [
        "../outside.html",
        "mill/../../outside.html",
        "mill/",
        "mill/..",
        "forge/index.html",
        "/etc/passwd",
        "index.html",
        "mill/a/../../b.html",
        "mill\0/index.html",
        "",
    ],
)
def test_a_record_that_names_a_file_elsewhere_is_refused(path: str, cache: Cache) -> None:
    rewritten(cache, lambda record: record["stamps"].update({path: record["stamps"]["mill/index.html"]}))
    assert load_output(cache, "mill", KEY, {}) is None


def test_a_record_of_another_engagement_is_refused(cache: Cache) -> None:
    assert load_output(cache, "forge", KEY, {}) is None


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"{}", b"\xff", b'{"sha256": 1, "size": "x"}', b"[" * 100_000]
)
def test_what_is_no_such_record_is_missing(content: bytes, cache: Cache) -> None:
    cache.store(KEY, content)
    assert load_record(cache, KEY, Stamp) is None


def test_method_pages_elsewhere_are_made_again(tmp_path: Path) -> None:
    root = workspace(tmp_path / "work", mill=GOOD)
    verb = ["build", "-q", "--no-pdf", "-C", str(root)]
    assert main(verb) == 0
    cache, pages = Cache(cache_folder()), sorted((root / "site" / "method").rglob("*"))
    for name in cache.names():
        record = cache.load(bytes.fromhex(name)) or b""
        if record.startswith(b'{"files":{"method/index.html"'):
            changed = record.replace(b'"method/index.html"', b'"method/../../../outside.html"')
            cache.store(bytes.fromhex(name), changed)
            break
    else:
        pytest.fail("no record of the method")
    (root / "engagements" / "mill" / "engagement.yaml").write_text(GOOD.replace("1000", "2000"))
    assert main(verb) == 0
    assert sorted((root / "site" / "method").rglob("*")) == pages
    assert not list(tmp_path.rglob("outside.html"))


class Payload:
    """Unpickled, it writes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.file, "ran")


def test_a_planted_pickle_is_not_run(tmp_path: Path) -> None:
    """In the place of every entry, with the digest that the cache checks."""
    root, ran = workspace(tmp_path / "work", mill=GOOD, dairy=GOOD), tmp_path / "ran"
    verbs = (["build", "-q", "--no-pdf", "-C", str(root)], ["check", "-q", "-C", str(root)])
    assert [main(verb) for verb in verbs] == [0, 0]
    page = (root / "site" / "index.html").read_bytes()
    folder = cache_folder()
    assert folder is not None
    planted = pickle.dumps(Payload(ran))
    entries = list(folder.iterdir())
    assert len(entries) > 5
    for content in (planted, zlib.compress(planted)):
        for file in entries:
            file.write_bytes(hashlib.sha256(content).digest() + content)
        (root / "site" / "mill" / "index.html").unlink()
        assert [main(verb) for verb in verbs] == [0, 0]
        assert (root / "site" / "index.html").read_bytes() == page
    assert not ran.exists()
    pickle.loads(planted)
    assert ran.exists()
