"""Sensitivity and simulation."""

import hashlib
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Reason
from roireport.measure.results import Uncertainty
from roireport.measure.simulation import Drawn, histogram, simulated_returns
from roireport.model.engagement import Engagement
from tests.engagements import cost, engagement, gain

WIDE = {"low": "50%", "high": "200%"}


def of(**keys: Any) -> Uncertainty:
    """The uncertainty of an engagement."""
    return measure(engagement(**keys)).uncertainty


def two_ranges(**keys: Any) -> Engagement:
    """A cost of 100 between 80 and 150, gains of 150 between 75 and 300 and of 30 without a range."""
    return engagement(
        costs=[cost(100, range={"low": "80%", "high": "150%"})],
        gains=[gain(flows={"2025-03": 150}, range=WIDE), gain(id="sure", flows={"2025-03": 30})],
        **keys,
    )


def test_each_input_swings_with_the_others_at_base_the_widest_first() -> None:
    swings = measure(two_ranges()).uncertainty.sensitivity
    assert [swing.input for swing in swings] == ["gains.margin", "costs.fees"]
    ends = [(float(swing.roi_low.known), float(swing.roi_high.known)) for swing in swings]
    assert ends == [(0.05, 2.3), (1.25, 0.2)]  # 105/100, 330/100; 180/80, 180/150; less 1


def test_switching_values_bring_the_roi_to_0() -> None:
    """180 − 100 = 80: the gain may fall by 80 of its 150, the cost may rise by 80 of its 100."""
    swings = measure(two_ranges()).uncertainty.sensitivity
    assert [float(swing.switching_value.known) for swing in swings] == [float(1 - Decimal(80) / 150), 1.8]


def test_a_switching_value_below_0_is_none() -> None:
    (swing,) = of(costs=[cost(10)], gains=[gain(flows={2: 5}, range=WIDE), gain(id="sure", flows={2: 30})]).sensitivity
    assert swing.switching_value.why is not None
    assert swing.switching_value.why.key == "switching_value_below_zero"


def test_a_switching_value_may_be_exactly_0() -> None:
    """Without the 100 the other 50 still pay the cost of 50."""
    (swing,) = of(
        costs=[cost(50)], gains=[gain(flows={2: 100}, range=WIDE), gain(id="sure", flows={2: 50})]
    ).sensitivity
    assert swing.switching_value.value == 0


def test_a_line_of_0_has_no_switching_value() -> None:
    (swing,) = of(costs=[cost(10)], gains=[gain(flows={2: 0}, range=WIDE), gain(id="sure", flows={2: 30})]).sensitivity
    assert swing.switching_value.why == Reason("line_is_zero")


def test_the_width_is_what_lies_between_the_ends_and_what_has_none_stands_last() -> None:
    """ROI 2.85 to 3.15 and 2 to 3.5; a cost that may be 0 has no ROI there, and a point has no width."""
    gains = [
        gain(flows={2: 300}, range={"low": "95%", "high": "105%"}),
        gain(id="wide", flows={2: 100}, range={"low": 0, "high": "150%"}),
        gain(id="point", flows={2: 0}, range={"low": 1, "high": 1}),
    ]
    result = of(costs=[cost(100, range={"low": 0, "high": "120%"})], gains=gains).sensitivity
    assert [one.input for one in result] == ["gains.wide", "gains.margin", "gains.point", "costs.fees"]
    assert [float(one.known) for one in (result[0].roi_low, result[0].roi_high)] == [2, 3.5]
    assert result[-1].roi_low.why == Reason("cost_not_above_zero")


def test_swings_of_one_width_stand_by_name() -> None:
    lines = [gain(id=id, flows={2: 50}, range=WIDE) for id in ("b", "c", "a")]
    result = of(costs=[cost(10)], gains=lines)
    assert [swing.input for swing in result.sensitivity] == ["gains.a", "gains.b", "gains.c"]


