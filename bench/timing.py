"""Jobs timed in turns: one of each, then one of each again, so that what else a machine does falls on all alike."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

REPOSITORY = Path(__file__).resolve().parent.parent
SLOW = 45.0
"""Seconds beyond which a job has two turns at most."""
TURNS_OF_SLOW = 2

Times = Mapping[str, Sequence[float]]
"""What each job took, a number a turn, by its name."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is timed; `before` is done first, and not timed. Work that gives a number has taken its own time."""

    name: str
    work: Callable[[], float | None]
    before: Callable[[], object] = lambda: None


def in_turns(jobs: Sequence[Job], turns: int) -> dict[str, list[float]]:
    """Each job once a turn; one that is slow sits out after its second."""
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    for turn in range(turns):
        for job in jobs:
            if turn < TURNS_OF_SLOW or times[job.name][0] < SLOW:
                times[job.name].append(_seconds(job))
                print(f"turn {turn + 1} of {job.name}: {times[job.name][-1]:.2f} s", file=sys.stderr, flush=True)
    return times


def turns_text(turns: int) -> str:
    """How often jobs were done, in words."""
    fewer = f" ({TURNS_OF_SLOW} of what takes longer than {SLOW:.0f} seconds)" if turns > TURNS_OF_SLOW else ""
    return f"{turns} turn{'s' if turns > 1 else ''}{fewer}"


def _seconds(job: Job) -> float:
    job.before()
    start = perf_counter()
    own = job.work()
    return perf_counter() - start if own is None else own


def ratios(times: Times, name: str, base: str) -> list[float]:
    """How many times as long as the base a job took, in each turn that both had."""
    return [mine / theirs for mine, theirs in zip(times[name], times[base], strict=False)]


def spread(numbers: Sequence[float], digits: int = 2) -> str:
    """The median with the least and the most: 1.62 (1.60–1.71)."""
    ends = f"{min(numbers):,.{digits}f}–{max(numbers):,.{digits}f}"
    return f"{median(numbers):,.{digits}f} ({ends})" if len(numbers) > 1 else f"{median(numbers):,.{digits}f}"


def run(*command: str, cwd: Path = REPOSITORY, **environment: str) -> None:
    """A program to its end, in silence; what it says where it fails is said."""
    variables = {**os.environ, **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles a program anew whenever it begins
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:6])} … failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
