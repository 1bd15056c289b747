"""What the flows come to: returns, present values, internal rates, payback."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property

import numpy as np

from tests.oracle.grid import Flow, Grid
from tests.oracle.money import Line, total
from tests.oracle.written import Section, Undefined, Value, exact_decimal, known, number, per_cost, undefined

NO_COST, NO_GAIN = undefined("no cost is recorded"), undefined("no gain is recorded")
NO_RATE = undefined("no discount rate is set")
NOT_REACHED = undefined("not reached within the horizon")
NOT_ABOVE_ZERO = undefined("the cost is not above zero")
NOT_MEANINGFUL = undefined("not meaningful")
ZERO, TOO_LARGE = Decimal(0), Decimal(10) ** 15
LOWEST, HIGHEST = 0.01, 21.0
"""1 + r of −99 % and 2000 %: a rate is looked for from here to there."""


def within(lines: Sequence[Line], grid: Grid) -> list[Flow]:
    """All flows of the lines that lie within the horizon."""
    return [flow for line in lines for flow in line.flows if grid.inside(flow)]


@dataclass(frozen=True)
class Case:
    """The lines of an engagement on their grid, with its rates."""

    grid: Grid
    costs: list[Line]
    gains: list[Line]
    discounting: Section

    @property
    def rate(self) -> Fraction | None:
        """The discount rate; none where none is set."""
        return number(self.discounting["rate"]) if "rate" in self.discounting else None

    def cost(self, periods: range | None = None, *states: str) -> Value:
        """The cost, of some periods only or of some states; undefined without a cost line."""
        return self._sum(self.costs, periods, states) if self.costs else NO_COST

    def gain(self, periods: range | None = None, *states: str) -> Value:
        """The gain likewise; a line without a value counts as nothing, but not where no line has one."""
        if self.gains and all(line.undefined for line in self.gains):
            return undefined()
        return self._sum(self.gains, periods, states) if self.gains else NO_GAIN

    def _sum(self, lines: Sequence[Line], periods: range | None, states: tuple[str, ...]) -> Fraction:
        flows = (f for f in within(lines, self.grid) if not states or f.state in states)
        return sum((f.amount for f in flows if periods is None or self.grid.period(f) in periods), Fraction(0))

    def net(self, line: Line) -> Fraction:
        """The net of a line within the horizon, nothing where it has no value."""
        return total(line.flows, self.grid)

    def both(self) -> Value:
        """0, or the reason why cost or gain are undefined."""
        return known(lambda cost, gain: Fraction(0), self.cost(), self.gain())

    def signed(self) -> list[Flow]:
        """Gains, and costs as negative flows, within the horizon."""
        costs = [flow.times(Fraction(-1)) for flow in within(self.costs, self.grid)]
        return costs + within(self.gains, self.grid)

    @property
    def has_no_cost(self) -> bool:
        """Whether the total cost is known and not above 0."""
        cost = self.cost()
        return isinstance(cost, Fraction) and cost <= 0

    @cached_property
    def first_day(self) -> date:
        """The day of the first flow, cost or gain."""
        return min((flow.day for flow in self.signed() if flow.amount), default=self.grid.start)

    def years(self, flow: Flow) -> Fraction:
        """t of a flow, by the convention."""
        if self.grid.convention == "dated":
            return Fraction((flow.day - self.first_day).days, 365)
        period = self.grid.period(flow)
        if self.grid.yearly:
            return Fraction(period + (self.grid.convention == "spreadsheet"))
        return Fraction(period, 12)

    def netted(self) -> dict[Fraction, Fraction]:
        """t → the net flow there, none of them 0, in the order of time."""
        nets: dict[Fraction, Fraction] = {}
        for flow in self.signed():
            t = self.years(flow)
            nets[t] = nets.get(t, Fraction(0)) + flow.amount
        return {t: nets[t] for t in sorted(nets) if nets[t]}

    @property
    def is_loan(self) -> bool:
        """Whether the first flow, netted by period or by day, is a gain."""
        return next(iter(self.netted().values()), Fraction(0)) > 0

    def by_period(self, lines: Sequence[Line]) -> list[Fraction]:
        """The amounts of the lines, period by period."""
        sums = [Fraction(0)] * self.grid.periods
        for flow in within(lines, self.grid):
            sums[self.grid.period(flow)] += flow.amount
        return sums


def roi(gain: Value, cost: Value) -> Value:
    """(gain − cost) / cost."""
    return per_cost(known(lambda g, c: g - c, gain, cost), cost)


def first_year(case: Case) -> Value:
    """(gain of the twelve months from the first month with a net gain − full cost) / full cost.

    On a year grid that period, with period 0 where period 0 is the first. Nothing gained at all: no such month.
    """
    gains = case.by_period(case.gains)
    first = next((n for n, gain in enumerate(gains) if gain), None)
    if first is None and isinstance(case.gain(), Fraction):
        return known(lambda _: Fraction(0), case.cost(), undefined("no month has a gain"))
    first = first or 0
    months = (2 if first == 0 else 1) if case.grid.yearly else 12
    return roi(known(lambda _: sum(gains[first : first + months], Fraction(0)), case.gain()), case.cost())


def growth(rate: Fraction, years: Fraction) -> Decimal:
    """(1 + r)^t to 40 digits."""
    with localcontext(prec=40):
        return exact_decimal(1 + rate) ** exact_decimal(years)


def present(flows: Sequence[Flow], case: Case) -> Value:
    """Σ flow / (1 + r)^t."""
    if case.rate is None:
        return NO_RATE
    factors: dict[Fraction, Fraction] = {}
    worth = Fraction(0)
    for flow in flows:
        t = case.years(flow)
        if t not in factors:
            factors[t] = 1 / Fraction(growth(case.rate, t))
        worth += flow.amount * factors[t]
    return worth


def irr_roots(netted: Mapping[Fraction, Fraction]) -> list[float]:
    """The rates in (−99 %, 2000 %] where Σ flow/(1 + r)^t changes sign, by a fine scan of log(1 + r) and bisection."""
    if len({amount > 0 for amount in netted.values()}) < 2:
        return []
    scale = max(abs(amount) for amount in netted.values())
    amounts = np.array([float(amount / scale) for amount in netted.values()])
    times = np.array([float(t - min(netted)) for t in netted])

    def worth(u: float) -> float:
        return float(amounts @ np.exp(-u * times))

    grid = np.linspace(math.log(LOWEST), math.log(HIGHEST), 4001)
    values = np.exp(-np.outer(grid, times)) @ amounts
    roots = [float(u) for u, value in zip(grid[1:], values[1:], strict=True) if value == 0]
    for low, high, left, right in zip(grid[:-1], grid[1:], values[:-1], values[1:], strict=True):
        if left * right < 0:
            a, b = float(low), float(high)
            for _ in range(70):
                middle = (a + b) / 2
                a, b = (middle, b) if worth(middle) * left > 0 else (a, middle)
            roots.append((a + b) / 2)
    return sorted(math.expm1(u) for u in roots)


def mirr(case: Case) -> Value:
    """((Σ positive·(1 + b)^(T − t)) / (−Σ negative/(1 + a)^(t − t0)))^(1/(T − t0)) − 1."""
    rate, netted = case.rate, case.netted()
    if rate is None:
        return NO_RATE
    finance = number(case.discounting.get("finance_rate", case.discounting["rate"]))
    reinvest = number(case.discounting.get("reinvest_rate", case.discounting["rate"]))
    if len({amount > 0 for amount in netted.values()}) < 2:
        return undefined()
    start, end = min(netted), max(netted)
    with localcontext(prec=40):
        grown = sum((exact_decimal(a) * growth(reinvest, end - t) for t, a in netted.items() if a > 0), ZERO)
        spent = sum((exact_decimal(-a) / growth(finance, t - start) for t, a in netted.items() if a < 0), ZERO)
        grows = (grown / spent) ** (1 / exact_decimal(end - start))
    return Fraction(grows - 1) if grows < TOO_LARGE else undefined()


def running(flows: Sequence[Fraction]) -> list[Fraction]:
    """Cumulative sums."""
    sums: list[Fraction] = []
    for flow in flows:
        sums.append((sums[-1] if sums else Fraction(0)) + flow)
    return sums


def payback(nets: Sequence[Fraction], grid: Grid) -> Value:
    """Months from the start: after the last period whose cumulative is below 0, linear through the next."""
    sums = running(nets)
    below = [n for n, cumulative in enumerate(sums) if cumulative < 0]
    if not below:
        return Fraction(0)
    last = below[-1]
    if last + 1 == len(sums):
        return NOT_REACHED
    part = -sums[last] / nets[last + 1]
    return 12 * (last + part) if grid.yearly else last + 1 + part


def break_even(months: Value) -> int | Undefined:
    """The grid month in which the payback falls: one that ends a month belongs to it."""
    return months if isinstance(months, Undefined) else max(0, math.ceil(months) - 1)
