"""Run jobs in forked processes, each job under limits of time and memory."""

import gc
import math
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from operator import call
from typing import Any, Final, NoReturn, TypeVar

from roireport import posix
from roireport.build.hooks import NO_HOOKS, Hooks
from roireport.build.limits import JobLimits, Lost, fault_text, template_place

Job = TypeVar("Job")
Result = TypeVar("Result")

CLOCK_FACTOR: Final = 10
"""A job may take this many times its processor time by the clock: the machine does other things too."""
INTERRUPTED: Final = 5
"""Seconds by the clock in which an interrupted job may say which template it was at, before it is killed."""
REPLACED_AT: Final = 0.25
"""A worker that has grown by this part of the memory limit is replaced.

Forking another one takes a tenth of the time of a garbage collection.
"""


class TimeExceeded(BaseException):
    """The job's processor time is used up. Not an Exception: no library may swallow it."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What a worker needs: all jobs, the function for one, what to call first, and the limits of each.

    `closed` are the descriptors that it may not keep open.
    """

    jobs: Sequence[Any]
    run: Callable[[Any], Any]
    prepare: Callable[[], object]
    limits: JobLimits
    closed: Sequence[int]


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, the number of its current job, and when that job must have ended.

    `late` where the deadline has passed once: the job was interrupted, and has some seconds more to end by itself.
    """

    process: BaseProcess
    pipe: Connection
    job: int | None = None
    deadline: float = math.inf
    late: bool = False


def in_workers(
    jobs: Sequence[Job],
    run: Callable[[Job], Result],
    *,
    workers: int,
    limits: JobLimits,
    closed: Sequence[int] = (),
    hooks: Hooks = NO_HOOKS,
) -> Generator[tuple[int, Result | Lost]]:
    """Run the jobs in forked workers; a lost job costs no other, and no worker outlives this generator.

    Where processes cannot be limited, the jobs run in this process, one after the other, without limits.

    Args:
        jobs: one argument of `run` each; they need not be picklable, as a worker is a copy of this process.
        run: called in a worker; its result must be picklable.
        workers: how many at the same time.
        limits: of each job.
        closed: descriptors that no worker may keep open, such as a lock's.
        hooks: functions called before the jobs of a worker, and meanwhile in this process.

    Yields:
        The number of a job and its result, in the order in which they end.
    """
    if posix.can_limit():
        yield from _in_forked(_Work(jobs, run, hooks.prepare, limits, closed), workers, hooks.meanwhile)
        return
    hooks.meanwhile()
    yield from ((index, _attempt(run, job)) for index, job in enumerate(jobs))


def _in_forked(work: _Work, workers: int, meanwhile: Callable[[], object]) -> Generator[tuple[int, Any]]:
    waiting, running = deque(range(len(work.jobs))), list[_Worker]()
    gc.freeze()  # workers share the pages of what is loaded, and no collection looks at it again
    try:
        _assign_jobs(work, waiting, running, workers)
        meanwhile()
        while any(worker.job is not None for worker in running):
            for worker in _ended(running):
                assert worker.job is not None
                result, stays = _receive(worker)
                yield worker.job, result
                worker.job, worker.deadline = None, math.inf
                if not stays:
                    running.remove(worker)
                    _stop(worker)
            _assign_jobs(work, waiting, running, workers)
    finally:
        for worker in running:
            worker.process.kill()
            _stop(worker)
        gc.unfreeze()


def _assign_jobs(work: _Work, waiting: deque[int], running: list[_Worker], most: int) -> None:
    """Start workers while jobs wait, `most` at the same time, and give a job to each idle one."""
    while waiting and len(running) < most:
        running.append(_start(work, [*work.closed, *(other.pipe.fileno() for other in running)]))
    for worker in running:
        if worker.job is None and waiting:
            _assign(worker, waiting.popleft(), work.limits)


def in_worker(run: Callable[[], Result], *, limits: JobLimits, closed: Sequence[int] = ()) -> Result | Lost:
    """Run one job in a worker and wait for its result."""
    ((_, result),) = in_workers((run,), call, workers=1, limits=limits, closed=closed)
    return result


def _start(work: _Work, closed: Sequence[int]) -> _Worker:
    ours, theirs = get_context("fork").Pipe()
    arguments = (theirs, work, [*closed, ours.fileno()])
    process = get_context("fork").Process(target=_serve, args=arguments, daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    """Wait for a worker that ends, and release its descriptors: thousands may follow."""
    worker.pipe.close()
    worker.process.join()
    worker.process.close()


def _assign(worker: _Worker, job: int, limits: JobLimits) -> None:
    worker.job, worker.deadline = job, time.monotonic() + CLOCK_FACTOR * limits.seconds
    with suppress(OSError):  # a worker that has ended meanwhile is noticed when its pipe is read
        worker.pipe.send(job)


def _ended(running: Sequence[_Worker]) -> list[_Worker]:
    """Wait for workers that have a result or have ended; interrupt those past their deadline, then kill them."""
    busy = {worker.pipe: worker for worker in running if worker.job is not None}
    patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
    readable = wait(list(busy), max(0.0, patience))
    ended = [worker for pipe, worker in busy.items() if pipe in readable]
    for worker in busy.values():
        if worker not in ended and worker.deadline <= time.monotonic():
            if worker.late:
                worker.process.kill()
                ended.append(worker)
            else:
                worker.late, worker.deadline = True, time.monotonic() + INTERRUPTED
                posix.interrupt(worker.process.pid)
    return ended


def _receive(worker: _Worker) -> tuple[Any, bool]:
    """The result of a worker's job, or how it was lost, and whether the worker stays."""
    try:
        received: tuple[Any, bool] = worker.pipe.recv()
        return received
    except (EOFError, OSError):
        worker.process.join()
        code = worker.process.exitcode or 0
        if worker.late or posix.ended_by_time_limit(code):
            return Lost("too_slow"), False
        return Lost("crashed", signal.Signals(-code).name if code < 0 else str(code)), False


