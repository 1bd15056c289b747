"""Processes that share nothing with this one make the same bytes, and one that fails costs no other."""

import os
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from roireport import posix
from roireport.build import executors, job_server, parcels, site_builder
from roireport.build.executors import AT_ONCE, Connection, in_executor, refused_cluster
from roireport.build.job_server import JobServers, render_on_cluster, render_parcel
from roireport.build.jobs import EngagementJob
from roireport.build.limits import Lost
from roireport.build.output import EngagementOutput
from roireport.build.page_jobs import PageJob, make_pages
from roireport.build.parcels import VersionsDiffer, parcel_of, workspace_files
from roireport.build.render_engagement import render_engagement
from roireport.build.workers import CLOCK_FACTOR
from roireport.cli import main
from roireport.model.commit import Commit
from roireport.problems.problem import Refused
from roireport.publish.render_tools import render_tools
from roireport.workspace import OpenWorkspace, open_workspace
from tests.cli.workspaces import BROKEN, GOOD, workspace

ENDLESS = """\
{% if "Poison" in report.title %}
{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}
{% endif %}
{% include "sections/section.html.jinja" %}
"""


def files_of(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, by its path in it."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(folder: Path) -> OpenWorkspace:
    outcome = open_workspace(folder)
    assert isinstance(outcome, OpenWorkspace)
    return outcome


def test_results_come_as_they_end_and_a_fault_costs_one_job() -> None:
    """More jobs than are sent at the same time, and a silence before the first result."""

    def square(number: int) -> int:
        if number == 13:
            raise RuntimeError("out of cheese")
        return number * number

    asked = list[bool]()

    @contextmanager
    def threads() -> Iterator[Connection]:
        with ThreadPoolExecutor(2) as pool:
            yield Connection(lambda number: pool.submit(square, number), lambda: asked.append(True))

    numbers = list(range(AT_ONCE + 20))
    results = dict(in_executor(numbers, lambda connection, number: connection.submit(number), connect=threads))
    fault = results.pop(13)
    assert isinstance(fault, Lost)
    assert fault.cause.startswith("RuntimeError: out of cheese")
    assert results == {number: number * number for number in numbers if number != 13}


def test_a_connection_that_lost_its_workers_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "SILENCE", 0.01)

    def gone() -> None:
        raise refused_cluster("cluster_empty", "tcp://nowhere")

    @contextmanager
    def nobody() -> Iterator[Connection]:
        yield Connection(lambda _: Future[int](), gone)

    with pytest.raises(Refused, match="cluster_empty"):
        list(in_executor([1], lambda connection, number: connection.submit(number), connect=nobody))


def test_a_server_ends_what_takes_too_long_and_serves_the_next(tmp_path: Path) -> None:
    """Of three parcels the second never ends."""
    endless = GOOD.replace("Negotiation", "Poison")
    root = workspace(tmp_path, alpha=GOOD, bad=endless, zeta=GOOD)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1}\n")
    (root / "templates" / "sections").mkdir(parents=True)
    (root / "templates" / "sections" / "roi.html.jinja").write_text(ENDLESS)
    here = opened(root)
    shared = workspace_files(here) or ()
    servers = JobServers()
    try:
        results = dict[str, EngagementOutput | Lost]()
        for id in ("alpha", "bad", "zeta"):
            parcel = parcel_of(here, shared, EngagementJob(id, None), pdf=False)
            assert parcel is not None
            results[id] = servers.render(parcel)
        lost = results["bad"]
        assert isinstance(lost, Lost)
        assert (lost.key, str(lost.template)) == ("too_slow", "templates/sections/roi.html.jinja:2:1")
        assert isinstance(results["alpha"], EngagementOutput)
        assert isinstance(results["zeta"], EngagementOutput)
    finally:
        servers.stop()


def test_a_server_that_is_killed_is_replaced_and_none_is_left(tmp_path: Path) -> None:
    here = opened(workspace(tmp_path, alpha=GOOD))
    parcel = parcel_of(here, workspace_files(here) or (), EngagementJob("alpha", None), pdf=False)
    assert parcel is not None
    servers = JobServers()
    try:
        result = servers.render(parcel)
        (server,) = children_of(os.getpid(), "job_server")
        os.kill(server, signal.SIGKILL)
        while children_of(os.getpid(), "job_server"):
            time.sleep(0.01)
        assert isinstance(servers.render(parcel), Lost)
        assert servers.render(parcel) == result
    finally:
        servers.stop()
    assert children_of(os.getpid(), "job_server") == set()


