"""A build that is killed, or whose disk fails at any step, leaves the old site or the new one; the next cleans up.

`make chaos` kills 200 builds; the tests kill 20.
"""

import errno
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from roireport.cli import main
from roireport.posix import can_limit
from roireport.problems.problem import Refused
from roireport.publish import staging
from roireport.publish.site_folder import locked
from tests.cli.workspaces import GOOD, workspace
from tests.publish.published import beside, replace_site, site_of, tree

KILLS = int(os.environ.get("ROIREPORT_KILLS", "20"))

OLD = site_of({"index.html": b"old", "a/index.html": b"old a", "a/a.pdf": b"old pdf"})
NEW = site_of({"index.html": b"new", "b/index.html": b"new b"})


# ── Every step fails once ───────────────────────────────────────────────────

STEPS: Mapping[str, tuple[Any, str]] = {
    "write": (staging, "open"),
    "flush": (os, "fsync"),
    "rename": (os, "rename"),
    "folder": (os, "makedirs"),
    "aside": (Path, "mkdir"),
    "swap": (staging, "_exchange"),
}
"""What publishing asks the system for."""


@contextmanager
def failing(step: str, at: int, code: int) -> Iterator[list[int]]:
    """The step's `at`-th call fails with an error of that code; how often it was called."""
    where, name = STEPS[step]
    real: Callable[..., Any] = getattr(where, name, open)
    calls: list[int] = []

    def faulty(*arguments: Any, **keys: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **keys)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, faulty, raising=False)
        yield calls


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES], ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("has_exchange", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_the_old_site(
    step: str, has_exchange: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where two folders cannot be swapped at once, and the old one is renamed first."""
    if not has_exchange:
        if step == "swap":
            return
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    failures = 0
    for at in range(1, 100):
        replace_site(site, OLD)
        with failing(step, at, code) as calls:
            failed = fault_of(lambda: replace_site(site, NEW))
        if failed is None:
            assert len(calls) < at
            break
        failures += 1
        assert failed.errno == code
        replace_site_after_a_fault(site)
    assert failures == len(calls)
    assert tree(site) == NEW


def fault_of(action: Callable[[], None]) -> OSError | None:
    """The error that something ended with, if it did."""
    try:
        action()
    except OSError as failed:
        return failed
    return None


def replace_site_after_a_fault(site: Path) -> None:
    """What stands is the old site, or, between two renames, comes back with the next build; nothing is left beside."""
    assert tree(site if site.exists() else site.with_name(*beside(site))) == OLD
    replace_site(site, OLD)
    assert not beside(site)


# ── Killed ──────────────────────────────────────────────────────────────────


def built(root: Path) -> None:
    assert main(["build", "-q", "--no-pdf", "-C", str(root)]) == 0


@pytest.mark.skipif(not can_limit(), reason="needs fork")
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    root = workspace(tmp_path, works=GOOD)
    built(root)
    old = tree(root / "site")
    (root / "engagements" / "works" / "engagement.yaml").write_text(GOOD.replace("200", "300"))
    started = time.monotonic()
    built(root)
    took, new = time.monotonic() - started, tree(root / "site")
    assert old != new
    chance, seen = random.Random(20261126), set()
    for _ in range(KILLS):
        replace_site(root / "site", old)
        if (child := os.fork()) == 0:
            try:
                built(root)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, 1.2 * took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        files = tree(root / "site")
        assert files in (old, new)
        seen.add(files == new)
    assert seen == {True, False}
    time.sleep(0.2)  # workers of the last one end with their pipes
    built(root)
    assert tree(root / "site") == new
    assert {path.name for path in root.iterdir()} == {"site", "engagements", "roireport.yaml", ".roireport"}


@pytest.mark.skipif(not can_limit(), reason="needs fork")
def test_of_eight_builds_at_once_each_writes_the_site_or_says_that_another_does(tmp_path: Path) -> None:
    root = workspace(tmp_path, works=GOOD)
    children = []
    for _ in range(8):
        if (child := os.fork()) == 0:
            code = 70
            try:
                code = main(["build", "-q", "--no-pdf", "-C", str(root)])
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(codes) <= {0, 3}
    assert 0 in codes
    built(root)
    assert (root / "site" / "works" / "index.html").is_file()


@pytest.mark.skipif(not can_limit(), reason="needs fork")
def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    site = tmp_path / "site"
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        with locked(site):
            os.write(writing, b"x")
            time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    with pytest.raises(Refused), locked(site):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with locked(site):
        pass
