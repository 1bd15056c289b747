"""What the ROI would be, and what it would take to change it."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.model.engagement import Engagement
from tests.engagements import cost, engagement, gain


def cases(sample: Engagement) -> dict[str, Figure]:
    """The ROI of each case."""
    return {case.id: case.roi for case in measure(sample).uncertainty.what_if}


def values(sample: Engagement) -> dict[tuple[str, str], Figure]:
    """The values at an ROI of zero and at the target."""
    return {(one.input, one.at): one.value for one in measure(sample).uncertainty.break_even}


def several(**keys: Any) -> Engagement:
    """A cost of 1,000 and a gain of 2,160: 600 × 60 % + 1,000 × 30 % of it now, and 1,500 in December."""
    return engagement(
        costs=[cost(1000)],
        as_of="2025-06-30",
        gains=[
            gain(flows={"2025-03": 600}, attribution={"share": "60%"}),
            gain(id="sales", kind="revenue", flows={"2025-12": 1000}, margin="30%"),
            gain(id="later", flows={"2025-11": 1500}),
        ],
        **keys,
    )


def test_each_case_changes_one_thing() -> None:
    returns = {id: figure.value for id, figure in cases(several()).items()}
    assert returns == {
        # 600 × 40 % + 1,000 × 30 % × 80 % + 1,500 × 80 %
        "shares_20_points_lower": Decimal("0.68"),
        # 360 + 1,000 × 25 % + 1,500
        "margins_5_points_lower": Decimal("1.11"),
        "volumes_20_percent_lower": Decimal("1.16"),
        # (2,160 − 1,200) / 1,200
        "costs_20_percent_higher": Decimal("0.8"),
        # what came in November and December comes after the end
        "gains_3_months_later": Decimal("-0.64"),
        "gains_6_months_later": Decimal("-0.64"),
        "without_forecast": Decimal("-0.64"),
        "without_largest_gain": Decimal("-0.34"),
        "over_12_months": Decimal("1.16"),
    }


def test_a_rate_stops_at_zero() -> None:
    lines = [
        gain(flows={"2025-03": 1000}, attribution={"share": "15%"}),
        gain(id="b", kind="revenue", flows={"2025-03": 1000}, margin="4%"),
        gain(id="none", flows={"2025-03": 1000}, attribution={"share": 0}),
    ]
    returns = cases(engagement(costs=[cost(100)], gains=lines))
    # nothing of the first; 80 % of the 40 of the second
    assert returns["shares_20_points_lower"].value == Decimal("-0.68")
    assert returns["margins_5_points_lower"].value == Decimal("0.5")


def test_fewer_units_touch_what_is_given_by_the_unit() -> None:
    """An effect of 2 in February and March at 10 each, forecast to December: 20 × 11 = 220, and 80 beside."""
    kpi = {"id": "k", "baseline": 10}
    sample = engagement(
        as_of="2025-03-31", kpis=[kpi], observed={"k": [("2025-02", 12), ("2025-03", 12)]}, costs=[cost(100)],
        gains=[
            gain(kpi="k", per_unit={"value": 5, "volume": 2}, **{"from": "2025-02"}),
            gain(id="b", flows={"2025-03": 80}),
        ],
    )  # fmt: skip
    assert cases(sample)["volumes_20_percent_lower"].value == Decimal("1.56")  # 176 + 80


@pytest.mark.parametrize(
    ("flows", "months", "kept"),
    [
        ({"2025-09": 100}, 3, 100), ({"2025-10": 100}, 3, 0), ({"2025-06-30": 100}, 6, 100),
        ({"2025-07-01": 100}, 6, 0), ({"2025-Q3": 90}, 6, 0), ({"2025-Q3": 90}, 3, 90),
        ({"2025-08": 60, "2025-10": 9}, 3, 60),
    ],
)  # fmt: skip
def test_a_late_gain_loses_what_falls_behind_the_horizon(flows: Any, months: int, kept: int) -> None:
    sample = engagement(costs=[cost(100)], gains=[gain(flows=flows)])
    assert cases(sample)[f"gains_{months}_months_later"].value == Decimal(kept - 100) / 100


def test_an_index_of_a_year_grid_is_its_twelve_months() -> None:
    """Of the last year's 120 a quarter falls behind the horizon, of the first none; what comes at once stays."""
    sample = engagement(
        costs=[cost(100)], gains=[gain(flows={0: 10, 1: 120, 2: 120})], horizon="24 months",
        discounting={"rate": "8%", "convention": "year_end"},
    )  # fmt: skip
    assert cases(sample)["gains_3_months_later"].value == Decimal("1.2")  # 10 + 120 + 90
    assert cases(sample)["gains_6_months_later"].value == Decimal("0.9")


