"""Random engagements whose true effects are known: none at all, or the same number of standard deviations.

Nothing but chance, and the effect that is asked for, moves a KPI away from its counterfactual. What would withhold the
headline for another reason (a share of 100 % of an estimate, one effect sold twice …) is avoided, so that the
statistics alone decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from roireport.model.engagement import Engagement
from roireport.model.period import month_text
from tests.engagements import cost, engagement, gain

Floats = NDArray[np.float64]

METHODS: Final = ("control", "trend", "market", "year_before", "estimate")
MEMORIES: Final = (0.0, 0.5, 0.7)
"""The correlations of neighbouring periods."""
LEVEL: Final = 100.0
START: Final = 12 * 2024
"""January 2024, as a count of months."""


@dataclass(frozen=True, slots=True)
class Design:
    """What an engagement was drawn with: its method, the correlation of neighbours and the effect in deviations."""

    method: str
    memory: float
    effect: float


def generated(seed: int, effect: float = 0.0) -> tuple[Design, Engagement]:
    """The engagement of a seed.

    Args:
        effect: By how many standard deviations of its noise each KPI is better in every month since the start.
    """
    draw = np.random.default_rng([seed, round(100 * effect)])
    design = Design(METHODS[seed % 5], MEMORIES[seed // 5 % 3], effect)
    before, after = int(draw.integers(12, 25)), int(draw.integers(6, 19))
    start = START + int(draw.integers(0, 12))
    kpis, observed, deviations = [], {}, []
    for place in range(int(draw.integers(1, 3))):
        deviation = float(draw.uniform(0.5, 8.0))
        keys, rows = _kpi(draw, design, f"kpi-{place}", (before, after, start), deviation)
        kpis.append(keys)
        observed[keys["id"]] = rows
        deviations.append(deviation)
    gains, worth = _gains(draw, design, kpis, deviations)
    horizon = max(12, int(draw.choice([after, 12, 24, 36])))
    sample = engagement(
        id=f"drawn-{seed}",
        period={"start": f"{month_text(start)}-01", "end": f"{month_text(start + 2)}-28"},
        as_of=f"{month_text(start + after)}-01",
        horizon=f"{horizon} months",
        costs=_costs(draw, worth * min(horizon, after)),
        gains=gains,
        kpis=kpis,
        observed=observed,
    )
    return design, sample


def noise(draw: np.random.Generator, count: int, memory: float) -> Floats:
    """Noise of variance 1 whose neighbours correlate at `memory`."""
    values = draw.normal(0, 1, count)
    for place in range(1, count):
        values[place] = memory * values[place - 1] + (1 - memory**2) ** 0.5 * values[place]
    return values


def _kpi(
    draw: np.random.Generator, design: Design, id: str, times: tuple[int, int, int], deviation: float
) -> tuple[dict[str, Any], list[Sequence[str]]]:
    """The keys of a KPI and the rows of its series; where the work helps, it moves in the KPI's good direction."""
    before, after, start = times
    months = np.arange(-before, after)
    direction = str(draw.choice(["up", "down"]))
    growth = float(draw.choice([0.0, 0.03])) if design.method in ("market", "year_before") else 0.0
    course = _expected(draw, design.method, months, growth, deviation)
    helped = design.effect * deviation * (1 if direction == "up" else -1) * (months >= 0)
    values = course + helped + deviation * noise(draw, len(months), design.memory)
    control = course + deviation * noise(draw, len(months), design.memory) - LEVEL / 2
    keys: dict[str, Any] = {"id": id, "direction": direction, "source": "CRM"}
    keys["counterfactual"] = {"method": design.method}
    if design.method == "market" or growth:
        keys["counterfactual"]["growth"] = f"{growth:.0%}"
    if design.method in ("market", "estimate") and draw.random() < 0.3:
        keys["baseline"] = f"{LEVEL:.0f}"
    cells = [f"{value:.4f}" for value in values], [f"{value:.4f}" for value in control]
    shown = 3 if design.method == "control" else 2
    rows: list[Sequence[str]] = [
        (month_text(start + int(month)), value, other)[:shown]
        for month, value, other in zip(months, *cells, strict=True)
    ]
    return keys, rows


def _expected(draw: np.random.Generator, method: str, months: NDArray[np.int_], growth: float, unit: float) -> Floats:
    """The course without any work, as the method has it: a level, a line, a market that grows, a season.

    Args:
        unit: The standard deviation of the noise, in which slopes and seasons are drawn.
    """
    years = np.floor(months / 12)
    if method == "market":
        return np.asarray(LEVEL * (1 + growth) ** np.maximum(0, years + 1))
    season = 3 * unit * float(draw.random()) * np.sin(2 * np.pi * months / 12)
    if method == "year_before":
        return np.asarray((LEVEL + season) * (1 + growth) ** years)
    if method == "control":
        return np.asarray(LEVEL + season)
    slope = float(draw.uniform(-0.2, 0.2)) * unit if method == "trend" else 0.0
    return np.asarray(LEVEL + slope * months)


def _gains(
    draw: np.random.Generator, design: Design, kpis: Sequence[dict[str, Any]], deviations: Sequence[float]
) -> tuple[list[dict[str, Any]], float]:
    """One to three gains, each KPI with one at least; and what an effect of one deviation is worth a month, net."""
    count = max(len(kpis), int(draw.integers(1, 4)))
    gains, worth = [], 0.0
    for place in range(count):
        on = place % len(kpis)
        alike = len(range(on, count, len(kpis)))
        share = float(draw.uniform(0.2, 0.85 if design.method == "estimate" else 1.0)) / alike
        deadweight = float(draw.uniform(0, 0.3)) if design.method == "estimate" else 0.0
        volume, value = int(draw.integers(10, 200)), int(draw.integers(5, 500))
        keys: dict[str, Any] = {
            "kpi": kpis[on]["id"],
            "per_unit": {"value": value, "volume": volume},
            "attribution": {"share": f"{share:.2f}", "by": "Sales director", "confidence": "80%"},
            "drivers": [f"driver-{place}"],
            "evidence": 3,
            "source": "Ledger",
        }
        if deadweight:
            keys["deadweight"] = f"{deadweight:.2f}"
        if draw.random() < 0.5:
            keys["range"] = {"low": f"{draw.uniform(0.6, 0.95):.2f}", "high": f"{draw.uniform(1.0, 1.3):.2f}"}
        if draw.random() < 0.3:
            keys |= {"lag": "1 months", "ramp": "3 months", "drop_off": "20%"}
        gains.append(gain(id=f"gain-{place}", **keys))
        worth += deviations[on] * volume * value * share * 0.8 * (1 - deadweight)
    return gains, worth


def _costs(draw: np.random.Generator, worth: float) -> list[dict[str, Any]]:
    """A cost of 5 to 100 % of what an effect of one deviation would have brought until as_of."""
    whole = worth * float(draw.uniform(0.05, 1.0))
    keys: dict[str, Any] = {"range": {"low": "0.95", "high": "1.20"}} if draw.random() < 0.5 else {}
    return [
        cost(f"{0.7 * whole:.2f}", **keys),
        cost(f"{0.2 * whole:.2f}", id="time", category="client_time"),
        cost(f"{0.1 * whole:.2f}", id="licences", category="tools"),
    ]
