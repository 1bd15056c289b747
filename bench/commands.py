"""Section commands: what a command costs beyond a bare interpreter, and a check beyond the parsing of its files."""

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from time import perf_counter

from bench.own import roireport
from bench.results import Section
from bench.timing import Job, Times, in_turns, ratios, run, spread, turns_text
from bench.workspace import make_workspace

SIZE = 100
REPEATED = 10
"""Runs of a short command in one turn; what it takes is their mean."""
PARSE = """
import sys
from pathlib import Path
import yaml
for file in Path(sys.argv[1]).glob("engagements/*/*.yaml"):
    for event in yaml.parse(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        pass
"""
BARE, PARSED = "python -c pass", f"yaml.parse (C) of the files of {SIZE} engagements"


def commands(scratch: Path, turns: int) -> Section:
    """Commands in turns."""
    workspace, kept, empty = scratch / "workspace", scratch / "kept", scratch / "empty"
    make_workspace(workspace, SIZE)
    check = ("check", "-q", "-C", str(workspace))
    roireport(*check, cache=kept)
    jobs = [
        Job(BARE, lambda: _mean(lambda: _python("-c", "pass"))),
        Job("roireport --version", lambda: _mean(lambda: roireport("--version", cache=kept))),
        Job(PARSED, lambda: _python("-c", PARSE, str(workspace))),
        Job(
            f"roireport check of {SIZE}, nothing kept",
            lambda: roireport(*check, cache=empty),
            before=lambda: rmtree(empty, ignore_errors=True),
        ),
        Job(f"roireport check of {SIZE}, once more", lambda: roireport(*check, cache=kept)),
    ]
    times = in_turns(jobs, turns)
    return Section(
        title="Commands",
        about=f"{turns_text(turns)}; {REPEATED} runs of a short command in each,",
        head=("what", "seconds", f"times {BARE}", "times yaml.parse"),
        rows=[_row(name, times) for name in times],
        notes=(
            "Nothing kept: with an empty cache folder. Once more: with what the check before may have kept. The files "
            "are in the system's memory in both.",
            "yaml.parse only walks the events of the C parser, in a process of its own.",
        ),
        measured={"engagements": SIZE, "seconds": times},
    )


def _python(*words: str) -> None:
    run(sys.executable, *words)


def _mean(work: Callable[[], None]) -> float:
    start = perf_counter()
    for _ in range(REPEATED):
        work()
    return (perf_counter() - start) / REPEATED


def _row(name: str, times: Times) -> tuple[str, ...]:
    return (name, spread(times[name], 3), *(spread(ratios(times, name, base), 1) for base in (BARE, PARSED)))
