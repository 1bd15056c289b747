"""Workers forked from this process: each piece of work apart from all others, under a limit of time and memory."""

import gc
import math
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final, Literal, TypeVar

from roireport.model.workspace import Workspace

Piece = TypeVar("Piece")
Made = TypeVar("Made")

BY_THE_CLOCK: Final = 10
"""How many times its processor time a piece may take by the clock: a machine is busy with other things too."""
GROWN: Final = 0.25
"""The part of the memory a piece may take that a worker may have filled with what it no longer needs.

Another is forked then, which takes a tenth of the time that it takes to find what cycles hold.
"""
_SIZES: Final = Path("/proc/self/statm")
_ALL: Final = 0
_RESIDENT: Final = 1
"""Columns of it: all the memory that was asked for, and what of it is in use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece may take: seconds of processor time, bytes beyond what its worker begins with."""

    seconds: float
    memory: int


def limits_of(workspace: Workspace) -> Limits:
    """What a workspace allows a report to take."""
    return Limits(float(workspace.limits.seconds), workspace.limits.memory_bytes)


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece that came to nothing: it took too long or too much memory, or its worker ended by the signal named."""

    key: Literal["report_too_slow", "report_too_large", "report_crashed"]
    signal: str = ""


@dataclass(frozen=True, slots=True)
class _Order:
    """What a worker is hired for."""

    pieces: Sequence[Any]
    work: Callable[[Any], Any]
    prepare: Callable[[], object]
    limits: Limits


@dataclass(slots=True)
class _Worker:
    """A process, this end of its pipe, the number of the piece it is at, and until when it may take."""

    process: BaseProcess
    pipe: Connection
    index: int = -1
    deadline: float = math.inf


def nothing() -> None:
    """What there is to prepare, or to do meanwhile, where nothing is."""


def can_fork() -> bool:
    """Whether a process can be forked and bounded here; elsewhere work is done in this one, without limits."""
    return hasattr(os, "fork") and _SIZES.exists()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_workers(
    pieces: Sequence[Piece],
    work: Callable[[Piece], Made],
    *,
    workers: int,
    limits: Limits,
    closed: Sequence[int] = (),
    prepare: Callable[[], object] = nothing,
    meanwhile: Callable[[], object] = nothing,
) -> Generator[tuple[int, Made | Lost]]:
    """What each piece comes to, by its number, as they get ready; one that is lost costs no other.

    `work` runs in a process that is forked here, so what was loaded before is at hand; what it gives goes through a
    pipe. `closed` are descriptors that no worker may hold, such as a lock's; `prepare` is called in each worker before
    its limits hold, `meanwhile` here once, as soon as the workers have something to do. No worker outlives all this.
    """
    if not can_fork():
        meanwhile()
        yield from ((index, work(piece)) for index, piece in enumerate(pieces))
        return
    order = _Order(pieces, work, prepare, limits)
    waiting, crew = deque(range(len(pieces))), list[_Worker]()

    def set_to_work() -> None:
        while waiting and len(crew) < workers:
            crew.append(_hired(order, [*closed, *(each.pipe.fileno() for each in crew)]))
        for worker in crew:
            if worker.index < 0 and waiting:
                _hand(worker, waiting.popleft(), limits)

    gc.freeze()  # what is loaded stays: workers share its pages, and no sweep looks at it again
    try:
        set_to_work()
        meanwhile()
        while any(worker.index >= 0 for worker in crew):
            for worker in _ready(crew):
                made, goes_on = _received(worker)
                yield worker.index, made
                worker.index, worker.deadline = -1, math.inf
                if not goes_on:
                    crew.remove(worker)
                    _dismiss(worker)
            set_to_work()
    finally:
        for worker in crew:
            worker.process.kill()
            _dismiss(worker)
        gc.unfreeze()


def at_once(
    works: Sequence[Callable[[], Made]], *, workers: int, limits: Limits, closed: Sequence[int] = ()
) -> list[Made]:
    """What each comes to, in workers beside each other; what is lost there is done here, and its fault told."""
    if workers < 2 or not can_fork():
        return [work() for work in works]
    found = dict(in_workers(works, lambda work: work(), workers=workers, limits=limits, closed=closed))
    return [work() if isinstance(made := found[index], Lost) else made for index, work in enumerate(works)]


def _hired(order: _Order, closed: Sequence[int]) -> _Worker:
    ours, theirs = get_context("fork").Pipe()
    arguments = (theirs, order, [*closed, ours.fileno()])
    process = get_context("fork").Process(target=_serve, args=arguments, daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _dismiss(worker: _Worker) -> None:
    """Wait for the end of one that has ended or is about to, and keep no descriptor of it: thousands may follow."""
    worker.pipe.close()
    worker.process.join()
    worker.process.close()


def _hand(worker: _Worker, index: int, limits: Limits) -> None:
    worker.index, worker.deadline = index, time.monotonic() + BY_THE_CLOCK * limits.seconds
    with suppress(OSError):  # one that has ended meanwhile is told of when its pipe is read
        worker.pipe.send(index)


def _ready(crew: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have something to say or have ended; those whose time is up are ended first."""
    busy = {worker.pipe: worker for worker in crew if worker.index >= 0}
    patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
    spoken = wait(list(busy), max(0.0, patience))
    found = [worker for pipe, worker in busy.items() if pipe in spoken]
    for worker in busy.values():
        if worker not in found and worker.deadline <= time.monotonic():
            worker.process.kill()
            found.append(worker)
    return found


