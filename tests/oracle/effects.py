"""What each KPI would have been, what it was, and how sure that is."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from tests.oracle.grid import Grid
from tests.oracle.written import Section, Undefined, Value, known, number, ratio, undefined


@dataclass(frozen=True)
class Row:
    """A row of a series in grid months."""

    period: str
    first: int
    last: int
    value: Fraction
    control: Fraction | None
    expected: Fraction | None


def mean(values: Sequence[Fraction]) -> Fraction:
    """The arithmetic mean."""
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """The sample variance."""
    middle = mean(values)
    return sum(((v - middle) ** 2 for v in values), Fraction(0)) / (len(values) - 1)


def rows_of(series: Sequence[Sequence[str | None]], grid: Grid) -> list[Row]:
    """The rows in the order of time: period, value, control, expected."""
    rows = []
    for period, value, control, expected in series:
        first, last = grid.months(period)
        given = [None if cell is None else number(cell) for cell in (control, expected)]
        rows.append(Row(str(period), first, last, number(value), given[0], given[1]))
    return sorted(rows, key=lambda row: row.first)


class Kpi:
    """A KPI with its series: pre = what ends before the start, post = what ends on or after it."""

    def __init__(self, section: Section, series: Sequence[Sequence[str | None]], grid: Grid) -> None:
        self.section = section
        self.grid = grid
        self.all_rows = rows_of(series, grid)
        self.rows = [row for row in self.all_rows if grid.past(row.last)]
        self.pre = [row for row in self.rows if grid.end_of(row.last) < grid.start]
        self.post = [row for row in self.rows if grid.end_of(row.last) >= grid.start]
        self.sign = -1 if section.get("direction", "up") == "down" else 1
        self.method: str = section.get("counterfactual", {}).get("method", "none")

    def baseline(self) -> Value:
        """As declared, else the mean before the start."""
        if self.section.get("baseline", "computed") != "computed":
            return number(self.section["baseline"])
        return mean([row.value for row in self.pre]) if self.pre else undefined()

    def target(self) -> Value:
        """As declared."""
        return number(self.section["target"]) if "target" in self.section else undefined()

    def latest(self) -> Value:
        """The last value up to as_of."""
        return self.rows[-1].value if self.rows else undefined()

    def change(self) -> Value:
        """latest − baseline."""
        return known(lambda latest, baseline: latest - baseline, self.latest(), self.baseline())

    def attainment(self, target: Value) -> Value:
        """change / (target − baseline)."""
        way = known(lambda aim, baseline: aim - baseline, target, self.baseline())
        return ratio(self.change(), way)

    def line(self) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction] | None:
        """Least squares on pre, from 3 periods on: intercept, slope, mean x, Sxx, s²; x = calendar position."""
        if len(self.pre) < 3:
            return None
        xs, ys = [place(row) for row in self.pre], [row.value for row in self.pre]
        x0, y0 = mean(xs), mean(ys)
        sxx = sum(((x - x0) ** 2 for x in xs), Fraction(0))
        slope = sum(((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / sxx
        level = y0 - slope * x0
        left = sum(((y - level - slope * x) ** 2 for x, y in zip(xs, ys, strict=True)), Fraction(0))
        return level, slope, x0, sxx, left / (len(xs) - 2)

    def counterfactual(self, row: Row) -> Value:
        """What would have been, by the KPI's method; rows before the start by the same formula."""
        if self.method == "control":
            if not self.pre or row.control is None:
                return undefined()
            return mean([before.value for before in self.pre]) + row.control - mean(controls(self.pre))
        if self.method == "trend":
            line = self.line()
            return undefined() if line is None else line[0] + line[1] * place(row)
        if self.method == "forecast":
            return undefined() if row.expected is None else row.expected
        if self.method == "market":
            return self.market(row)
        return self.baseline()

    def market(self, row: Row) -> Value:
        """baseline × (1 + growth)^y; by its first month, y = 1 in the twelve months from the start, 2 in the next."""
        growth = number(str(self.section["counterfactual"]["growth"]).removesuffix(" a year"))
        year = row.first // 12 + 1 if row in self.pre else max(row.first // 12 + 1, 1)
        return known(lambda baseline: baseline * (1 + growth) ** year, self.baseline())

    def effect(self, row: Row) -> Value:
        """actual − counterfactual, sign turned where less is better."""
        return known(lambda instead: self.sign * (row.value - instead), self.counterfactual(row))

    def effects(self, rows: Sequence[Row] | None = None) -> list[Fraction]:
        """The effects that are known of rows after the start."""
        found = (self.effect(row) for row in (self.post if rows is None else rows))
        return [effect for effect in found if not isinstance(effect, Undefined)]

    def mean_effect(self) -> Value:
        """Over all rows after the start."""
        return mean(self.effects()) if self.effects() else undefined()

    def half_width(self) -> float | None:
        """Half of the 90 % interval of the mean effect; none below 2 periods."""
        by_method: dict[str, Callable[[], float | None]] = {"trend": self._trend_width, "control": self._welch_width}
        return by_method.get(self.method, self._plain_width)()

    def _trend_width(self) -> float | None:
        line = self.line()
        if line is None or not self.post:
            return None
        _, _, x0, sxx, s2 = line
        k, n, ahead = len(self.post), len(self.pre), mean([place(row) for row in self.post])
        return t95(n - 2) * math.sqrt(s2 * (Fraction(1, k) + Fraction(1, n) + (ahead - x0) ** 2 / sxx))

    def _welch_width(self) -> float | None:
        before, after = gaps(self.pre), gaps(self.post)
        if min(len(before), len(after)) < 2:
            return None
        a, b = variance(before) / len(before), variance(after) / len(after)
        if a + b == 0:
            return 0.0
        freedom = (a + b) ** 2 / (a**2 / (len(before) - 1) + b**2 / (len(after) - 1))
        return t95(float(freedom)) * math.sqrt(a + b)

    def _plain_width(self) -> float | None:
        effects = self.effects()
        if len(effects) < 2:
            return None
        return t95(len(effects) - 1) * math.sqrt(variance(effects) / len(effects))


def place(row: Row) -> Fraction:
    """The calendar position of a row, in its periods."""
    return Fraction(row.first, row.last - row.first + 1)


def controls(rows: Sequence[Row]) -> list[Fraction]:
    """The values of the control group."""
    return [row.control for row in rows if row.control is not None]


def gaps(rows: Sequence[Row]) -> list[Fraction]:
    """value − control."""
    return [row.value - row.control for row in rows if row.control is not None]


@lru_cache(maxsize=4096)
def t95(freedom: float) -> float:
    """The 95 % quantile of Student's t: t = √ν tan θ turns its density into cos^(ν−1), integrated by Gauss-Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(80)
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        angle = (low + high) / 2
        inside = scale * angle / 2 * float(weights @ np.cos(angle / 2 * (nodes + 1)) ** (freedom - 1))
        low, high = (angle, high) if inside < 0.45 else (low, angle)
    return math.sqrt(freedom) * math.tan(low)
