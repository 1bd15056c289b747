"""Student's t by numeric integration: t = √ν tan θ turns its density into cos^(ν−1)."""

import math
from functools import lru_cache

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)


def inside(t: float, freedom: float) -> float:
    """P(|T| < t), by Gauss-Legendre; t at or above 0."""
    return 2 * _from_zero(math.atan(t / math.sqrt(freedom)), freedom)


@lru_cache(maxsize=4096)
def quantile(share: float, freedom: float) -> float:
    """The t with P(T < t) = share, share at or above one half, by bisection of the angle."""
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        angle = (low + high) / 2
        low, high = (angle, high) if _from_zero(angle, freedom) < share - 0.5 else (low, angle)
    return math.sqrt(freedom) * math.tan(low)


def _from_zero(angle: float, freedom: float) -> float:
    """P(0 < T < √ν tan angle)."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    return scale * angle / 2 * float(WEIGHTS @ np.cos(angle / 2 * (NODES + 1)) ** (freedom - 1))
