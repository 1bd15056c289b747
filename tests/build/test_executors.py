"""Workers that share nothing: what they make is what is made here, and one that breaks costs no other."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from roireport.build import executors, parcels, site_builder
from roireport.build.executors import in_executor, spawned
from roireport.build.jobs import EngagementJob
from roireport.build.parcels import VersionsDiffer, made_from, parcel_of, workspace_files
from roireport.build.render_engagement import render_engagement
from roireport.build.workers import Limits, Lost, at_once
from roireport.cli import main
from roireport.model.commit import Commit
from roireport.publish.render_tools import render_tools
from roireport.workspace import OpenWorkspace, open_workspace
from tests.cli.workspaces import BROKEN, GOOD, workspace

LIMITS = Limits(seconds=30, memory=2**30)
HASTY = Limits(seconds=0.1, memory=2**30)


def square(number: int) -> int | Lost:
    """The square; 13 ends its process, 14 hangs, 15 is a fault."""
    if number == 13:
        os._exit(3)
    while number == 14:
        pass
    if number == 15:
        raise RuntimeError("out of cheese")
    return number * number


def files_of(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, by its path in it."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def send(executor: Executor, number: int) -> "Future[int | Lost]":
    return executor.submit(square, number)


def opened(folder: Path) -> OpenWorkspace:
    found = open_workspace(folder)
    assert isinstance(found, OpenWorkspace)
    return found


def test_a_process_that_breaks_and_a_fault_are_lost_alone() -> None:
    numbers = [1, 15, 13, 2, 3]
    found = dict(in_executor(numbers, send, start=partial(spawned, 2), limits=LIMITS))
    assert [found[index] for index in (0, 3, 4)] == [1, 4, 9]
    fault, broken = found[1], found[2]
    assert isinstance(fault, Lost)
    assert fault.signal.startswith("RuntimeError: out of cheese")
    assert broken == Lost("report_crashed", "BrokenProcessPool")


@pytest.mark.parametrize("at_once", [1, 2])
def test_one_that_hangs_is_lost_and_those_behind_it_are_made(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "AT_ONCE", at_once)
    released = Event()

    @contextmanager
    def threads() -> Iterator[Executor]:
        crew = ThreadPoolExecutor(2)
        yield crew
        crew.shutdown(wait=False)

    def hangs(crew: Executor, number: int) -> "Future[int | Lost]":
        return crew.submit(released.wait if number == 14 else partial(square, number))

    found = dict(in_executor([2, 14, 3], hangs, start=threads, limits=HASTY))
    released.set()
    assert found == {0: 4, 1: Lost("report_too_slow"), 2: 9}


def test_spawned_processes_end_although_one_hangs() -> None:
    with spawned(1) as crew:
        crew.submit(square, 14)
        assert active_children()
    deadline = time.monotonic() + 5
    while active_children() and time.monotonic() < deadline:
        time.sleep(0.01)  # the pool's own thread may be the one that hears of their end
    assert not active_children()


def test_what_cannot_be_forked_is_spawned_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, forge=GOOD, mill=GOOD, broken=BROKEN)
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    (root / "logo.svg").write_text(logo)
    (root / "roireport.yaml").write_text("firm: {name: Firm, logo: logo.svg}\nsite: {language: en}\n")
    (root / "templates" / "words" / "en").mkdir(parents=True)
    (root / "templates" / "words" / "en" / "site.yaml").write_text("portfolio: All our work\n")
    words = ["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--site"]
    assert main([*words, str(root / "forked")]) == 1
    monkeypatch.setattr(site_builder, "can_fork", lambda: False)
    assert main([*words, str(root / "spawned")]) == 1
    other = files_of(root / "spawned")
    assert other == files_of(root / "forked")
    assert b"All our work" in other[Path("forge/index.html")]


def test_pages_that_tell_of_all_are_the_same_bytes_beside_each_other_and_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, forge=GOOD, mill=GOOD, broken=BROKEN)
    hired = list[int]()

    def counted(
        works: Sequence[Callable[[], dict[str, bytes]]], *, workers: int, **rest: Any
    ) -> list[dict[str, bytes]]:
        hired.append(workers)
        return at_once(works, workers=workers, **rest)

    monkeypatch.setattr(site_builder, "at_once", counted)
    words = ["build", "-q", "--no-pdf", "--no-cache", "--jobs", "2", "-C", str(root), "--site"]
    assert main([*words, str(root / "alone")]) == 1
    monkeypatch.setattr(site_builder, "MANY", 1)
    assert main([*words, str(root / "beside")]) == 1
    assert hired == [1, 2]
    assert files_of(root / "beside") == files_of(root / "alone")


def test_a_parcel_holds_all_that_its_pages_depend_on(tmp_path: Path) -> None:
    here = opened(workspace(tmp_path / "here", forge=GOOD))
    shared = workspace_files(here)
    assert shared is not None
    parcel = parcel_of(here, shared, EngagementJob("forge", Commit("abc")), pdf=False)
    assert parcel is not None
    made = render_engagement(here, render_tools(here.root, here.settings, here.words, pdf=False), parcel.piece)
    shutil.rmtree(here.root)
    assert made_from(parcel) == made


def test_a_parcel_of_other_versions_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = opened(workspace(tmp_path, forge=GOOD))
    parcel = parcel_of(here, workspace_files(here) or (), EngagementJob("forge", None), pdf=False)
    assert parcel is not None
    monkeypatch.setattr(parcels, "tool_fingerprint", lambda: b"another")
    with pytest.raises(VersionsDiffer):
        made_from(parcel)


def test_what_is_no_plain_file_is_not_sent(tmp_path: Path) -> None:
    root = workspace(tmp_path, forge=GOOD)
    (root / "engagements" / "forge" / "gains.yaml").symlink_to(root / "roireport.yaml")
    here = opened(root)
    assert parcel_of(here, workspace_files(here) or (), EngagementJob("forge", None), pdf=False) is None
    (root / "templates").mkdir()
    (root / "templates" / "note").symlink_to(root / "roireport.yaml")
    assert workspace_files(here) is None
