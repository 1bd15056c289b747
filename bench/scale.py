"""Sections scale and memory: what an engagement costs among few and among many, and what a worker holds."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median

from bench.own import asked, build
from bench.results import Section
from bench.timing import REPOSITORY, Job, in_turns, spread, turns_text
from bench.workspace import make_workspace

MEBIBYTE = 2**20


def scale(scratch: Path, sizes: Sequence[int], turns: int) -> Section:
    """Workspaces of each size, built in turns."""
    workspaces = {size: scratch / f"workspace-{size}" for size in sorted(set(sizes))}
    for size, workspace in workspaces.items():
        make_workspace(workspace, size)
    peaks: dict[int, int] = {}
    times = in_turns([_job(size, workspace, scratch, peaks) for size, workspace in workspaces.items()], turns)
    spent = {size: times[str(size)] for size in workspaces}
    return Section(
        title="Flatness",
        about=f"roireport build --no-pdf, nothing kept, {turns_text(turns)},",
        head=(
            "engagements",
            "turns",
            "seconds",
            "an engagement",
            "an engagement more",
            "most memory of a process, MiB",
        ),
        rows=_rows(spent, peaks),
        notes=(
            "An engagement more: what each costs beyond those of the line above. If the line grew faster than the "
            "number of engagements, this column would grow.",
        ),
        measured={"seconds": times, "bytes": {str(size): most for size, most in peaks.items()}},
    )


def _job(size: int, workspace: Path, scratch: Path, peaks: dict[int, int]) -> Job:
    """A build of that size; its first turn tells what memory it took."""
    site = scratch / f"site-{size}"

    def work() -> None:
        if size in peaks:
            build(workspace, site, scratch / "kept", "--no-pdf", "--no-cache")
        else:
            peaks[size] = int(asked("peak", str(workspace), str(site)))

    return Job(str(size), work, before=lambda: rmtree(site, ignore_errors=True))


def _rows(spent: Mapping[int, Sequence[float]], peaks: Mapping[int, int]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    before = (0, 0.0)
    for size, seconds in spent.items():
        middle = median(seconds)
        more = f"{(middle - before[1]) / (size - before[0]):.3f}" if before[0] else "–"
        memory = f"{peaks[size] / MEBIBYTE:,.0f}"
        rows.append((f"{size:,}", str(len(seconds)), spread(seconds, 1), f"{middle / size:.3f}", more, memory))
        before = (size, middle)
    return rows


def memory(counts: Sequence[int]) -> Section:
    """The reports of engagements/ printed over and over, by one worker at a time."""
    answers = asked("memory", str(REPOSITORY), *map(str, counts))
    first = answers[0]
    rows = [
        (
            str(answer["reports"]),
            str(answer["workers"]),
            f"{answer['now'] / MEBIBYTE:,.0f}",
            f"{answer['most'] / MEBIBYTE:,.0f}",
            f"{answer['most'] / first['most']:.2f}",
        )
        for answer in answers
    ]
    return Section(
        title="Memory of a worker",
        about="The reports of engagements/ printed over and over, by one worker at a time,",
        head=("PDFs printed", "workers so far", "memory held, MiB", "most so far, MiB", "times the first line"),
        rows=rows,
        notes=(
            "Memory that is in use (resident), of the worker then at work; the most is that of any worker so far. "
            "A worker sweeps nothing: one that has grown too large ends, and another is forked.",
        ),
        measured={"found": answers},
    )
