"""The inputs of an engagement, taken apart into values under their keys, and put together again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from roireport.model.engagement import Engagement
from roireport.model.language import LANGUAGES
from roireport.model.period import Span
from roireport.model.place import Place
from roireport.model.series import COLUMNS, Observation, Series
from roireport.model.workspace import Workspace
from roireport.model.written import Node, Written, WrittenList, WrittenMapping

COUNTED: Final = COLUMNS[1:]
"""The columns of a series that hold numbers."""


class ItemId(str):
    """The step to an item of a list: its id."""

    __slots__ = ()


Path: TypeAlias = tuple[str, ...]
"""The keys that lead to a value; an ItemId leads into a list."""


class CellKey(NamedTuple):
    """A number of a series: its KPI, its period and its column."""

    kpi: str
    period: Span
    column: str


Leaves: TypeAlias = Mapping[Path, Node]
"""Scalars, lists without ids, texts by language and empty mappings, each under its path."""
Cells: TypeAlias = Mapping[CellKey, Decimal]
"""The numbers of all series."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the figures of an engagement are computed from; `rows` are the places of the rows of its series."""

    id: str
    settings: Workspace
    leaves: Leaves
    cells: Cells
    files: Mapping[str, tuple[str, int]]
    """The file of each KPI's series, and the months of one of its periods."""
    rows: Mapping[tuple[str, Span], Place]

    @classmethod
    def of(cls, engagement: Engagement, tree: WrittenMapping, settings: Workspace) -> "Inputs":
        """Take an engagement apart.

        Args:
            engagement: Loaded from the tree.
            tree: Its files, merged, with the defaults of the workspace.
            settings: Those of the workspace at that time.
        """
        rows = [(kpi, row) for kpi, series in engagement.series.items() for row in series.rows]
        return cls(
            engagement.id,
            settings,
            dict(leaves_of(tree)),
            {
                CellKey(kpi, row.period, column): value
                for kpi, row in rows
                for column in COUNTED
                if (value := getattr(row, column)) is not None
            },
            {kpi: (series.file, series.months) for kpi, series in engagement.series.items()},
            {(kpi, row.period): row.place for kpi, row in rows},
        )

    def text(self, *path: str) -> str:
        """The scalar of a path; empty where there is none."""
        leaf = self.leaves.get(path)
        return str(leaf) if isinstance(leaf, Written) else ""

    def has(self, *path: str) -> bool:
        """Whether something is written at a path or below it."""
        return any(leaf[: len(path)] == path for leaf in self.leaves)

    def tree(self) -> WrittenMapping:
        """The mapping of all leaves."""
        return _mapping([(path, leaf) for path, leaf in self.leaves.items()])

    def series(self) -> dict[str, Series]:
        """The series of each KPI that has a row with a value."""
        by_row: dict[tuple[str, Span], dict[str, Decimal]] = {}
        for (kpi, period, column), value in self.cells.items():
            by_row.setdefault((kpi, period), {})[column] = value
        observed: dict[str, list[Observation]] = {}
        for (kpi, period), numbers in by_row.items():
            if "value" in numbers:
                given = {column: numbers.get(column) for column in COUNTED[1:]}
                row = Observation(period, numbers["value"], place=self.rows[kpi, period], **given)
                observed.setdefault(kpi, []).append(row)
        return {
            kpi: Series(*self.files[kpi], tuple(sorted(rows, key=lambda row: row.period.first)))
            for kpi, rows in observed.items()
        }

    def without(self, sections: Iterable[Path]) -> "Inputs":
        """These inputs without some sections."""
        starts = tuple(sections)
        kept = {path: leaf for path, leaf in self.leaves.items() if not any(path[: len(s)] == s for s in starts)}
        return replace(self, leaves=kept)


def leaves_of(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every value below a node with its path; an empty list or text is no value, an empty mapping is one."""
    if below := _below(node):
        for step, inner in below:
            yield from leaves_of(inner, (*path, step))
    elif node or isinstance(node, WrittenMapping):  # `observed: {}` says something
        yield path, node


def _below(node: Node) -> list[tuple[str, Node]]:
    """The values of a mapping by their keys, or of a list of items with ids; nothing for what is one value."""
    if isinstance(node, WrittenMapping):
        return [] if _is_text(node) else [(str(key), value) for key, value in node.items()]
    if isinstance(node, WrittenList) and all(map(_id_of, node)):
        return [(ItemId(_id_of(item)), item) for item in node]
    return []


def _is_text(node: WrittenMapping) -> bool:
    """Whether a mapping holds the forms of a text."""
    return all(key in LANGUAGES for key in node)


def _id_of(item: Node) -> str:
    id = item.value("id") if isinstance(item, WrittenMapping) else None
    return str(id) if isinstance(id, Written) else ""


def _mapping(leaves: list[tuple[Path, Node]]) -> WrittenMapping:
    """Build a mapping of leaves by the first key of their paths."""
    place = _place_of(leaves)
    below: dict[str, list[tuple[Path, Node]]] = {}
    for path, leaf in leaves:
        below.setdefault(path[0], []).append((path[1:], leaf))
    return WrittenMapping({Written(key, _place_of(rest)): _node(rest) for key, rest in below.items()}, place)


def _node(leaves: list[tuple[Path, Node]]) -> Node:
    path, leaf = next((leaf for leaf in leaves if leaf[0]), leaves[0])
    leaves = [leaf for leaf in leaves if leaf[0]]  # an empty mapping that has got keys
    if not path:
        return leaf
    if not isinstance(path[0], ItemId):
        return _mapping(leaves)
    items: dict[str, list[tuple[Path, Node]]] = {}
    for (id, *rest), value in leaves:
        items.setdefault(id, []).append((tuple(rest), value))
    return WrittenList([_mapping(item) for item in items.values()], _place_of(leaves))


def _place_of(leaves: list[tuple[Path, Node]]) -> Place:
    return leaves[0][1].place if leaves else Place("")
