"""Intervals that allow for autocorrelation, worked out by hand in the comments."""

import pytest

from tests.oracle.cases import T95, allowing, engagement, kpi, monthly, parts
from tests.oracle.intervals import adjusted, plain, wider


def test_without_autocorrelation_the_adjusted_error_is_that_of_pooled_variances() -> None:
    # before 8, 12, 8, 12: residuals ∓2, sum of squares 16, lag 1: −12/16 = −0.75, + (2 − 6.75)/8 → below 0: 0.
    # after steady: no residual, K = 1. s² = 16 / (3 + 3); variance = s² (1/4 + 1/4) = 4/3; n* = 8, t(5).
    series = kpi(monthly("2024-09", [8, 12, 8, 12, 20, 20, 20, 20]))
    interval = allowing(series)
    assert (interval.rho, interval.n, interval.df) == (0, 8, 5)
    assert interval.se == pytest.approx((4 / 3) ** 0.5)
    assert interval.half() == pytest.approx(T95[5] * (4 / 3) ** 0.5)


def test_autocorrelation_widens_the_interval() -> None:
    # residuals −1, −1, 1, 1: lag 1 = (1 − 1 + 1)/4 = 0.25, + (2 + 9 × 0.25)/8 = 0.78125.
    # f(4) = 1 + 2 (0.75 ρ + 0.5 ρ² + 0.25 ρ³) = 3.0206451; n* = 8 / f = 2.6484409, so t(1).
    # tr(M R) = 2 (4 − f) = 1.9587097; s² = 4 / 1.9587097 = 2.0421607.
    # w'Rw = (8 f − 2 (ρ + 2ρ² + 3ρ³ + 4ρ⁴ + 3ρ⁵ + 2ρ⁶ + ρ⁷)) / 16 = (24.1651611 − 12.8561574) / 16 = 0.7068127.
    series = kpi(monthly("2024-09", [1, 1, 3, 3, 9, 9, 9, 9]))
    interval = allowing(series)
    assert interval.rho == pytest.approx(0.78125)
    assert interval.n == pytest.approx(2.6484409, abs=1e-6)
    assert interval.df == 1
    assert interval.se == pytest.approx((2.0421607 * 0.7068127) ** 0.5, abs=1e-6)


def test_a_declared_baseline_has_no_error_but_what_lies_before_is_noise_too() -> None:
    # As above, but the mean takes nothing of pre: w'Rw = 4 f / 16 = 0.7551613.
    interval = allowing(kpi(monthly("2024-09", [1, 1, 3, 3, 9, 9, 9, 9]), baseline="2"))
    assert interval.se == pytest.approx((2.0421607 * 0.7551613) ** 0.5, abs=1e-6)


def test_a_ramp_is_no_noise() -> None:
    # after 12.5, 15, 17.5, 20 = 10 + 10 (p + 1)/4: K = 4 leaves nothing, and nothing is left before.
    interval = allowing(kpi(monthly("2024-09", [10, 10, 10, 10, "12.5", 15, "17.5", 20])))
    assert (interval.rho, interval.se) == (0, 0)


def test_a_ramp_keeps_the_place_of_a_gap() -> None:
    # p = 0, 1, 3: rise 1/4, 2/4, 1 with K = 4, more than the three periods that are there.
    interval = allowing(kpi(monthly("2024-10", [10, 10, 10, "12.5", 15, None, 20])))
    assert interval.se == 0


def test_two_periods_after_leave_nothing_and_none_before_leaves_no_interval() -> None:
    # K = 2 goes through any two values; with a single period before, M leaves no residual at all.
    rows = monthly("2024-12", [10, 12, 15])
    assert adjusted(kpi(rows)) is None
    assert plain(kpi(rows)) is None
    declared = kpi(rows, baseline="10")
    assert adjusted(declared) is None
    # effects 2, 5: variance 4.5, over 2.
    assert parts(wider(declared)) == pytest.approx((1.5, 1))


def test_the_adjusted_error_of_a_trend_leaves_post_out() -> None:
    # residuals −1, 2, −1: lag 1 = −4/6, below 0: ρ = 0; s² = 6/1; the weights give the plain error; n* = 3, t(1).
    interval = allowing(kpi(monthly("2024-10", [0, 3, 0, 11, 13]), "trend"))
    assert (interval.rho, interval.n, interval.df) == (0, 3, 1)
    assert interval.se == pytest.approx(23.75**0.5)


def test_effects_that_share_a_comparison_correlate_by_half_at_least() -> None:
    # effects 0, 3, 1, 5 (January and February of two years, compared with 0), at positions 0, 1, 12, 13.
    # K = 2 (½, 1, 1, 1) leaves 0, 0, −2, 2: 8, the least (K = 3: 9.64, K = 14: 11.56). Lag 1: (0 × 0 − 2 × 2)/8
    # = −0.5, + (2 − 4.5)/4, held at 0. M is ⅔ and −⅓ among the last three; R has ½ at (1, 3) and (2, 4):
    # tr(M R) = 2 + (0 − ⅓) = 5/3, s² = 8/(5/3) = 4.8, w'Rw = (4 + 4 × ½)/16 = 3/8, so 1.8; n* = 4, t(1).
    frame = engagement(as_of="2026-12-31")
    rows = [*monthly("2024-01", [0, 0]), *monthly("2025-01", [0, 3]), *monthly("2026-01", [1, 5])]
    series = kpi(rows, "year_before", frame, growth="0%")
    interval = allowing(series)
    assert series.effects() == [0, 3, 1, 5]
    assert (interval.rho, interval.n, interval.df) == (0, 4, 1)
    assert interval.se == pytest.approx(1.8**0.5)