def test_without_an_roi_no_case_has_one() -> None:
    for sample, key in ((engagement(costs=[cost(5)]), "no_gain"), (engagement(gains=[gain(flows={2: 5})]), "no_cost")):
        assert {figure.why.key if figure.why else None for figure in cases(sample).values()} == {key}


def test_the_value_of_an_input_at_which_the_roi_is_zero_or_the_target() -> None:
    """Net benefit 1,160: the first gain may not fall that far, the others to 260 / 340 … of what they are."""
    inputs = values(several(target_roi="20%"))
    assert list(inputs) == [
        (f"gains.{input}", at)
        for input in (
            "margin.attribution.share", "margin.amount", "sales.attribution.share", "sales.margin", "sales.amount",
            "later.attribution.share", "later.amount",
        )
        for at in ("zero", "target")
    ]  # fmt: skip
    for at in ("zero", "target"):
        for input in ("margin.attribution.share", "margin.amount", "sales.margin", "sales.amount"):
            why = inputs[f"gains.{input}", at].why
            assert why is not None
            assert why.key == "not_needed"
    # 1 − 1,160 / 1,500 and 1 − 960 / 1,500 of what it is
    shares = [inputs["gains.later.attribution.share", at].known for at in ("zero", "target")]
    assert [float(share) for share in shares] == pytest.approx([0.226666667, 0.36])
    amounts = [inputs["gains.later.amount", at].known for at in ("zero", "target")]
    assert [float(amount) for amount in amounts] == pytest.approx([340, 540])


def test_a_rate_cannot_exceed_all_and_an_amount_can() -> None:
    """360 = 600 × 60 % against a cost of 500 needs a share of 500 / 600; at twice the cost, 100 % is not enough."""
    line = gain(flows={"2025-03": 600}, attribution={"share": "60%"})
    inputs = values(engagement(costs=[cost(500)], gains=[line], target_roi="100%"))
    assert float(inputs["gains.margin.attribution.share", "zero"].known) == pytest.approx(5 / 6)
    why = inputs["gains.margin.attribution.share", "target"].why
    assert why is not None
    assert why.key == "not_even_at_all"
    assert float(inputs["gains.margin.amount", "target"].known) == pytest.approx(600 * 1000 / 360)


def test_exactly_all_is_still_a_rate() -> None:
    sample = engagement(costs=[cost(600)], gains=[gain(flows={"2025-03": 600})])
    assert values(sample)["gains.margin.attribution.share", "zero"].value == 1


def test_a_gain_of_an_effect_has_the_volume_and_the_effect_at_which_it_breaks_even() -> None:
    """220 of gain against 110 of cost: half of it is enough."""
    kpi = {"id": "k", "baseline": 10}
    sample = engagement(
        as_of="2025-03-31", kpis=[kpi], observed={"k": [("2025-02", 12), ("2025-03", 12)]}, costs=[cost(110)],
        gains=[gain(kpi="k", per_unit={"value": 5, "volume": 2}, **{"from": "2025-02"})],
    )  # fmt: skip
    inputs = {input.removeprefix("gains.margin."): figure.value for (input, _), figure in values(sample).items()}
    assert inputs == {"attribution.share": Decimal("0.5"), "per_unit.volume": 1, "effect": 1}


def test_a_gain_that_is_not_above_zero_breaks_nothing_even() -> None:
    sample = engagement(costs=[cost(10)], gains=[gain(flows={2: -5}), gain(id="b", flows={2: 0})])
    assert values(sample) == {}


def test_without_a_cost_no_value_brings_the_roi_to_zero() -> None:
    for costs, key in (([], "no_cost"), ([cost(0)], "cost_not_above_zero")):
        inputs = values(engagement(costs=costs, gains=[gain(flows={2: 5})]))
        assert {figure.why.key if figure.why else None for figure in inputs.values()} == {key}
