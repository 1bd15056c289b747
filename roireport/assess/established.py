"""Which effects are established."""

from collections.abc import Iterable
from typing import Final

from roireport.assess.finding import Finding
from roireport.measure.figure import Figure
from roireport.measure.interval import CONFIDENCE, Precision
from roireport.measure.results import Effect, EffectTest, Results, excludes_zero

DOUBTED_BY: Final = frozenset(("A09", "A10", "A12"))
"""The challenges that keep an effect from being established while they are open on its KPI."""


def established_effects(results: Results, findings: Iterable[Finding]) -> frozenset[str]:
    """The ids of the KPIs whose effect is established.

    Both intervals exclude 0 at 1 − 10 %/m, m the KPIs that have an effect (Bonferroni: Dunn 1961), and none of A09,
    A10 and A12 is open on the KPI.
    """
    doubted = {finding.subject for finding in findings if finding.rule.id in DOUBTED_BY and finding.accepted is None}
    tested = [result for result in results.kpis if result.effect.tests]
    return frozenset(
        result.kpi.id
        for result in tested
        if result.kpi.id not in doubted and is_beyond_chance(result.effect, len(tested))
    )


def is_beyond_chance(effect: Effect, count: int) -> bool:
    """Whether each test of an effect excludes 0 on the same side, at 1 − 10 %/count."""
    upper = 1.0 - (1.0 - CONFIDENCE) / count / 2.0
    sides = {
        _side(effect, test, precision, upper) for test in effect.tests for precision in (test.plain, test.adjusted)
    }
    return sides in ({1}, {-1})


def _side(effect: Effect, test: EffectTest, precision: Precision | None, upper: float) -> int:
    """1 where an interval lies above 0, -1 where it lies below, 0 where it contains 0 or does not exist."""
    if precision is None:
        return 0
    half, unit = precision.half_at(upper), effect.mean.unit
    low, high = (Figure(test.mean + sign * half, unit, "effect_interval") for sign in (-1, 1))
    if not excludes_zero(low, high):
        return 0
    return 1 if test.mean > 0 else -1
