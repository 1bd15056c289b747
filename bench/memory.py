"""What a worker holds as it prints one report after the other.

    python -m bench.memory WORKSPACE COUNT…

Prints until the largest count and then, as JSON, for each count the bytes held at that moment and the most until then.
Garbage is swept as in a worker of a build: what was loaded before is frozen, cycles are collected every few reports.
"""

import gc
import json
import resource
import sys
from itertools import cycle
from pathlib import Path

from roireport.appraisal import appraise_folder
from roireport.opening import open_workspace
from roireport.problems.problem import Problems
from roireport.publish.report_files import report_files
from roireport.publish.workers import SWEPT_EVERY
from roireport.publish.workshop import workshop

KIBIBYTE = 1024


def measured(root: Path, counts: list[int]) -> list[dict[str, int]]:
    """Reports printed, bytes now, most bytes, for each count."""
    opened = open_workspace(root)
    assert not isinstance(opened, Problems)
    shop = workshop(opened.root, opened.workspace, opened.words, pdf=True)
    appraised = [appraise_folder(opened, id) for id in opened.engagements]
    gc.collect()
    gc.freeze()
    gc.disable()
    printed, found, waiting = 0, [], sorted(counts)
    for done, one in enumerate(cycle(appraised), start=1):
        assert not isinstance(one, Problems)
        printed += sum(path.endswith(".pdf") for path in report_files(shop, one.desks, one.document).files)
        if not done % SWEPT_EVERY:
            gc.collect()
        if printed >= waiting[0]:
            found.append({"reports": printed, "now": _held(), "most": _most()})
            waiting.pop(0)
        if not waiting:
            break
    return found


def _held() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _most() -> int:
    # Not ru_maxrss, which begins with what the process held that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * KIBIBYTE


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), [int(count) for count in sys.argv[2:]])))
