"""Engagements that never were: the changes of some groups made, those of the others not yet."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from roireport.compare.change import Group
from roireport.compare.differences import Differences
from roireport.compare.inputs import Inputs, Path
from roireport.load.gain_data import check_gains
from roireport.load.kpi_series import gains_without_series, missing_column
from roireport.load.references import check_levels, check_references
from roireport.load.schema import read_noun
from roireport.load.timing import check_timing
from roireport.measure.engagement import headline
from roireport.measure.figure import Figure
from roireport.model.engagement import Engagement, EngagementFiles
from roireport.model.grid import Grid
from roireport.model.period import Span, month_of, read_when
from roireport.model.series import Series
from roireport.model.written import Node, WrittenMapping
from roireport.problems.problem import Problem, Problems, problem

_UNUSED: Final = (
    *(("objectives",), ("recommendations",), ("business_goals",), ("assert",), ("internal",), ("approvals",)),
    *(("challenges", "accepted"), ("challenges", "unquantified")),
)
"""Sections without an input of the headline figures: their references must not refuse a mixture."""
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Mixtures:
    """The engagements between two states of one."""

    before: Inputs
    after: Inputs
    differences: Differences

    def headline(self, groups: Set[Group]) -> Mapping[str, Figure] | Problems:
        """The headline figures with the changes of some groups; why there is no such engagement where one is refused.

        A part of a change may make no engagement: a method whose column comes with another group.
        """
        mixed = self._inputs(groups).without(_UNUSED)
        tree, series = mixed.tree(), mixed.series()
        files, problems = read_noun(EngagementFiles, tree)
        if files is None:
            return Problems(problems)
        if faults := self._faults(tree, files, series):
            return Problems(faults)
        return headline(Engagement.of(files, id=mixed.id, series=series, narratives=()))

    def _faults(
        self, tree: WrittenMapping, files: EngagementFiles, series: Mapping[str, Series]
    ) -> tuple[Problem, ...]:
        """What loading would refuse of these values together."""
        offers = {offer.id: offer for side in (self.before, self.after) for offer in side.settings.offers}
        settings = self.after.settings.model_copy(update={"offers": tuple(offers.values())})
        grid = Grid.of(files)
        unread = [kpi for kpi in files.kpis if kpi.series is not None and kpi.id not in series]
        return (
            *(problem("csv_no_rows", kpi.place("series") or tree.place) for kpi in unread),
            *_missing_columns(files, series),
            *gains_without_series(files),
            *check_references(tree, settings, ()),
            *check_levels(tree),
            *check_timing(files, grid, series),
            *check_gains(files, grid, series),
        )

    def _inputs(self, groups: Set[Group]) -> Inputs:
        before, after, differing = self.before, self.after, self.differences
        leaves = _mixed(before.leaves, after.leaves, differing.leaves, groups)
        cells = _mixed(before.cells, after.cells, differing.cells, groups)
        return replace(
            after,
            leaves=_read_by_as_of(leaves),
            cells=cells,
            files={**before.files, **after.files},
            rows={**before.rows, **after.rows},
        )


def _missing_columns(files: EngagementFiles, series: Mapping[str, Series]) -> Iterator[Problem]:
    for kpi in files.kpis:
        if kpi.id in series:
            yield from missing_column(kpi, series[kpi.id])


def _mixed(
    before: Mapping[Key, Value], after: Mapping[Key, Value], differing: Mapping[Key, Group], groups: Set[Group]
) -> dict[Key, Value]:
    """The values before, and those after where their group is among some."""
    taken = {key for key, group in differing.items() if group in groups}
    both = {**before, **{key: value for key, value in after.items() if key in taken}}
    return {key: value for key, value in both.items() if key not in taken or key in after}


def _read_by_as_of(leaves: Mapping[Path, Node]) -> dict[Path, Node]:
    """The values, where accounts count no further than the last day with data."""
    as_of = leaves[("as_of",)]
    return {path: as_of if _is_later(path, leaf, as_of) else leaf for path, leaf in leaves.items()}


def _is_later(path: Path, leaf: Node, as_of: Node) -> bool:
    """Whether accounts were read up to a month after the last day with data."""
    if path[:1] != ("gains",) or path[2:] != ("observed", "through"):
        return False
    when, day = read_when(str(leaf)), date.fromisoformat(str(as_of))
    if isinstance(when, Span):
        return when.last > month_of(day)
    return isinstance(when, date) and when > day
