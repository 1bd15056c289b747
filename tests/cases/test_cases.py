"""Folders in, results out: each case names an engagement of this repository and what must come of it.

A case is a YAML file beside this one: `engagement`, its `verdict`, the KPIs whose effect is `established`, and
`figures` with a value and how far it may be off, or `undefined`. expected.py prints that of a fictitious engagement.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from roireport.assess.assess import assess
from roireport.assess.established import established_effects
from roireport.assess.verdict import verdict
from roireport.load.engagement import load_engagement
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.measure.engagement import measure
from roireport.model.engagement import Engagement
from roireport.trace.paths import figures

CASES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.fixture(scope="module")
def workspace(repository: Path) -> LoadedWorkspace:
    """The repository's own workspace."""
    loaded = load_workspace(repository)
    assert isinstance(loaded, LoadedWorkspace)
    return loaded


def test_there_is_a_case_for_every_engagement(workspace: LoadedWorkspace) -> None:
    assert {case.stem for case in CASES} == set(workspace.engagements)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_an_engagement_gives_the_figures_of_its_case(case: Path, workspace: LoadedWorkspace) -> None:
    expected: Mapping[str, Any] = yaml.safe_load(case.read_text())
    computed = figures(measure(_loaded(expected["engagement"], workspace)))
    wrong = {
        path: (wanted, computed[path].value)
        for path, wanted in expected["figures"].items()
        if not _agrees(wanted, computed[path].value)
    }
    assert not wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_an_engagement_comes_to_the_verdict_and_the_established_effects_of_its_case(
    case: Path, workspace: LoadedWorkspace
) -> None:
    expected: Mapping[str, Any] = yaml.safe_load(case.read_text())
    engagement = _loaded(expected["engagement"], workspace)
    results = measure(engagement)
    findings = assess(engagement, results, {})
    established = [kpi.id for kpi in engagement.kpis if kpi.id in established_effects(results, findings)]
    assert (verdict(results, findings).kind, established) == (expected["verdict"], expected["established"])


def test_published_cases_alone_are_references(workspace: LoadedWorkspace) -> None:
    published = {case.stem for case in CASES if not case.read_text().startswith("# Fictitious")}
    assert {id for id in workspace.engagements if _loaded(id, workspace).reference} == published


def _loaded(id: str, workspace: LoadedWorkspace) -> Engagement:
    engagement = load_engagement(workspace.root, id, workspace.workspace)
    assert isinstance(engagement, Engagement)
    return engagement


def _agrees(wanted: Any, value: Decimal | None) -> bool:
    if wanted == "undefined" or value is None:
        return wanted == "undefined" and value is None
    return abs(value - Decimal(str(wanted["value"]))) <= Decimal(str(wanted["within"]))
