"""Control totals: half the last digit written is tolerated, and nothing more."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.control_totals import broken_control_totals, tolerance
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from tests.engagements import engagement

DOCUMENT: Mapping[str, object] = {
    "financial": {
        "cost": Decimal("61000.49"),
        "roi": 1.255,
        "break_even": "2025-11",
        "irr": {"undefined": "not unique"},
        "gains": [{"id": "margin", "net": 12500}, {"id": "hours", "net": 80}],
        "established": True,
    },
    "uncertainty": {"sensitivity": [{"input": "gains.margin", "roi_low": 0.5}]},
}


def with_total(path: str, **bounds: str) -> Engagement:
    sections: dict[str, Any] = {"assert": {path: bounds}}
    return engagement(**sections)


def broken(path: str, **bounds: str) -> list[tuple[str, dict[str, str]]]:
    whole = with_total(path, **bounds)
    return [(found.key, dict(found.facts)) for found in broken_control_totals(whole, DOCUMENT)]


@pytest.mark.parametrize(
    ("written", "half"),
    [
        ("61000", "0.5"),
        ("12_500.50", "0.005"),
        ("20%", "0.005"),
        ("20.5%", "0.0005"),
        ("0.25", "0.005"),
        ("-3", "0.5"),
        ("0.123_4", "0.00005"),
    ],
)
def test_half_the_last_digit_written_is_tolerated(written: str, half: str) -> None:
    assert tolerance(written) == Decimal(half)


@pytest.mark.parametrize(
    ("path", "bounds"),
    [
        ("financial.cost", {"equals": "61000"}),
        ("financial.cost", {"min": "61000", "max": "61_000"}),
        ("financial.roi", {"equals": "126%"}),
        ("financial.roi", {"equals": "125%"}),
        ("financial.roi", {"min": "1.26"}),
        ("financial.break_even", {"equals": "2025-11"}),
        ("financial.break_even", {"min": "2025-01", "max": "2025-12"}),
        ("financial.break_even", {"min": "2025-11", "max": "2025-11"}),
        ("financial.roi", {"max": "1.25"}),
        ("financial.gains.margin.net", {"equals": "12500"}),
        ("uncertainty.sensitivity.gains.margin.roi_low", {"max": "50%"}),
    ],
)
def test_what_is_kept_is_no_problem(path: str, bounds: dict[str, str]) -> None:
    assert broken(path, **bounds) == []


@pytest.mark.parametrize(
    ("path", "bounds", "computed"),
    [
        ("financial.cost", {"equals": "61000.0"}, "61000.49"),
        ("financial.cost", {"max": "60999"}, "61000.49"),
        ("financial.cost", {"min": "61001"}, "61000.49"),
        ("financial.roi", {"equals": "124%"}, "125.5%"),
        ("financial.roi", {"equals": "1.26500"}, "1.255"),
        ("financial.break_even", {"max": "2025-10"}, "2025-11"),
        ("financial.gains.hours.net", {"equals": "12500"}, "80"),
        ("financial.gains.hours.net", {"equals": "2025-11"}, "80"),
        ("financial.break_even", {"equals": "11"}, "2025-11"),
    ],
)
def test_what_is_broken_says_what_was_computed(path: str, bounds: dict[str, str], computed: str) -> None:
    ((bound, wanted),) = bounds.items()
    facts = {"path": path, "bound": bound, "wanted": wanted, "computed": computed}
    assert broken(path, **bounds) == [("control_total_broken", facts)]


def test_each_bound_is_checked_for_itself_in_its_place() -> None:
    whole = with_total("financial.cost", min="70000", max="50000")
    places = [found.place for found in broken_control_totals(whole, DOCUMENT)]
    total = whole.control_totals["financial.cost"]
    assert places == [total.place("min"), total.place("max")]
    assert all(isinstance(place, Place) for place in places)


def test_a_figure_without_a_value_breaks_every_control_total() -> None:
    assert broken("financial.irr", min="5%") == [("total_undefined", {"path": "financial.irr", "why": "not unique"})]


@pytest.mark.parametrize("path", ["financial.rio", "financial", "financial.gains", "financial.gains.zzz.net", "a.b.c"])
def test_a_path_that_leads_to_no_figure_is_unknown(path: str) -> None:
    assert [(key, facts["path"]) for key, facts in broken(path, min="1")] == [("total_path_unknown", path)]


def test_a_value_that_is_no_number_has_no_reason() -> None:
    assert broken("financial.established", min="1") == [
        ("total_path_unknown", {"path": "financial.established", "why": ""})
    ]
