"""How sure a mean effect is where each period resembles the one before: the error of Newey and West."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from roireport.measure.interval import mean
from roireport.model.kpi import Method
from roireport.model.period import Span

NOTHING = Decimal(0)
PARAMETERS: Mapping[Method, int] = {"control": 2, "trend": 3}
"""What is estimated on the way to a mean effect: two means, or a line and a mean; elsewhere the mean alone."""

Effects: TypeAlias = Sequence[tuple[Span, Decimal]]


@dataclass(frozen=True, slots=True)
class WeightedResidual:
    """One period's weight in the mean effect, and its residual.

    The weights of a mean are 1/k; those of a difference of means 1/k after and −1/n before; those of the distance
    from a line 1/k after, and −(1/n + (x̄after − x̄)(x − x̄)/Sxx) before.
    """

    position: int
    weight: Decimal
    residual: Decimal


def lags(count: int) -> int:
    """Over how many periods residuals are taken to be alike: ⌊4 (n/100)^(2/9)⌋.

    The usual rule for Bartlett weights, after Newey and West (1994), whose automatic choice begins with it.
    """
    return math.floor(4.0 * math.pow(count / 100.0, 2.0 / 9.0))


def robust_error(residuals: Sequence[WeightedResidual], parameters: int) -> Decimal:
    """The standard error of Σ weight × value, robust to autocorrelation and unequal variances; n > p.

    √(n/(n − p) · Σₛ Σₜ (1 − |s − t|/(L + 1)) · wₛeₛ · wₜeₜ), |s − t| ≤ L in calendar time, so that gaps keep their
    place. Newey and West (1987), with the correction for p parameters; statsmodels: cov_type HAC, use_correction.
    """
    count = len(residuals)
    most = lags(count)
    total = NOTHING
    for place, period in enumerate(residuals):
        moved = period.weight * period.residual
        total += moved * moved
        for other in residuals[place + 1 :]:
            apart = other.position - period.position
            if apart > most:
                break
            total += 2 * (1 - Decimal(apart) / (most + 1)) * moved * other.weight * other.residual
    return (max(NOTHING, total) * count / (count - parameters)).sqrt()


def weighted_residuals(method: Method, before: Effects, after: Effects) -> list[WeightedResidual]:
    """The weighted residuals of a mean effect, from the effects of the periods before and after the start.

    Before the start an effect is what the method leaves unexplained, so both sides are taken from their own mean.
    """
    residuals = _residuals(after, [Decimal(1) / len(after)] * len(after))
    if method not in PARAMETERS:
        return residuals
    slopes = _trend_weights(before, after) if method == "trend" else [NOTHING] * len(before)
    weights = [-(Decimal(1) / len(before) + slope) for slope in slopes]
    return _residuals(before, weights) + residuals


def _residuals(effects: Effects, weights: Sequence[Decimal]) -> list[WeightedResidual]:
    """The distance of each effect from their mean, with its weight."""
    level = mean([value for _, value in effects])
    return [
        WeightedResidual(span.position, weight, value - level)
        for (span, value), weight in zip(effects, weights, strict=True)
    ]


def _trend_weights(before: Effects, after: Effects) -> list[Decimal]:
    """The weight of each period before the start in a line prolonged to those after: (x̄after − x̄)(x − x̄)/Sxx."""
    positions = [Decimal(span.position) for span, _ in before]
    middle = mean(positions)
    spread = sum(((position - middle) ** 2 for position in positions), NOTHING)
    distance = mean([Decimal(span.position) for span, _ in after]) - middle
    return [distance * (position - middle) / spread for position in positions]
