"""The adjusted interval against the contract's matrices, written out in full with numpy and scipy."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from roireport.measure.autocorrelation import best_rise
from roireport.measure.engagement import measure
from roireport.measure.results import Effect
from roireport.model.period import month_text
from tests.engagements import Row, engagement

student: Any = pytest.importorskip("scipy.stats").t
Floats = NDArray[np.float64]
START = 12 * 2025
"""January 2025, as a count of months."""


def made(method: str, before: Sequence[int], after: Sequence[int], seed: int, memory: float) -> Any:
    """Positions, values, control and expected values of a monthly series; month 0 is the start."""
    generator = np.random.default_rng(seed)
    span = range(min(before), max(after) + 1)
    noise = generator.normal(0, 1, len(span))
    for place in range(1, len(noise)):
        noise[place] += memory * noise[place - 1]
    kept = [month - span[0] for month in (*before, *after)]
    value = np.round(20 + 0.1 * np.arange(len(span)) + noise, 3)[kept]
    control = np.round(15 + generator.normal(0, 0.7, len(span)), 3)[kept]
    rows: list[Row] = [
        (month_text(START + month), f"{v:.3f}", f"{c:.3f}", f"{c:.3f}")
        for month, v, c in zip((*before, *after), value, control, strict=True)
    ]
    return rows, value, control


def measured(rows: list[Row], method: str, **keys: Any) -> Effect:
    """What roireport makes of the rows."""
    counterfactual = {"method": method, **({"growth": keys.pop("growth")} if "growth" in keys else {})}
    whole = engagement(
        period={"start": "2025-01-01", "end": "2025-01-31"},
        as_of="2035-12-31",
        kpis=[{"id": "k", "counterfactual": counterfactual, **keys}],
        observed={"k": rows},
    )
    return measure(whole).kpis[0].effect


def leaving(design: Floats) -> Floats:
    """M: the matrix that leaves the residuals of a regression on the columns of a design."""
    return np.eye(len(design)) - design @ np.linalg.pinv(design)


def rise_design(positions: Floats, values: Floats) -> Floats:
    """A constant and the rise min(1, (p + 1)/K) of the K that leaves the least residual²."""
    best: tuple[float, Floats] | None = None
    for length in range(1, int(positions[-1] - positions[0]) + 2):
        rise = np.minimum(1, (positions - positions[0] + 1) / length)
        design = np.column_stack([np.ones(len(positions)), rise] if length > 1 else [np.ones(len(positions))])
        left = leaving(design) @ values
        squares = float(left @ left)
        if best is None or squares < best[0] - 1e-12:
            best = squares, design
    assert best is not None
    return best[1]


def block(first: Floats, second: Floats) -> Floats:
    """A block diagonal matrix."""
    whole = np.zeros((len(first) + len(second),) * 2)
    whole[: len(first), : len(first)] = first
    whole[len(first) :, len(first) :] = second
    return whole


def spread(m: int, rho: float) -> float:
    """f(m) = 1 + 2 Σ (1 − j/m) ρ^j."""
    return 1 + 2 * sum((1 - j / m) * rho**j for j in range(1, m))


def expected(y: Floats, w: Floats, leaves: Floats, positions: Floats, n: int, trend: bool, shared: Any = None) -> Any:
    """ρ, n*, standard error and degrees of freedom; `n` are the periods before the start."""
    left = leaves @ y
    pairs = [(i, i + 1) for i in range(len(y) - 1) if positions[i + 1] - positions[i] == 1 and i + 1 != n]
    raw = sum(left[i] * left[j] for i, j in pairs) / (left @ left)
    counted = n if trend else len(y)
    rho = min(0.95, max(0.0, raw + (2 + (6 if trend else 9) * raw) / counted))
    matrix = rho ** np.abs(np.subtract.outer(positions, positions))
    if shared is not None:
        matrix = np.where(np.equal.outer(shared, shared), np.maximum(matrix, 0.5), matrix)
    s2 = left @ left / np.trace(leaves @ matrix)
    sides = [n] if trend else [side for side in (n, len(y) - n) if side]
    effective = sum(m / spread(m, rho) for m in sides)
    return rho, effective, math.sqrt(s2 * (w @ matrix @ w)), max(1.0, effective - (2 if trend else 3))


def agrees(effect: Effect, mean: float, wanted: tuple[float, float, float, float]) -> None:
    """The effect has that mean and that adjusted interval."""
    rho, n, se, df = wanted
    half = float(student.ppf(0.95, df)) * se
    actual = effect.adjusted
    figures = [effect.mean, actual.rho, actual.n, actual.se, actual.df, actual.low, actual.high]
    values = [mean, rho, n, se, df, mean - half, mean + half]
    assert [float(figure.known) for figure in figures] == pytest.approx(values, rel=1e-8, abs=1e-9)


SHAPES: list[tuple[list[int], list[int]]] = [
    (list(range(-12, 0)), list(range(12))),
    (list(range(-9, 0)), list(range(19))),
    ([-9, -8, -7, -5, -4, -1], [0, 2, 3, 4, 8, 9, 10]),
    (list(range(-4, 0)), list(range(3))),
    (list(range(-3, 0)), [0, 1]),
]
"""Months before and after the start: long and short, with gaps and without."""
CASES = pytest.mark.parametrize(
    ("before", "after", "memory", "seed"),
    [(*shape, memory, 10 * n + k) for n, shape in enumerate(SHAPES) for k, memory in enumerate((0.0, 0.7, -0.5))],
)


@CASES
def test_control_and_computed_baseline(before: list[int], after: list[int], memory: float, seed: int) -> None:
    rows, value, control = made("control", before, after, seed, memory)
    positions, n, k = np.array([*before, *after], float), len(before), len(after)
    w = np.array([-1 / n] * n + [1 / k] * k)
    for method, y in (("control", value - control), ("none", value)):
        leaves = block(leaving(np.ones((n, 1))), leaving(rise_design(positions[n:], y[n:])))
        agrees(measured(rows, method), float(w @ y), expected(y, w, leaves, positions, n, trend=False))


@CASES
def test_market_forecast_and_declared_baseline(before: list[int], after: list[int], memory: float, seed: int) -> None:
    rows, value, control = made("market", before, after, seed, memory)
    positions, n, k = np.array([*before, *after], float), len(before), len(after)
    none = np.array([0.0] * n + [1 / k] * k)
    factors = 1.1 ** (np.array(after) // 12 + 1)
    grown = np.array([-factors.mean() / n] * n + [1 / k] * k)

    def leaves(y: Floats) -> Floats:
        return block(leaving(np.ones((n, 1))), leaving(rise_design(positions[n:], y[n:])))

    market = expected(value, grown, leaves(value), positions, n, trend=False)
    agrees(measured(rows, "market", growth="10%"), float(grown @ value), market)
    declared = expected(value, none, leaves(value), positions, n, trend=False)
    agrees(measured(rows, "none", baseline=20), float(none @ value) - 20, declared)
    gap = value - control
    agrees(measured(rows, "forecast"), float(none @ gap), expected(gap, none, leaves(gap), positions, n, trend=False))


@CASES
def test_trend(before: list[int], after: list[int], memory: float, seed: int) -> None:
    rows, value, _ = made("trend", before, after, seed, memory)
    positions, n, k = np.array([*before, *after], float), len(before), len(after)
    line = np.column_stack([np.ones(n), positions[:n]])
    at = np.array([1.0, positions[n:].mean()])
    w = np.concatenate([-at @ np.linalg.pinv(line), np.full(k, 1 / k)])
    leaves = block(leaving(line), np.zeros((k, k)))
    agrees(measured(rows, "trend"), float(w @ value), expected(value, w, leaves, positions, n, trend=True))


@pytest.mark.parametrize(("seed", "memory"), [(1, 0.0), (2, 0.7), (3, 0.4)])
def test_year_before(seed: int, memory: float) -> None:
    """Eighteen months since the start against twelve before: six comparisons are used twice."""
    before, after = list(range(-12, 0)), list(range(18))
    rows, value, _ = made("year_before", before, after, seed, memory)
    positions, months = np.array(after, float), np.array(after) % 12
    growth = 1.05 ** (np.array(after) // 12 + 1)
    effects = value[12:] - value[:12][months] * growth
    leaves = leaving(rise_design(positions, effects))
    w = np.full(18, 1 / 18)
    effect = measured(rows, "year_before", growth="5%")
    agrees(effect, float(effects.mean()), expected(effects, w, leaves, positions, 0, trend=False, shared=months))
    half = float(student.ppf(0.95, 11)) * effects.std(ddof=1) / math.sqrt(12)
    assert float(effect.high.known - effect.mean.known) == pytest.approx(half, rel=1e-9)
    assert effect.periods_before == 12


def test_by_hand() -> None:
    """Before 1, 3; since 6, 8 with K = 2 fitted: residuals −1 and 1 before, none since, one pair: raw ρ = −½.

    ρ = −½ + (2 − 4.5)/4 < 0, so 0; s² = 2/(1 + 0) = 2, variance 2·(2/4 + 2/4) = 2; n* = 4, one degree of freedom.
    """
    effect = measured([("2024-11", 1), ("2024-12", 3), ("2025-01", 6), ("2025-02", 8)], "none")
    agrees(effect, 5.0, (0.0, 4.0, math.sqrt(2), 1.0))


@pytest.mark.parametrize("method", ["none", "control", "trend"])
def test_without_any_residual_the_interval_is_the_mean(method: str) -> None:
    rows: list[Row] = [(month_text(START + m), 8.29 if m < 0 else 9.31, 4) for m in range(-6, 6)]
    actual = measured(rows, method).adjusted
    assert [float(f.known) for f in (actual.rho, actual.n, actual.se)] == [0, 6 if method == "trend" else 12, 0]
    assert float(actual.low.known) == pytest.approx(1.02) == float(actual.high.known)


def test_without_a_degree_of_freedom_there_is_no_adjusted_interval() -> None:
    effect = measured([("2025-01", 3), ("2025-02", 5)], "none", baseline=2)
    assert effect.low.defined
    assert effect.adjusted.low.why is not None
    assert effect.wider == effect.tests[0].plain


def test_the_wider_interval_is_the_one_with_the_greater_half() -> None:
    rows, *_ = made("none", list(range(-12, 0)), list(range(12)), 5, 0.8)
    effect = measured(rows, "none")
    assert effect.wider == effect.tests[0].adjusted
    assert effect.tests[0].plain is not None
    assert effect.wider is not None
    assert effect.wider.half > effect.tests[0].plain.half


def test_periods_that_do_not_vary_are_left_by_the_constant_alone() -> None:
    """All K leave the same, so that K = 1 is the shortest: no column beside the constant, and no degree less."""
    assert best_rise(np.arange(4.0), np.full(4, 7.0)).tolist() == [0.0, 0.0, 0.0, 0.0]