def _received(worker: _Worker) -> tuple[Any, bool]:
    """What a worker made of its piece, or how it ended, and whether it goes on."""
    try:
        received: tuple[Any, bool] = worker.pipe.recv()
        return received
    except (EOFError, OSError):
        worker.process.join()
        late = worker.deadline <= time.monotonic()
        ended = -(worker.process.exitcode or 0)
        if late or ended == signal.SIGXCPU:
            return Lost("report_too_slow"), False
        return Lost("report_crashed", signal.Signals(ended).name if ended > 0 else str(-ended)), False


# ── In the worker ───────────────────────────────────────────────────────────


def _serve(pipe: Connection, order: _Order, closed: Sequence[int]) -> None:
    """Work on one piece after the other until grown, or the pipe closes, as it does when its parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends its workers
    for descriptor in closed:
        os.close(descriptor)
    with suppress(Exception):  # it is told where the work comes upon it
        order.prepare()
    _bound_memory(order.limits.memory)
    gc.disable()  # a report is mostly made of things that last as long as it does
    grown = _taken(_RESIDENT) + GROWN * order.limits.memory
    goes_on = True
    while goes_on and (index := _next(pipe)) is not None:
        _bound_time(order.limits.seconds)
        try:
            made: Any = order.work(order.pieces[index])
        except MemoryError:
            made = Lost("report_too_large")
        except Exception as fault:  # ours: it costs this piece, and is told with its place
            made = Lost("report_crashed", told(fault))
        goes_on = _taken(_RESIDENT) < grown
        pipe.send((made, goes_on))


def told(fault: Exception) -> str:
    """A fault and the line of the code that it comes from."""
    last = extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}: {fault}, {Path(last.filename).name}:{last.lineno}"


def _next(pipe: Connection) -> int | None:
    try:
        index: int = pipe.recv()
    except EOFError:
        return None
    return index


def _bound_memory(allowed: int) -> None:
    """No more than so many bytes beyond what there is now: what is asked for then raises MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_taken(_ALL) + allowed, hard))


def _taken(column: int) -> int:
    """The bytes that this process has taken, as a column of the system's table says it."""
    return int(_SIZES.read_text(encoding="ascii").split()[column]) * resource.getpagesize()


def _bound_time(seconds: float) -> None:
    """So many seconds of processor time from now; then the system ends this process (SIGXCPU)."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))
