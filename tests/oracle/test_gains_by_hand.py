"""Gains, costs and returns that are worked out by hand in the comments."""

from fractions import Fraction
from typing import Any

import pytest

from tests.oracle.cases import engagement, monthly
from tests.oracle.financial import financial
from tests.oracle.oracle import document
from tests.oracle.published import Near
from tests.oracle.reading import read
from tests.oracle.returns import first_year
from tests.oracle.uncertainty import unevenness
from tests.oracle.written import Section, Undefined, undefined


def gain(**keys: Any) -> Section:
    """A saving."""
    return {"id": "saving", "label": "Saving", "kind": "saving", **keys}


def cost(amount: str, **keys: Any) -> Section:
    """A cost."""
    return {"id": "fees", "label": "Fees", "category": "fees", "amount": amount, **keys}


def money(gains: list[Section], **frame: Any) -> Section:
    """The financial part of an engagement with a cost of 1,000."""
    whole = engagement(**{"costs": [cost("1000")], "gains": gains, **frame})
    return financial(read(whole)[0], whole)


def per_unit(rows: list[list[Any]], unit: Section, **frame: Any) -> Section:
    """An engagement whose only gain rests on a KPI with a declared baseline of 0."""
    rate = {"id": "rate", "unit": "number", "baseline": "0", "counterfactual": {"method": "none"}}
    line = gain(kpi="rate", per_unit=unit, **frame.pop("line", {}))
    return engagement(costs=[cost("1000")], kpis=[rate], series={"rate": rows}, gains=[line], **frame)


def amounts(whole: Section) -> list[tuple[Any, ...]]:
    """The months of the first gain, with its net amount and its state."""
    return [(flow.month, flow.amount, flow.state) for flow in read(whole)[0].gains[0].flows]


def test_a_ramp_touches_what_has_elapsed_but_not_what_was_observed() -> None:
    # 100 a month, ramp 4: 25, 50, 75, 100 … Of January to June (measured) only March to June count as read off:
    # through 2025-02 makes January and February full. To date 100 + 100 + 75 + 3 × 100 = 575, observed 200.
    financial = money(
        [gain(per_month="100", ramp="4 months", observed={"source": "Ledger", "through": "2025-02"})],
        as_of="2025-06-30",
    )
    assert (financial["gain_to_date"], financial["gain_observed"], financial["gain"]) == (575, 200, 1175)
    assert [financial["cash_flow"][n]["state"] for n in (0, 1, 2, 5, 6)] == [
        *["observed"] * 2,
        *["elapsed"] * 2,
        "forecast",
    ]
    # Without `observed`: 25 + 50 + 75 + 9 × 100 = 1050, of which to date 450, nothing of it observed.
    financial = money([gain(per_month="100", ramp="4 months")], as_of="2025-06-30")
    assert (financial["gain_to_date"], financial["gain_observed"], financial["gain"]) == (450, 0, 1050)


def test_observed_without_through_reaches_to_as_of() -> None:
    financial = money(
        [gain(flows={"2025-06-10": "70", "2025-06-20": "30"}, observed={"source": "L"})], as_of="2025-06-15"
    )
    assert (financial["gain_observed"], financial["observed_share"], financial["gain"]) == (70, 1, 100)


def test_a_month_has_the_state_of_its_least_sure_gain() -> None:
    lines = [gain(per_month="10", observed={"source": "L"}), {**gain(per_month="1"), "id": "other"}]
    assert money(lines)["cash_flow"][0]["state"] == "elapsed"


def test_a_drop_off_begins_a_year_after_full_effect() -> None:
    # lag 1, ramp 2: months 0: 0, 1: ½, 2: 1 (f = 2), so from month 14 on 80 %, from 26 on 64 %.
    line = gain(per_month="100", lag="1 month", ramp="2 months", drop_off="20%")
    months = {m: amount for m, amount, _ in amounts(engagement(gains=[line], horizon="36 months"))}
    assert [months[m] for m in (0, 1, 2, 13, 14, 25, 26)] == [0, 50, 100, 100, 80, 80, 64]


def test_a_forecast_is_the_mean_of_the_last_periods_times_the_mean_volume() -> None:
    # Effects 2, 4, 6 × 10 a unit × volumes 1, 2, 3: 20, 80, 180. Forecast from the last two: 5 × 10 × mean volume.
    # Volumes of the newest twelve months, up to March 2025: April 2024 (6) to March, not March 2024 (99): (6+1+2+3)/4.
    rows = [
        *monthly("2024-03", [0, 0], volume=[99, 6]),
        *monthly("2025-01", [2, 4, 6, 8], volume=[1, 2, 3, 50]),
    ]
    unit = {"value": "10", "volume": "series", "forecast_from": "2"}
    whole = per_unit(rows, unit, as_of="2025-03-31", horizon="5 months")
    assert amounts(whole) == [
        (0, 20, "observed"),
        (1, 80, "observed"),
        (2, 180, "observed"),
        (3, 150, "forecast"),
        (4, 150, "forecast"),
    ]
    # c: January 10; February 20 + 2 × 10 × 3 / 2 = 50; March 30 + 30 = 60; 120 in all.
    line = read(whole)[0].gains[0]
    assert line.rests == {0: 10, 1: 50, 2: 60}
    assert 10 * 2 + 50 * 4 + 60 * 6 == 580 == sum(amount for _, amount, _ in amounts(whole))
    # u = √(3 (100 + 2500 + 3600)) / 120 = √18600 / 120
    assert unevenness(line, 3) == pytest.approx(1.1365151)


