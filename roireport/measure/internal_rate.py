"""Internal rates of return: all of them, and the modified one."""

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from roireport.measure.discounting import Timeline
from roireport.measure.figure import Figure, Reason, derived, figure, named, typed, undefined
from roireport.measure.financial import DatedAmount
from roireport.model.discounting import Discounting

LOWEST, HIGHEST = -0.99, 20.0
"""Rates are searched above −99 % and up to 2,000 %."""

FARTHEST = 100.0
"""Roots beyond are searched up to 10,000 %."""

LARGEST = 1e15
"""A rate above this means nothing: one flow follows another so soon that a year compounds it beyond measure."""

Floats: TypeAlias = NDArray[np.float64]
_ROUNDING = 1e-12
_BISECTIONS = 80


def netted(flows: Iterable[tuple[DatedAmount, int]], timeline: Timeline) -> dict[float, Decimal]:
    """The flows netted by moment, in the order of time; each with its sign, +1 for a gain and −1 for a cost."""
    moments: dict[float, Decimal] = {}
    for flow, sign in flows:
        years = timeline.years(flow)
        moments[years] = moments.get(years, Decimal(0)) + sign * flow.amount.known
    return {years: moments[years] for years in sorted(moments) if moments[years]}


def roots(moments: Mapping[float, Decimal], lowest: float = LOWEST, highest: float = HIGHEST) -> tuple[float, ...]:
    """All rates in (lowest, highest] at which Σ flow / (1 + r)^t is 0, ascending, a touching root once.

    With u = ln(1 + r) the sum is Σ cᵢ·exp(−tᵢu). Multiplied by exp(su) and derived it has one change of sign less,
    and between two of its zeros lies a zero of the derivative (Rolle; Descartes' rule for exponential sums, Laguerre
    1883: see Jameson, The Mathematical Gazette 90, 2006): the zeros are closed in level by level, and none is missed.
    """
    low, high = math.log1p(lowest), math.log1p(highest)
    levels = _levels(np.array(list(moments)), np.array([float(flow) for flow in moments.values()]))
    zeros: list[float] = []
    for exponents, coefficients in reversed(levels):
        zeros = _zeros_between([low, *zeros, high], exponents, coefficients)
    return tuple(math.expm1(zero) for zero in zeros)


