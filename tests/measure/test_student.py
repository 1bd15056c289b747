"""Quantiles of t against printed tables, closed forms and an integral."""

import math

import pytest

from roireport.measure.student import incomplete_beta, quantile, upper_tail

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values, printed to three decimals.
NIST = [
    (1, (3.078, 6.314, 12.706, 31.821, 63.657)),
    (2, (1.886, 2.920, 4.303, 6.965, 9.925)),
    (3, (1.638, 2.353, 3.182, 4.541, 5.841)),
    (5, (1.476, 2.015, 2.571, 3.365, 4.032)),
    (10, (1.372, 1.812, 2.228, 2.764, 3.169)),
    (17, (1.333, 1.740, 2.110, 2.567, 2.898)),
    (30, (1.310, 1.697, 2.042, 2.457, 2.750)),
    (100, (1.290, 1.660, 1.984, 2.364, 2.626)),
]
PROBABILITIES = (0.90, 0.95, 0.975, 0.99, 0.995)


@pytest.fixture(autouse=True)
def forget() -> None:
    """Quantiles are kept once computed: each test computes its own."""
    quantile.cache_clear()


@pytest.mark.parametrize(("freedom", "printed"), NIST)
def test_the_quantiles_are_those_of_the_printed_table(freedom: int, printed: tuple[float, ...]) -> None:
    assert [round(quantile(p, freedom), 3) for p in PROBABILITIES] == list(printed)


@pytest.mark.parametrize("p", PROBABILITIES)
def test_one_two_and_four_degrees_have_closed_forms(p: float) -> None:
    alpha = 4 * p * (1 - p)
    q = math.cos(math.acos(math.sqrt(alpha)) / 3) / math.sqrt(alpha)
    assert quantile(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), abs=0, rel=1e-11)
    assert quantile(p, 2) == pytest.approx(2 * (p - 0.5) * math.sqrt(2 / alpha), abs=0, rel=1e-11)
    assert quantile(p, 4) == pytest.approx(2 * math.sqrt(q - 1), abs=0, rel=1e-11)


@pytest.mark.parametrize("freedom", [1.5, 2.7, 7.31, 23.4, 250.0])
def test_broken_degrees_of_freedom_agree_with_the_integral_of_the_density(freedom: float) -> None:
    t, steps = quantile(0.95, freedom), 20_000
    half = (freedom + 1) / 2
    scale = math.gamma(half) / math.gamma(freedom / 2) if freedom < 300 else 0.0
    heights = [(1 + (t * i / steps) ** 2 / freedom) ** -half for i in range(steps + 1)]
    simpson = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    assert 0.5 + scale / math.sqrt(freedom * math.pi) * simpson * t / steps / 3 == pytest.approx(0.95, abs=1e-10)


def test_the_median_is_zero_and_the_ends_of_the_beta_function_are_exact() -> None:
    assert upper_tail(0.0, 5) == 0.5
    assert (incomplete_beta(2, 3, 0.0), incomplete_beta(2, 3, 1.0)) == (0.0, 1.0)
    # I_x(2, 3) = 6x² − 8x³ + 3x⁴.
    assert incomplete_beta(2, 3, 0.3) == pytest.approx(6 * 0.09 - 8 * 0.027 + 3 * 0.0081, abs=1e-14)
