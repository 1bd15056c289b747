"""A generated engagement → the folder of files it would be."""

from pathlib import Path
from typing import Any

import yaml

from tests.oracle.written import Section

SECTIONS = ("objectives", "kpis", "costs", "gains", "nonfinancial", "challenges", "recommendations")
WORKSPACE = {"offers": [{"id": "negotiation", "label": "Negotiation", "kind": "training"}]}


class Plain(yaml.CSafeDumper):
    """Writes every scalar as it was typed, without quotes where YAML needs none."""


Plain.yaml_implicit_resolvers = {}


def as_yaml(content: Any) -> str:
    """YAML in block style, keys in their order."""
    return yaml.dump(content, Dumper=Plain, sort_keys=False, allow_unicode=True)


def write_workspace(root: Path, **settings: Any) -> None:
    """roireport.yaml, with further settings, and the folder of the engagements."""
    (root / "engagements").mkdir(parents=True)
    (root / "roireport.yaml").write_text(as_yaml({**WORKSPACE, **settings}))


def write_engagement(root: Path, engagement: Section) -> None:
    """Its files; an even id has a file for each section, an odd one has all in engagement.yaml."""
    folder = root / "engagements" / engagement["id"]
    folder.mkdir()
    main = {key: value for key, value in engagement.items() if key not in ("id", "series")}
    if int(engagement["id"].rpartition("-")[2]) % 2 == 0:
        for name in SECTIONS:
            if name in main:
                (folder / f"{name}.yaml").write_text(as_yaml(main.pop(name)))
    (folder / "engagement.yaml").write_text(as_yaml(main))
    if engagement["series"]:
        (folder / "data").mkdir()
    for kpi, rows in engagement["series"].items():
        (folder / "data" / f"{kpi}.csv").write_text(as_csv(rows))


def as_csv(rows: list[list[str | None]]) -> str:
    """period, value and those of the other columns in which something is filled."""
    columns = [n for n in range(6) if n < 2 or any(row[n] is not None for row in rows)]
    header = ",".join(("period", "value", "control", "expected", "volume", "n")[n] for n in columns)
    cells = [["" if row[n] is None else str(row[n]) for n in columns] for row in rows]
    return "\n".join([header, *(",".join(line) for line in cells)]) + "\n"
