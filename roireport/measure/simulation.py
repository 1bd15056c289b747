"""The simulation: ten thousand draws of all ranges at once.

Numbers come from numpy's Generator(PCG64(seed)), seed = the first four bytes, big-endian, of SHA-256 of the
engagement's id. Inputs are drawn in the order of the files, costs before gains, each 10,000 at once:

- `triangular(low, 1, high, 10000)` for an independent input;
- for gains that share a KPI, where the correlation is above 0 and two or more of them have a range wider than a
  point: first `standard_normal(10000)` for what they have in common, once, at the first of them; then
  `standard_normal(10000)` for each; √ρ·common + √(1 − ρ)·own, its normal probability, and the inverse of the
  triangular distribution at it (a Gaussian copula with the same correlation ρ between any two);
- nothing for a range that is a point (low = 1 = high): its factor is 1.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from roireport.measure.figure import Figure, Input, Reason, figure, named
from roireport.measure.results import Bin, Swing, Uncertainty
from roireport.measure.sensitivity import RangedInput

DRAWS = 10_000
BINS = 20
Floats: TypeAlias = NDArray[np.float64]


def seed_of(id: str) -> int:
    """The first four bytes of SHA-256 of the id, big-endian."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4], "big")


def normal_probability(z: Floats) -> Floats:
    """Φ(z) = erfc(−z/√2)/2."""
    return np.fromiter(map(math.erfc, (-z / math.sqrt(2.0)).tolist()), np.float64, len(z)) / 2.0


def triangular_at(probability: Floats, low: float, high: float) -> Floats:
    """The inverse of the triangular distribution with its mode at 1."""
    width, rise = high - low, 1.0 - low
    left = low + np.sqrt(probability * width * rise)
    right = high - np.sqrt((1.0 - probability) * width * (high - 1.0))
    return np.where(probability <= rise / width, left, right)


def factors(inputs: Sequence[RangedInput], seed: int, correlation: float) -> list[Floats]:
    """The factors drawn for each input."""
    draw = np.random.Generator(np.random.PCG64(seed))
    sharing = Counter(line.kpi for line in inputs if line.kpi and line.range.low < line.range.high)
    common: dict[str, Floats] = {}
    drawn: list[Floats] = []
    for line in inputs:
        low, high = float(line.range.low), float(line.range.high)
        if low == high:
            drawn.append(np.ones(DRAWS))
        elif line.kpi and correlation > 0 and sharing[line.kpi] > 1:
            if line.kpi not in common:
                common[line.kpi] = draw.standard_normal(DRAWS)
            own = draw.standard_normal(DRAWS)
            mixed = math.sqrt(correlation) * common[line.kpi] + math.sqrt(1.0 - correlation) * own
            drawn.append(triangular_at(normal_probability(mixed), low, high))
        else:
            drawn.append(draw.triangular(low, 1.0, high, DRAWS))
    return drawn


def simulated_returns(
    inputs: Sequence[RangedInput], drawn: Sequence[Floats], gain: Decimal, cost: Decimal
) -> Floats | None:
    """The ROI of each draw, a weighted sum since gains and costs are linear; None where a drawn cost is not above 0."""
    won, spent = np.full(DRAWS, float(gain)), np.full(DRAWS, float(cost))
    for line, factor in zip(inputs, drawn, strict=True):
        change = float(line.amount) * (factor - 1.0)
        if line.is_gain:
            won += change
        else:
            spent += change
    return None if bool((spent <= 0.0).any()) else (won - spent) / spent


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation is of: an engagement's ROI, its gain and cost, and the target it is compared with."""

    id: str
    roi: Figure
    gain: Figure
    cost: Figure
    target: Figure


def uncertainty(
    simulated: Simulated, inputs: Sequence[RangedInput], correlation: Decimal, swings: tuple[Swing, ...]
) -> Uncertainty:
    """Percentiles and probabilities of the ROI (JCGM 101:2008, Monte Carlo)."""
    roi, gain, cost = simulated.roi, simulated.gain, simulated.cost
    seed = seed_of(simulated.id)
    parts = named([("roi", roi), *((line.name, line.net) for line in inputs)])
    why = roi.why if inputs else Reason("no_range")
    draws = None
    if why is None:
        draws = simulated_returns(inputs, factors(inputs, seed, float(correlation)), gain.known, cost.known)
        why = Reason("cost_not_above_zero") if draws is None else None
    if draws is None:
        none = Figure(None, "ratio", "simulation", parts, why)
        return Uncertainty(DRAWS, seed, none, none, none, none, none, none, (), swings)
    p10, p50, p90 = (
        Figure(Decimal(float(value)), "ratio", "simulation_percentile", parts)
        for value in np.percentile(draws, [10, 50, 90])
    )
    positive = Figure(Decimal(int((draws > 0).sum())) / DRAWS, "ratio", "simulation_probability_positive", parts)
    error = (positive.known * (1 - positive.known) / DRAWS).sqrt()
    standard_error = figure(error, "ratio", "simulation_standard_error", probability=positive)
    reached = probability_of_target(draws, simulated.target, parts)
    return Uncertainty(DRAWS, seed, p10, p50, p90, positive, reached, standard_error, histogram(draws), swings)


def probability_of_target(draws: Floats, target: Figure, parts: tuple[Input, ...]) -> Figure:
    """The share of draws that reach the target ROI."""
    inputs = (Input("target", target), *parts)
    if target.value is None:
        return Figure(None, "ratio", "simulation_probability_target", inputs, target.why)
    share = Decimal(int((draws >= float(target.value)).sum())) / DRAWS
    return Figure(share, "ratio", "simulation_probability_target", inputs)


def histogram(draws: Floats) -> tuple[Bin, ...]:
    """Twenty bars of equal width from the lowest to the highest draw; one bar where they are published as the same."""
    low, high = float(draws.min()), float(draws.max())
    if bool((np.diff(np.linspace(low, high, BINS + 1).round(10)) <= 0.0).any()):
        return (Bin(low, high, 1.0),)
    counts, edges = np.histogram(draws, bins=BINS, range=(low, high))
    bars = zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True)
    return tuple(Bin(start, end, count / DRAWS) for start, end, count in bars)