def test_a_server_that_does_not_answer_is_ended_by_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the system has no limits for a process."""
    here = opened(workspace(tmp_path, alpha=GOOD))
    parcel = parcel_of(here, workspace_files(here) or (), EngagementJob("alpha", None), pdf=False)
    assert parcel is not None
    servers = JobServers()
    monkeypatch.setattr(job_server, "STARTING", 0.1 - CLOCK_FACTOR * parcel.limits.seconds)
    try:
        assert servers.render(parcel) == Lost("too_slow")
        monkeypatch.undo()
        assert isinstance(servers.render(parcel), EngagementOutput)
    finally:
        servers.stop()


def children_of(parent: int, name: str) -> set[int]:
    """The running processes that a process has started with such a name among their words."""
    processes = set()
    for entry in (each for each in os.listdir("/proc") if each.isdecimal()):
        with suppress(OSError):
            fields = Path(f"/proc/{entry}/stat").read_text(errors="replace").rpartition(")")[2].split()
            words = Path(f"/proc/{entry}/cmdline").read_text(errors="replace")
            if int(fields[1]) == parent and fields[0] != "Z" and name in words:
                processes.add(int(entry))
    return processes


def test_what_cannot_be_forked_is_spawned_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, forge=GOOD, mill=GOOD, broken=BROKEN)
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    (root / "logo.svg").write_text(logo)
    (root / "roireport.yaml").write_text("firm: {name: Firm, logo: logo.svg}\nsite: {language: en}\n")
    (root / "templates" / "words" / "en").mkdir(parents=True)
    (root / "templates" / "words" / "en" / "site.yaml").write_text("portfolio: All our work\n")
    words = ["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--site"]
    assert main([*words, str(root / "forked")]) == 1
    monkeypatch.setattr(posix, "can_limit", lambda: False)
    assert main([*words, str(root / "spawned")]) == 1
    other = files_of(root / "spawned")
    assert other == files_of(root / "forked")
    assert b"All our work" in other[Path("forge/index.html")]


def test_shared_pages_are_the_same_bytes_in_parallel_and_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, forge=GOOD, mill=GOOD, broken=BROKEN)
    asked = list[int]()

    def counted(jobs: Sequence[PageJob[Any]], *, workers: int, **rest: Any) -> list[Any]:
        asked.append(workers)
        return make_pages(jobs, workers=workers, **rest)

    monkeypatch.setattr(site_builder, "make_pages", counted)
    words = ["build", "-q", "--no-pdf", "--no-cache", "--jobs", "2", "-C", str(root), "--site"]
    assert main([*words, str(root / "alone")]) == 1
    monkeypatch.setattr(site_builder, "MANY", 1)
    assert main([*words, str(root / "parallel")]) == 1
    assert {1} < set(asked) == {1, 2}
    assert files_of(root / "parallel") == files_of(root / "alone")


def test_a_parcel_holds_all_that_its_pages_depend_on(tmp_path: Path) -> None:
    here = opened(workspace(tmp_path / "here", forge=GOOD))
    shared = workspace_files(here)
    assert shared is not None
    parcel = parcel_of(here, shared, EngagementJob("forge", Commit("abc")), pdf=False)
    assert parcel is not None
    output = render_engagement(here, render_tools(here.root, here.settings, here.words, pdf=False), parcel.job)
    shutil.rmtree(here.root)
    assert render_parcel(parcel) == output


def test_a_parcel_of_other_versions_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = opened(workspace(tmp_path, forge=GOOD))
    parcel = parcel_of(here, workspace_files(here) or (), EngagementJob("forge", None), pdf=False)
    assert parcel is not None
    monkeypatch.setattr(parcels, "tool_fingerprint", lambda: b"another")
    with pytest.raises(VersionsDiffer):
        render_on_cluster(parcel)


def test_what_is_no_plain_file_is_not_sent(tmp_path: Path) -> None:
    root = workspace(tmp_path, forge=GOOD)
    (root / "secret").write_text("SECRET")
    (root / "engagements" / "forge" / "gains.yaml").symlink_to(root / "secret")
    (root / "engagements" / "forge" / "internal").mkdir()
    (root / "engagements" / "forge" / "internal" / "fees.yaml").write_text("SECRET")
    here = opened(root)
    parcel = parcel_of(here, workspace_files(here) or (), EngagementJob("forge", None), pdf=False)
    assert parcel is None
    (root / "templates").mkdir()
    (root / "templates" / "note").symlink_to(root / "roireport.yaml")
    assert workspace_files(here) is None
