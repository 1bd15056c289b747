"""Published cases, restated as engagements."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.financial_return import Financial
from tests.engagements import cost, criterion, engagement, gain


def near(figure: Figure, published: float, within: float) -> bool:
    """Whether a figure agrees with what was printed, to the digits printed."""
    return abs(float(figure.known) - published) <= within


def invested(
    flows: Sequence[float], rate: float | None = None, convention: str = "year_end", **terms: Any
) -> Financial:
    """Yearly flows from period 0 on: what is negative is a cost, what is positive a gain."""
    amounts = [Decimal(str(flow)) for flow in flows]
    costs = {index: -amount for index, amount in enumerate(amounts) if amount < 0}
    gains = {index: amount for index, amount in enumerate(amounts) if amount > 0}
    discounting = {"convention": convention, **({} if rate is None else {"rate": rate}), **terms}
    return measure(
        engagement(
            horizon=f"{max(1, len(flows) - 1)} years",
            discounting=discounting,
            costs=[cost(flows=costs)],
            gains=[gain(flows=gains)],
        )
    ).financial


def dated(flows: Sequence[tuple[str, float]], rate: float) -> Financial:
    """Dated flows, the first of them the start."""
    costs = {day: -amount for day, amount in flows if amount < 0}
    gains = {day: amount for day, amount in flows if amount > 0}
    return measure(
        engagement(
            period={"start": flows[0][0], "end": flows[-1][0]},
            horizon="24 months",
            discounting={"rate": rate, "convention": "dated"},
            costs=[cost(flows=costs)],
            gains=[gain(flows=gains)],
        )
    ).financial


def test_xnpv_of_microsoft_excel_s_documentation() -> None:
    flows = [-10000, 2750, 4250, 3250, 2750]
    days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    assert near(dated(list(zip(days, flows, strict=True)), 0.09).npv, 2086.647602, 5e-7)


@pytest.mark.parametrize(
    ("rate", "flows", "published", "within"),
    [
        (0.1, [-10000, 3000, 4200, 6800], 1188.443412, 5e-7),
        (0.1, [-1000, 500, 500, 500], 221.29635953828267, 5e-7),
    ],
    ids=["Microsoft Excel NPV", "raymon1/financial README"],
)
def test_npv_of_spreadsheets(rate: float, flows: list[float], published: float, within: float) -> None:
    assert near(invested(flows, rate, "spreadsheet").npv, published, within)


def test_npv_of_numpy_financial_s_documentation() -> None:
    assert near(invested([-40000, 5000, 8000, 12000, 30000], 0.08).npv, 3065.22267, 5e-6)


@pytest.mark.parametrize(
    ("flows", "published", "within"),
    [
        ([-70000, 12000, 15000, 18000, 21000, 26000], 0.08663094803653162, 5e-7),
        ([-150000, 15000, 25000, 35000, 45000, 60000], 0.0524, 5e-5),
        ([-100, 0, 0, 74], -0.0955, 5e-5),
        ([-100, 39, 59, 55, 20], 0.28095, 5e-5),
        ([-100, 100, 0, 7], 0.06206, 5e-5),
    ],
    ids=["Microsoft Excel IRR", *(f"numpy-financial TestIrr {number}" for number in (1, 2, 3, 5))],
)
def test_irr_of_published_flows(flows: list[float], published: float, within: float) -> None:
    assert near(invested(flows).irr, published, within)


@pytest.mark.parametrize(
    ("flows", "published"),
    [([-100, 100, 0, -7], -0.0833), ([-5, 10.5, 1, -8, 1], 0.0886)],
    ids=["numpy-financial TestIrr 4", "numpy-financial TestIrr 6"],
)
def test_a_published_irr_is_one_of_several_roots(flows: list[float], published: float) -> None:
    result = invested(flows)
    assert result.irr.why is not None
    assert result.irr.why.key == "not_unique"
    assert len(result.irr_roots) >= 2
    assert any(near(root, published, 5e-5) for root in result.irr_roots)


def test_100_minus_230_132_has_roots_at_10_and_20_percent() -> None:
    result = invested([100, -230, 132])
    assert result.irr.value is None
    assert [round(float(root.known), 12) for root in result.irr_roots] == [0.1, 0.2]


def test_mirr_of_microsoft_excel_s_documentation() -> None:
    flows = [-120000, 39000, 30000, 21000, 37000, 46000]
    result = invested(flows, 0.08, finance_rate=0.1, reinvest_rate=0.12)
    assert near(result.mirr, 0.126094, 1e-6)


@pytest.mark.parametrize(
    ("flows", "rate", "years", "within"),
    [([-5200, 2800, 3700, 5100, 4300], 0.14, 1.96, 0.005), ([-210, 85, 75, 85, 105], 0.11, 3.15, 0.005)],
    ids=["textbook exercise LO3", "textbook exercise at 11 %"],
)
def test_discounted_payback(flows: list[float], rate: float, years: float, within: float) -> None:
    assert near(invested(flows, rate).discounted_payback_months, 12 * years, 12 * within)


def test_the_discounted_cumulative_of_a_textbook_exercise_at_11_percent() -> None:
    assert near(invested([-210, 85, 75, 85, 105], 0.11).cash_flow[4].discounted_cumulative, 58.77, 0.005)


def test_the_table_of_a_cfa_exercise_at_12_percent() -> None:
    result = invested([-200000, 60000, 80000, 70000, 60000, 50000], 0.12)
    assert near(result.cash_flow[4].discounted_cumulative, 5302.64, 0.005)
    assert near(result.npv, 33673.98, 0.005)


def test_forrester_s_total_economic_impact_of_salesloft() -> None:
    result = measure(
        engagement(
            horizon="3 years",
            discounting={"rate": "10%", "convention": "year_end"},
            costs=[cost(flows={0: 53150, 1: 666715, 2: 636772, 3: 647783})],
            gains=[gain(flows={1: 1606511, 2: 3061331, 3: 4229760})],
        )
    ).financial
    assert [result.cost.known, result.gain.known] == [2004420, 8897602]
    assert near(result.pv_cost, 1672201, 0.5)
    assert near(result.pv_gain, 7168371, 0.5)
    assert near(result.npv, 5496170, 0.5)
    assert near(result.roi_discounted, 3.29, 0.005)


def simple(cost_of: float, **keys: Any) -> Financial:
    """One cost, one gain that starts at once."""
    return measure(engagement(costs=[cost(cost_of)], gains=[gain(**keys)])).financial


def test_the_roi_institute_s_exercise() -> None:
    result = simple(425000, flows={"2025-06": 750000})
    assert near(result.bcr, 1.76, 0.005)
    assert near(result.roi, 0.76, 0.005)


def test_future_tel_has_a_bcr_of_1_57_and_so_an_roi_of_57_percent() -> None:
    """Phillips, Measuring the Success of Sales Training, chapter 8: "ROI of $1.57" is the BCR."""
    result = simple(392225, flows={"2025": 6299584}, kind="revenue", margin="9.8%")
    assert near(result.gain, 617359, 0.5)
    assert near(result.bcr, 1.57, 0.005)
    assert near(result.roi, 0.57, 0.005)


def test_transoft_s_benefit() -> None:
    """Phillips, chapter 11: 3,800 a month and head, 25 heads, a margin of 20 %."""
    result = simple(12725, per_month=3800 * 25, kind="revenue", margin="20%")
    assert [result.gain_gross.known, result.gain.known] == [1140000, 228000]


def test_a_negative_return_is_not_clipped() -> None:
    """Demski Group: 500 a month, 15 % better, a project of 10,000."""
    result = simple(10000, per_month=500 * 0.15)
    assert result.gain.value == 900
    assert near(result.roi, -0.91, 0.005)


@pytest.mark.parametrize(
    ("cost_of", "keys", "gained", "roi"),
    [
        (
            460000,
            {"margin": "12%", "kind": "revenue", "attribution": {"share": "50%"}, "per_year": 9600000},
            576000,
            0.25,
        ),
        (208460, {"per_year": 1200000}, 1200000, 4.76),
    ],
    ids=["manufacturer", "dealers"],
)
def test_one_programme_has_another_roi_for_each_stakeholder(
    cost_of: int, keys: dict[str, Any], gained: int, roi: float
) -> None:
    """ASTD Links 2003, "ROI on the Fly"."""
    result = simple(cost_of, **keys)
    assert result.gain.value == gained
    assert near(result.roi, roi, 0.005)


def test_a_weighted_sum_of_wikipedia() -> None:
    """Triantaphyllou 2000: weights 20, 15, 40, 25; scores 21.5, 22.0, 22.0 out of 100."""
    matrix = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    indices = []
    for row in matrix:
        criteria = [
            criterion(id=f"c{at}", anchors={"worst": 0, "best": 100}, baseline=0, current=level, swing=swing)
            for at, (level, swing) in enumerate(zip(row, [20, 15, 40, 25], strict=True))
        ]
        indices.append(measure(engagement(nonfinancial=criteria)).nonfinancial.index.value)
    assert indices == [Decimal("21.5"), Decimal(22), Decimal(22)]


@pytest.mark.parametrize(("levels", "score"), [((1, 0, 3), 4), ((0, 5, 6), 11)])
def test_a_weighted_sum_of_scikit_criteria(levels: tuple[int, ...], score: int) -> None:
    """test_WeightedSumModel, unit weights: on anchors 0 and 10 the index is 100/30 of the sum."""
    scale = {"anchors": {"worst": 0, "best": 10}, "baseline": 0}
    criteria = [criterion(id=f"c{at}", current=level, **scale) for at, level in enumerate(levels)]
    index = measure(engagement(nonfinancial=criteria)).nonfinancial.index
    assert near(index, 100 * score / 30, 1e-12)


def test_a_published_arithmetic_error_is_not_repeated() -> None:
    """B Online Learning 2011: 400,000 of benefits on 40,000 are 900 %, not the 800 % that are printed."""
    result = simple(40000, flows={"2025-06": 400000})
    assert [result.net_benefit.known, result.roi.known] == [360000, 9]


def test_the_risk_of_intellum_s_benefits() -> None:
    """Forrester TEI of Intellum: two thirds are moderately confident, which costs 30 %; 19.8 %, printed as 20 %."""
    result = simple(1000, flows={"2025-06": 10000}, risk=Decimal("0.66") * Decimal("0.3"))
    assert near(result.gain, 10000 * (1 - 0.2), 0.005 * 10000)
    assert result.gain.known == 8020


def test_card_and_krueger_s_difference_in_differences() -> None:
    """Card and Krueger 1994: employment rose from 20.44 to 21.03 beside a fall from 23.33 to 21.17."""
    rows = [("2024-12", 20.44, 23.33), ("2025-02", 21.03, 21.17)]
    kpi = {"id": "jobs", "counterfactual": {"method": "control"}}
    (result,) = measure(engagement(kpis=[kpi], observed={"jobs": rows})).kpis
    assert result.effect.mean.value == Decimal("2.75")
    assert not result.effect.low.defined


def test_the_mean_of_a_triangular_range() -> None:
    """A project-management question: 25, 35, 50 has the mean 36.7 (PERT would give 35.83)."""
    low, high = Decimal(25) / 35, Decimal(50) / 35
    whole = engagement(
        costs=[cost(10)],
        gains=[gain(flows={"2025-02": 35}, range={"low": round(low, 12), "high": round(high, 12)})],
    )
    uncertainty = measure(whole).uncertainty
    bars = [((bar.low + bar.high) / 2, bar.share) for bar in uncertainty.histogram]
    mean_roi = sum(middle * share for middle, share in bars)
    assert 10 * (1 + mean_roi) == pytest.approx(36.7, abs=0.15)


def test_shark_s_release_of_cash_is_worth_its_carrying_cost() -> None:
    """Shark ROI: receivables fall by five of 365 days of 15 million; at 6 % that is 1,027 a month."""
    released = round(Decimal(15_000_000) * 5 / 365, 2)
    keys = {"kind": "cash_release", "flows": {"2025-01-06": released}, "carrying_rate": "6%"}
    result = simple(1000, **keys)
    assert [round(float(period.gain.known)) for period in result.cash_flow] == [1027] * 12
    assert near(result.gain, 12329, 0.5)
