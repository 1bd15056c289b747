"""How many engagements without any effect are called profitable, and how many with a large one.

The contract's rate is held over 1,000 engagements by `make nulls`, which prints the table; the usual run takes fewer.
"""

import math
import os
from collections import Counter
from dataclasses import dataclass
from typing import Final

import pytest

from roireport.assess.assess import assess
from roireport.assess.established import established_effects
from roireport.assess.verdict import VerdictKind, verdict
from roireport.measure.engagement import measure
from tests.verdicts.generator import MEMORIES, METHODS, Design, generated

CONTRACT: Final = 1000
"""Engagements that the rates are held over."""
COUNT: Final = int(os.environ.get("ROIREPORT_NULLS", "40"))
"""Engagements without any effect; `make nulls` takes 1,000, and a fifth of them with one."""
LARGE: Final = 3.0
"""An effect of so many standard deviations of the noise."""
FALSE: Final = 0.05
"""The share that may be called profitable without an effect: of the 10 % of chance effects, the favourable half."""
ESTABLISHED: Final = 0.20
"""The share with an effect that may be called established, as the contract has it for correlated periods."""
POWER: Final = 0.50
"""The least share that is called profitable with a large effect."""


@dataclass(frozen=True)
class Judged:
    """What came out: the verdict, and whether a favourable or any effect is called established."""

    design: Design
    kind: VerdictKind
    favourable: bool
    established: bool


def judged(seed: int, effect: float) -> Judged:
    """Measure and assess the engagement of a seed."""
    design, sample = generated(seed, effect)
    results = measure(sample)
    findings = assess(sample, results, {})
    effects = established_effects(results, findings)
    favourable = any(kpi.kpi.id in effects and kpi.effect.mean.known > 0 for kpi in results.kpis)
    return Judged(design, verdict(results, findings).kind, favourable, bool(effects))


def table(cases: list[Judged]) -> str:
    """A line for each method and correlation: engagements, established, of these favourable, verdicts."""
    lines = [f"{'method':12} {'rho':>4} {'cases':>6} {'established':>12} {'favourable':>11}  verdicts"]
    for method in (*METHODS, "all"):
        for memory in MEMORIES if method != "all" else (None,):
            part = [
                case for case in cases if memory is None or (case.design.method, case.design.memory) == (method, memory)
            ]
            kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(case.kind for case in part).most_common())
            sure, good = sum(case.established for case in part), sum(case.favourable for case in part)
            shown = "" if memory is None else f"{memory}"
            lines.append(f"{method:12} {shown:>4} {len(part):>6} {sure:>12} {good:>11}  {kinds}")
    return "\n".join(lines)


def chance(rate: float, count: int) -> float:
    """What chance may add to a rate: two standard errors, three where the engagements are few."""
    return (2 if COUNT >= CONTRACT else 3) * math.sqrt(rate * (1 - rate) / count)


@pytest.mark.timeout(1800)
def test_engagements_without_effect_are_rarely_called_profitable() -> None:
    """The contract allows 10 %; the intervals of 90 % leave 5 %."""
    cases = [judged(seed, 0.0) for seed in range(COUNT)]
    print(table(cases))
    profitable = sum(one.kind == "profitable" for one in cases) / COUNT
    assert profitable <= FALSE + chance(FALSE, COUNT)
    assert sum(one.established for one in cases) / COUNT <= ESTABLISHED + chance(ESTABLISHED, COUNT)
    assert all(one.favourable for one in cases if one.kind == "profitable")


@pytest.mark.timeout(1800)
def test_most_engagements_with_a_large_effect_are_called_profitable() -> None:
    """Calling nothing profitable would meet the rate without effect."""
    count = max(40, COUNT // 5)
    cases = [judged(seed, LARGE) for seed in range(count)]
    print(table(cases))
    assert sum(one.kind == "profitable" for one in cases) / count >= POWER - chance(POWER, count)
    assert sum(one.established and not one.favourable for one in cases) == 0
