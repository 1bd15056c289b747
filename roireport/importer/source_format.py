"""How a source is read: its columns and what decides between two readings; kept beside the data for the next import."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final

from roireport.importer.csv_table import SEPARATORS
from roireport.importer.numbers import DECIMALS
from roireport.importer.periods import ORDERS
from roireport.load.yaml_tree import read_tree
from roireport.model.series import COLUMNS
from roireport.model.written import Written, WrittenMapping
from roireport.problems.problem import Problem, Refused, problem
from roireport.text.near import near

EVERY: Final[Mapping[str, int]] = MappingProxyType({"month": 1, "quarter": 3, "year": 12})
"""Months of a period, by the name of its length."""
RATES: Final = ("percent", "fraction")
CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "separator": tuple(SEPARATORS),
        "decimal": DECIMALS,
        "dates": ORDERS,
        "every": tuple(EVERY),
        "rates": RATES,
    }
)
"""The values of each key that decides between readings; options of the command have the same names."""
_HEAD: Final = "# How `roireport import` reads the source of this series. The next import reads it in the same way.\n"


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """The columns by their names in the source, and each decision between two readings; None where none was needed."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    separator: str | None = None
    decimal: str | None = None
    dates: str | None = None
    every: str | None = None
    rates: str | None = None

    def over(self, saved: "SourceFormat") -> "SourceFormat":
        """This format, completed by a saved one."""
        silent: dict[str, Any] = {name: getattr(saved, name) for name in _DECISIONS if getattr(self, name) is None}
        return replace(self, columns={**saved.columns, **self.columns}, **silent)

    def with_choice(self, name: str, chosen: str) -> "SourceFormat":
        """This format with one more column or decision."""
        if name in COLUMNS:
            return replace(self, columns={**self.columns, name: chosen})
        decision: dict[str, Any] = {name: chosen}
        return replace(self, **decision)


_DECISIONS: Final = tuple(part.name for part in fields(SourceFormat) if part.name != "columns")


def format_text(source: SourceFormat) -> str:
    """Write a format as YAML."""
    columns = "".join(
        f"  {name}: {json.dumps(source.columns[name], ensure_ascii=False)}\n"
        for name in COLUMNS
        if name in source.columns
    )
    decisions = ((name, getattr(source, name)) for name in _DECISIONS)
    lines = (f"{name}: {json.dumps(chosen, ensure_ascii=False)}\n" for name, chosen in decisions if chosen is not None)
    return f"{_HEAD}columns:\n{columns}{''.join(lines)}"


def read_format(text: str, file: str) -> SourceFormat:
    """Read a format that was kept; raises Refused where it is not as it is written."""
    tree, problems = read_tree(text, file)
    if not isinstance(tree, WrittenMapping):
        raise Refused(problems or [problem("not_a_mapping", tree.place, kind="file")] if tree is not None else problems)
    columns = tree.value("columns")
    names = columns if isinstance(columns, WrittenMapping) else WrittenMapping({}, tree.place)
    if faults := (*problems, *_key_faults(tree, ("columns", *_DECISIONS)), *_key_faults(names, COLUMNS)):
        raise Refused(faults)
    if faults := tuple(_choice_faults(tree)):
        raise Refused(faults)
    decisions = {name: str(chosen) for name in _DECISIONS if (chosen := tree.value(name)) is not None}
    return SourceFormat(columns={str(key): str(name) for key, name in names.items()}, **decisions)


def _key_faults(tree: WrittenMapping, allowed: tuple[str, ...]) -> Iterator[Problem]:
    for key in tree:
        if key not in allowed:
            facts = {"allowed": ", ".join(allowed), "near": near(key, allowed)}
            yield problem("unknown_key", key.place, also=(), key=key[:60], **facts)


def _choice_faults(tree: WrittenMapping) -> Iterator[Problem]:
    for name, choices in CHOICES.items():
        chosen = tree.value(name)
        if isinstance(chosen, Written) and chosen not in choices:
            facts = {"allowed": ", ".join(choices), "near": near(chosen, choices)}
            yield problem("not_one_of", chosen.place, also=(), text=chosen[:60], **facts)