# ── In the worker ───────────────────────────────────────────────────────────


def _serve(pipe: Connection, work: _Work, closed: Sequence[int]) -> None:
    """Run one job after the other, until grown or until the pipe closes, as it does when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles it, and ends its workers
    for descriptor in closed:
        os.close(descriptor)
    with suppress(Exception):  # the job meets the same fault, and reports it
        work.prepare()
    posix.limit_memory(work.limits.memory)
    gc.disable()  # most of what a report needs lasts as long as the report
    largest = posix.resident_memory() + REPLACED_AT * work.limits.memory
    stays = True
    while stays and (job := _next(pipe)) is not None:
        result = _attempt(partial(_limited, work), work.jobs[job])
        stays = posix.resident_memory() < largest and not isinstance(result, Lost)
        with suppress(OSError):  # the parent has ended
            pipe.send_bytes(_pickled(result, stays))


def _limited(work: _Work, job: Any) -> Any:
    posix.limit_time(work.limits.seconds, _exceeded)
    try:
        return work.run(job)
    finally:
        posix.lift_time_limit()


def _attempt(run: Callable[[Job], Result], job: Job) -> Result | Lost:
    """The result of a job, or how it was lost."""
    try:
        return run(job)
    except TimeExceeded as exceeded:
        return Lost("too_slow", template=template_place(exceeded))
    except MemoryError as fault:
        return Lost("too_large", template=template_place(fault))
    except Exception as fault:  # a fault of ours: it costs this job only
        return Lost("crashed", fault_text(fault))


def _exceeded(_signal: int, _frame: object) -> NoReturn:
    raise TimeExceeded


def _pickled(result: Any, stays: bool) -> bytes | memoryview:
    try:
        return ForkingPickler.dumps((result, stays))
    except MemoryError:
        return ForkingPickler.dumps((Lost("too_large"), False))


def _next(pipe: Connection) -> int | None:
    try:
        job: int = pipe.recv()
    except (EOFError, OSError):
        return None
    return job
