"""How often an effect is called established where there is none, and how often one is found.

The contract's rates are held over 1,000 series a case by `make rates`, within two standard errors (2.5 points at 20 %);
the usual run takes fewer.
"""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray

from roireport.assess.catalogue import find_rule
from roireport.assess.established import DOUBTED_BY, is_beyond_chance
from roireport.assess.finding import Case
from roireport.measure.effects import kpi_result
from roireport.model.grid import Grid
from roireport.model.period import month_text
from tests.engagements import engagement, series

CONTRACT: Final = 1000
"""Series a case that the contract's rates are held over."""
SERIES: Final = int(os.environ.get("ROIREPORT_SERIES", "40"))
"""Series a case."""
START: Final = 12 * 2025
"""January 2025, as a count of months."""
SHAPES: Final = [(12, 12), (9, 19)]
"""Periods before and since the start."""
METHODS: Final = ["control", "market", "trend"]
GROWTH: Final = {"market": {"growth": "0%"}}


def noise(generator: np.random.Generator, count: int, memory: float) -> NDArray[np.float64]:
    """Noise of variance 1 whose neighbours correlate at `memory`."""
    values = generator.normal(0, 1, count)
    for place in range(1, count):
        values[place] = memory * values[place - 1] + math.sqrt(1 - memory**2) * values[place]
    return values


@dataclass(frozen=True)
class Shares:
    """Of the series of a case, the share whose intervals both exclude 0, and the share that is established."""

    intervals: float
    established: float


def judged(method: str, before: int, values: NDArray[np.float64], control: NDArray[np.float64]) -> tuple[bool, bool]:
    """Whether both intervals of a monthly series exclude 0, and whether its effect is established."""
    keys: dict[str, Any] = {"id": "k", "counterfactual": {"method": method, **GROWTH.get(method, {})}}
    whole = engagement(period={"start": "2025-01-01", "end": "2025-01-31"}, as_of="2035-12-31", kpis=[keys])
    rows = [
        (month_text(START - before + place), f"{value:.4f}", f"{other:.4f}")
        for place, (value, other) in enumerate(zip(values, control, strict=True))
    ]
    result = kpi_result(whole.kpis[0], series("k", rows), Grid.of(whole), START)
    results: Any = SimpleNamespace(kpis=(result,), financial=SimpleNamespace(gains=()))
    beyond = is_beyond_chance(result.effect, 1)
    open_doubt = beyond and any(
        any(rule.check(Case(whole, results, rule.threshold))) for rule in map(find_rule, DOUBTED_BY)
    )
    return beyond, beyond and not open_doubt


def shares(method: str, shape: tuple[int, int], memory: float, rise: float = 0.0) -> Shares:
    """What is made of the series of a case; a rise takes four fifths of the periods since the start."""
    before, after = shape
    seed = np.random.SeedSequence([METHODS.index(method), before, after, round(100 * memory), round(100 * rise)])
    generator = np.random.default_rng(seed)
    course = np.minimum(1.0, np.arange(1, after + 1) / (0.8 * after)) * rise
    shift = np.concatenate([np.zeros(before), course])
    effects = []
    for _ in range(SERIES):
        values = 100 + noise(generator, before + after, memory) + shift
        control = 50 + noise(generator, before + after, memory) if method == "control" else np.zeros(before + after)
        effects.append(judged(method, before, values, control))
    return Shares(sum(beyond for beyond, _ in effects) / SERIES, sum(sure for _, sure in effects) / SERIES)


def chance(rate: float) -> float:
    """What chance may add to a rate: two standard errors, three where the series of a case are few."""
    return (2 if SERIES >= CONTRACT else 3) * math.sqrt(rate * (1 - rate) / SERIES)


@pytest.mark.parametrize("shape", SHAPES, ids=["12+12", "9+19"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("memory", [0.0, 0.7])
def test_series_without_effect_are_rarely_established(
    memory: float, method: str, shape: tuple[int, int], record_property: Callable[[str, object], None]
) -> None:
    """Trends and markets of fewer than twelve months before are never established (A09): their intervals are held."""
    limit = 0.12 if not memory else 0.23 if method == "trend" else 0.20
    share = shares(method, shape, memory)
    record_property("intervals", share.intervals)
    record_property("established", share.established)
    assert share.established <= share.intervals <= limit + chance(limit), share


@pytest.mark.parametrize(("memory", "least"), [(0.0, 0.97), (0.5, 0.75)])
def test_a_slow_rise_to_three_standard_deviations_is_found(
    memory: float, least: float, record_property: Callable[[str, object], None]
) -> None:
    share = shares("market", (12, 12), memory, rise=3.0)
    record_property("intervals", share.intervals)
    record_property("established", share.established)
    assert share.intervals >= least - chance(least), share
