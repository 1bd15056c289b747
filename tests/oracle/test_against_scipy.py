"""Where scipy or statsmodels compute the same, they agree with the second implementation."""

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.oracle.cases import allowing, engagement, kpi, monthly, precision
from tests.oracle.effects import Kpi
from tests.oracle.intervals import inflation, sides_of
from tests.oracle.student import inside, quantile
from tests.oracle.written import Value, month_name

linalg = pytest.importorskip("scipy.linalg")
stats = pytest.importorskip("scipy.stats")
sm = pytest.importorskip("statsmodels.api")


def noisy(seed: int, before: int, after: int, method: str, **keys: Any) -> Kpi:
    """A KPI of so many months, with a control group and an expectation that move too."""
    pen = Random(seed)
    columns = {
        name: [f"{pen.gauss(40, 3):.3f}" for _ in range(before + after)] for name in ("value", "control", "expected")
    }
    rows = monthly(month_name(12 * 2025 - before), columns.pop("value"), **columns)
    return kpi(rows, method, engagement(as_of="2029-12-31"), **keys)


def number_of(value: Value) -> float:
    """A value that is there."""
    assert isinstance(value, Fraction)
    return float(value)


@pytest.mark.parametrize("freedom", [1, 1.37, 2, 3.5, 9, 21.25, 40])
@pytest.mark.parametrize("share", [0.9, 0.95, 0.975, 0.9875])
def test_quantiles_of_student(share: float, freedom: float) -> None:
    assert quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-11)
    assert inside(1.7, freedom) == pytest.approx(stats.t.cdf(1.7, freedom) - stats.t.cdf(-1.7, freedom), rel=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_control_is_welch(seed: int) -> None:
    series = noisy(seed, 12, 7 + seed, "control")
    before, after = ([float(series.gap(row)) for row in rows] for rows in (series.before, series.after))
    interval = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.9)
    middle, half = number_of(series.mean_effect()), precision(series).half()
    assert (middle - half, middle + half) == pytest.approx((interval.low, interval.high), rel=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_a_declared_baseline_is_a_one_sample_interval(seed: int) -> None:
    series = noisy(seed, 12, 5 + seed, "none", baseline="40")
    interval = stats.ttest_1samp([float(effect) for effect in series.effects()], 0).confidence_interval(0.9)
    middle, half = number_of(series.mean_effect()), precision(series).half()
    assert (middle - half, middle + half) == pytest.approx((interval.low, interval.high), rel=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_one_period_after_a_trend_is_a_prediction(seed: int) -> None:
    series = noisy(seed, 9, 1, "trend")
    xs = np.array([float(row.place) for row in series.pre])
    fit = sm.OLS([float(row.value) for row in series.pre], sm.add_constant(xs)).fit()
    frame = fit.get_prediction([[1.0, float(series.after[0].place)]]).summary_frame(alpha=0.1)
    instead = number_of(series.counterfactual(series.after[0]))
    assert instead == pytest.approx(frame["mean"][0], rel=1e-11)
    assert instead + precision(series).half() == pytest.approx(frame["obs_ci_upper"][0], rel=1e-10)


@pytest.mark.parametrize("method", ["control", "none", "forecast", "market", "trend"])
@pytest.mark.parametrize("seed", range(4))
def test_the_adjusted_error_from_the_whole_matrices(seed: int, method: str) -> None:
    """w and M from projections of numpy, R from scipy's Toeplitz, the variance of w'y under AR(1)."""
    series = noisy(seed, 12, 8, method, **({"growth": "0%"} if method == "market" else {}))
    interval = allowing(series)
    rows = [*series.before, *series.after]
    ys = np.array([float(series.gap(row)) for row in rows])
    correlation = linalg.toeplitz(interval.rho ** np.arange(20))
    weights = np.concatenate([np.zeros(12), np.full(8, 1 / 8)])
    before = np.ones((12, 1))
    if method in ("control", "none", "market"):
        weights[:12] = -1 / 12
    if method == "trend":
        before = np.column_stack([np.ones(12), np.arange(12)])
        weights[:12] = -np.array([1, 12 + 3.5]) @ np.linalg.pinv(before)
    chosen = _least(ys[12:])
    blocks = [np.eye(12) - before @ np.linalg.pinv(before)]
    blocks.append(np.zeros((8, 8)) if method == "trend" else np.eye(8) - chosen @ np.linalg.pinv(chosen))
    leaves = linalg.block_diag(*blocks)
    left = leaves @ ys
    s2 = left @ left / np.trace(leaves @ correlation)
    assert interval.se == pytest.approx(np.sqrt(s2 * weights @ correlation @ weights), rel=1e-9)
    assert [float(e) for side in sides_of(series) for e in side.residuals] == pytest.approx(
        list(left[: 12 if method == "trend" else 20]), abs=1e-9
    )


def _least(ys: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A constant and the rise that leaves the least, the shortest of equals."""
    k = len(ys)
    rises = [np.minimum(1, np.arange(1, k + 1) / longest) for longest in range(1, k + 1)]
    designs = [np.column_stack([np.ones(k), rise]) for rise in rises]
    lefts = [float(np.sum((ys - design @ np.linalg.pinv(design) @ ys) ** 2)) for design in designs]
    return designs[int(np.argmin(np.array(lefts)))]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.95])
def test_the_effective_number_is_that_of_the_error_of_a_mean(rho: float) -> None:
    """m / f(m) is 1 / (1'R1 / m²), the number of independent values with the same error of their mean."""
    correlation = linalg.toeplitz(rho ** np.arange(9))
    assert 9 / inflation(9, rho) == pytest.approx(81 / correlation.sum())
