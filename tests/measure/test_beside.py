"""Measures beside the financial return: the index, the combined figures."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from roireport.measure.engagement import measure
from roireport.measure.results import CriterionResult, NonFinancial
from tests.engagements import cost, criterion, engagement, gain

SCALE = {"worst": 1, "best": 5}


def scored(*criteria: dict[str, Any], **keys: Any) -> NonFinancial:
    """The non-financial results of some criteria."""
    return measure(engagement(nonfinancial=list(criteria), **keys)).nonfinancial


def one(**keys: Any) -> CriterionResult:
    return scored(criterion(**keys)).criteria[0]


def test_values_are_linear_between_the_anchors_and_constant_outside() -> None:
    result = one(anchors=SCALE, baseline=0, current=3, target=7)
    assert [result.before.known, result.now.known, result.aim.known] == [0, Decimal("0.5"), 1]
    assert [result.gain.known, result.progress.known] == [Decimal("0.5"), Decimal("0.5")]


def test_worst_may_exceed_best() -> None:
    result = one(anchors={"worst": 20, "best": 10}, baseline=18, current=14, target=16)
    assert [float(value.known) for value in (result.before, result.now, result.gain, result.progress)] == [
        0.2,
        0.6,
        0.4,
        2,
    ]


def test_values_follow_the_points() -> None:
    result = one(anchors=SCALE, value={"points": [[1, 0], [3, 0.6], [5, 1]]}, baseline=2, current=4, target=9)
    assert [float(value.known) for value in (result.before, result.now, result.aim)] == [0.3, 0.8, 1]


def test_falling_points_are_read_from_either_end() -> None:
    result = one(anchors={"worst": 9, "best": 1}, value={"points": [[9, 0], [5, 0.8], [1, 1]]}, baseline=7, current=3)
    assert [float(result.before.known), float(result.now.known)] == [0.4, 0.9]


def test_the_index_weighs_gains_by_swing() -> None:
    """Weights 100 : 60 : 40. Gains 0.5 and −0.25; the third is not measured and keeps its baseline of 0.75."""
    scores = scored(
        criterion(id="a", anchors=SCALE, baseline=1, current=3, evidence=4),
        criterion(id="b", anchors=SCALE, baseline=3, current=2, swing=60, evidence=5, dimension="processes"),
        criterion(id="c", anchors=SCALE, baseline=4, swing=40),
        costs=[cost(50_000)],
    )
    figures = [scores.index, scores.index_before, scores.index_now, scores.evidence_index, scores.coverage]
    assert [float(figure.known) for figure in figures] == [17.5, 30, 47.5, 12.5, 0.8]
    assert scores.points_per_10k.value == Decimal("3.5")
    dimensions = {dimension: float(index.known) for dimension, index in scores.dimensions}
    assert dimensions == {"skills": pytest.approx(100 * 0.5 * 100 / 140), "processes": -25}
    unmeasured = scores.criteria[2]
    assert [unmeasured.before.known, unmeasured.now.known, unmeasured.gain.known] == [0.75, 0.75, 0]
    assert unmeasured.progress.why is not None


def test_the_index_moves_from_before_to_now() -> None:
    scores = scored(criterion(anchors=SCALE, baseline=2, current=4), criterion(id="b"))
    assert scores.index_now.known - scores.index_before.known == scores.index.known == 25
    assert [unknown.known for unknown in (scores.criteria[1].before, scores.criteria[1].now)] == [0, 0]


def test_weight_runs_halve_and_raise_each_swing() -> None:
    """100 : 100 with gains 0.5 and 0: a third, a half, three fifths of the weight."""
    scores = scored(criterion(id="a", anchors=SCALE, baseline=1, current=3), criterion(id="b"))
    id, low, high = scores.weight_runs[0]
    assert id == "a"
    assert [float(low.known), float(high.known)] == pytest.approx([50 / 3, 30])


def test_sign_stability_is_the_share_of_random_weightings_that_keep_the_sign() -> None:
    """Gains 0.5 and −0.25 under a flat Dirichlet: positive where the first weight exceeds a third."""
    scores = scored(
        criterion(id="a", anchors=SCALE, baseline=1, current=3),
        criterion(id="b", anchors=SCALE, baseline=3, current=2),
    )
    draws = np.random.Generator(np.random.PCG64(measure(engagement()).uncertainty.seed)).dirichlet([1, 1], 1000)
    assert float(scores.sign_stability.known) == np.count_nonzero(draws[:, 0] * 0.5 > draws[:, 1] * 0.25) / 1000
    assert float(scores.sign_stability.known) == pytest.approx(2 / 3, abs=0.05)


def test_the_index_runs_between_percentiles_of_the_random_weightings() -> None:
    """Gains 0.5 and −0.25: the index is 75 w − 25, so its P10 and P90 are those of the drawn weights."""
    scores = scored(
        criterion(id="a", anchors=SCALE, baseline=1, current=3),
        criterion(id="b", anchors=SCALE, baseline=3, current=2),
    )
    drawn = np.random.Generator(np.random.PCG64(measure(engagement()).uncertainty.seed)).dirichlet([1, 1], 1000)[:, 0]
    ranged = [float(end.known) for end in (scores.index_p10, scores.index_p90)]
    assert ranged == pytest.approx([75 * np.quantile(drawn, 0.1) - 25, 75 * np.quantile(drawn, 0.9) - 25])
    assert ranged == pytest.approx([-17.5, 42.5], abs=3)


def test_an_index_of_zero_still_has_a_range() -> None:
    """Gains 0.5 and −0.5 with equal weights."""
    scores = scored(
        criterion(id="a", anchors=SCALE, baseline=1, current=3),
        criterion(id="b", anchors=SCALE, baseline=3, current=1),
    )
    assert scores.index.known == 0
    assert not scores.sign_stability.defined
    assert scores.index_p10.known < 0 < scores.index_p90.known


@pytest.mark.parametrize(
    ("criteria", "name", "key"),
    [
        ([], "index", "no_criterion"),
        ([], "index_p10", "no_criterion"),
        ([], "coverage", "no_criterion"),
        ([], "sign_stability", "no_criterion"),
        ([criterion()], "sign_stability", "index_is_zero"),
        ([criterion(swing=0)], "index", "no_weight"),
        ([criterion(swing=0)], "coverage", "no_weight"),
        ([criterion()], "points_per_10k", "no_cost"),
    ],
)
def test_what_cannot_be_scored_says_why(criteria: list[dict[str, Any]], name: str, key: str) -> None:
    why = getattr(scored(*criteria), name).why
    assert why is not None
    assert why.key == key


def worth(amount: int, **keys: Any) -> dict[str, Any]:
    return {"amount": amount, **keys}


def test_the_extended_roi_adds_what_no_gain_counts_already() -> None:
    result = measure(
        engagement(
            costs=[cost(100)],
            gains=[gain(flows={2: 150}, drivers=["churn", "price"])],
            nonfinancial=[
                criterion(id="skill", monetise=worth(50, confidence="60%")),
                criterion(id="churn", monetise=worth(1000)),
                criterion(id="brand", monetise=worth(1000, drivers=["price", "other"])),
                criterion(id="morale"),
            ],
        )
    ).combined
    assert [result.monetised.known, result.extended_roi.known] == [30, Decimal("0.8")]
    assert result.left_out == ("churn", "brand")


def test_a_kpi_is_a_gain_s_driver_where_none_is_named() -> None:
    result = measure(
        engagement(
            costs=[cost(100)],
            kpis=[{"id": "churn"}],
            gains=[gain(flows={2: 150}, kpi="churn")],
            nonfinancial=[criterion(id="churn", monetise=worth(10))],
        )
    ).combined
    assert result.left_out == ("churn",)


@pytest.mark.parametrize(
    ("keys", "needed"),
    [
        ({"gains": [gain(flows={2: 90})]}, 10),
        ({"gains": [gain(flows={2: 90})], "target_roi": "50%"}, 60),
        ({"gains": [gain(flows={2: 900})]}, 0),
        ({}, 100),
    ],
)
def test_the_unquantified_must_be_worth_what_is_missing(keys: dict[str, Any], needed: int) -> None:
    assert measure(engagement(costs=[cost(100)], **keys)).combined.break_even_unquantified.value == needed
