"""An engagement's folder, read without roireport → the sections that the oracle takes."""

import csv
from pathlib import Path
from typing import Any

import yaml

from tests.oracle.writer import SECTIONS
from tests.oracle.written import Section

COLUMNS = ("period", "value", "control", "expected", "volume", "n")


def sections_of(root: Path, id: str) -> Section:
    """The sections of an engagement of a workspace, each scalar as it was typed, and its `series` by KPI."""
    folder = root / "engagements" / id
    files = {name: folder / f"{name}.yaml" for name in SECTIONS}
    given: Section = {
        "id": id,
        **plain(root / "roireport.yaml").get("defaults", {}),
        **plain(folder / "engagement.yaml"),
    }
    given |= {name: plain(file) for name, file in files.items() if file.exists()}
    given["series"] = {k["id"]: rows(folder / k["series"]) for k in given.get("kpis", []) if "series" in k}
    return given


def plain(file: Path) -> Any:
    """A YAML file with every scalar as text."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def rows(file: Path) -> list[list[str | None]]:
    """A series in the order of COLUMNS; an empty or missing cell is None."""
    with file.open(encoding="utf-8", newline="") as stream:
        return [[row.get(column) or None for column in COLUMNS] for row in csv.DictReader(stream)]
