"""The change of the headline figures, shared out among the groups of changed inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from roireport.compare.change import GROUPS, Group, InputChange
from roireport.compare.differences import Differences, differences
from roireport.compare.grouping import State
from roireport.compare.inputs import Inputs, ItemId, Path
from roireport.compare.mixture import Mixtures
from roireport.compare.shapley import coalitions, shapley_values
from roireport.compare.share import INDEX, SHARED_OUT, Causes, Share, Unshared
from roireport.measure.figure import EXACT, Figure
from roireport.problems.problem import Problem, Problems

Values: TypeAlias = Mapping[str, Figure]


def attribute(before: State, after: State, values: tuple[Values, Values]) -> Causes:
    """Share out the change of each headline figure by exact Shapley values over the groups.

    Args:
        values: The headline figures before and after, as they were computed.
    """
    differing = differences(before, after)
    worths, refused = _worths(before, after, differing, values)
    united: tuple[str, ...] = ()
    if refused:
        joined, entries = _united(differing, after.inputs)
        if entries:
            differing, united = joined, entries
            worths, refused = _worths(before, after, differing, values)
    is_other_currency = before.engagement.currency != after.engagement.currency
    shares = {path: _share(path, differing, worths, is_other_currency=is_other_currency) for path in SHARED_OUT}
    return Causes(differing.changes, shares, united, refused)


Worths: TypeAlias = Mapping[frozenset[Group], Values | None]
"""The headline figures of each mixture; None where it makes no engagement."""


def _worths(
    before: State, after: State, differing: Differences, values: tuple[Values, Values]
) -> tuple[Worths, Problem | None]:
    """The figures of every mixture, and the first problem of those that make no engagement."""
    mixtures = Mixtures(before.inputs, after.inputs, differing)
    worths: dict[frozenset[Group], Values | None] = {frozenset(): values[0], frozenset(differing.groups): values[1]}
    refused: Problem | None = None
    for groups in coalitions(differing.groups):
        if groups not in worths:
            outcome = mixtures.headline(groups)
            worths[groups] = None if isinstance(outcome, Problems) else outcome
            if isinstance(outcome, Problems):
                refused = refused or outcome.items[0]
    return worths, refused


def _share(path: str, differing: Differences, worths: Worths, *, is_other_currency: bool) -> Share:
    """The parts of the change of one figure."""
    values = [None if figures is None else figures[path] for figures in worths.values()]
    ends = [worth[path] for own in ((), differing.groups) if (worth := worths[frozenset(own)]) is not None]
    if why := _unshared(values, ends, is_other_currency and path != INDEX):
        return Share({}, why)
    values_by_groups = {groups: Fraction(value.known) for groups, value in zip(worths, values, strict=True) if value}
    parts = shapley_values(differing.groups, lambda groups: values_by_groups[frozenset(groups)])
    return Share({group: _decimal(part) for group, part in parts.items()})


def _unshared(values: Sequence[Figure | None], ends: Sequence[Figure], is_other_currency: bool) -> Unshared | None:
    """Why the change of a figure cannot be shared out: `values` of all mixtures, `ends` before and after."""
    if any(not end.defined for end in ends):
        return "undefined"
    if is_other_currency:
        return "currency"
    if None in values:
        return "refused"
    return None if all(value and value.defined for value in values) else "undefined_between"


def _decimal(part: Fraction) -> Decimal:
    return EXACT.divide(Decimal(part.numerator), Decimal(part.denominator))


def _united(differing: Differences, after: Inputs) -> tuple[Differences, tuple[str, ...]]:
    """The differences with all changes of a KPI and its gains, or of another entry, in one group; and which they are.

    New measurements go first: what a measurement needs to be read comes with it.
    """

    def entry(path: Path) -> Path:
        if len(path) < 2 or not isinstance(path[1], ItemId):
            return ()
        kpi = after.text(*path[:2], "kpi") if path[0] == "gains" else ""
        return ("kpis", kpi) if kpi else (path[0], str(path[1]))

    by_entry: dict[Path, set[Group]] = {}
    for path, group in differing.leaves.items():
        by_entry.setdefault(entry(path), set()).add(group)
    for key, group in differing.cells.items():
        by_entry.setdefault(("kpis", key.kpi), set()).add(group)
    chosen = {own: min(groups, key=GROUPS.index) for own, groups in by_entry.items() if own and len(groups) > 1}

    def regrouped(change: InputChange) -> InputChange:
        section, _, rest = change.path.partition(".")
        own = entry((section, ItemId(rest.partition(".")[0])))
        return replace(change, group=chosen.get(own, change.group))

    leaves = {path: chosen.get(entry(path), group) for path, group in differing.leaves.items()}
    cells = {key: chosen.get(("kpis", key.kpi), group) for key, group in differing.cells.items()}
    united = Differences(leaves, cells, tuple(map(regrouped, differing.changes)))
    return united, tuple(".".join(own) for own in chosen)
