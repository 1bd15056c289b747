"""The return over time: period by period, against the plan, and how much of it could have shown by now."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.financial_return import Financial
from tests.engagements import cost, engagement, gain


def financial(**sections: Any) -> Financial:
    """The financial results of an engagement that starts on 2025-01-06 and is measured up to the end of that year."""
    return measure(engagement(**sections)).financial


def value_or_reason(figure: Figure) -> Decimal | str:
    """A value, or the key of the reason why there is none."""
    return figure.why.key if figure.why else figure.known


def exact(figure: Figure) -> Fraction:
    """A value of sixty digits as the fraction that it approximates."""
    return Fraction(figure.known).limit_denominator(10**9)


def test_the_return_grows_period_by_period_into_that_of_the_horizon() -> None:
    """Costs of 10,000 in month 0 and 2,000 in month 3; 3,000 a month from month 1 to 11."""
    result = financial(
        costs=[cost(10000, date="2025-01-06"), cost(2000, id="later", date="2025-04-01")],
        gains=[gain(per_month=3000, from_="2025-02")],
    )
    gained = [3000 * month for month in range(12)]
    spent = [10000, 10000, 10000, *[12000] * 9]
    expected = [Fraction(g - c, c) for g, c in zip(gained, spent, strict=True)]
    assert [exact(period.roi) for period in result.cash_flow] == expected
    assert result.cash_flow[-1].roi.known == result.roi.known == result.roi_12_months.known


def test_the_first_year_of_a_long_horizon_is_its_twelfth_month() -> None:
    result = financial(costs=[cost(10000)], gains=[gain(per_month=1000)], horizon="24 months")
    assert [result.roi_12_months.known, result.roi.known] == [Decimal("0.2"), Decimal("1.4")]
    assert [result.cash_flow[11].roi.known, result.cash_flow[23].roi.known] == [Decimal("0.2"), Decimal("1.4")]
    assert [period.forecast for period in result.cash_flow] == [False] * 12 + [True] * 12


def test_years_of_a_year_grid_follow_the_start() -> None:
    terms = {"convention": "year_end"}
    result = financial(
        costs=[cost(flows={"0": 100})], gains=[gain(flows={"1": 80, "2": 70})], horizon="2 years", discounting=terms
    )
    assert [(period.period, value_or_reason(period.roi)) for period in result.cash_flow] == [
        ("0", -1),
        ("1", Decimal("-0.2")),
        ("2", Decimal("0.5")),
    ]


@pytest.mark.parametrize(
    ("sections", "why"),
    [
        ({"costs": [cost(100, date="2025-03-01")], "gains": [gain(per_month=10)]}, "nothing_spent_yet"),
        ({"gains": [gain(per_month=10)]}, "no_cost"),
        ({"costs": [cost(100)]}, "no_gain"),
    ],
)
def test_a_period_has_no_return_while_nothing_is_spent_or_known(sections: dict[str, Any], why: str) -> None:
    assert value_or_reason(financial(**sections).cash_flow[1].roi) == why


def test_the_plan_is_compared_with_the_gains_that_have_one() -> None:
    """Planned 500 a month from month 6 on; actual 400 a month from month 4; the other gain has no plan."""
    result = financial(
        gains=[
            gain(per_month=400, from_="2025-05", plan={"per_month": 500, "from": "2025-07"}),
            gain(id="b", per_month=9),
        ],
        as_of="2025-09-30",
    ).plan
    assert [result.total.known, result.to_date.known] == [3000, 1500]
    assert [result.gain.known, result.gain_to_date.known] == [3200, 2000]
    assert exact(result.attainment) == Fraction(16, 15)
    assert exact(result.attainment_to_date) == Fraction(4, 3)


def test_the_plan_adds_up_period_by_period() -> None:
    plans: list[dict[str, Any]] = [{"per_year": 1200, "from": "2025-03"}, {"flows": {"2025-04": 50}}]
    result = financial(gains=[gain(id=f"g{n}", per_month=1, plan=plan) for n, plan in enumerate(plans)])
    assert [period.plan_cumulative.known for period in result.cash_flow[:6]] == [0, 0, 100, 250, 350, 450]
    assert result.plan.total.known == 1050


def test_a_planned_gain_that_is_not_measured_yet_is_no_zero_against_its_plan() -> None:
    """The plan is known; what came of it is not, since no period of the KPI is measured."""
    unmeasured = gain(kpi="k", per_unit={"value": 10, "volume": 1}, plan={"per_month": 100})
    result = financial(
        kpis=[{"id": "k", "baseline": 1}], gains=[unmeasured, gain(id="b", per_month=9, plan={"per_month": 5})]
    )
    assert value_or_reason(result.plan.total) == 1260
    for name in ("gain", "gain_to_date", "attainment", "attainment_to_date"):
        assert value_or_reason(getattr(result.plan, name)) == "no_measured_period"
    assert value_or_reason(result.gain) == 108


def test_without_a_plan_nothing_is_compared_with_it() -> None:
    result = financial(gains=[gain(per_month=1)])
    values = [getattr(result.plan, name) for name in result.plan.__slots__]
    assert [value_or_reason(value) for value in [*values, result.cash_flow[0].plan_cumulative]] == ["no_plan"] * 7


def test_a_plan_of_nothing_has_no_attainment() -> None:
    result = financial(gains=[gain(per_month=1, plan={"per_month": 0})]).plan
    assert [
        value_or_reason(result.total),
        value_or_reason(result.attainment),
        value_or_reason(result.attainment_to_date),
    ] == [
        0,
        "plan_not_positive",
        "plan_not_positive",
    ]


def maturity(expectations: dict[str, str], as_of: str = "2025-09-30") -> Figure:
    """That of an engagement without a plan."""
    return financial(challenges={"expectations": expectations} if expectations else {}, as_of=as_of).maturity


@pytest.mark.parametrize(
    ("expectations", "as_of", "share"),
    [
        # Effects of the months: 0, 0, 0, ¼, ½, ¾, then 1: 7½ in the year.
        ({"first_effect": "3 months", "full_effect": "6 months"}, "2025-09-30", Fraction(9, 15)),
        ({"first_effect": "3 months", "full_effect": "6 months"}, "2025-09-29", Fraction(7, 15)),
        ({"first_effect": "3 months", "full_effect": "6 months"}, "2025-12-31", Fraction(1)),
        ({"first_effect": "3 months", "full_effect": "6 months"}, "2025-03-31", Fraction(0)),
        # Whole at once in month 4: 8 months, of which 5 have ended.
        ({"first_effect": "4 months"}, "2025-09-30", Fraction(5, 8)),
        ({"first_effect": "4 months", "full_effect": "2 months"}, "2025-09-30", Fraction(5, 8)),
        # From the start: ⅓, ⅔, then 1: 11 in the year, 8 by September.
        ({"full_effect": "2 months"}, "2025-09-30", Fraction(8, 11)),
    ],
)
def test_maturity_is_the_share_of_the_expected_effect_that_was_due(
    expectations: dict[str, str], as_of: str, share: Fraction
) -> None:
    assert exact(maturity(expectations, as_of)) == share


def test_maturity_is_undefined_where_nothing_was_agreed_or_due_within_the_horizon() -> None:
    assert value_or_reason(maturity({})) == "nothing_agreed"
    assert value_or_reason(maturity({"remeasure_on": "2026-06-30"})) == "nothing_agreed"
    assert value_or_reason(maturity({"first_effect": "12 months"})) == "horizon_before_first_effect"


def test_maturity_goes_by_the_plan_where_no_time_was_agreed() -> None:
    planned = [gain(per_month=1, plan={"per_month": 100, "from": "2025-07"})]
    assert exact(financial(gains=planned, as_of="2025-08-31").maturity) == Fraction(1, 3)
    empty = [gain(per_month=1, plan={"per_month": 0})]
    assert value_or_reason(financial(gains=empty).maturity) == "plan_not_positive"
    agreed = {"expectations": {"first_effect": "6 months"}}
    assert exact(financial(gains=planned, as_of="2025-08-31", challenges=agreed).maturity) == Fraction(1, 3)


def test_maturity_leads_to_what_was_agreed() -> None:
    whole = engagement(challenges={"expectations": {"first_effect": "3 months", "full_effect": "6 months"}})
    agreed = whole.challenges.expectations
    assert agreed is not None
    inputs = [
        (given.name, given.figure.value, given.figure.place) for given in measure(whole).financial.maturity.inputs
    ]
    assert inputs == [
        ("first_effect", Decimal(3), agreed.place("first_effect")),
        ("full_effect", Decimal(6), agreed.place("full_effect")),
    ]
    assert len({place for *_, place in inputs}) == 2


def test_a_plan_of_half_a_euro_is_a_plan() -> None:
    half = [gain(per_month=1, plan={"flows": {"2025-03": "0.25", "2025-11": "0.25"}})]
    result = financial(gains=half, as_of="2025-08-31")
    assert value_or_reason(result.maturity) == Decimal("0.5")
    assert value_or_reason(result.plan.attainment) == 24
