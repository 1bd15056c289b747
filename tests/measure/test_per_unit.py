"""Gains by unit of effect: volumes of a series, the base of a forecast, periods that are cut, effects rested on."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.financial_return import Financial
from tests.engagements import Row, cost, engagement, gain

ROWS: list[Row] = [
    ("2024-06", 10, "-", "-", 99),
    ("2024-07", 10, "-", "-", 1),
    ("2025-02", 12, "-", "-", 5),
    ("2025-03", 14, "-", "-", 6),
    ("2025-06", 19, "-", "-", 8),
]
"""Effects 2, 4 and 9 against a baseline of 10; up to June 2025 the last twelve months hold all rows but the first."""


def returns(rows: list[Row], *gains: dict[str, Any], **keys: Any) -> Financial:
    """The results of gains on one KPI, with data to 2025-06-30 and a horizon of 12 months from January 2025."""
    whole = engagement(
        **{"as_of": "2025-06-30", **keys},
        costs=[cost(100)],
        kpis=[{"id": "k", "baseline": 10}],
        gains=[gain(kpi="k", id=f"g{n}", **one) for n, one in enumerate(gains)],
        observed={"k": rows},
    )
    return measure(whole).financial


def months_of(result: Financial) -> dict[int, Decimal]:
    """The amount of each grid month of the only gain."""
    (line,) = result.gains
    return {flow.month: flow.amount.known for flow in line.flows}


def test_volume_of_a_series_is_that_of_each_period_and_its_mean_over_a_year() -> None:
    """(1 + 5 + 6 + 8) / 4 = 5 of volume and (2 + 4 + 9) / 3 = 5 of effect for each month to come."""
    result = returns(ROWS, {"per_unit": {"value": 10, "volume": "series"}})
    assert months_of(result) == {1: 100, 2: 240, 5: 720, **dict.fromkeys(range(6, 12), 250)}


def test_a_forecast_starts_from_the_last_measured_periods() -> None:
    """(4 + 9) / 2 = 6.5; more periods than there are is all of them."""
    two = returns(ROWS, {"per_unit": {"value": 1, "volume": 2, "forecast_from": 2}})
    assert [months_of(two)[month] for month in (1, 2, 5, 6, 11)] == [4, 8, 18, 13, 13]
    all_of_them = returns(ROWS, {"per_unit": {"value": 1, "volume": 2, "forecast_from": 9}})
    assert months_of(all_of_them)[6] == 10


@pytest.mark.parametrize(
    "per_unit",
    [
        {"value": 3, "volume": 2},
        {"value": 3, "volume": "series", "forecast_from": 2},
    ],
)
def test_a_gain_is_what_it_rests_on_times_the_effects(per_unit: dict[str, Any]) -> None:
    """Haircuts and shape included; an effect outside of the base of the forecast brings its own period alone."""
    result = returns(ROWS, {"per_unit": per_unit, "ramp": "10 months", "attribution": {"share": "60%"}, "risk": "10%"})
    (line,) = result.gains
    effects = {str(row): effect for row, effect in zip(["2025-02", "2025-03", "2025-06"], (2, 4, 9), strict=True)}
    assert [str(span) for span, _ in line.rests_on] == list(effects)
    total = sum(money * effects[str(span)] for span, money in line.rests_on)
    assert round(total, 20) == round(line.net.known, 20)
    assert line.mean_effect is not None
    assert line.mean_effect.value == 5


def test_what_a_gain_rests_on_is_counted_by_hand() -> None:
    """Worth 2 × 3 a unit; six months to come, each with the mean of two: 6 × 6 / 2 = 18 beside the 6 of its own."""
    result = returns(ROWS, {"per_unit": {"value": 3, "volume": 2, "forecast_from": 2}})
    (line,) = result.gains
    assert [money for _, money in line.rests_on] == [6, 24, 24]


def test_typed_gains_rest_on_no_effect() -> None:
    (line,) = returns(ROWS, {"per_month": 10}).gains
    assert line.rests_on == ()
    assert line.mean_effect is None


QUARTERS: list[Row] = [("2025-Q1", 13), ("2025-Q2", 16)]


def left_out(result: Financial) -> list[tuple[str, str]]:
    return [(one.key, one.detail) for one in result.omitted if one.key.startswith("cut_by")]


def test_a_measured_period_over_the_end_of_the_horizon_is_left_out_of_the_mean_too() -> None:
    """Eight months from January: July to September reaches over the end, whatever `to` says."""
    rows: list[Row] = [*QUARTERS, ("2025-Q3", 99)]
    for ends in ({}, {"to": "2025-12"}):
        result = returns(rows, {"per_unit": {"value": 1, "volume": 1}, **ends}, as_of="2025-09-30", horizon="8 months")
        assert sum(months_of(result).values()) == 9
        assert result.gains[0].measured_periods == 2
        assert left_out(result) == [("cut_by_horizon", "2025-Q3")]


def test_a_period_that_began_before_the_start_is_left_out_and_listed() -> None:
    """The work begins in February: the first quarter has an effect, and began before."""
    keys = {"period": {"start": "2025-02-03", "end": "2025-06-30"}}
    result = returns(QUARTERS, {"per_unit": {"value": 1, "volume": 1}}, **keys)
    assert result.gain_to_date.value == 6
    assert left_out(result) == [("cut_by_start", "2025-Q1"), ("cut_by_horizon", "2026-Q1")]


def test_a_period_to_come_that_the_end_of_the_gain_cuts_is_left_out_and_listed() -> None:
    result = returns(QUARTERS, {"per_unit": {"value": 1, "volume": 1}, "to": "2025-08"})
    assert result.gain.value == 9
    assert left_out(result) == [("cut_by_dates", "2025-Q3")]


def test_a_past_period_without_a_value_brings_nothing() -> None:
    result = returns(QUARTERS[:1], {"per_unit": {"value": 1, "volume": 1}}, as_of="2025-08-31")
    assert {month: round(amount, 20) for month, amount in months_of(result).items()} == dict.fromkeys(
        (0, 1, 2, 6, 7, 8, 9, 10, 11), 1
    )


def test_where_no_gain_has_a_value_there_is_no_gain() -> None:
    nothing: list[Row] = [("2024-12", 10)]
    euro = {"per_unit": {"value": 1, "volume": 1}}
    result = returns(nothing, euro, euro)
    for figure in (result.gain, result.roi, result.gain_gross, result.gain_to_date, result.gain_observed):
        assert figure.why is not None
        assert figure.why.key == "no_measured_period"
    with_another = returns(nothing, euro, {"per_month": 10})
    assert with_another.gain.value == 120
