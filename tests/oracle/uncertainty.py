"""How the ROI answers to what is uncertain."""

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from math import erf
from typing import TypeAlias

import numpy as np

from tests.oracle.money import Line, value_of
from tests.oracle.returns import Case, roi
from tests.oracle.written import Undefined, Value, known, number, ratio, undefined

DRAWS = 10_000
Draws: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Swing:
    """The ROI with one input at its low and at its high factor."""

    input: str
    low: Value
    high: Value
    switching: Value


def seed(id: str) -> int:
    """The first 4 bytes, big-endian, of SHA-256 of the id."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4], "big")


def ranged(case: Case) -> list[tuple[Line, Fraction, Fraction]]:
    """The inputs with a range, costs before gains, in the order of the file."""
    lines = [line for line in (*case.costs, *case.gains) if "range" in line.section]
    return [(line, number(line.section["range"]["low"]), number(line.section["range"]["high"])) for line in lines]


def roi_with(case: Case, line: Line, factor: Fraction) -> Value:
    """The ROI with one line multiplied, the others as they are."""
    more = known(lambda net: (factor - 1) * net, net_of(line, case))
    added = Fraction(0) if isinstance(more, Undefined) else more
    to_cost, to_gain = (added, Fraction(0)) if line in case.costs else (Fraction(0), added)
    return roi(known(lambda g: g + to_gain, case.gain()), known(lambda c: c + to_cost, case.cost()))


def net_of(line: Line, case: Case) -> Value:
    """The net of a line within the horizon."""
    return value_of(line, case.grid)


def switching(case: Case, line: Line) -> Value:
    """The factor at which the ROI is 0; undefined below 0."""
    net_benefit = known(lambda g, c: g - c, case.gain(), case.cost())
    share = ratio(net_benefit, net_of(line, case))
    factor = known(lambda s: 1 + s if line in case.costs else 1 - s, share)
    return known(lambda f: f if f >= 0 else undefined(), factor)


def sensitivity(case: Case) -> list[Swing]:
    """All inputs with a range, the widest swing first, then by id; last those without a difference."""
    swings = [
        Swing(line.input, roi_with(case, line, low), roi_with(case, line, high), switching(case, line))
        for line, low, high in ranged(case)
    ]

    def order(swing: Swing) -> tuple[bool, Fraction, str]:
        width = known(lambda low, high: abs(high - low), swing.low, swing.high)
        return isinstance(width, Undefined), -counted(width), swing.input

    return sorted(swings, key=order)


def simulate(case: Case, id: str, correlation: float) -> Draws:
    """The ROI of 10,000 draws of triangular factors (low, 1, high); a range that is a point draws nothing."""
    random = np.random.Generator(np.random.PCG64(seed(id)))
    cost, gain = (np.full(DRAWS, float(total)) for total in (counted(case.cost()), counted(case.gain())))
    common: dict[str, Draws] = {}
    for line, low, high in ranged(case):
        if low == high:
            continue
        if correlation and (kpi := line.section.get("kpi")) in shared_kpis(case) and line in case.gains:
            if kpi not in common:
                common[kpi] = random.standard_normal(DRAWS)
            own = random.standard_normal(DRAWS)
            factor = triangular(np.sqrt(correlation) * common[kpi] + np.sqrt(1 - correlation) * own, low, high)
        else:
            factor = random.triangular(float(low), 1, float(high), DRAWS)
        (cost if line in case.costs else gain)[:] += (factor - 1) * float(counted(net_of(line, case)))
    return np.asarray((gain - cost) / cost)


def counted(value: Value) -> Fraction:
    """A value, nothing where it is undefined."""
    return Fraction(0) if isinstance(value, Undefined) else value


def shared_kpis(case: Case) -> set[str]:
    """The KPIs of two moving gains or more."""
    moving = [line.section for line, low, high in ranged(case) if low < high and line in case.gains]
    kpis = [section["kpi"] for section in moving if "kpi" in section]
    return {kpi for kpi in kpis if kpis.count(kpi) > 1}


def triangular(normal: Draws, low: Fraction, high: Fraction) -> Draws:
    """Normal draws as triangular ones (low, 1, high), quantile by quantile."""
    share = (1 + np.vectorize(erf)(normal / np.sqrt(2))) / 2
    a, b = float(low), float(high)
    rising = a + np.sqrt(share * (b - a) * (1 - a))
    falling = b - np.sqrt((1 - share) * (b - a) * (b - 1))
    return np.asarray(np.where(share < (1 - a) / (b - a), rising, falling))
