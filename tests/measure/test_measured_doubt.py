"""The measured effect among the unsure inputs: its draws, its bar, its share of the gain."""

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from roireport.measure.coverage import coverage
from roireport.measure.engagement import measure
from roireport.measure.figure import Reason
from roireport.measure.results import Results
from roireport.measure.sensitivity import effect_inputs, exposure
from roireport.measure.simulation import reach
from roireport.model.engagement import Engagement
from tests.engagements import cost, engagement, gain

BEFORE = {f"2024-{month:02d}": value for month, value in enumerate((8, 11, 9, 12, 10, 10), 7)}
AFTER = {"2025-02": 14, "2025-03": 18, "2025-04": 15, "2025-05": 17}
"""Six months before the start with a mean of 10, four after it with one of 16: a mean effect of 6."""
RANGE: dict[str, Any] = {"low": "70%", "high": "120%"}


def measured(*gains: dict[str, Any], costs: Any = None, kpis: int = 1, **keys: Any) -> Engagement:
    """Gains on KPIs that rose from 10 to 16, as of the end of May."""
    names = [f"k{number}" for number in range(1, kpis + 1)]
    rows = [(period, value) for period, value in {**BEFORE, **AFTER}.items()]
    return engagement(
        id="measured",
        as_of="2025-05-31",
        kpis=[{"id": name, "counterfactual": {"method": "none"}} for name in names],
        observed=dict.fromkeys(names, rows),
        costs=[cost(1000)] if costs is None else costs,
        gains=list(gains),
        **keys,
    )


def unit(**keys: Any) -> dict[str, Any]:
    """A gain of 10 for each unit of the effect in a month."""
    return gain(kpi="k1", per_unit={"value": 5, "volume": 2}, **keys)


def test_a_gain_is_the_sum_of_what_rests_on_each_effect() -> None:
    """10 a month for a unit: each of four months its own, and a quarter of seven forecast months; half is kept."""
    results = measure(measured(unit(attribution={"share": "50%"}, **{"from": "2025-02"})))
    (line,) = results.financial.gains
    assert [str(span) for span, _ in line.rests_on] == list(AFTER)
    # the horizon ends with 2025-12: seven months from June on, each a quarter on each measured month
    assert [amount for _, amount in line.rests_on] == [Decimal("13.75")] * 4
    effects = (4, 8, 5, 7)
    assert line.net.known == sum(Decimal("13.75") * effect for effect in effects)
    assert exposure(line) == 55


def drawn(results: Results, *gains: tuple[float, float]) -> Any:
    """The ROI of each draw, worked out from the contract; for each gain its net and its exposure × u."""
    seed = int.from_bytes(hashlib.sha256(b"measured").digest()[:4], "big")
    generator = np.random.Generator(np.random.PCG64(seed))
    factor = generator.triangular(0.7, 1, 1.2, 10_000)
    wider = results.kpis[0].effect.wider
    assert wider is not None
    score = generator.standard_t(wider.freedom, 10_000)
    (net, moved), *others = gains
    won = (net + moved * float(wider.error) * score) * factor
    for other, reached in others:
        won = won + other + reached * float(wider.error) * score
    return won / 1000 - 1


def test_ranges_are_drawn_first_and_then_one_t_for_all_gains_on_a_kpi() -> None:
    first = unit(range=RANGE, **{"from": "2025-02"})
    results = measure(measured(first, unit(id="other", **{"from": "2025-02"}), target_roi="50%"))
    draws = drawn(results, (660.0, 110.0), (660.0, 110.0))
    got = results.uncertainty
    assert [float(figure.known) for figure in (got.p10, got.p50, got.p90)] == pytest.approx(
        list(np.percentile(draws, [10, 50, 90]))
    )
    assert float(got.probability_positive.known) == np.count_nonzero(draws > 0) / 10_000
    assert float(got.percentile.known) == pytest.approx(np.count_nonzero(draws < 0.32) / 10_000, abs=2e-4)


def test_a_gain_on_some_of_the_periods_knows_less_than_the_mean_of_all() -> None:
    """On two of four months u = √(4 × 2 c²) / 2 c = √2."""
    results = measure(measured(unit(to="2025-03", range=RANGE, **{"from": "2025-02"})))
    (line,) = results.financial.gains
    assert [float(amount) for _, amount in line.rests_on] == [10, 10]
    assert reach(line, results.kpis[0].effect.periods) == pytest.approx(20 * 2**0.5)
    draws = drawn(results, (120.0, 20 * 2**0.5))
    assert float(results.uncertainty.p10.known) == pytest.approx(float(np.percentile(draws, 10)))


