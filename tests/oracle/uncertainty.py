"""How the ROI answers to what is uncertain: what was typed, and what was measured."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from tests.oracle.effects import Kpi
from tests.oracle.intervals import Precision, wider
from tests.oracle.money import Line
from tests.oracle.returns import Case, roi
from tests.oracle.written import Undefined, Value, known, number, ratio, undefined

DRAWS = 10_000
NOTHING_UNSURE = undefined("no input has a range")
Draws: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Swing:
    """The ROI with one input at its low and at its high end."""

    input: str
    low: Value
    high: Value
    switching: Value


@dataclass(frozen=True)
class Drawn:
    """An effect that is drawn: its KPI, its precision, and the gains that rest on it."""

    kpi: Kpi
    precision: Precision
    gains: list[Line]


def seed(id: str) -> int:
    """The first 4 bytes, big-endian, of SHA-256 of the id."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4], "big")


def ranged(case: Case) -> list[tuple[Line, Fraction, Fraction]]:
    """The lines with a range, costs before gains, in the order of the file."""
    lines = [line for line in (*case.costs, *case.gains) if "range" in line.section]
    return [(line, number(line.section["range"]["low"]), number(line.section["range"]["high"])) for line in lines]


def drawn_effects(case: Case, kpis: Mapping[str, Kpi]) -> list[Drawn]:
    """The effects with an interval that carry a gain per unit, in the order of the file."""
    drawn = []
    for id, kpi in kpis.items():
        gains = [line for line in case.gains if "per_unit" in line.section and line.section["kpi"] == id]
        precision = wider(kpi) if gains else None
        if precision is not None:
            drawn.append(Drawn(kpi, precision, gains))
    return drawn


def roi_with(case: Case, line: Line, factor: Fraction) -> Value:
    """The ROI with one line multiplied, the others as they are."""
    added = (factor - 1) * case.net(line)
    to_cost, to_gain = (added, Fraction(0)) if line in case.costs else (Fraction(0), added)
    return roi(known(lambda g: g + to_gain, case.gain()), known(lambda c: c + to_cost, case.cost()))


def switching(case: Case, net: Fraction, *, is_cost: bool) -> Value:
    """The factor at which the ROI is 0; undefined below 0."""
    share = ratio(known(lambda g, c: g - c, case.gain(), case.cost()), net or undefined())
    factor = known(lambda s: 1 + s if is_cost else 1 - s, share)
    return known(lambda f: f if f >= 0 else undefined(), factor)


def sensitivity(case: Case, kpis: Mapping[str, Kpi]) -> list[Swing]:
    """All inputs, the widest swing first, then by id; last those without a difference."""
    swings = [
        Swing(
            line.input,
            roi_with(case, line, low),
            roi_with(case, line, high),
            switching(case, case.net(line), is_cost=line in case.costs),
        )
        for line, low, high in ranged(case)
    ]
    swings += [effect_swing(case, effect) for effect in drawn_effects(case, kpis)]

    def order(swing: Swing) -> tuple[bool, Fraction, str]:
        width = known(lambda low, high: abs(high - low), swing.low, swing.high)
        return isinstance(width, Undefined), -counted(width), swing.input

    return sorted(swings, key=order)


def effect_swing(case: Case, effect: Drawn) -> Swing:
    """The ROI with every period's effect moved by half of the wider interval, down and up."""
    half = Fraction(effect.precision.half())
    exposure = sum((line.exposure for line in effect.gains), Fraction(0))
    low, high = (roi(known(lambda g, by=by: g + by * exposure, case.gain()), case.cost()) for by in (-half, half))
    net = sum((case.net(line) for line in effect.gains), Fraction(0))
    return Swing(f"kpis.{effect.kpi.section['id']}", low, high, switching(case, net, is_cost=False))


def simulate(case: Case, kpis: Mapping[str, Kpi], id: str) -> Draws | None:
    """The ROI of 10,000 draws; a range that is a point draws nothing. None where a drawn cost is not above 0."""
    random = np.random.Generator(np.random.PCG64(seed(id)))
    factors: dict[str, Draws] = {}
    for line, low, high in ranged(case):
        if low < high:
            factors[line.input] = random.triangular(float(low), 1, float(high), DRAWS)
    moved: dict[str, Draws] = {}
    for effect in drawn_effects(case, kpis):
        t = random.standard_t(effect.precision.df, DRAWS)
        for line in effect.gains:
            error = float(line.exposure) * effect.precision.se * unevenness(line, len(effect.kpi.after))
            moved[line.input] = error * t
    cost, gain = np.zeros(DRAWS), np.zeros(DRAWS)
    for line in (*case.costs, *case.gains):
        amount = float(case.net(line)) + moved.get(line.input, 0.0)
        (cost if line in case.costs else gain)[:] += amount * factors.get(line.input, 1.0)
    return np.asarray((gain - cost) / cost) if (cost > 0).all() else None


def unevenness(line: Line, k: int) -> float:
    """u = max(1, √(k Σc²)/Σc), c = what of the gain rests on each measured period."""
    if not line.exposure:
        return 1.0
    squares = sum((c * c for c in line.rests.values()), Fraction(0))
    return max(1.0, math.sqrt(k * squares) / float(line.exposure))


def coverage(case: Case, kpis: Mapping[str, Kpi]) -> Value:
    """The share of the gains whose doubt is in the draws."""
    measured = {line.input for effect in drawn_effects(case, kpis) for line in effect.gains}
    sizes = {line.input: abs(case.net(line)) for line in case.gains}
    covered = [line for line in case.gains if line.input in measured or wide_enough(line, case)]
    return ratio(sum((sizes[line.input] for line in covered), Fraction(0)), sum(sizes.values(), Fraction(0)))


def wide_enough(line: Line, case: Case) -> bool:
    """A range of 10 points where every amount is observed, or one that reaches down to 80 %."""
    if "range" not in line.section:
        return False
    low, high = (number(line.section["range"][end]) for end in ("low", "high"))
    return low <= Fraction(4, 5) or (
        all(flow.state == "observed" for flow in line.flows if case.grid.inside(flow)) and high - low >= Fraction(1, 10)
    )


def nothing_unsure(case: Case, kpis: Mapping[str, Kpi]) -> bool:
    """Whether neither a range nor an interval is there."""
    return not ranged(case) and not drawn_effects(case, kpis)


def counted(value: Value) -> Fraction:
    """A value, nothing where it is undefined."""
    return Fraction(0) if isinstance(value, Undefined) else value
