"""On an engagement with good practice throughout no rule fires: one that does is too noisy."""

from dataclasses import replace
from pathlib import Path

import pytest

from roireport.assess.assess import assess
from roireport.assess.established import established_effects
from roireport.assess.finding import Finding
from roireport.assess.verdict import verdict
from roireport.load.engagement import load_engagement
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.measure.engagement import measure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.series import Series

CLEAN = Path(__file__).parent / "clean"


@pytest.fixture(scope="module")
def clean() -> Engagement:
    loaded = load_workspace(CLEAN)
    assert isinstance(loaded, LoadedWorkspace)
    (id,) = loaded.engagements
    engagement = load_engagement(CLEAN, id, loaded.workspace)
    assert isinstance(engagement, Engagement)
    return engagement


def findings_of(engagement: Engagement) -> tuple[Results, tuple[Finding, ...]]:
    results = measure(engagement)
    return results, assess(engagement, results, {}, firm="Northgate Advisers")


def test_nothing_fires_on_it(clean: Engagement) -> None:
    _, findings = findings_of(clean)
    assert [(finding.rule.id, finding.subject) for finding in findings] == []


def test_it_is_profitable_and_every_effect_is_established(clean: Engagement) -> None:
    results, findings = findings_of(clean)
    judged = verdict(results, findings)
    assert (judged.kind, judged.low_case) == ("profitable", True)
    assert established_effects(results, findings) == {"win-rate", "discount", "offer-days"}


def test_a_year_less_before_the_start_brings_the_rules_of_the_season_back(clean: Engagement) -> None:
    """Without 2023 and most of 2024 the trend is carried too far, and the year before is missing."""
    cut = {id: shortened(series) for id, series in clean.series.items()}
    _, findings = findings_of(clean.model_copy(update={"series": cut}))
    assert {("A09", "discount"), ("A11", "discount"), ("A07", "net-price")} <= {
        (finding.rule.id, finding.subject) for finding in findings
    }


def shortened(series: Series) -> Series:
    """The series from September 2024 on."""
    return replace(series, rows=tuple(row for row in series.rows if str(row.period) >= "2024-09"))
