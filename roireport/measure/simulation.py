"""The simulation: ten thousand draws of all ranges and measured effects at once.

Numbers come from numpy's Generator(PCG64(seed)), seed = the first four bytes, big-endian, of SHA-256 of the
engagement's id. They are drawn in the order of the files, 10,000 at once:

- costs, then gains: `triangular(low, 1, high, 10000)` for each input with a range; nothing for a range that is a
  point (low = 1 = high), whose factor is 1;
- then for each KPI whose effect carries a per_unit gain: `standard_t(df, 10000)`, one T for all gains on it.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from roireport.measure.figure import Figure, Input, Reason, figure, named
from roireport.measure.financial import GainResult
from roireport.measure.results import Bin
from roireport.measure.sensitivity import EffectInput, RangedInput, exposure

DRAWS = 10_000
BINS = 20
SIMULATED = ("p10", "p50", "p90", "percentile", "probability_positive", "probability_target", "standard_error")
Floats: TypeAlias = NDArray[np.float64]


def seed_of(id: str) -> int:
    """The first four bytes of SHA-256 of the id, big-endian."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4], "big")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The numbers drawn: a factor for each input with a range, a Student t for each effect; by name."""

    factors: dict[str, Floats]
    scores: dict[str, Floats]


def draw(ranged: Sequence[RangedInput], effects: Sequence[EffectInput], seed: int) -> Drawn:
    """Draw the numbers of all inputs, in their order."""
    generator = np.random.Generator(np.random.PCG64(seed))
    factors = {line.name: _factor(generator, line) for line in ranged}
    scores = {effect.name: generator.standard_t(effect.precision.freedom, DRAWS) for effect in effects}
    return Drawn(factors, scores)


def _factor(generator: np.random.Generator, line: RangedInput) -> Floats:
    low, high = float(line.range.low), float(line.range.high)
    return np.ones(DRAWS) if low == high else generator.triangular(low, 1.0, high, DRAWS)


def reach(gain: GainResult, periods: int) -> float:
    """What a gain moves by for one standard error of the mean effect: exposure × u.

    u = max(1, √(k Σc²) / |Σc|), c what of the gain rests on each of its periods, k the periods of the mean effect: a
    gain that rests on some of them only knows less than the mean of all.
    """
    shares = [float(amount) for _, amount in gain.rests_on]
    whole = float(exposure(gain))
    return math.copysign(max(abs(whole), math.sqrt(periods * sum(share * share for share in shares))), whole)


def simulated_returns(
    ranged: Sequence[RangedInput], effects: Sequence[EffectInput], drawn: Drawn, totals: tuple[Decimal, Decimal]
) -> Floats | None:
    """The ROI of each draw; None where a drawn cost is not above 0.

    A gain is (net + exposure × u × error × T) × factor, a cost its net × factor; all else is as in the estimate.

    Args:
        totals: The gain and the cost of the point estimate.
    """
    won, spent = np.full(DRAWS, float(totals[0])), np.full(DRAWS, float(totals[1]))
    for line in ranged:
        change = float(line.amount) * (drawn.factors[line.name] - 1.0)
        if line.is_gain:
            won += change
        else:
            spent += change
    for effect in effects:
        score = drawn.scores[effect.name] * float(effect.precision.error)
        for gain in effect.gains:
            won += reach(gain, effect.effect.periods) * score * drawn.factors.get(f"gains.{gain.gain.id}", 1.0)
    return None if bool((spent <= 0.0).any()) else (won - spent) / spent


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation is of: an engagement's ROI, its gain and cost, and the target it is compared with."""

    id: str
    roi: Figure
    gain: Figure
    cost: Figure
    target: Figure


def simulation(simulated: Simulated, ranged: Sequence[RangedInput], effects: Sequence[EffectInput]) -> dict[str, Any]:
    """Percentiles and probabilities of the ROI (JCGM 101:2008, Monte Carlo), by their field of Uncertainty."""
    roi, seed = simulated.roi, seed_of(simulated.id)
    measured = [(effect.name, effect.effect.mean) for effect in effects]
    parts = named([("roi", roi), *((line.name, line.net) for line in ranged), *measured])
    why = roi.why if ranged or effects else Reason("no_range")
    draws = None
    if why is None:
        totals = simulated.gain.known, simulated.cost.known
        draws = simulated_returns(ranged, effects, draw(ranged, effects, seed), totals)
        why = Reason("cost_not_above_zero") if draws is None else None
    if draws is None:
        none = Figure(None, "ratio", "simulation", parts, why)
        return {"draws": DRAWS, "seed": seed, **dict.fromkeys(SIMULATED, none), "histogram": ()}
    percentiles = [
        Figure(Decimal(float(value)), "ratio", "simulation_percentile", parts)
        for value in np.percentile(draws, [10, 50, 90])
    ]
    positive = Figure(share_of(draws > 0), "ratio", "simulation_probability_positive", parts)
    # The ROI in the arithmetic of the draws, so that a draw of the same value is not below it.
    point = (float(simulated.gain.known) - float(simulated.cost.known)) / float(simulated.cost.known)
    below = Figure(share_of(draws < point), "ratio", "simulation_rank", parts)
    error = figure(
        (positive.known * (1 - positive.known) / DRAWS).sqrt(),
        "ratio",
        "simulation_standard_error",
        probability=positive,
    )
    reached = probability_of_target(draws, simulated.target, parts)
    figures = dict(zip(SIMULATED, (*percentiles, below, positive, reached, error), strict=True))
    return {"draws": DRAWS, "seed": seed, **figures, "histogram": histogram(draws)}


def share_of(chosen: NDArray[np.bool_]) -> Decimal:
    """The share of the draws that are chosen."""
    return Decimal(int(chosen.sum())) / DRAWS


def probability_of_target(draws: Floats, target: Figure, parts: tuple[Input, ...]) -> Figure:
    """The share of draws that reach the target ROI."""
    inputs = (Input("target", target), *parts)
    if target.value is None:
        return Figure(None, "ratio", "simulation_probability_target", inputs, target.why)
    return Figure(share_of(draws >= float(target.value)), "ratio", "simulation_probability_target", inputs)


def histogram(draws: Floats) -> tuple[Bin, ...]:
    """Twenty bars of equal width from the lowest to the highest draw; one bar where they are published as the same."""
    low, high = float(draws.min()), float(draws.max())
    if bool((np.diff(np.linspace(low, high, BINS + 1).round(10)) <= 0.0).any()):
        return (Bin(low, high, 1.0),)
    counts, edges = np.histogram(draws, bins=BINS, range=(low, high))
    bars = zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True)
    return tuple(Bin(start, end, count / DRAWS) for start, end, count in bars)
