"""Half intervals of 90 %, against the textbook formulas in floats."""

import math
import statistics
from decimal import Decimal

import pytest

from roireport.measure.interval import Precision, of_difference, of_mean, of_trend
from roireport.model.series import Observation
from tests.engagements import series

T_95 = {1: 6.313751514675043, 2: 2.919985580355516, 3: 2.353363434801823, 4: 2.131846786326649}
"""Upper 5 % of Student's t (NIST/SEMATECH e-Handbook, 1.3.6.7.2: 6.314, 2.920, 2.353, 2.132)."""


def decimals(*values: float) -> list[Decimal]:
    """Values as they are written."""
    return [Decimal(str(value)) for value in values]


def rows(first: str, *values: float) -> tuple[Observation, ...]:
    """Monthly rows from a month of 2024 on."""
    start = int(first)
    return series("k", [(f"2024-{start + at:02}", value) for at, value in enumerate(values)]).rows


def half_of(actual: Precision | None) -> float:
    """Half the interval of what has one."""
    assert actual is not None
    return float(actual.half)


@pytest.mark.parametrize("effects", [(1.0, 4.0), (2.0, 5.0, 2.5), (2.0, 5.0, 2.0, 7.0), (1.0, -2.0, 3.0, 4.5, 0.0)])
def test_the_interval_of_a_mean_is_student_s(effects: tuple[float, ...]) -> None:
    half = T_95[len(effects) - 1] * statistics.stdev(effects) / math.sqrt(len(effects))
    assert half_of(of_mean(decimals(*effects))) == pytest.approx(half, abs=1e-9)


def test_one_value_has_no_interval() -> None:
    assert of_mean(decimals(3)) is None
    assert of_difference(decimals(1), decimals(1, 2)) is None
    assert of_difference(decimals(1, 2), decimals(1)) is None


def test_the_interval_of_a_difference_is_welch_s_with_satterthwaite_s_degrees() -> None:
    """Two samples of two with equal variances: 2 degrees of freedom, and an error of √(s²/2 + s²/2) = s."""
    half = of_difference(decimals(1, 3), decimals(10, 12))
    assert half_of(half) == pytest.approx(T_95[2] * math.sqrt(2), abs=1e-9)
    # Where one side does not vary, the degrees are those of the other: 4 − 1.
    half = of_difference(decimals(5, 5), decimals(1, 2, 3, 4))
    assert half_of(half) == pytest.approx(T_95[3] * math.sqrt(5 / 3 / 4), abs=1e-9)


def test_without_any_variation_a_difference_is_certain() -> None:
    assert of_difference(decimals(5, 5), decimals(7, 7)) == Precision(Decimal(0), 2)


def test_the_interval_of_a_trend_is_draper_and_smith_s() -> None:
    before, after = (10.0, 12.0, 11.0, 15.0), (20.0, 22.0)
    line = statistics.linear_regression(range(4), before)
    left = [y - line.intercept - line.slope * x for x, y in enumerate(before)]
    spread = 1 / 2 + 1 / 4 + (6.5 - 1.5) ** 2 / 5
    half = T_95[2] * math.sqrt(sum(e * e for e in left) / 2 * spread)
    # The new periods stand at 6 and 7: two months are missing between.
    assert half_of(of_trend(rows("01", *before), rows("07", *after))) == pytest.approx(half, abs=1e-9)


def test_a_trend_from_two_periods_or_without_a_later_one_has_no_interval() -> None:
    assert of_trend(rows("01", 1, 2), rows("05", 3)) is None
    assert of_trend(rows("01", 1, 2, 4), ()) is None
    assert of_trend(rows("01", 1, 2, 4), rows("05", 3)) is not None
