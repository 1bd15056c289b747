"""Many inputs: `python -m tests.fuzz.many [COUNT]` tries them in two processes; what became of them, and the times.

Each chunk has a seed of its own, counted from 0, so that a run is repeated by its count. Exits 1 where an input brings
a traceback, a refusal without a place, or where one in a hundred takes longer than it may.
"""

import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import inputs
from tests.fuzz.trial import FuzzWorkspace

ALL: Final = 200_000
CHUNK: Final = 1_000
PROCESSES: Final = 2
SLOWEST: Final = 0.050
"""Seconds of processor time in which 99 of 100 inputs are read or refused."""
_SETTINGS: Final = settings(
    max_examples=CHUNK,
    deadline=None,
    database=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a chunk."""

    codes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.seconds) + len(self.faults)


def chunk(number: int) -> Tally:
    """The inputs of one seed, all tried, whatever fails."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        workspace = FuzzWorkspace.at(Path(folder))

        @seed(number)
        @settings(_SETTINGS)
        @given(data=st.data())
        def tries(data: st.DataObject) -> None:
            name, raw = data.draw(inputs(workspace.files))
            try:
                trial = workspace.tried(name, raw)
                tally.codes[trial.code] += 1
                tally.seconds.append(trial.seconds)
            except Exception as fault:  # it is counted, told, and the next one is tried
                tally.faults.append(f"{type(fault).__name__}: {fault}\n  chunk {number}, {name}: {raw!r}"[:3_000])

        tries()
    return tally


def main(count: int) -> int:
    """Try so many inputs and print the sums; the exit code."""
    chunks, total = -(-count // CHUNK), Tally()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        for tally in pool.map(chunk, range(chunks)):
            total.codes.update(tally.codes)
            total.seconds += tally.seconds
            total.faults += tally.faults
            print(f"\r{total.count:,} inputs, {len(total.faults)} faults", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return _print_result(total)


def _print_result(total: Tally) -> int:
    """Print the codes, the times and the faults."""
    ordered = sorted(total.seconds)
    for code, number in total.codes.most_common():
        print(f"{code:>6} {number:>8,}")
    middle, late = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    print(f"{total.count:,} inputs, {len(total.faults)} faults")
    times = {"p50": middle, "p99": late, "max": ordered[-1]}
    print(
        ", ".join(f"{name} {1000 * seconds:.1f} ms" for name, seconds in times.items()), "of processor time to read one"
    )
    for fault in total.faults[:20]:
        print(fault)
    return 1 if total.faults or late > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ALL))
