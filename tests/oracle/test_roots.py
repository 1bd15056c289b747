"""Internal rates of 1,000 flows whose roots are known, because the flows were made by multiplying out factors."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations
from random import Random

import pytest

from roireport.measure.engagement import measure
from roireport.measure.financial_return import Financial
from tests.engagements import cost, engagement, gain
from tests.oracle.written import exact_decimal

CASES = 250
"""Of each kind."""
LOWEST, HIGHEST = Fraction(1, 100), Fraction(21)
"""1 + r of −99 % and 2,000 %."""
KINDS = ("none", "one", "several", "beyond", "beside")
"""How many rates lie within the range: none, one, several, none but one beyond, one with another beyond."""

Polynomial = list[Fraction]
"""Coefficients of x = 1/(1 + r) to the power 0, 1, 2 …: the flows of the periods."""


@dataclass(frozen=True)
class Flows:
    """Flows a year, or a month, with all rates at which they are worth nothing, and whether another lies beyond."""

    amounts: Polynomial
    monthly: bool
    rates: list[Fraction]
    beyond: bool


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    """The product of two polynomials."""
    product = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, factor in enumerate(a):
        for j, other in enumerate(b):
            product[i + j] += factor * other
    return product


def growths(random: Random, count: int, monthly: bool) -> list[Fraction]:
    """So many values of 1 + r a period, well apart, whose yearly rate lies within the range."""
    low, high = (70, 128) if monthly else (3, 2100)
    while True:
        drawn = (random.randint(low, high if monthly else random.choice([150, 400, high])) for _ in range(count))
        drawn_roots = sorted(Fraction(random.choice([percent] * 9 + [high]), 100) for percent in drawn)
        if all(b / a > Fraction(27 if monthly else 29, 25) for a, b in combinations(drawn_roots, 2)):
            return drawn_roots


def rootless(random: Random) -> Polynomial:
    """A factor without a root at any rate: 1 + cx, or a quadratic without real roots."""
    c = Fraction(random.randint(1, 150), 100)
    if random.random() < 0.5:
        return [Fraction(1), c]
    return [Fraction(1), random.choice([-1, 1]) * c, c * c / 4 + Fraction(random.randint(1, 90), 100)]


def flows_of(kind: str, random: Random) -> Flows:
    """Factors (1 − gx), one for each root 1 + r = g, and rootless ones; now and then a root that only touches."""
    monthly = random.random() < 0.5
    count = {"one": 1, "beside": 1, "several": random.randint(2, 4)}.get(kind, 0)
    inside = growths(random, count, monthly)
    twice = [random.choice(inside)] if inside and random.random() < 0.2 else []
    outside = []
    if kind in ("beyond", "beside"):
        outside = [
            random.choice([Fraction(1, 2), Fraction(3, 2)])
            if monthly
            else random.choice([Fraction(1, 200), Fraction(30)])
        ]
    roots = [[Fraction(1), -g] for g in (*inside, *twice, *outside)]
    others = [rootless(random) for _ in range(random.randint(0 if roots else 1, 3))]
    sign = Fraction(random.choice([-1000, 1000]))
    power = 12 if monthly else 1
    return Flows(reduce(times, [*roots, *others], [sign]), monthly, [g**power - 1 for g in inside], bool(outside))


def computed(flows: Flows) -> Financial:
    """The financial results of the flows: what is below 0 as a cost, what is above as a gain."""
    spent = {n: exact_decimal(max(-amount, Fraction(0))) for n, amount in enumerate(flows.amounts)}
    won = {n: exact_decimal(max(amount, Fraction(0))) for n, amount in enumerate(flows.amounts)}
    periods = len(flows.amounts)
    horizon, convention = (f"{periods} months", "month_end") if flows.monthly else (f"{periods} years", "year_end")
    return measure(
        engagement(
            period={"start": "2025-01-01", "end": "2025-01-31"},
            as_of="2025-01-31",
            horizon=horizon,
            discounting={"convention": convention},
            costs=[cost(flows=spent)],
            gains=[gain(flows=won)],
        )
    ).financial


def faults(flows: Flows) -> Iterator[str]:
    """What is wrong with the internal rate of some flows; those of a loan, whose first is a gain, have none."""
    result = computed(flows)
    if flows.amounts[0] > 0:
        if result.irr.value is not None:
            yield "the internal rate of a loan"
        return
    roots = [float(root.known) for root in result.irr_roots]
    expected = [float(rate) for rate in flows.rates]
    if roots != pytest.approx(expected, abs=1e-8, rel=1e-9):
        yield f"roots {roots}, not {expected}"
    if len(expected) == 1 and result.irr.value is None:
        yield "the one root is not the internal rate"
    if len(expected) != 1:
        key = "not_unique" if expected else "root_beyond" if flows.beyond else "not_defined"
        if result.irr.why is None or result.irr.why.key != key:
            yield f"{result.irr.why}, not {key}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_root_is_found_and_named(kind: str) -> None:
    random = Random(f"roots, {kind}")
    cases = [flows_of(kind, random) for _ in range(CASES)]
    assert all(LOWEST < 1 + rate <= HIGHEST for flows in cases for rate in flows.rates)
    assert {len(flows.rates) for flows in cases} == {"one": {1}, "several": {2, 3, 4}}.get(
        kind, {1} if kind == "beside" else {0}
    )
    assert {flows.amounts[0] > 0 for flows in cases} == {True, False}
    failures = [f"{[float(a) for a in flows.amounts]}: {fault}" for flows in cases for fault in faults(flows)]
    assert not failures, "\n".join(failures)
