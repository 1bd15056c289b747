"""How sure a mean effect is: the plain interval, and the one that allows for autocorrelation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from tests.oracle.effects import LEVEL_METHODS, Kpi
from tests.oracle.series import Row, least_squares, mean, variance
from tests.oracle.student import quantile
from tests.oracle.written import Undefined

Matrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Precision:
    """A standard error with its degrees of freedom."""

    se: float
    df: float

    def half(self, level: float = 0.9) -> float:
        """Half the width of the interval at a level."""
        return quantile((1 + level) / 2, self.df) * self.se if self.se else 0.0


@dataclass(frozen=True)
class Adjusted(Precision):
    """The same, with the autocorrelation and the effective number of periods."""

    rho: float
    n: float


def plain(kpi: Kpi) -> Precision | None:
    """By the KPI's method; none where a degree of freedom is missing."""
    effects = kpi.effects()
    k = len(effects)
    if kpi.method == "trend":
        return _trend(kpi) if k else None
    if kpi.method == "control":
        return welch([kpi.gap(row) for row in kpi.before], [kpi.gap(row) for row in kpi.after])
    if kpi.method in LEVEL_METHODS and not kpi.declared:
        return welch([row.value for row in kpi.before], effects, growth(kpi))
    if k < 2:
        return None
    m = len({kpi.years_back(row) * -12 + row.first for row in kpi.after}) if kpi.method == "year_before" else k
    return None if m < 2 else Precision(math.sqrt(variance(effects) / m), m - 1)


def growth(kpi: Kpi) -> Fraction:
    """The mean growth factor over the periods of the effect."""
    return mean([kpi.growth_factor(row) for row in kpi.after]) if kpi.after else Fraction(1)


def _trend(kpi: Kpi) -> Precision | None:
    """s·√(1/k + 1/n + (x̄post − x̄)²/Sxx) with n − 2 degrees."""
    n, k, line = len(kpi.pre), len(kpi.after), kpi.line
    if line is None:
        return None
    ahead = mean([Fraction(row.place) for row in kpi.after])
    squared = line.left / (n - 2) * (Fraction(1, k) + Fraction(1, n) + (ahead - line.x_mean) ** 2 / line.sxx)
    return Precision(math.sqrt(squared), n - 2)


def welch(before: Sequence[Fraction], after: Sequence[Fraction], factor: Fraction = Fraction(1)) -> Precision | None:
    """The error of mean(after) − factor × mean(before), degrees by Satterthwaite."""
    if min(len(before), len(after)) < 2:
        return None
    a, b = factor**2 * variance(before) / len(before), variance(after) / len(after)
    if a + b == 0:
        return Precision(0.0, len(before) + len(after) - 2)
    degrees = (a + b) ** 2 / (a**2 / (len(before) - 1) + b**2 / (len(after) - 1))
    return Precision(math.sqrt(a + b), float(degrees))


@dataclass(frozen=True)
class Side:
    """The periods of one side: positions, values, residuals, the matrix that leaves them, what the mean takes."""

    places: list[int]
    residuals: list[Fraction]
    matrix: Matrix
    weights: list[Fraction]
    freedom: int
    counts: bool = True


def adjusted(kpi: Kpi) -> Adjusted | None:
    """With R = (ρ^|i−j|), s² = residual² / tr(M R), variance = s² w'Rw; none where nothing can leave a residual."""
    if not kpi.after:
        return None
    sides = sides_of(kpi)
    counted = [one for one in sides if one.counts]
    if not sum(one.freedom for one in counted):
        return None
    rho = autocorrelation(counted, 6 if kpi.method == "trend" else 9)
    effective = sum(len(one.places) / inflation(len(one.places), rho) for one in counted if one.places)
    df = max(1.0, effective - (2 if kpi.method == "trend" else 3))
    left = sum((e * e for one in counted for e in one.residuals), Fraction(0))
    if left == 0:
        return Adjusted(0.0, df, 0.0, effective)
    correlation = correlations(kpi, [place for one in sides for place in one.places], rho)
    matrix = block(sides)
    weights = np.array([float(w) for one in sides for w in one.weights])
    s2 = float(left) / float(np.trace(matrix @ correlation))
    return Adjusted(math.sqrt(s2 * float(weights @ correlation @ weights)), df, rho, effective)


def sides_of(kpi: Kpi) -> list[Side]:
    """pre and post, as far as the method has them."""
    k = len(kpi.after)
    equal = [Fraction(1, k)] * k
    if kpi.method == "year_before":
        return [rise_side(kpi.after, kpi.effects(), equal)]
    if kpi.method == "trend":
        nothing = Side([row.place for row in kpi.after], [], np.zeros((k, k)), equal, 0, counts=False)
        return [line_side(kpi), nothing]
    post = rise_side(kpi.after, [kpi.gap(row) for row in kpi.after], equal)
    return [mean_side(kpi), post] if kpi.before else [post]