def test_a_period_that_ended_without_a_value_brings_nothing() -> None:
    # February is missing; March is measured; April, May forecast with the mean of 2 and 6.
    rows = monthly("2025-01", [2, None, 6])
    whole = per_unit(rows, {"value": "1", "volume": "1"}, as_of="2025-03-31", horizon="5 months")
    assert [(month, amount) for month, amount, _ in amounts(whole)] == [(0, 2), (2, 6), (3, 4), (4, 4)]


def test_periods_across_the_start_or_the_end_of_the_horizon_are_left_out_of_the_mean_too() -> None:
    # Start 10 February: Q1 2025 (50 of 90 days after it) is post, but it began before the month of the start, and
    # `from` is silent. Horizon 7 months: February to August; Q3 reaches over its end. Only Q2 counts: 6.
    rows = [["2025-Q1", "30", None, None, None, None], ["2025-Q2", "6", None, None, None, None]]
    frame: Section = {
        "period": {"start": "2025-02-10", "end": "2025-06-30"},
        "as_of": "2025-06-30",
        "horizon": "7 months",
    }
    whole = per_unit(rows, {"value": "1", "volume": "1"}, **frame)
    assert amounts(whole) == [(month, 2, "observed") for month in (2, 3, 4)]
    # None measured within: the gain is undefined, and so is the whole where no other line has a value.
    nothing = document(per_unit(rows[:1], {"value": "1", "volume": "1"}, **frame))["financial"]
    assert nothing["gains"][0]["net"].whys == {"no period measured yet"}
    assert isinstance(nothing["gain"], Undefined)


def test_a_shared_cost_counts_in_part() -> None:
    # 1100 × 25/110 × (1 − 40 %) × 1.1 = 165, less a credit note of 65.
    costs = [
        cost("1100", prorate={"used": "25", "of": "110"}, funded={"share": "40%"}, overrun="10%"),
        {**cost("-65"), "id": "credit"},
    ]
    financial = money([gain(flows={"0": "300"})], costs=costs)
    assert (financial["cost"], financial["roi"]) == (100, 2)


def test_a_cost_of_nothing_has_no_ratio() -> None:
    financial = money([gain(flows={"2": "300"})], costs=[cost("-5")])
    assert (
        financial["roi"].whys
        == financial["bcr"].whys
        == financial["payback_months"].whys
        == {"the cost is not above zero"}
    )
    # Its first flow is a credit note, as in the flows of a loan; that there is no cost to return comes first.
    assert financial["irr"].whys == {"the cost is not above zero"}


@pytest.mark.parametrize(
    ("flows", "convention", "net"),
    [
        ({"3": "10", "14": "20", "15": "40"}, "month_end", 30),  # months 3 to 14
        ({"0": "10", "1": "20", "2": "40"}, "year_end", 30),  # period 0 is the first: periods 0 and 1
        ({"1": "20", "2": "40"}, "year_end", 20),
        ({"2": "40", "3": "80"}, "spreadsheet", 40),
    ],
)
def test_the_first_year_of_benefits_meets_the_whole_cost(flows: Section, convention: str, net: int) -> None:
    whole = engagement(
        costs=[cost("25"), {**cost("75"), "id": "later", "date": "2026-11-30"}],
        gains=[gain(flows=flows)],
        horizon="36 months",
        discounting={"convention": convention},
    )
    assert first_year(read(whole)[0]) == Fraction(net - 100, 100)


def test_without_any_gain_there_is_no_first_year_of_benefits() -> None:
    nothing = engagement(costs=[cost("25")], gains=[gain(flows={"0": "0"})], horizon="36 months")
    assert first_year(read(nothing)[0]) == undefined("no month has a gain")


def test_a_loan_has_no_meaningful_rate_and_a_root_beyond_does_not_hide_one_within() -> None:
    yearly = {"discounting": {"convention": "year_end"}, "horizon": "24 months"}
    # 2000 in period 0 against 1000, then −1500 of another cost: the first flow is a gain.
    late = {**cost("1500"), "id": "late", "flows": {"1": "1500"}}
    del late["amount"]
    financial = money([gain(flows={"0": "2000", "2": "900"})], costs=[cost("1000"), late], **yearly)
    assert financial["irr"].whys == {"not meaningful"}
    # −1000 (1 − 1.1x)(1 − 30x) = −1000 + 31100x − 33000x²: 10 % within, 2900 % beyond.
    after = {"id": "after", "label": "After", "category": "fees", "flows": {"2": "33000"}}
    financial = money([gain(flows={"1": "31100"})], costs=[cost("1000"), after], **yearly)
    assert isinstance(financial["irr"], Near)
    assert float(financial["irr"].value) == pytest.approx(0.1)
