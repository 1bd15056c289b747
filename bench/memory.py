"""What the workers of a build hold as they print one report after the other.

    python -m bench.memory WORKSPACE COUNT…

Prints until the largest count and then, as JSON, for each count the workers so far, what the one at work then held and
the most that any has held until then, in bytes.
"""

import json
import os
import resource
import sys
from itertools import cycle, islice
from pathlib import Path

from roireport.build.limits import Lost, limits_of
from roireport.build.workers import in_workers
from roireport.evaluate import evaluate_folder
from roireport.problems.problem import Problems
from roireport.publish.render_tools import render_tools
from roireport.publish.report_files import report_files
from roireport.workspace import open_workspace

KIBIBYTE = 1024


def measured(root: Path, counts: list[int]) -> list[dict[str, int]]:
    """Reports printed, workers so far, bytes now, most bytes, for each count."""
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    tools = render_tools(opened.root, opened.settings, opened.words, pdf=True)

    def work(id: str) -> tuple[int, int, int, int]:
        evaluated = evaluate_folder(opened, id)
        assert not isinstance(evaluated, Problems)
        pdfs = sum(
            path.endswith(".pdf")
            for path in report_files(tools, evaluated.contexts, evaluated.document, evaluated.sources).files
        )
        return pdfs, os.getpid(), _resident(), _most()

    printed, most, workers = 0, 0, set[int]()
    sizes, waiting = list[dict[str, int]](), sorted(counts)
    pieces = list(islice(cycle(opened.engagements), waiting[-1]))
    for _, measured in in_workers(pieces, work, workers=1, limits=limits_of(opened.settings)):
        assert not isinstance(measured, Lost)
        pdfs, worker, resident, highest = measured
        printed, most = printed + pdfs, max(most, highest)
        workers.add(worker)
        if waiting and printed >= waiting[0]:
            sizes.append({"reports": printed, "workers": len(workers), "now": resident, "most": most})
            waiting.pop(0)
        if not waiting:
            break
    return sizes


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _most() -> int:
    # Not ru_maxrss, which begins with what the process held that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * KIBIBYTE


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), [int(count) for count in sys.argv[2:]])))
