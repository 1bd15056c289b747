"""The inputs that differ between two states of an engagement, as edits and as lines for a reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.compare.change import GROUPS, Group, InputChange
from roireport.compare.grouping import Grouping, State
from roireport.compare.inputs import CellKey, Inputs, ItemId, Path
from roireport.model.keys import all_keys
from roireport.model.period import Index, Span, read_when
from roireport.model.place import Place
from roireport.model.values import read_level
from roireport.model.written import Node, Written, WrittenMapping

_TEXT_KINDS: Final = frozenset(("reader_name", "reader_text", "short_name", "text", "languages", "flag"))
_FIGURELESS: Final = frozenset(
    (
        *("title", "client", "language", "perspective", "status", "version", "reference", "independence"),
        *("confidentiality", "business_goals", "concurrent_initiatives", "team", "assert", "internal", "approvals"),
        *("target_set_on", "recommendations", "challenges.accepted", "challenges.unquantified"),
    )
)
"""Keys that are no input of a figure."""
_NUMERIC_TEXTS: Final = frozenset(("currency", "gains.cashable"))
"""Texts and flags that a figure depends on."""
_NAMES: Final = ("label", "name", "statement", "id")


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs, each value with its group, and the lines that a reader is shown."""

    leaves: Mapping[Path, Group]
    cells: Mapping[CellKey, Group]
    changes: tuple[InputChange, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in which something differs."""
        present = {*self.leaves.values(), *self.cells.values()}
        return tuple(group for group in GROUPS if group in present)


def differences(before: State, after: State) -> Differences:
    """Compare two states value by value."""
    grouping = Grouping(before, after)
    first, second = before.inputs, after.inputs
    paths = [path for path in {**first.leaves, **second.leaves} if not _is_same(path, first, second)]
    keys = [key for key in {**first.cells, **second.cells} if first.cells.get(key) != second.cells.get(key)]
    leaves = {path: grouping.of_leaf(path) for path in paths}
    cells = {key: grouping.of_cell(key) for key in keys}
    listing = _Listing(first, second)
    changes = (*listing.leaves(leaves), *listing.rows(cells))
    ordered = sorted(changes, key=lambda change: (GROUPS.index(change.group), change.removed, change.place))
    return Differences(leaves, cells, tuple(ordered))


def _is_same(path: Path, before: Inputs, after: Inputs) -> bool:
    """Whether a value is the same, in whatever form it is written: 60% and 0.6."""
    first, second = before.leaves.get(path), after.leaves.get(path)
    if first == second:
        return True
    numbers = [_number(node) for node in (first, second)]
    return None not in numbers and numbers[0] == numbers[1]


def _number(node: Node | None) -> Decimal | None:
    try:
        return read_level(node) if isinstance(node, Written) else None
    except ValueError:  # pydantic's error of a text that is no number is one
        return None


@dataclass(frozen=True, slots=True)
class _Listing:
    """Makes the lines of a reader: an entry or a row that comes or goes is one line."""

    before: Inputs
    after: Inputs

    def leaves(self, groups: Mapping[Path, Group]) -> Iterator[InputChange]:
        """The changes of the YAML files."""
        listed = set[Path]()
        for path, group in groups.items():
            if path[0] in _FIGURELESS or ".".join(path[:2]) in _FIGURELESS:
                continue
            entry = path[:2]
            if isinstance(entry[-1], ItemId) and self.before.has(*entry) != self.after.has(*entry):
                if entry not in listed:
                    listed.add(entry)
                    yield self._entry(entry, group)
            elif _is_shown(path):
                yield self._leaf(path, group)

    def _entry(self, entry: Path, group: Group) -> InputChange:
        inputs = self.after if self.after.has(*entry) else self.before
        own = {path: leaf for path, leaf in inputs.leaves.items() if path[:2] == entry}
        name = next(_text(own[(*entry, key)]) for key in _NAMES if (*entry, key) in own)
        place = next(iter(own.values())).place
        is_new = inputs is self.after
        return InputChange(".".join(entry), group, None if is_new else name, name if is_new else None, place)

    def _leaf(self, path: Path, group: Group) -> InputChange:
        before, after = self.before.leaves.get(path), self.after.leaves.get(path)
        node = before if after is None else after
        assert node is not None
        texts = [None if leaf is None else _text(leaf) for leaf in (before, after)]
        period = _period(path, texts[1] or "") if group == "measured" else None
        return InputChange(".".join(path), group, texts[0], texts[1], node.place, period)

    def rows(self, groups: Mapping[CellKey, Group]) -> Iterator[InputChange]:
        """The changes of the series; those of a KPI that comes or goes are in its line."""
        listed = set[tuple[str, Span]]()
        for key, group in groups.items():
            row = (key.kpi, key.period)
            if row in listed or not all(side.has("kpis", ItemId(key.kpi)) for side in (self.before, self.after)):
                continue
            if (row in self.before.rows) != (row in self.after.rows):
                listed.add(row)
                yield self._cell(key._replace(column="value"), f"{key.period}", group)
            else:
                yield self._cell(key, f"{key.period}.{key.column}", group)

    def _cell(self, key: CellKey, end: str, group: Group) -> InputChange:
        row = (key.kpi, key.period)
        place: Place = self.after.rows.get(row) or self.before.rows[row]
        before, after = (self._shown(side, key) for side in (self.before, self.after))
        if row in self.after.rows and after is None:
            after = ""
        return InputChange(f"kpis.{key.kpi}.series.{end}", group, before, after, place, key.period)

    @staticmethod
    def _shown(inputs: Inputs, key: CellKey) -> str | None:
        value = inputs.cells.get(key)
        if value is None:
            return None
        is_percent = inputs.text("kpis", ItemId(key.kpi), "unit") == "percent" and key.column not in ("volume", "n")
        plain = (value * 100 if is_percent else value).normalize()
        return f"{plain:f}" + ("%" if is_percent else "")


def _is_shown(path: Path) -> bool:
    """Whether a value can be an input of a figure: it is no text, and no name."""
    keys = [step for step in path if not isinstance(step, ItemId)]
    names = (".".join(keys[:length]) for length in range(len(keys), 0, -1))
    key = next((name for name in names if name in all_keys()), "")
    return key in _NUMERIC_TEXTS or bool(key and all_keys()[key].kind not in _TEXT_KINDS)


def _text(node: Node) -> str:
    """A value as it was typed, on one line."""
    if isinstance(node, WrittenMapping):
        return _text(next(iter(node.values())))
    if isinstance(node, Written):
        return str(node)
    return ", ".join(map(_text, node))


def _period(path: Path, text: str) -> Span | date | None:
    """The period that a dated amount is of, or the day of a measurement."""
    written = text if path[-1] == "measured_on" else path[-1] if "flows" in path else ""
    try:
        when = read_when(written)
    except ValueError:
        return None
    return None if isinstance(when, Index) else when
