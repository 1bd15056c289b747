"""A06 and the parallel trends: the test of a slope against tables of Student's t."""

from decimal import Decimal
from math import sqrt

import pytest

from roireport.measure.parallel_trends import slope_test


def noisy_line(noise: str) -> list[tuple[int, Decimal]]:
    """Slope 1 through four points, with residuals (+d, −d, −d, +d), which change neither mean nor slope.

    Then Sxx = 5 and the sum of squared residuals is 4d², so t = √(5·2 / 4d²) = 1.5811 / d.
    """
    d = Decimal(noise)
    return [(x, x + sign * d) for x, sign in zip(range(4), (1, -1, -1, 1), strict=True)]


@pytest.mark.parametrize(
    ("t", "certainty"), [(1.886, 0.80), (2.920, 0.90), (4.303, 0.95), (9.925, 0.99)], ids=["80", "90", "95", "99"]
)
def test_the_certainty_is_that_of_the_t_table(t: float, certainty: float) -> None:
    """Two degrees of freedom, two-sided (any table of Student's t)."""
    actual = slope_test(noisy_line(str(round(sqrt(2.5) / t, 9))))
    assert actual is not None
    assert actual[0] == Decimal(1)
    assert actual[1] == pytest.approx(certainty, abs=1e-4)


def test_points_on_a_rising_line_are_certain_and_on_a_level_one_not() -> None:
    assert slope_test([(x, Decimal(x)) for x in range(4)]) == (Decimal(1), 1.0)
    assert slope_test([(x, Decimal("0.1")) for x in range(4)]) == (Decimal(0), 0.0)


def test_a_slope_may_be_a_fraction() -> None:
    actual = slope_test([(x, Decimal(x) / 4) for x in (0, 3, 6, 9)])
    assert actual == (Decimal("0.25"), 1.0)
    # Sxy = 1.5 by Sxx = 5.
    bent = slope_test([(x, Decimal(x == 3)) for x in range(4)])
    assert bent is not None
    assert bent[0] == Decimal("0.3")


def test_three_points_are_too_few() -> None:
    assert slope_test([(x, Decimal(x)) for x in range(3)]) is None


def test_gaps_in_time_keep_their_place() -> None:
    """Periods 0, 1, 2 and 9 on the line y = 2x."""
    actual = slope_test([(x, Decimal(2 * x)) for x in (0, 1, 2, 9)])
    assert actual == (Decimal(2), 1.0)