def mean_side(kpi: Kpi) -> Side:
    """pre around its mean; a declared baseline and a forecast take nothing of it."""
    n, ys = len(kpi.before), [kpi.gap(row) for row in kpi.before]
    taken = kpi.method == "control" or (kpi.method in LEVEL_METHODS and not kpi.declared)
    weight = -growth(kpi) / n if taken else Fraction(0)
    leaves = np.eye(n) - np.full((n, n), 1 / n)
    return Side([row.place for row in kpi.before], [y - mean(ys) for y in ys], leaves, [weight] * n, n - 1)


def line_side(kpi: Kpi) -> Side:
    """pre around its line, which is carried to the middle of post."""
    assert kpi.line is not None
    n, line = len(kpi.pre), kpi.line
    ahead = mean([Fraction(row.place) for row in kpi.after])
    away = [row.place - line.x_mean for row in kpi.pre]
    weights = [-(Fraction(1, n) + (ahead - line.x_mean) * x / line.sxx) for x in away]
    column = np.array([float(x) for x in away])
    leaves = np.eye(n) - np.full((n, n), 1 / n) - np.outer(column, column) / float(line.sxx)
    residuals = [row.value - line.at(row.place) for row in kpi.pre]
    return Side([row.place for row in kpi.pre], residuals, leaves, weights, n - 2)


def rise_side(rows: Sequence[Row], ys: Sequence[Fraction], weights: list[Fraction]) -> Side:
    """post around a constant and a rise min(1, (p + 1)/K), by the K that leaves least, the shortest of equals."""
    places = [row.place for row in rows]
    k, since = len(rows), [place - places[0] for place in places]
    middle = mean(ys)
    best, left = [y - middle for y in ys], sum(((y - middle) ** 2 for y in ys), Fraction(0))
    leaves, freedom = np.eye(k) - np.full((k, k), 1 / k), k - 1
    for longest in range(2, since[-1] + 2):
        rise = [min(Fraction(1), Fraction(p + 1, longest)) for p in since]
        line = least_squares(rise, ys)
        if line.left < left:
            best, left = [y - line.at(r) for r, y in zip(rise, ys, strict=True)], line.left
            column = np.array([float(r - line.x_mean) for r in rise])
            leaves = np.eye(k) - np.full((k, k), 1 / k) - np.outer(column, column) / float(line.sxx)
            freedom = k - 2
    return Side(places, best, leaves, weights, freedom)


def autocorrelation(sides: Sequence[Side], slope: int) -> float:
    """ρ of neighbours within a side, + (2 + slope·ρ)/n, held in [0, 0.95]; 0 where nothing is left."""
    whole = sum((e * e for side in sides for e in side.residuals), Fraction(0))
    if whole == 0:
        return 0.0
    beside = Fraction(0)
    for side in sides:
        at = dict(zip(side.places, side.residuals, strict=True))
        beside += sum((e * at[place + 1] for place, e in at.items() if place + 1 in at), Fraction(0))
    n = sum(len(side.places) for side in sides)
    raw = beside / whole
    return float(min(Fraction(95, 100), max(Fraction(0), raw + (2 + slope * raw) / n)))


def inflation(m: int, rho: float) -> float:
    """f(m) = 1 + 2 Σ (1 − j/m) ρ^j: how many correlated periods are worth one."""
    return 1 + 2 * sum((1 - j / m) * rho**j for j in range(1, m))


def correlations(kpi: Kpi, places: Sequence[int], rho: float) -> Matrix:
    """ρ^|i−j|, at least ½ for two effects of year_before that share a comparison."""
    matrix = np.array([[rho ** abs(i - j) for j in places] for i in places])
    if kpi.method == "year_before":
        partners = [row.first - 12 * kpi.years_back(row) for row in kpi.after]
        shared = np.array([[a == b for a in partners] for b in partners])
        matrix = np.where(shared, np.maximum(matrix, 0.5), matrix)
    return matrix


def block(sides: Sequence[Side]) -> Matrix:
    """M: the matrices of the sides along the diagonal."""
    size = sum(len(side.places) for side in sides)
    whole, at = np.zeros((size, size)), 0
    for side in sides:
        end = at + len(side.places)
        whole[at:end, at:end] = side.matrix
        at = end
    return whole


def wider(kpi: Kpi) -> Precision | None:
    """Whichever of the two intervals at 90 % is wider; none where neither exists."""
    if isinstance(kpi.mean_effect(), Undefined):
        return None
    intervals = [one for one in (plain(kpi), adjusted(kpi)) if one is not None]
    return max(intervals, key=Precision.half) if intervals else None
