"""Two states of an engagement, each written as files, and what their difference is due to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from roireport.compare.attribution import attribute
from roireport.compare.share import SHARED_OUT, Causes
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import read_folder
from roireport.revisions.compared import state_of
from roireport.revisions.side import WorkspaceState
from roireport.workspace import OpenWorkspace, open_workspace

BASE: Final = """\
title: Negotiation
client: {name: Works}
period: {start: 2025-01-06, end: 2025-06-30}
as_of: 2025-12-31
horizon: 24 months
currency: EUR
language: en
"""
ROWS: Final = ("2024-10,10,10", "2024-11,10,10", "2024-12,10,10", "2025-01,12,10", "2025-02,13,10")


def files(*, main: str = BASE, criteria: str = "", rows: tuple[str, ...] = (), **sections: str) -> dict[str, str]:
    """The files of an engagement; rows are those of data/rate.csv."""
    written = {"engagement.yaml": main, "nonfinancial.yaml": criteria}
    written |= {f"{section}.yaml": text for section, text in sections.items()}
    if rows:
        written["data/rate.csv"] = "\n".join(("period,value,control", *rows)) + "\n"
    return {name: text for name, text in written.items() if text}


def causes_of(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Causes:
    """What the difference of two states is due to, and its changes."""
    states, values = [], []
    for name, written in (("before", before), ("after", after)):
        home = folder / name / "engagements" / "forge"
        (home / "data").mkdir(parents=True)
        (folder / name / "roireport.yaml").write_text("firm: {name: Firm}\n")
        for path, text in written.items():
            (home / path).write_text(text)
        workspace = open_workspace(folder / name)
        assert isinstance(workspace, OpenWorkspace)
        evaluation = evaluate_folder(workspace, "forge")
        assert isinstance(evaluation, Evaluation), evaluation
        snapshot = read_folder(workspace.root, "forge")
        states.append(state_of(WorkspaceState(workspace), evaluation.engagement, snapshot))
        values.append({path: evaluation.figures[path] for path in SHARED_OUT})
    return attribute(states[0], states[1], (values[0], values[1]))
