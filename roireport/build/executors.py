"""Run jobs in processes that share nothing with this one: servers on this machine, or the workers of a cluster."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeVar

from roireport.build.hooks import nothing
from roireport.build.limits import Lost, fault_text
from roireport.model.place import Place
from roireport.problems.problem import Refused, Stage, at_stage, problem

Job = TypeVar("Job")
Result = TypeVar("Result")

AT_ONCE: Final = 256
"""Jobs that are sent at the same time: what is sent is held in memory until its result comes back."""
CONNECTING: Final = 10
"""Seconds to wait for a cluster to answer."""
SILENCE: Final = 60
"""After so many seconds without a result, a cluster is asked whether it still has workers."""


@dataclass(frozen=True, slots=True)
class Connection:
    """The way to other processes: a function that sends them a parcel, and one that raises where they are gone."""

    submit: Callable[..., "Future[Any]"]
    require_workers: Callable[[], object] = nothing


def in_executor(
    jobs: Sequence[Job],
    send: Callable[[Connection, Job], "Future[Result | Lost]"],
    *,
    connect: Callable[[], AbstractContextManager[Connection]],
) -> Generator[tuple[int, Result | Lost]]:
    """Send the jobs and yield the number and the result of each as it ends; a lost job costs no other.

    No time limit is set here. A job that takes too long is ended by the process that runs it, so that no job is lost
    because it waited for others.
    """
    waiting, sent = deque(range(len(jobs))), dict["Future[Result | Lost]", int]()
    with connect() as connection:
        while waiting or sent:
            while waiting and len(sent) < AT_ONCE:
                index = waiting.popleft()
                sent[send(connection, jobs[index])] = index
            ended, _ = wait(sent, SILENCE, FIRST_COMPLETED)
            if not ended:
                connection.require_workers()
            for future in ended:
                yield sent.pop(future), _result(future)


def _result(future: "Future[Result | Lost]") -> Result | Lost:
    try:
        return future.result()
    except Exception as fault:  # of the process that ran it: it costs this job only
        return Lost("crashed", fault_text(fault))


@contextmanager
def local_servers(count: int) -> Iterator[Connection]:
    """Servers on this machine, which end with this context."""
    from roireport.build.job_server import JobServers

    servers, threads = JobServers(), ThreadPoolExecutor(count)
    try:
        yield Connection(lambda parcel: threads.submit(servers.render, parcel))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        servers.stop()


def refused_cluster(key: str, address: str, why: str = "", stage: Stage = "open") -> Refused:
    """The refusal of a cluster that cannot be built with."""
    return Refused(at_stage(stage, [problem(key, Place(address), why=why, address=address)]))


@contextmanager
def cluster(address: str, versions: Callable[[], str]) -> Iterator[Connection]:
    """The workers of a cluster of dask.distributed that runs at an address; a worker that it loses costs a retry.

    Raises:
        Refused: where there is none, or where a worker's versions are not those of this process.
    """
    from roireport.build.job_server import render_on_cluster

    try:
        distributed: Any = import_module("distributed")
    except ImportError as missing:
        raise refused_cluster("cluster_not_installed", address, str(missing), "machine") from missing
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # this program reports what matters of it
    try:
        client = distributed.Client(address, set_as_default=False, timeout=CONNECTING)
    except (OSError, ValueError) as fault:
        raise refused_cluster("cluster_unreachable", address, str(fault)) from fault

    def require_workers() -> None:
        if not client.scheduler_info()["workers"]:
            raise refused_cluster("cluster_empty", address)

    with client:
        theirs = client.run(versions, on_error="return")
        if not theirs:
            raise refused_cluster("cluster_empty", address)
        if others := sorted(worker for worker, version in theirs.items() if version != versions()):
            raise refused_cluster("cluster_differs", address, ", ".join(others))
        executor = client.get_executor(pure=False)
        yield Connection(lambda parcel: executor.submit(render_on_cluster, parcel), require_workers)
