"""The precision of a mean effect where each period resembles the one before it.

Every mean effect is a weighted sum w·y of the values of pre (the periods before the start) and post (those since).

- y: the values of the periods.
- w: their weights in the mean effect.
- p: calendar positions, so that gaps keep their place.
- M: the matrix that leaves the residuals e = M y: pre around its mean or its line, post around a constant and a rise.
  M = I − Q Q', where the orthonormal columns of Q are what is fitted; so tr(M R) = Σ R_ii − Σ q'R q.
- ρ: the lag-1 autocorrelation of the residuals, corrected for its bias.
- R: the correlations of the periods, ρ^|i − j| by calendar position.
- s² = e'e / tr(M R); the variance of the mean effect is s² w'R w.
- n*: the effective number of periods, Σ m / f(m) over the sides, f(m) = 1 + 2 Σ (1 − j/m) ρ^j.

Correlated errors in regression: Box, Jenkins & Reinsel, Time Series Analysis; bias of ρ: Marriott & Pope (1954),
Kendall (1954); effective sample size: Bayley & Hammersley (1946).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from roireport.measure.interval import Precision

Floats: TypeAlias = NDArray[np.float64]
Fit = Literal["level", "line", "rise"]

HIGHEST: Final = 0.95
"""The highest ρ: at 1 the variance of a mean would be unbounded."""
SHARED: Final = 0.5
"""The least correlation of two effects that are compared with the same period."""
SAME: Final = 1e-12
"""A share of the variation below which a difference is a rounding error of 64-bit floats."""


@dataclass(frozen=True)
class SampleSide:
    """The periods of one side of the start.

    Args:
        positions: Their calendar positions p, ascending.
        values: Their values y.
        weights: Their weights w in the mean effect.
        fit: What the residuals are left by; None where the side leaves none.
    """

    positions: Sequence[int]
    values: Sequence[Decimal]
    weights: Sequence[Decimal]
    fit: Fit | None

    @cached_property
    def columns(self) -> list[Floats]:
        """Q: the orthonormal columns of what is fitted to the side."""
        if self.fit is None or not self.positions:
            return []
        place = np.array(self.positions, float) - self.positions[0]
        level = np.full(len(place), len(place) ** -0.5)
        if self.fit == "level":
            return [level]
        slope = _centred(place) if self.fit == "line" else best_rise(place, self.numbers)
        length = float(np.sqrt(slope @ slope))
        return [level, slope / length] if length else [level]

    @cached_property
    def numbers(self) -> Floats:
        """y as floats, from the first value on: an exact difference, which leaves the residuals as they are."""
        return np.array([float(value - self.values[0]) for value in self.values])

    @cached_property
    def residuals(self) -> Floats:
        """e = y − Q Q'y; exactly 0 where only rounding errors are left."""
        left = self.numbers.copy()
        for column in self.columns:
            left -= column * (column @ left)
        if float(left @ left) <= SAME**2 * float(self.numbers @ self.numbers):
            return np.zeros(len(left))
        return left


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A precision that allows for autocorrelation: ρ, the effective number of periods n*, error and freedom of t."""

    rho: float
    n: float
    precision: Precision


def adjusted_precision(pre: SampleSide, post: SampleSide, comparisons: Sequence[int] = ()) -> Adjusted | None:
    """Compute the precision of the mean effect, allowing for autocorrelation; None without a degree of freedom.

    Args:
        comparisons: For each period of post the one that it is compared with, where a comparison is used more than
            once; empty for a method that has none.
    """
    sides = [side for side in (pre, post) if side.fit is not None and side.positions]
    if sum(len(side.positions) - len(side.columns) for side in sides) <= 0:
        return None
    line = pre.fit == "line"
    squares = sum(float(side.residuals @ side.residuals) for side in sides)
    rho = autocorrelation(sides, squares, line)
    n = _effective_periods(sides, rho)
    trace = sum(_trace(side, rho, comparisons) for side in sides)
    error = (squares / trace * _spread(pre, post, rho, comparisons)) ** 0.5 if squares else 0.0
    return Adjusted(rho, n, Precision(Decimal(error), max(1.0, n - (2 if line else 3))))


def best_rise(place: Floats, values: Floats) -> Floats:
    """The centred rise min(1, (p + 1)/K) that leaves the least residual², the shortest of equals.

    K goes from 1 to the calendar positions that the periods span, so that gaps keep their place. At K = 1 it is the
    constant, so nothing is left of it: zeros. A ramp, however slow, is no noise.
    """
    lengths = np.arange(1, place[-1] + 2)[:, None]
    rises = np.minimum(1.0, (place[None, :] + 1) / lengths)
    rises -= rises.mean(axis=1, keepdims=True)
    rises[0] = 0.0
    centred = _centred(values)
    norms = (rises**2).sum(axis=1)
    explained = (rises @ centred) ** 2 / np.where(norms > SAME, norms, np.inf)
    enough = explained >= explained.max() - SAME * float(centred @ centred)
    best: Floats = rises[int(np.argmax(enough))]
    return best


def autocorrelation(sides: Sequence[SampleSide], squares: float, line: bool) -> float:
    """ρ: Σ e_t e_(t+1) / Σ e², neighbours within a side only, + (2 + 9ρ)/n against its bias, within [0, 0.95].

    n: the periods that leave a residual. For a line (2 + 6ρ)/n: no rise is fitted. All residuals 0: 0.
    """
    if not squares:
        return 0.0
    products = 0.0
    for side in sides:
        next_to = np.diff(np.array(side.positions)) == 1
        products += float((side.residuals[:-1] * side.residuals[1:])[next_to].sum())
    raw = products / squares
    n = sum(len(side.positions) for side in sides)
    return min(HIGHEST, max(0.0, raw + (2.0 + (6.0 if line else 9.0) * raw) / n))


def inflation(count: int, rho: float) -> float:
    """f(m) = 1 + 2 Σ (1 − j/m) ρ^j, j from 1 to m − 1: how much autocorrelation widens the variance of a mean."""
    lags = np.arange(1, count)
    return 1.0 + 2.0 * float(((1.0 - lags / count) * rho**lags).sum())


def _effective_periods(sides: Sequence[SampleSide], rho: float) -> float:
    """n*: Σ m / f(m) over the sides."""
    return sum(len(side.positions) / inflation(len(side.positions), rho) for side in sides)


def correlations(positions: Floats, rho: float, comparisons: Sequence[int] = ()) -> Floats:
    """R: ρ^|i − j| by calendar position; at least ½ for two periods that share a comparison."""
    matrix: Floats = rho ** np.abs(positions[:, None] - positions[None, :])
    if comparisons:
        shared = np.equal.outer(comparisons, comparisons)
        matrix = np.where(shared, np.maximum(matrix, SHARED), matrix)
    return matrix


def _spread(pre: SampleSide, post: SampleSide, rho: float, comparisons: Sequence[int]) -> float:
    """w'R w over the periods of both sides."""
    weights = np.array([float(weight) for weight in (*pre.weights, *post.weights)])
    positions = np.array([*pre.positions, *post.positions], float)
    return float(weights @ correlations(positions, rho, comparisons) @ weights)


def _trace(side: SampleSide, rho: float, comparisons: Sequence[int]) -> float:
    """tr(M R) of a side: as many ones as it has periods, less q'R q for each fitted column."""
    matrix = correlations(np.array(side.positions, float), rho, comparisons)
    return len(side.positions) - sum(float(column @ matrix @ column) for column in side.columns)


def _centred(values: Floats) -> Floats:
    centred: Floats = values - values.mean()
    return centred