def test_the_draws_are_numpy_s_triangular_ones_seeded_by_the_id() -> None:
    result = measure(two_ranges(id="some-id", target_roi="50%")).uncertainty
    seed = int.from_bytes(hashlib.sha256(b"some-id").digest()[:4], "big")
    draw = np.random.Generator(np.random.PCG64(seed))
    spent = 100 * draw.triangular(0.8, 1, 1.5, 10_000)
    won = 150 * draw.triangular(0.5, 1, 2, 10_000) + 30
    roi = won / spent - 1
    p10, p50, p90 = np.percentile(roi, [10, 50, 90])
    assert result.seed == seed
    assert [float(result.p10.known), float(result.p50.known), float(result.p90.known)] == pytest.approx([p10, p50, p90])
    positive = np.count_nonzero(roi > 0) / 10_000
    assert float(result.probability_positive.known) == positive
    assert float(result.probability_target.known) == np.count_nonzero(roi >= 0.5) / 10_000
    assert float(result.standard_error.known) == pytest.approx((positive * (1 - positive) / 10_000) ** 0.5)
    assert sum(bar.share for bar in result.histogram) == pytest.approx(1)
    assert (result.histogram[0].low, result.histogram[-1].high) == pytest.approx((roi.min(), roi.max()))
    counts, edges = np.histogram(roi, 20)
    assert [bar.share for bar in result.histogram] == [count / 10_000 for count in counts]
    assert [bar.high for bar in result.histogram] == pytest.approx(edges[1:].tolist())


def test_a_range_that_is_a_point_draws_nothing_and_changes_nothing() -> None:
    point = {"low": 1, "high": 1}
    result = of(costs=[cost(100, range=point)], gains=[gain(flows={2: 150}, range=point)])
    assert [result.p10.known, result.p90.known, result.probability_positive.known] == [0.5, 0.5, 1]
    assert [(bar.low, bar.high, bar.share) for bar in result.histogram] == [(0.5, 0.5, 1.0)]


@pytest.mark.parametrize(("high", "bars"), [(20e-10, 20), (19e-10, 1)])
def test_bars_differ_at_ten_decimals(high: float, bars: int) -> None:
    assert len(histogram(np.linspace(0.0, high, 10_000))) == bars


def test_a_target_that_is_met_exactly_is_reached() -> None:
    result = of(costs=[cost(100)], gains=[gain(flows={2: 150}, range={"low": 1, "high": 1})], target_roi="50%")
    assert result.probability_target.value == 1


def test_a_draw_without_any_cost_has_no_return() -> None:
    assert simulated_returns((), (), Drawn({}, {}), (Decimal(5), Decimal(0))) is None


def test_a_spread_that_is_published_as_nothing_is_one_bar() -> None:
    """Around an ROI of 1e12 two neighbouring floats are 1e-4 apart: twenty bars do not fit into a spread of 1.5e-4."""
    result = of(
        costs=[cost(1)], gains=[gain(flows={"2025-03": 10**12}), gain(id="b", flows={"2025-03": "0.0001"}, range=WIDE)]
    )
    assert [bar.share for bar in result.histogram] == [1.0]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"costs": [cost(100)], "gains": [gain(per_month=1)]}, "no_range"),
        ({"costs": [cost(100, range=WIDE)]}, "no_gain"),
        ({"gains": [gain(per_month=1, range=WIDE)]}, "no_cost"),
        ({"costs": [cost(0, range=WIDE)], "gains": [gain(per_month=1)]}, "cost_not_above_zero"),
    ],
)
def test_a_simulation_that_cannot_be_run_says_why(keys: dict[str, Any], key: str) -> None:
    result = of(**keys)
    figures = (result.p10, result.p50, result.p90, result.probability_positive, result.standard_error)
    assert [figure.why.key for figure in figures if figure.why] == [key] * 5
    assert result.histogram == ()


def test_without_a_target_its_probability_is_undefined() -> None:
    result = measure(two_ranges()).uncertainty.probability_target
    assert result.why is not None
    assert result.why.key == "no_target_roi"
    assert (result.formula, result.inputs[0].name) == ("simulation_probability_target", "target")
