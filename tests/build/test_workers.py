"""One piece that hangs, swallows memory or crashes costs no other, and no worker outlives its work."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import repeat

import pytest

from roireport.build.hooks import Hooks
from roireport.build.limits import JobLimits, Lost
from roireport.build.workers import in_worker, in_workers
from roireport.posix import can_limit, processor_count

pytestmark = pytest.mark.skipif(not can_limit(), reason="needs fork and /proc")

PARENT = os.getpid()
LIMITS = JobLimits(seconds=1, memory=200 * 2**20)


def square(number: int) -> int:
    return number * number


def endless(_: int) -> int:
    while True:
        pass


def huge(_: int) -> int:
    return len(bytearray(2**30))


def crash(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def leave(_: int) -> int:
    os._exit(3)


def fault(_: int) -> int:
    raise RuntimeError("out of cheese")


LINE = fault.__code__.co_firstlineno + 1
POISONS: dict[str, tuple[Callable[[int], int], Lost]] = {
    "endless": (endless, Lost("too_slow")),
    "huge": (huge, Lost("too_large")),
    "crash": (crash, Lost("crashed", "SIGKILL")),
    "leave": (leave, Lost("crashed", "3")),
    "fault": (fault, Lost("crashed", f"RuntimeError: out of cheese, test_workers.py:{LINE}")),
}


def children() -> set[int]:
    """The processes that this one has begun and that have not been waited for."""
    processes = set()
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            try:
                with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == os.getpid() and fields[0] != "Z":
                processes.add(int(entry))
    return processes


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_piece_comes_back_by_its_number(workers: int) -> None:
    before = children()
    assert sorted(in_workers(range(20), square, workers=workers, limits=LIMITS)) == [(n, n * n) for n in range(20)]
    assert children() == before


def test_nothing_to_do_begins_no_worker() -> None:
    assert list(in_workers((), square, workers=4, limits=LIMITS)) == []


@pytest.mark.parametrize("poison", POISONS)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_piece_that_is_lost_costs_no_other(poison: str, workers: int) -> None:
    """The third and the last of seven pieces are poisoned."""
    work, lost = POISONS[poison]
    before = children()

    def piece(number: int) -> int:
        return work(number) if number in (2, 6) else square(number)

    results = dict(in_workers(range(7), piece, workers=workers, limits=LIMITS))
    assert results == {n: lost if n in (2, 6) else n * n for n in range(7)}
    assert children() == before


def test_a_worker_that_keeps_memory_makes_room_for_another() -> None:
    """Each piece leaves a tenth of what it may take behind; all of them together would be twice too much."""
    left = []

    def heavy(number: int) -> int:
        left.append(bytearray(os.urandom(LIMITS.memory // 10)))
        return os.getpid()

    before, descriptors = children(), os.listdir("/proc/self/fd")
    workers = Counter(worker for _, worker in in_workers(range(20), heavy, workers=1, limits=LIMITS))
    assert max(workers.values()) <= 4
    assert children() == before
    assert os.listdir("/proc/self/fd") == descriptors


def test_what_sleeps_is_ended_by_the_clock() -> None:
    """No processor time is used; a tenth of a second of it allows a second by the clock."""
    started = time.monotonic()
    results = list(in_workers([0], lambda _: time.sleep(60), workers=1, limits=JobLimits(0.1, 2**28)))
    assert results == [(0, Lost("too_slow"))]
    assert time.monotonic() - started < 10


def test_the_time_of_one_piece_is_not_charged_to_the_next() -> None:
    def busy(number: int) -> int:
        end = time.process_time() + 0.6
        while time.process_time() < end:
            pass
        return number

    assert sorted(in_workers(range(4), busy, workers=1, limits=LIMITS)) == [(n, n) for n in range(4)]


def test_who_stops_listening_leaves_no_worker() -> None:
    before = children()
    results = in_workers(range(100), square, workers=3, limits=LIMITS)
    next(results)
    results.close()
    assert children() == before


def test_a_worker_holds_nothing_that_it_must_not() -> None:
    """A lock's descriptor, which would keep the lock after its process has died."""
    handle = os.open(os.devnull, os.O_RDONLY)

    def is_open(_: int) -> bool:
        try:
            os.fstat(handle)
        except OSError:
            return False
        return True

    try:
        assert list(in_workers([0], is_open, workers=1, limits=LIMITS, closed=(handle,))) == [(0, False)]
        assert list(in_workers([0], is_open, workers=1, limits=LIMITS)) == [(0, True)]
    finally:
        os.close(handle)


def test_what_is_to_be_done_meanwhile_is_done_once_while_workers_work() -> None:
    before, done = children(), list[bool]()
    results = in_workers(
        [1, 2, 3], square, workers=1, limits=LIMITS, hooks=Hooks(meanwhile=lambda: done.append(children() > before))
    )
    first, *others = ((done.copy(), made) for _, made in results)
    assert first == ([True], 1)
    assert others == [([True], 4), ([True], 9)]


def test_an_interrupt_is_heard_by_the_parent_alone() -> None:
    def interrupted(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return number

    assert list(in_workers([7], interrupted, workers=1, limits=LIMITS)) == [(0, 7)]


def test_the_processors_are_counted() -> None:
    assert processor_count() == len(os.sched_getaffinity(0))


def test_what_is_prepared_is_no_part_of_what_a_piece_may_take() -> None:
    """More memory and time than a piece has; the piece finds it there."""
    prepared: list[int] = []

    def prepare() -> None:
        prepared.append(len(bytearray(LIMITS.memory * 2)))
        end = time.process_time() + 2 * LIMITS.seconds
        while time.process_time() < end:
            pass

    results = in_workers([1, 2], lambda number: (number, *prepared), workers=1, limits=LIMITS, hooks=Hooks(prepare))
    assert sorted(results) == [(0, (1, LIMITS.memory * 2)), (1, (2, LIMITS.memory * 2))]
    assert prepared == []


def test_a_fault_of_the_preparation_is_reported_by_the_job_that_meets_it() -> None:
    results = list(in_workers([0], fault, workers=1, limits=LIMITS, hooks=Hooks(lambda: fault(0))))
    assert results == [(0, POISONS["fault"][1])]


def test_one_job_gives_its_result_or_how_it_was_lost() -> None:
    before = children()
    assert in_worker(lambda: (square(3), os.getpid() == PARENT), limits=LIMITS) == (9, False)
    assert in_worker(lambda: endless(0), limits=LIMITS) == Lost("too_slow")
    assert children() == before


def test_a_job_that_swallows_every_exception_is_ended_too() -> None:
    """A library may catch what it should not; the system then ends the process a second later."""

    def stubborn(_: int) -> int:
        while True:
            with suppress(BaseException):
                endless(0)

    before = os.times().children_user
    assert list(in_workers([0], stubborn, workers=1, limits=LIMITS)) == [(0, Lost("too_slow"))]
    assert os.times().children_user - before < 5


def test_a_single_long_call_is_ended_by_the_system() -> None:
    """Python handles a signal between two of its instructions; this is one instruction of many minutes."""
    results = list(in_workers([0], lambda _: sum(repeat(1, 10**12)), workers=1, limits=LIMITS))
    assert results == [(0, Lost("too_slow"))]


def test_a_result_too_large_to_send_is_lost_alone() -> None:
    """The result fits into the limit, its copy for the pipe does not."""
    results = in_workers([0, 1], lambda n: "x" * (150 * 2**20 * (n == 0)), workers=1, limits=LIMITS)
    assert dict(results) == {0: Lost("too_large"), 1: ""}