def _levels(times: Floats, flows: Floats) -> list[tuple[Floats, Floats]]:
    """Exponents and coefficients of the sum and its derivatives, each with one change of sign less than the last."""
    levels: list[tuple[Floats, Floats]] = []
    while changes := np.flatnonzero(np.diff(np.sign(flows))).tolist():
        turn = changes[len(changes) // 2]
        exponents = (times[turn] + times[turn + 1]) / 2 - times
        levels.append((exponents, flows))
        flows = flows * exponents / np.abs(flows * exponents).max()
        times, flows = times[flows != 0], flows[flows != 0]
    return levels


def _sign(exponents: Floats, coefficients: Floats, u: float) -> int:
    """The sign of Σ c·exp(eu); 0 where it is lost in rounding."""
    terms = coefficients * np.exp(exponents * u)
    value = float(terms.sum())
    return 0 if abs(value) <= _ROUNDING * float(np.abs(terms).sum()) else int(math.copysign(1, value))


def _zeros_between(edges: Sequence[float], exponents: Floats, coefficients: Floats) -> list[float]:
    """The zeros of a sum that turns only at the inner edges; the first edge is left out, the last is not."""
    signs = [_sign(exponents, coefficients, edge) for edge in edges]
    zeros: list[float] = []
    for (start, before), (end, after) in zip(
        zip(edges, signs, strict=True), list(zip(edges, signs, strict=True))[1:], strict=False
    ):
        if before * after < 0:
            zeros.append(_bisect(exponents, coefficients, start, end, before))
        elif after == 0 and (not zeros or zeros[-1] < end):
            zeros.append(end)
    return zeros


def _bisect(exponents: Floats, coefficients: Floats, low: float, high: float, below: int) -> float:
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        value = float((coefficients * np.exp(exponents * middle)).sum())
        low, high = (middle, high) if value * below > 0 else (low, middle)
    return (low + high) / 2


def roots_beyond(moments: Mapping[float, Decimal]) -> tuple[float, ...]:
    """The roots above 2,000 %, up to 10,000 %."""
    return roots(moments, HIGHEST, FARTHEST)


def root_figures(rates: Iterable[float], cost: Figure, gain: Figure) -> tuple[Figure, ...]:
    """The roots as figures."""
    return tuple(figure(rate, "rate_of_return", "internal_rate_root", cost=cost, gain=gain) for rate in rates)


def has_root_beyond(moments: Mapping[float, Decimal]) -> bool:
    """Whether the present value is 0 at a rate that is not searched: it ends with another sign than it has there.

    Towards infinite rates the first flow alone decides the sign, towards −100 % the last one.
    """
    if len(moments) < 2:
        return False
    times, flows = np.array(list(moments)), np.array([float(flow) for flow in moments.values()])
    ends = ((math.log1p(LOWEST), flows[-1]), (math.log1p(HIGHEST), flows[0]))
    return any(_sign(-times, flows, u) * math.copysign(1, flow) < 0 for u, flow in ends)


def internal_rate(
    cost: Figure, gain: Figure, moments: Mapping[float, Decimal], rates: Sequence[float], beyond: bool
) -> Figure:
    """The one rate at which the flows are worth nothing today; undefined with none or several, or without a cost.

    Flows that begin with a gain are a loan's: the higher the rate, the worse, so that it means nothing here.
    """
    inputs = {"cost": cost, "gain": gain}
    missing = next((given.why for given in inputs.values() if given.why), None)
    if missing:
        return Figure(None, "rate_of_return", "internal_rate", named(inputs.items()), missing)
    if cost.known <= 0:
        return undefined("rate_of_return", "internal_rate", "cost_not_above_zero", cost=cost, gain=gain)
    if next(iter(moments.values()), Decimal(0)) > 0:
        return undefined("rate_of_return", "internal_rate", "not_meaningful", cost=cost, gain=gain)
    if len(rates) == 1:
        return figure(rates[0], "rate_of_return", "internal_rate", **inputs)
    if rates:
        return undefined("rate_of_return", "internal_rate", "not_unique", cost=cost, gain=gain)
    if beyond:
        return undefined("rate_of_return", "internal_rate", "root_beyond", cost=cost, gain=gain)
    return undefined("rate_of_return", "internal_rate", "not_defined", cost=cost, gain=gain)


def modified_internal_rate(
    moments: Mapping[float, Decimal], cost: Figure, gain: Figure, rate: Figure, discounting: Discounting
) -> Figure:
    """MIRR = ((Σ positive·(1 + b)^(T − t)) / (−Σ negative/(1 + a)^(t − t0)))^(1/(T − t0)) − 1. Excel MIRR.

    a finances the negative flows, b reinvests the positive ones; both are the discount rate where silent. Flows that
    lie days apart can compound beyond any number within a year: above LARGEST there is no value.
    """
    finance = _own_rate(discounting, "finance_rate", rate)
    reinvest = _own_rate(discounting, "reinvest_rate", rate)

    def modified(**rates: Decimal) -> Decimal | Reason:
        first, last = min(moments, default=0.0), max(moments, default=0.0)
        a, b = 1.0 + float(rates["finance_rate"]), 1.0 + float(rates["reinvest_rate"])
        kept = math.fsum(float(flow) * b ** (last - t) for t, flow in moments.items() if flow > 0)
        paid = math.fsum(-float(flow) * a ** (first - t) for t, flow in moments.items() if flow < 0)
        if kept <= 0 or paid <= 0:
            return Reason("not_defined")
        growth = math.log(kept / paid) / (last - first)
        return Decimal(math.expm1(growth)) if growth < math.log(LARGEST) else Reason("too_large")

    return derived(
        "rate_of_return",
        "modified_internal_rate",
        modified,
        cost=cost,
        gain=gain,
        rate=rate,
        finance_rate=finance,
        reinvest_rate=reinvest,
    )


def _own_rate(discounting: Discounting, key: str, rate: Figure) -> Figure:
    given: Decimal | None = getattr(discounting, key)
    return rate if given is None else typed(given, "ratio", discounting.place(key))
