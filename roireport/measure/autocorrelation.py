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
    """A period as the mean effect feels it: with which weight its value enters, and what is left of it unexplained.

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


def robust_error(felt: Sequence[WeightedResidual], parameters: int) -> Decimal:
    """The standard error of Σ weight × value, robust to autocorrelation and unequal variances; n > p.

    √(n/(n − p) · Σₛ Σₜ (1 − |s − t|/(L + 1)) · wₛeₛ · wₜeₜ), |s − t| ≤ L in calendar time, so that gaps keep their
    place. Newey and West (1987), with the correction for p parameters; statsmodels: cov_type HAC, use_correction.
    """
    count = len(felt)
    most = lags(count)
    total = NOTHING
    for place, one in enumerate(felt):
        moved = one.weight * one.residual
        total += moved * moved
        for other in felt[place + 1 :]:
            apart = other.position - one.position
            if apart > most:
                break
            total += 2 * (1 - Decimal(apart) / (most + 1)) * moved * other.weight * other.residual
    return (max(NOTHING, total) * count / (count - parameters)).sqrt()


def pulls(method: Method, before: Effects, after: Effects) -> list[WeightedResidual]:
    """The pulls on the mean effect of a method, from the effects of the periods before and after the start.

    Before the start an effect is what the method leaves unexplained, so both sides are taken from their own mean.
    """
    own = mean([value for _, value in after])
    felt = [WeightedResidual(span.position, Decimal(1) / len(after), value - own) for span, value in after]
    if method not in PARAMETERS:
        return felt
    places = [Decimal(span.position) for span, _ in before]
    count, middle, level = len(before), mean(places), mean([value for _, value in before])
    lean = [NOTHING] * count
    if method == "trend":
        spread = sum(((place - middle) ** 2 for place in places), NOTHING)
        ahead = mean([Decimal(span.position) for span, _ in after]) - middle
        lean = [ahead * (place - middle) / spread for place in places]
    weights = [-(Decimal(1) / count + one) for one in lean]
    rests = [(span.position, value - level) for span, value in before]
    return [WeightedResidual(place, weight, rest) for (place, rest), weight in zip(rests, weights, strict=True)] + felt
