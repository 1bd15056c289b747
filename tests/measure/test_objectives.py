"""The objectives: SMART, and judged at their due date. The expected values are worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Reason
from roireport.measure.results import ObjectiveResult
from tests.engagements import engagement


def objective(
    rows: list[tuple[str, Any]] | None = None,
    kpi: dict[str, Any] | None = None,
    *,
    as_of: str = "2025-12-31",
    period: dict[str, str] | None = None,
    **keys: Any,
) -> ObjectiveResult:
    """An objective on a KPI that starts at 10; data end on 2025-12-31. A key of None is silent."""
    given = {"id": "o", "statement": "More", "kpi": "k", "target": 20, **keys}
    of_kpi = {"id": "k", "baseline": 10, **(kpi or {})}
    whole = engagement(
        as_of=as_of,
        period=period or {"start": "2025-01-06", "end": "2025-06-30"},
        kpis=[{key: value for key, value in of_kpi.items() if value is not None}],
        observed={"k": rows} if rows else None,
        business_goals=[{"id": "growth", "statement": "Grow"}],
        objectives=[{key: value for key, value in given.items() if value is not None}],
    )
    return measure(whole).objectives[0]


@pytest.mark.parametrize(
    ("rows", "kpi", "keys", "status"),
    [
        ([("2025-06", 20)], {}, {"due": "2025-06-30"}, "reached"),
        ([("2025-06", 20), ("2025-11", 12)], {}, {"due": "2025-06-15"}, "reached"),  # lost again later
        ([("2025-06", 19), ("2025-11", 20)], {}, {"due": "2025-06-30"}, "reached_late"),
        ([("2025-05", 25), ("2025-06", 19)], {}, {"due": "2025-06-30"}, "missed"),  # met earlier, not then
        ([("2025-06", 19)], {}, {"due": "2025-06-30"}, "missed"),
        ([("2025-12", 19)], {}, {"due": "2025-12-31"}, "missed"),  # due on the last day with data
        ([("2025-05", 25), ("2025-11", 25)], {}, {"due": "2025-06-30"}, "not_measured"),
        ([("2025-11", 25)], {}, {"due": "2026-01-01"}, "not_due"),
        ([("2025-11", 9)], {}, {"due": "2026-01-01"}, "not_due"),
        ([("2025-06", 5)], {"direction": "down"}, {"target": 5, "due": "2025-06-30"}, "reached"),
        ([("2025-06", 6)], {"direction": "down"}, {"target": 5, "due": "2025-06-30"}, "missed"),
        ([("2025-Q2", 19), ("2025-Q3", 20)], {}, {"due": "2025-06-30"}, "reached_late"),
        ([("2025-Q3", 20)], {}, {"due": "2025-08-01"}, "reached"),
        (None, {}, {"due": "2025-06-30"}, "not_measured"),
        (None, {}, {"due": "2026-06-30"}, "not_due"),
        ([("2025-06", 20)], {"target": 20}, {"target": None, "due": "2025-06-30"}, "reached"),
    ],
)
def test_an_objective_is_judged_on_the_period_that_holds_its_due_date(
    rows: list[tuple[str, int]] | None, kpi: dict[str, Any], keys: dict[str, Any], status: str
) -> None:
    assert objective(rows, kpi, **keys).status == status


@pytest.mark.parametrize(
    ("due", "value"),
    [("2025-05", 15), ("2025-Q2", 16), ("2025-06-01", 16), ("2025", 17)],
)
def test_a_due_month_quarter_or_year_is_its_last_day(due: str, value: int) -> None:
    rows = [("2025-04", 14), ("2025-05", 15), ("2025-06", 16), ("2025-12", 17)]
    assert objective(rows, due=due).value_at_due.value == value


def test_without_a_due_date_nothing_is_judged() -> None:
    result = objective([("2025-11", 25)])
    assert (result.status, result.value_at_due.why, result.pace) == (Reason("no_due"),) * 3


def test_without_a_target_a_value_is_neither_reached_nor_missed() -> None:
    result = objective([("2025-06", 25)], target=None, due="2025-06-30")
    assert result.status == Reason("no_target")
    assert result.value_at_due.value == 25


def test_a_row_after_as_of_reaches_nothing() -> None:
    rows = [("2025-06", 19), ("2026-01", 25)]
    assert objective(rows, due="2025-06-30").status == "missed"
    assert objective([("2026-01", 25)], due="2025-12-31").status == "not_measured"


def test_the_period_of_the_due_date_must_have_ended_by_as_of() -> None:
    """The quarter that holds the due date ends three months after as_of."""
    rows = [("2025-Q3", 25), ("2025-Q4", 25)]
    whole = objective(rows, due="2025-10-31", as_of="2025-11-30")
    assert (whole.status, whole.value_at_due.why) == ("not_measured", Reason("no_value_at_due"))


@pytest.mark.parametrize(
    ("due", "status", "why"), [("2025-12-31", "not_measured", "already_due"), ("2026-01-01", "not_due", "not_measured")]
)
def test_an_objective_that_no_kpi_measures_is_not_measured(due: str, status: str, why: str) -> None:
    (result,) = measure(engagement(objectives=[{"id": "o", "statement": "More", "due": due}])).objectives
    assert (result.status, result.pace) == (status, Reason(why))
    assert result.value_at_due.why == Reason("not_measured")


def test_only_what_is_reached_late_says_when() -> None:
    rows = [("2025-06", 19), ("2025-08", 18), ("2025-09", 21), ("2025-10", 22)]
    assert str(objective(rows, due="2025-06-30").reached_on) == "2025-09"
    assert objective(rows, due="2025-09-30").reached_on == Reason("not_reached_late")
    assert objective(rows, due="2025-08-31", target=30).reached_on == Reason("not_reached_late")


@pytest.mark.parametrize(
    ("value", "direction", "pace"),
    [
        ("13.00", "up", "ahead"),  # the line: from 10 by a tenth of a unit a day
        ("12.99", "up", "behind"),
        ("13.00", "down", "ahead"),
        ("13.01", "down", "behind"),
    ],
)
def test_the_pace_is_read_on_the_straight_line_from_start_to_due_date(value: str, direction: str, pace: str) -> None:
    """100 days lead from 10 to 20, or as many down from 16 to 6; 30 days have passed on the last day of November."""
    levels = {"up": (10, 20), "down": (16, 6)}[direction]
    result = objective(
        [("2025-10", 0), ("2025-11", value)],
        {"baseline": levels[0], "direction": direction},
        target=levels[1],
        due="2026-02-08",
        period={"start": "2025-10-31", "end": "2025-11-30"},
    )
    assert (result.status, result.pace) == ("not_due", pace)


@pytest.mark.parametrize(
    ("rows", "kpi", "keys", "why"),
    [
        ([("2024-12", 15)], {}, {}, "no_measured_period"),
        (None, {}, {}, "no_measured_period"),
        ([("2025-11", 15)], {}, {"target": None}, "no_target"),
        ([("2025-11", 15)], {"baseline": None}, {}, "no_baseline"),
        ([("2025-11", 15)], {}, {"due": "2025-12-31"}, "already_due"),
    ],
)
def test_a_pace_that_cannot_be_known_says_why(
    rows: list[tuple[str, int]] | None, kpi: dict[str, Any], keys: dict[str, Any], why: str
) -> None:
    assert objective(rows, kpi, **{"due": "2026-06-30", **keys}).pace == Reason(why)


def test_attainment_is_the_share_of_the_way_to_the_objective_s_own_target() -> None:
    assert objective([("2025-11", 15)], {"target": 12}).attainment.value == Decimal("0.5")


def test_an_objective_is_smart_mark_by_mark() -> None:
    whole: dict[str, Any] = {"owner": "A", "rationale": "B", "business_goal": "growth", "due": "2025-12-31"}
    assert objective(**whole).smart.missing == ()
    lacking = {"owner": "specific", "rationale": "achievable", "business_goal": "relevant", "due": "time_bound"}
    for key, mark in lacking.items():
        kept = {name: value for name, value in whole.items() if name != key}
        assert objective(**kept).smart.missing == (mark,)
    assert objective(kpi={"target": 12}, **{**whole, "target": None}).smart.missing == ()
    assert objective(**{**whole, "target": None}).smart.missing == ("measurable",)
    assert objective(**{**whole, "business_goal": "another"}).smart.missing == ("relevant",)
