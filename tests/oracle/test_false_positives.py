"""How often an effect is established where there is none: the shares that the contract allows."""

from random import Random

import pytest

from tests.oracle.cases import engagement, kpi
from tests.oracle.effects import Kpi
from tests.oracle.established import excludes_zero
from tests.oracle.written import month_name

SERIES = 120
"""Of each kind, so the limits leave room for chance; a run over 300 gave 7–9 % for white noise, 19–21 % with 0.7."""


def without_effect(random: Random, method: str, before: int, after: int, rho: float) -> Kpi:
    """A series of unit variance around 100 whose neighbours correlate at rho, and nothing else."""
    level, rows = random.gauss(0, 1), []
    for at in range(before + after):
        rows.append([month_name(12 * 2025 - before + at), f"{100 + level:.4f}", "100", None, None, None])
        level = rho * level + (1 - rho**2) ** 0.5 * random.gauss(0, 1)
    growth = {"growth": "0%"} if method == "market" else {}
    return kpi(rows, method, engagement(as_of="2029-12-31"), **growth)


@pytest.mark.parametrize(
    ("method", "before", "after", "rho", "most"),
    [
        ("control", 12, 12, 0.0, 0.12),
        ("market", 9, 19, 0.0, 0.12),
        ("trend", 12, 12, 0.0, 0.12),
        ("control", 9, 19, 0.7, 0.20),
        ("market", 12, 12, 0.7, 0.20),
        ("trend", 9, 19, 0.7, 0.23),
    ],
)
def test_chance_alone_is_seldom_established(method: str, before: int, after: int, rho: float, most: float) -> None:
    random = Random(f"{method} {before} {after} {rho}")
    excluded = [excludes_zero(without_effect(random, method, before, after, rho), 0.9) for _ in range(SERIES)]
    chance = 3 * (most * (1 - most) / SERIES) ** 0.5
    assert sum(excluded) / SERIES <= most + chance


def test_a_clear_rise_is_not_taken_for_noise() -> None:
    """Over four fifths of post up to 3 standard deviations: nearly always found in white noise."""
    random = Random("a clear rise")
    excluded = []
    for _ in range(40):
        quiet = without_effect(random, "market", 12, 12, 0.0)
        rows = [list(row) for row in quiet.series]
        for at, row in enumerate(rows[12:]):
            row[1] = f"{float(str(row[1])) + 3 * min(1, (at + 1) / 9.6):.4f}"
        excluded.append(excludes_zero(kpi(rows, "market", engagement(as_of="2029-12-31"), growth="0%"), 0.9))
    assert sum(excluded) / 40 >= 0.95
