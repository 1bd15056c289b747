"""What was observed of the gain to date, the state of each month, and the first year of benefits."""

from decimal import Decimal
from typing import Any

import pytest

from tests.engagements import cost, gain
from tests.measure.test_returns import of, why

READ = {"source": "Ledger"}


def test_what_was_observed_is_a_share_of_the_gain_to_date() -> None:
    """To June: 6 × 30 read, 6 × 10 merely over; the forecast is 6 × 40 more."""
    result = of([cost(100)], [gain(per_month=30, observed=READ), gain(id="told", per_month=10)], as_of="2025-06-30")
    figures = (result.gain_to_date, result.gain_observed, result.observed_share, result.forecast_share)
    assert [float(figure.known) for figure in figures] == [240, 180, 0.75, 0.5]


def test_without_a_gain_to_date_there_is_no_observed_share() -> None:
    assert why(of([cost(100)], [gain(flows={"2026-01": 5})], horizon="24 months").observed_share) == (
        "gain_to_date_not_positive"
    )
    assert why(of([cost(100)], []).gain_observed) == "no_gain"


def test_a_month_has_the_state_of_its_least_sure_gain() -> None:
    """January has no gain and is over; in March one is read and one is not."""
    result = of(
        [cost(100)],
        [gain(flows={"2025-02": 1, "2025-03": 1}, observed=READ), gain(id="told", flows={"2025-03": 1, "2025-04": 1})],
        as_of="2025-04-30",
        horizon="6 months",
    )
    states = ["observed", "observed", "elapsed", "elapsed", "forecast", "forecast"]
    assert [period.state for period in result.cash_flow] == states


@pytest.mark.parametrize(
    ("flows", "keys", "first_year"),
    [
        ({"2025-04": 60, "2026-03": 70, "2026-04": 900}, {"horizon": "24 months"}, 130),
        ({"2025-04": 60, "2026-03": 70}, {"horizon": "12 months"}, 60),
        ({0: 5, 1: 40, 2: 900}, {"horizon": "24 months", "discounting": {"convention": "year_end"}}, 45),
        ({1: 40, 2: 900}, {"horizon": "24 months", "discounting": {"convention": "year_end"}}, 40),
        ({2: 40, 3: 900}, {"horizon": "36 months", "discounting": {"convention": "spreadsheet"}}, 40),
    ],
)
def test_the_first_year_of_benefits_is_set_against_the_full_cost(
    flows: dict[Any, int], keys: dict[str, Any], first_year: int
) -> None:
    """The cost of the second year counts too."""
    result = of([cost(100), cost(25, id="late", date="2025-12-31")], [gain(flows=flows)], **keys)
    assert result.gain_first_year.value == first_year
    assert result.roi_first_year.value == Decimal(first_year - 125) / 125


def test_a_first_month_whose_gains_cancel_out_is_not_the_first() -> None:
    """+10 and −10 in February; the year runs from March 2025 to February 2026."""
    gains = [gain(flows={"2025-02": 10, "2025-03": 30}), gain(id="b", flows={"2025-02": -10, "2026-02": 20})]
    assert of([cost(50)], [*gains], horizon="24 months").roi_first_year.value == 0


def test_without_a_month_with_a_gain_there_is_no_first_year() -> None:
    assert why(of([cost(50)], [gain(flows={"2025-02": 0})]).roi_first_year) == "no_month_with_a_gain"
    assert why(of([], [gain(per_month=1)]).roi_first_year) == "no_cost"


def test_a_cost_that_is_not_above_zero_has_no_return() -> None:
    """A fee of 10,000 and a credit note of 12,000."""
    result = of(
        [cost(10000), cost(-12000, id="credit")],
        [gain(flows={"2025-06": 12000})],
        discounting={"rate": "8%"},
    )
    ratios = (result.roi, result.bcr, result.roi_first_year, result.roi_12_months, result.irr, result.payback_months)
    assert [why(ratio) for ratio in ratios] == ["cost_not_above_zero"] * 6
    (listed,) = result.omitted
    assert listed.amount is not None
    assert [listed.key, listed.subject, listed.amount.known] == ["credit_note", "costs.credit", -12000]


def test_flows_that_begin_with_a_gain_are_a_loan_and_have_no_internal_rate() -> None:
    """A success fee of 60,000 after gains of 50,000: at 35.5 % a year the flows are worth nothing."""
    gains = [gain(flows={"2025-01": 20000, "2025-02": 20000, "2025-03": 10000})]
    result = of([cost(60000, date="2025-09-30")], gains)
    assert why(result.irr) == "not_meaningful"
    (root,) = result.irr_roots
    assert float(root.known) == pytest.approx(0.355, abs=0.001)


def test_a_root_beyond_the_rates_searched_is_given_beside_the_one_within() -> None:
    """−1, +(1.1 + 41), −1.1 × 41: worth nothing at 10 % and at 4,000 %."""
    result = of(
        [cost(flows={0: 1000, 2: 45100})],
        [gain(flows={1: 42100})],
        horizon="24 months",
        discounting={"convention": "year_end"},
    )
    assert float(result.irr.known) == pytest.approx(0.1)
    assert [float(root.known) for root in result.irr_roots_beyond] == pytest.approx([40])
    assert result.irr_beyond
