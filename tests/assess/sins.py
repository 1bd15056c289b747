"""Engagements with one sin each, read from sins/<name>.yaml: what differs from the sound one of sins/clean.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from roireport.model.engagement import Engagement
from tests.assess.cases import built

FOLDER: Final = Path(__file__).parent / "sins"
SECTIONS: Final = ("objectives", "kpis", "costs", "gains")
"""Lists of entries with an id."""


@dataclass(frozen=True, slots=True)
class Sin:
    """A sin: what a finance director would say of it, and the subjects on which each rule must fire."""

    name: str
    because: str
    fires: Mapping[str, Sequence[str | None]]
    engagement: Engagement

    def __str__(self) -> str:
        return self.name


def clean() -> Engagement:
    """The sound engagement."""
    return built(read("clean"))


def sins() -> tuple[Sin, ...]:
    """All sins, by name."""
    return tuple(sin(path.stem) for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "clean")


def sin(name: str) -> Sin:
    """The sound engagement with the changes of a file."""
    given = read(name)
    because, fires = given.pop("because"), given.pop("fires")
    subjects = {rule: [None if one == "null" else one for one in found] for rule, found in fires.items()}
    return Sin(name, because, subjects, built(changed(read("clean"), given)))


def read(name: str) -> dict[str, Any]:
    """The keys of a file, every value a text."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    keys: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return keys


def changed(whole: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Entries are changed by id and rows by period, or added; other keys are replaced."""
    for key, value in given.items():
        if key in SECTIONS:
            whole[key] = merged(whole[key], value)
        elif key == "observed":
            whole[key] = {kpi: rows(whole[key].get(kpi, []), value.get(kpi, [])) for kpi in {**whole[key], **value}}
        else:
            whole[key] = value
    return whole


def merged(entries: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Entries with the keys given for their id; an empty text takes a key out."""
    by_id = {entry["id"]: dict(entry) for entry in entries}
    for entry in given:
        by_id[entry["id"]] = {**by_id.get(entry["id"], {}), **entry}
    return [{key: value for key, value in entry.items() if value != ""} for entry in by_id.values()]


def rows(earlier: Sequence[str], given: Sequence[str]) -> list[str]:
    """Rows with those given for their period; a period alone takes its row out."""
    by_period = {row.split()[0]: row for row in (*earlier, *given)}
    return [row for row in by_period.values() if " " in row]
