"""Workers that share nothing with this process: spawned ones, where it cannot be forked, and those of a cluster."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from multiprocessing import active_children, get_context
from typing import Any, Final, TypeVar

from roireport.build.workers import BY_THE_CLOCK, Limits, Lost, told

Piece = TypeVar("Piece")
Made = TypeVar("Made")

AT_ONCE: Final = 256
"""Pieces that are under way: what is sent is held in memory until it comes back."""

CONNECTING: Final = 10
"""Seconds to wait for a cluster to answer."""


class ClusterRefused(Exception):
    """A cluster that cannot be built with: `key` is the problem's."""

    def __init__(self, key: str, address: str, why: str = "") -> None:
        super().__init__(f"{key}: {address} {why}")
        self.key, self.address, self.why = key, address, why


def in_executor(
    pieces: Sequence[Piece],
    send: Callable[[Executor, Piece], "Future[Made | Lost]"],
    *,
    start: Callable[[], AbstractContextManager[Executor]],
    limits: Limits,
) -> Generator[tuple[int, Made | Lost]]:
    """What each piece comes to, by its number, as they get ready; one that is lost costs no other.

    Where none is ready for as long as one may take by the clock, those under way count as too slow. Those that were
    under way when a pool of processes broke have each a pool of its own, so that only the one that breaks it is lost.
    """
    waiting, alone = deque(range(len(pieces))), list[int]()
    while waiting:
        under_way, whole = dict["Future[Made | Lost]", int](), True
        with start() as executor:
            while under_way or (waiting and whole):
                while waiting and whole and len(under_way) < AT_ONCE:
                    index = waiting.popleft()
                    under_way[_sent(send, executor, pieces[index])] = index
                ready, late = wait(under_way, BY_THE_CLOCK * limits.seconds, FIRST_COMPLETED)
                culprit = len(under_way) == 1
                for future in ready or late:
                    index, made = under_way.pop(future), _result(future) if ready else Lost("report_too_slow")
                    if made is None and not culprit:
                        alone.append(index)
                    else:
                        yield index, Lost("report_crashed", BrokenProcessPool.__name__) if made is None else made
                    whole = whole and made is not None
                if not ready:
                    break
    for index in alone:
        for _, made in in_executor([pieces[index]], send, start=start, limits=limits):
            yield index, made


def _sent(
    send: Callable[[Executor, Piece], "Future[Made | Lost]"], executor: Executor, piece: Piece
) -> "Future[Made | Lost]":
    """A piece on its way; it comes back as lost at once where the pool has broken meanwhile."""
    try:
        return send(executor, piece)
    except BrokenProcessPool as broken:
        lost = Future[Made | Lost]()
        lost.set_exception(broken)
        return lost


def _result(future: "Future[Made | Lost]") -> Made | Lost | None:
    """What came of it, or how it was lost; None where it may have been lost with another."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as fault:  # of its worker: it costs this piece, and is told
        return Lost("report_crashed", told(fault))


@contextmanager
def spawned(workers: int) -> Iterator[Executor]:
    """Processes that begin anew: each loads what it needs, and none is bounded in memory. They end with this."""
    others = active_children()
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            if child not in others:
                child.kill()  # it may hang
                child.join()


@contextmanager
def cluster(address: str, versions: Callable[[], str]) -> Iterator[Executor]:
    """The executor of a cluster of dask.distributed that runs at an address; a worker that it loses costs a retry.

    ClusterRefused where there is none, or where a worker's versions are not those of this process.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as missing:
        raise ClusterRefused("cluster_not_installed", address, str(missing)) from missing
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told by this program
    try:
        client = distributed.Client(address, set_as_default=False, timeout=CONNECTING)
    except (OSError, ValueError) as fault:
        raise ClusterRefused("cluster_unreachable", address, str(fault)) from fault
    with client:
        found = client.run(versions, on_error="return")
        if not found:
            raise ClusterRefused("cluster_empty", address)
        if others := sorted(worker for worker, theirs in found.items() if theirs != versions()):
            raise ClusterRefused("cluster_differs", address, ", ".join(others))
        yield client.get_executor(pure=False)
