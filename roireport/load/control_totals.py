"""Control totals: what a consultant knows a figure must come to, as far as it can be checked before computing."""

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
    """Control totals whose path or bound cannot be understood, in the tree of an engagement."""
    totals = tree.value("assert")
    if not isinstance(totals, WrittenMapping):
        return
    for path, bounds in totals.items():
        if not _PATH.fullmatch(path):
            yield problem("total_path_malformed", path.place, path=path[:60])
        if not isinstance(bounds, WrittenMapping):
            continue
        written = [value for key, value in bounds.items() if key in BOUNDS and isinstance(value, Written)]
        if not bounds:
            yield problem("total_needs_a_bound", path.place, path=path[:60])
        for value in written:
            if value and not _MONTH.fullmatch(value):
                yield from read_value(read_level, value)
