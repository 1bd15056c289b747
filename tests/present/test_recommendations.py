"""Section 8 adds up costs and gains of the decisions, and lists the next measurements."""

from typing import Any

import pytest

from roireport.model.engagement import Engagement
from roireport.present.blocks import Decisions, Exhibit, Table
from roireport.present.context import ReportContext
from roireport.present.sections.next_measurements import is_raised, measurements, measurements_title
from roireport.present.sections.recommendations import decisions_title, recommendations, recommendations_title
from tests.contexts import LANGUAGES, ctx, real
from tests.engagements import cost, criterion, engagement, gain


def deciding(*decisions: dict[str, Any], **sections: Any) -> Engagement:
    """Decisions by their keys."""
    named = [{"id": f"d{n}", "decision": f"Do {n}", **each} for n, each in enumerate(decisions, 1)]
    return engagement(recommendations={"decisions": named}, **sections)


CHEAP = {"cost": 1000, "gain": {"low": 2000, "high": 5000}}
DEAR = {"cost": 4000, "gain": {"low": 3000, "high": 8000}, "asked": True}


def test_costs_and_ranges_are_added_up_where_all_are_given() -> None:
    title = recommendations_title(ctx(deciding(CHEAP, DEAR)))
    assert title == "Two decisions: €5.00k for an expected gain of €5.00k to €13.0k"
    assert "decisions.d1.gain.low" in title.paths


@pytest.mark.parametrize(
    ("decisions", "title"),
    [
        ([], "No decision is proposed at this stage"),
        ([{"cost": 5}], "One decision, not requested yet"),
        ([{"asked": True}, {}], "Two decisions, one of them for today"),
        ([{"asked": True}, {"asked": True}], "Two decisions, all for today"),
    ],
)
def test_otherwise_the_title_counts_the_decisions_to_take_now(decisions: list[dict[str, Any]], title: str) -> None:
    assert recommendations_title(ctx(deciding(*decisions))) == title


@pytest.mark.parametrize(
    ("decisions", "title"),
    [
        (
            [CHEAP, DEAR],
            "Even in the low case, one of the two decisions with an expected gain covers its cost",
        ),
        (
            [CHEAP, CHEAP],
            "Even in the low case, the two decisions with an expected gain cover their cost",
        ),
        ([DEAR, {"cost": 1}], "In the low case, the decision with an expected gain does not cover its cost"),
        ([{"gain": {"low": 1, "high": 2}}], "Expected gain of each decision"),
    ],
)
def test_the_exhibit_counts_decisions_that_pay_at_the_low_end(decisions: list[dict[str, Any]], title: str) -> None:
    assert decisions_title(ctx(deciding(*decisions))) == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_decisions_and_measurements_the_section_has_sentences(language: Any) -> None:
    view = recommendations(ctx(engagement(), language))
    assert not any(isinstance(block, Decisions | Exhibit | Table) for block in view.blocks)
    assert len(view.blocks) == 3


def measured(alert: dict[str, Any], on: str = "2026-06-30") -> ReportContext:
    """A KPI last seen at 24 %, to be measured again with an alert."""
    kpi = {"id": "k", "unit": "percent", "baseline": "18%"}
    rows = [("2025-06", "0.22"), ("2025-11", "0.24")]
    planned = {"next_measurements": [{"kpi": "k", "on": on, "alert": alert}]}
    return ctx(engagement(kpis=[kpi], observed={"k": rows}, recommendations=planned))


@pytest.mark.parametrize(
    ("alert", "raised"), [({"below": "25%"}, True), ({"below": "24%"}, False), ({"above": "23%"}, True)]
)
def test_an_alert_is_raised_where_the_latest_value_has_passed_it(alert: dict[str, Any], raised: bool) -> None:
    at_hand = measured(alert)
    (planned,) = at_hand.engagement.recommendations.next_measurements
    assert is_raised(planned, at_hand.results.kpis[0]) is raised


def test_the_next_day_is_the_first_after_the_cut_off() -> None:
    assert measurements_title(measured({"below": "20%"})) == "Next measurements, the first on 30\xa0June 2026"
    assert "has passed" in measurements_title(measured({"below": "20%"}, on="2025-12-31"))


def test_the_day_that_measures_everything_is_in_the_list() -> None:
    planned = measurements(real("aurelis-excellence-commerciale", "fr"))
    assert [(each.on.isoformat(), each.planned is None) for each in planned] == [
        ("2026-12-31", False), ("2026-12-31", False), ("2027-03-31", True),
    ]  # fmt: skip


@pytest.mark.parametrize("basis", ["margin", "fees", "conversion", "skill"])
def test_a_decision_names_what_it_rests_on_and_over_how_long(basis: str) -> None:
    sections: dict[str, Any] = {
        "gains": [gain(flows={"2025-06": 1}, label="The margin")],
        "costs": [cost(1, label="The fees")],
        "kpis": [{"id": "conversion", "name": "The conversion"}],
        "nonfinancial": [criterion(label="The skill")],
    }
    decided = deciding({**CHEAP, "basis": basis, "over": "8 months"}, **sections)
    (item,) = next(block for block in recommendations(ctx(decided)).blocks if isinstance(block, Decisions)).items
    assert f"expected gain €2,000 to €5,000 · over 8\u00a0months · rests on: The {basis}" in item.facts
