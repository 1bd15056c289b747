"""Control totals: what a consultant knows a figure must come to, against what was computed."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from roireport.model.engagement import ControlTotal, EngagementFiles
from roireport.model.place import Place
from roireport.model.values import read_level
from roireport.problems.problem import Problem, problem

BOUNDS = ("equals", "min", "max")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def broken_control_totals(engagement: EngagementFiles, document: Mapping[str, object]) -> list[Problem]:
    """The control totals that the results (as `results_document` gives them, or exact) do not keep."""
    return [
        broken
        for path, total in engagement.control_totals.items()
        for bound in BOUNDS
        if (wanted := getattr(total, bound)) is not None
        for broken in _broken(path, bound, wanted, total, result_at(document, path))
    ]


def tolerance(written: str) -> Decimal:
    """Half the last digit written: 0.5 for 61000, half a per cent for 20%, 0.005 for 0.25."""
    number = written.rstrip("% \u00a0\u202f").replace("_", "")
    decimals = len(number.partition(".")[2]) + (2 if "%" in written else 0)
    return Decimal("0.5").scaleb(-decimals)


def _broken(path: str, bound: str, wanted: str, total: ControlTotal, computed: object) -> Iterator[Problem]:
    place = total.place(bound) or Place("")
    if computed is None:
        yield problem("total_path_unknown", place, path=path)
    elif isinstance(computed, Mapping | list | bool):
        why = computed.get("undefined") if isinstance(computed, Mapping) else None
        key = "total_undefined" if why is not None else "total_path_unknown"
        yield problem(key, place, path=path, why=str(why or ""))
    elif not _kept(bound, wanted, computed):
        shown = _shown(computed, wanted)
        yield problem("control_total_broken", place, path=path, bound=bound, wanted=wanted, computed=shown)


def _kept(bound: str, wanted: str, computed: object) -> bool:
    if isinstance(computed, str) or _MONTH.fullmatch(wanted):
        text = str(computed)
        return {"equals": text == wanted, "min": text >= wanted, "max": text <= wanted}[bound]
    value, aim, slack = Decimal(str(computed)), read_level(wanted), tolerance(wanted)
    low, high = aim - slack, aim + slack
    return {"equals": low <= value <= high, "min": value >= low, "max": value <= high}[bound]


def _shown(computed: object, wanted: str) -> str:
    """The computed figure in the form of the one that was wanted."""
    if isinstance(computed, str):
        return computed
    value = Decimal(str(computed))
    return f"{value.scaleb(2).normalize():f}%" if "%" in wanted else f"{value:f}"


def result_at(document: object, path: str) -> object:
    """The value at a path: by key in mappings, by id in lists; None where there is nothing.

    Keys may hold dots themselves (`gains.marge-conversion` as an input of the sensitivity), so the longest key wins.
    """
    if not path:
        return document
    steps = path.split(".")
    for taken in range(len(steps), 0, -1):
        key, rest = ".".join(steps[:taken]), ".".join(steps[taken:])
        below = _below(document, key)
        if below is not None and (value := result_at(below, rest)) is not None:
            return value
    return None


def _names(item: Mapping[str, object]) -> tuple[object, ...]:
    """What a member of a list is called: its id, its input, or its input and what it is `at`."""
    return item.get("id"), item.get("input"), f"{item.get('input')}.{item.get('at')}"


def _below(node: object, key: str) -> object:
    if isinstance(node, Mapping):
        return node.get(key)
    if isinstance(node, list | tuple):
        items = (item for item in node if isinstance(item, Mapping))
        return next((item for item in items if key in _names(item)), None)
    return None