def test_a_gain_on_all_periods_alike_knows_as_much_as_their_mean() -> None:
    (line,) = measure(measured(unit(**{"from": "2025-02"}))).financial.gains
    assert reach(line, 4) == pytest.approx(110)
    assert reach(replace(line, rests_on=()), 4) == 0


def test_a_negative_value_turns_what_an_effect_does() -> None:
    (line,) = measure(
        measured(gain(kpi="k1", per_unit={"value": -5, "volume": 2}, **{"from": "2025-02"}))
    ).financial.gains
    assert reach(line, 4) == pytest.approx(-110)


def test_a_t_is_drawn_for_each_kpi_in_the_order_of_their_file() -> None:
    second = gain(id="second", kpi="k2", per_unit={"value": 5, "volume": 2}, **{"from": "2025-02"})
    results = measure(measured(second, unit(**{"from": "2025-02"}), kpis=3))
    inputs = effect_inputs(results.kpis, results.financial.gains)
    assert [input.name for input in inputs] == ["kpis.k1", "kpis.k2"]
    assert [swing.input for swing in results.uncertainty.sensitivity] == ["kpis.k1", "kpis.k2"]


def test_an_effect_is_a_bar_of_the_tornado_at_the_ends_of_its_wider_interval() -> None:
    """110 of each gain for a unit of the effect: the ROI at low is 0.32 + 220 × (low − 6) / 1,000."""
    results = measure(measured(unit(**{"from": "2025-02"}), unit(id="other", **{"from": "2025-02"})))
    effect, (swing,) = results.kpis[0].effect, results.uncertainty.sensitivity
    assert effect.wider is not None
    half = float(effect.wider.half)
    assert swing.input == "kpis.k1"
    assert float(swing.roi_low.known) == pytest.approx(0.32 - 220 * half / 1000)
    assert float(swing.roi_high.known) == pytest.approx(0.32 + 220 * half / 1000)
    # 1,320 − 1,000 = 320 of the 1,320 that rest on the effect
    assert float(swing.switching_value.known) == pytest.approx(1 - 320 / 1320)


def test_an_effect_without_an_interval_is_drawn_by_nobody() -> None:
    single = measured(unit(range=RANGE, **{"from": "2025-05"}))
    few = single.model_copy(update={"series": {}})
    results = measure(few)
    assert [swing.input for swing in results.uncertainty.sensitivity] == ["gains.margin"]


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ([gain(flows={"2025-02": 100}, range={"low": "80%", "high": 1})], "1"),
        ([gain(flows={"2025-02": 100}, range={"low": "81%", "high": "150%"})], "0"),
        ([gain(flows={"2025-02": 300}, range=RANGE), gain(id="b", flows={"2025-02": 100})], "0.75"),
        ([gain(flows={"2025-02": 300}, range=RANGE), gain(id="b", flows={"2025-02": -100})], "0.75"),
        ([unit(**{"from": "2025-02"}), gain(id="b", flows={"2025-02": 660})], "0.5"),
    ],
)
def test_the_coverage_is_the_share_of_the_gain_whose_doubt_is_counted(gains: Any, expected: str) -> None:
    assert measure(measured(*gains)).uncertainty.coverage.value == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("states", "low", "high", "expected"),
    [
        (("observed", "observed"), "95%", "105%", 1),
        (("observed", "observed"), "96%", "105%", 0),
        (("observed", "forecast"), "95%", "105%", 0),
        (("observed", "elapsed"), "95%", "105%", 0),
    ],
)
def test_a_narrow_range_counts_where_all_of_the_gain_is_observed(
    states: Any, low: str, high: str, expected: int
) -> None:
    sample = measured(gain(flows={"2025-02": 100, "2025-03": 100}, range={"low": low, "high": high}))
    financial = measure(sample).financial
    (line,) = financial.gains
    flows = tuple(replace(flow, state=state) for flow, state in zip(line.flows, states, strict=True))
    assert coverage((), [replace(line, flows=flows)], financial.gain, unsure=True).value == expected


def test_a_coverage_that_cannot_be_computed_says_why() -> None:
    def why(*gains: Any, costs: Any = None) -> Reason | None:
        return measure(measured(*gains, costs=costs)).uncertainty.coverage.why

    assert why(gain(flows={"2025-02": 100})) == Reason("no_range")
    assert why(costs=[cost(10, range=RANGE)]) == Reason("no_gain")
    assert why(gain(flows={"2025-02": 0}, range=RANGE)) == Reason("gain_is_zero")


def test_draws_that_equal_the_roi_are_not_below_it() -> None:
    point = {"low": 1, "high": 1}
    results = measure(measured(gain(flows={"2025-02": "1000.10"}, range=point), costs=[cost("333.30", range=point)]))
    assert results.uncertainty.percentile.value == 0
