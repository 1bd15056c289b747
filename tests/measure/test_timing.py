"""When an amount falls, is measured, and lies within the horizon."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.financial import DatedAmount
from roireport.measure.financial_return import Financial
from tests.engagements import cost, engagement, gain

YEARLY = {"convention": "year_end"}


def of(costs: Iterable[dict[str, Any]] = (), gains: Iterable[dict[str, Any]] = (), **keys: Any) -> Financial:
    """The financial results of some lines; the engagement starts on 2025-01-06, data end on 2025-12-31."""
    return measure(engagement(costs=list(costs), gains=list(gains), **keys)).financial


def by_period(flows: Iterable[DatedAmount]) -> dict[int, Decimal]:
    """The amounts, summed by period."""
    sums: dict[int, Decimal] = {}
    for flow in flows:
        sums[flow.period] = sums.get(flow.period, Decimal(0)) + flow.amount.known
    return {period: round(amount, 20) for period, amount in sums.items()}


@pytest.mark.parametrize(
    ("when", "months"),
    [
        ("2025-03-31", {2: 12}),
        ("2025-03", {2: 12}),
        ("2025-Q2", {3: 4, 4: 4, 5: 4}),
        ("2025", dict.fromkeys(range(12), 1)),
        (7, {7: 12}),
    ],
)
def test_on_months_an_amount_is_spread_evenly_over_what_it_covers(when: Any, months: dict[int, int]) -> None:
    (line,) = of([cost(flows={when: 12})]).costs
    assert by_period(line.flows) == months


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("2025-01-31", {0: 12}),
        ("2025-02-01", {1: 12}),
        ("2025-01", {1: 12}),
        ("2026-Q1", {2: 12}),
        (0, {0: 12}),
        (2, {2: 12}),
    ],
)
def test_on_years_only_index_0_and_dated_costs_of_the_first_month_are_the_start(
    when: Any, years: dict[int, int]
) -> None:
    (line,) = of([cost(flows={when: 12})], horizon="2 years", discounting=YEARLY).costs
    assert by_period(line.flows) == years


def test_on_years_a_gain_of_the_first_month_is_in_year_1() -> None:
    (line,) = of(gains=[gain(flows={"2025-01-20": 5, 0: 7})], discounting=YEARLY).gains
    assert by_period(line.flows) == {1: 5, 0: 7}


def test_a_cost_without_a_date_falls_on_the_first_day() -> None:
    (line,) = of([cost(100)], discounting=YEARLY).costs
    assert [(flow.period, str(flow.day)) for flow in line.flows] == [(0, "2025-01-06")]


@pytest.mark.parametrize(
    ("from_", "to", "convention", "periods"),
    [
        ("2025-02", "2025-04", "month_end", {1: 4, 2: 4, 3: 4}),
        ("2025-02-20", "2025-04-02", "month_end", {1: 4, 2: 4, 3: 4}),
        ("2025-Q1", "2025-Q2", "month_end", dict.fromkeys(range(6), 2)),
        (1, 4, "month_end", {1: 3, 2: 3, 3: 3, 4: 3}),
        (0, 0, "year_end", {1: 12}),
        (1, 2, "year_end", {1: 6, 2: 6}),
    ],
)
def test_from_and_to_cover_whole_months(from_: Any, to: Any, convention: str, periods: dict[int, int]) -> None:
    line = cost(12, from_=from_, to=to)
    (cost_result,) = of([line], horizon="2 years", discounting={"convention": convention}).costs
    assert by_period(cost_result.flows) == periods


def test_a_cost_before_the_start_counts_in_period_0_and_is_listed() -> None:
    result = of([cost(flows={"2024-11-30": 7, "2024-10": 5, "2025-01-03": 3, "2025-01": 2})])
    assert by_period(result.costs[0].flows) == {0: 17}
    (texts,) = result.omitted
    assert (texts.key, texts.subject, texts.detail) == ("before_start", "costs.fees", "2024-10/2025-01")
    assert texts.amount is not None
    assert texts.amount.value == 15


def test_what_lies_beyond_the_horizon_is_left_out_and_listed() -> None:
    costs = [cost(flows={"2025-12": 10, "2026-01": 4}, overrun="50%")]
    gains = [gain(per_month=10, from_="2025-11", to="2026-02", attribution={"share": "50%"})]
    result = of(costs, gains)
    assert [result.cost.known, result.gain.known, result.beyond_horizon.known] == [15, 10, 10]
    left_out = {f"{one.subject} {one.detail}": one.amount.known for one in result.omitted if one.amount}
    assert left_out == {"costs.fees 2026-01": 6, "gains.margin 2026-01/2026-02": 10}


@pytest.mark.parametrize(
    ("when", "as_of", "convention", "to_date"),
    [
        ("2025-03-15", "2025-03-15", "month_end", 12),
        ("2025-03-15", "2025-03-14", "month_end", 0),
        ("2025-03", "2025-03-30", "month_end", 0),
        ("2025-03", "2025-03-31", "month_end", 12),
        ("2025-Q1", "2025-03-01", "month_end", 8),
        (2, "2025-03-31", "month_end", 12),
        ("2025-Q1", "2025-03-01", "year_end", 8),
        (1, "2025-12-30", "year_end", 0),
        (1, "2025-12-31", "year_end", 12),
        (0, "2024-01-01", "year_end", 12),
    ],
)
def test_dated_amounts_are_measured_on_their_day_others_once_their_month_or_year_has_ended(
    when: Any, as_of: str, convention: str, to_date: int
) -> None:
    result = of([cost(flows={when: 12})], as_of=as_of, discounting={"convention": convention})
    assert result.cost_to_date.known == to_date


def test_periods_that_end_after_the_last_data_are_forecast() -> None:
    monthly = of(as_of="2025-11-15").cash_flow
    assert [(period.period, period.forecast) for period in monthly][9:] == [
        ("2025-10", False),
        ("2025-11", True),
        ("2025-12", True),
    ]
    yearly = of(as_of="2025-12-31", horizon="2 years", discounting=YEARLY).cash_flow
    assert [(period.period, period.forecast) for period in yearly] == [("0", False), ("1", False), ("2", True)]


def test_silent_from_and_to_are_the_start_and_the_end_of_the_horizon() -> None:
    (line,) = of(gains=[gain(per_month=5)], horizon="5 months").gains
    assert by_period(line.flows) == dict.fromkeys(range(5), 5)
