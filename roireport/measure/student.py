"""Quantiles of Student's t distribution."""

import math
from functools import lru_cache

_STEPS = 500
_TINY = 1e-300
_CLOSE = 1e-16


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz (Numerical Recipes, 6.4)."""
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0) or _TINY)
    product = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 / (1.0 + term * d or _TINY)
            c = 1.0 + term / c or _TINY
            product *= d * c
        if abs(d * c - 1.0) < _CLOSE:
            break
    return product


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 ≤ x ≤ 1."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    front = math.exp(logarithm)
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(a, b, x) / a
    return 1.0 - front * _beta_fraction(b, a, 1.0 - x) / b


def upper_tail(t: float, freedom: float) -> float:
    """P(T > t) for t ≥ 0: half of I_x(ν/2, 1/2) at x = ν/(ν + t²) (Abramowitz and Stegun, 26.7.1)."""
    return incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t)) / 2.0


def _density(t: float, freedom: float) -> float:
    half = (freedom + 1.0) / 2.0
    scale = math.lgamma(half) - math.lgamma(freedom / 2.0) - math.log(freedom * math.pi) / 2.0
    return math.exp(scale - half * math.log1p(t * t / freedom))


@lru_cache(maxsize=1024)
def quantile(probability: float, freedom: float) -> float:
    """The t that is not exceeded with a probability of 0.5 … 1 (excluded), for any degrees of freedom > 0.

    Newton's method on the upper tail, kept inside a bracket: accurate to about 1e-12 of t.
    """
    tail = 1.0 - probability
    low, high = 0.0, 1.0
    while upper_tail(high, freedom) > tail:
        low, high = high, 2.0 * high
    t = (low + high) / 2.0
    for _ in range(_STEPS):
        excess = upper_tail(t, freedom) - tail
        low, high = (t, high) if excess > 0 else (low, t)
        step = t + excess / _density(t, freedom)
        after = step if low < step < high else (low + high) / 2.0
        if abs(after - t) <= 1e-14 * max(1.0, t):
            return after
        t = after
    return t
