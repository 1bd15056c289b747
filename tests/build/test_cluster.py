"""A cluster of dask.distributed builds what this machine builds, also where a worker dies on the way."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from roireport.build import executors, parcels
from roireport.cli import main
from tests.cli.workspaces import BROKEN, GOOD, workspace

NAMES = ("dairy", "forge")
POISON = GOOD.replace("Negotiation", "Poison")
ENDLESS = """\
{% if "Poison" in report.title %}
{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}
{% endif %}
{% include "sections/section.html.jinja" %}
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes with their scheduler in this one."""
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (extra cluster)")
    settings = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(host="127.0.0.1", **settings) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, **dict.fromkeys(NAMES, GOOD), broken=BROKEN)


def build(root: Path, name: str, *more: str) -> dict[str, bytes]:
    """The files of a site built with nothing kept; one of the engagements is broken."""
    site = root / name
    assert main(["build", "-q", "--no-cache", "-C", str(root), "--site", str(site), *more]) == 1
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def kill_a_busy_worker(cluster: Any, killed: list[int]) -> None:
    """End the process of the first worker that has something to do."""
    while not killed:
        busy = [worker for worker in cluster.scheduler.workers.values() if worker.processing]
        for nanny in cluster.workers.values():
            if any(worker.address == nanny.worker_address for worker in busy):
                killed.append(nanny.pid)
                os.kill(nanny.pid, signal.SIGKILL)
                return
        time.sleep(0.01)


def test_the_same_bytes_although_a_worker_is_killed(root: Path, cluster: Any) -> None:
    here = build(root, "here")
    killed: list[int] = []
    killer = Thread(target=kill_a_busy_worker, args=(cluster, killed))
    killer.start()
    there = build(root, "there", "--dask", cluster.scheduler_address)
    killer.join()
    assert killed
    assert there == here
    assert {f"{name}/{name}.en.pdf" for name in NAMES} < there.keys()


def assert_names_the_endless_template(messages: str) -> None:
    assert "E806 engagements/bad the report took more than 1 seconds" in messages
    assert "(templates/sections/roi.html.jinja:2:1)" in messages


def test_a_report_that_never_ends_costs_no_other_and_the_next_build_is_whole(
    tmp_path: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two endless ones for two workers, in front of those that wait for a worker."""
    root = workspace(tmp_path, bad=POISON, dire=POISON, forge=GOOD, mill=GOOD, zeal=GOOD)
    (root / "roireport.yaml").write_text("firm: {name: Firm}\nsite: {language: en}\nlimits: {seconds: 1}\n")
    own = root / "templates" / "sections" / "roi.html.jinja"
    own.parent.mkdir(parents=True)
    own.write_text(ENDLESS)
    there = build(root, "there", "--no-pdf", "--dask", cluster.scheduler_address)
    messages = capsys.readouterr().err
    assert messages.count("E806") == 2
    assert_names_the_endless_template(messages)
    good = [path for path in there if path.partition("/")[0] in ("forge", "mill", "zeal")]
    assert len(good) == 15
    here = build(root, "here", "--no-pdf")
    assert [there[path] for path in good] == [here[path] for path in good]
    own.write_text('{% include "sections/section.html.jinja" %}')
    assert main(["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--dask", cluster.scheduler_address]) == 0
    assert (root / "site" / "bad" / "index.html").is_file()
    assert len(cluster.scheduler.workers) == 2


def test_workers_of_other_versions_are_refused_and_nothing_is_written(
    root: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parcels, "tool_fingerprint", lambda: b"another")
    words = ["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--dask", cluster.scheduler_address]
    assert main(words) == 2
    messages = capsys.readouterr().err
    assert "E812" in messages
    assert "tcp://" in messages
    assert not (root / "site").exists()


def test_an_address_without_a_cluster_is_reported(
    root: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(executors, "CONNECTING", 1)
    assert main(["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "E810" in capsys.readouterr().err
    assert cluster.scheduler.workers


def test_a_machine_without_distributed_is_reported(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr(executors, "import_module", missing)
    assert main(["build", "-q", "--no-pdf", "--no-cache", "-C", str(root), "--dask", "tcp://127.0.0.1:1"]) == 6
    assert "E809" in capsys.readouterr().err
