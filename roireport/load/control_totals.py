"""Check control totals as far as possible before anything is computed."""

import re
from collections.abc import Iterator

from roireport.load.schema import read_value
from roireport.model.values import read_level
from roireport.model.written import Written, WrittenMapping
from roireport.problems.problem import Problem, problem

BOUNDS = ("equals", "min", "max")
_PATH = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def check_totals(tree: WrittenMapping) -> Iterator[Problem]:
    """Yield the control totals of an engagement whose path or bound cannot be read."""
    totals = tree.value("assert")
    for path, bounds in totals.items() if isinstance(totals, WrittenMapping) else ():
        if not _PATH.fullmatch(path):
            yield problem("total_path_malformed", path.place, path=path[:60])
        if isinstance(bounds, WrittenMapping):
            yield from _bound_faults(path, bounds)


def _bound_faults(path: Written, bounds: WrittenMapping) -> Iterator[Problem]:
    if not bounds:
        yield problem("total_needs_a_bound", path.place, path=path[:60])
    for key, value in bounds.items():
        if key in BOUNDS and isinstance(value, Written) and value and not _MONTH.fullmatch(value):
            yield from read_value(read_level, value)
