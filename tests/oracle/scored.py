"""The non-financial return, and the three figures beside one another."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from tests.oracle.uncertainty import seed
from tests.oracle.written import Section, Undefined, Value, known, number, rate, ratio, undefined

NOTHING = Fraction(0)


def worth(criterion: Section, level: Any) -> Value:
    """v of a level: 0 to 1, linear between the anchors or through the points, held at 0 and 1 outside."""
    value = criterion.get("value", "linear")
    if value == "linear":
        anchors = criterion.get("anchors")
        if anchors is None or level is None:
            return undefined()
        pairs = [(number(anchors["worst"]), NOTHING), (number(anchors["best"]), Fraction(1))]
    else:
        pairs = [(number(x), number(v)) for x, v in value["points"]]
    return undefined() if level is None else through(sorted(pairs), number(level))


def through(points: Sequence[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """Linear interpolation, held outside."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, v0), (x1, v1) in pairwise(points):
        if x <= x1:
            return v0 + (v1 - v0) * (x - x0) / (x1 - x0)
    return points[-1][1]


class Criterion:
    """A criterion: what it was worth before and what it is worth now."""

    def __init__(self, section: Section, swings: Fraction) -> None:
        self.section = section
        self.id: str = section["id"]
        self.measured = all(key in section for key in ("anchors", "baseline", "current"))
        before = worth(section, section.get("baseline"))
        self.before = NOTHING if isinstance(before, Undefined) else before
        now = worth(section, section["current"]) if self.measured else self.before
        self.now = NOTHING if isinstance(now, Undefined) else now
        self.gain = self.now - self.before
        swing = number(section.get("swing", 100))
        self.weight: Value = swing / swings if swings else undefined()
        self.weighted = NOTHING if isinstance(self.weight, Undefined) else self.weight

    def progress(self) -> Value:
        """gain / (v(target) − v(baseline))."""
        if not self.measured:
            return undefined()
        aim = known(lambda target: target - self.before, worth(self.section, self.section.get("target")))
        return ratio(self.gain, aim)

    def evidence(self) -> Fraction:
        """0 to 1."""
        return number(self.section.get("evidence", 0)) / 5


def criteria_of(sections: Sequence[Section]) -> list[Criterion]:
    """The criteria with their weights."""
    swings = sum((number(section.get("swing", 100)) for section in sections), NOTHING)
    return [Criterion(section, swings) for section in sections]


def points(criteria: Sequence[Criterion], parts: Sequence[Fraction]) -> Value:
    """100 Σ w·part; undefined without a weight."""
    if not criteria or isinstance(criteria[0].weight, Undefined):
        return undefined()
    return 100 * sum((c.weighted * part for c, part in zip(criteria, parts, strict=True)), NOTHING)


def index(criteria: Sequence[Criterion]) -> Value:
    """100 Σ w·gain."""
    return points(criteria, [c.gain for c in criteria])


def index_with(criteria: Sequence[Criterion], changed: Criterion, factor: Fraction) -> Value:
    """The index with the swing of one criterion changed by a factor."""
    swings = [number(c.section.get("swing", 100)) * (factor if c is changed else 1) for c in criteria]
    gained = sum((swing * c.gain for swing, c in zip(swings, criteria, strict=True)), NOTHING)
    return known(lambda share: 100 * share, ratio(gained, sum(swings, NOTHING)))


def coverage(criteria: Sequence[Criterion]) -> Value:
    """Σ w of what is measured."""
    whole = points(criteria, [Fraction(c.measured) for c in criteria])
    return known(lambda w: w / 100, whole)


def dimensions(criteria: Sequence[Criterion]) -> dict[str, Value]:
    """100 Σ w·gain / Σ w within each dimension."""
    shares: dict[str, Value] = {}
    for name in dict.fromkeys(c.section["dimension"] for c in criteria):
        inside = [c for c in criteria if c.section["dimension"] == name]
        weight = sum((c.weighted for c in inside), NOTHING)
        shares[name] = ratio(100 * sum((c.weighted * c.gain for c in inside), NOTHING), weight)
    return shares


def weightings(criteria: Sequence[Criterion], id: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """1,000 flat Dirichlet weightings: a row for each, a column for each criterion."""
    return np.random.Generator(np.random.PCG64(seed(id))).dirichlet(np.ones(len(criteria)), 1000)


def sign_stability(criteria: Sequence[Criterion], id: str) -> Value:
    """The share of 1,000 flat Dirichlet weightings that keep the index's sign."""
    whole = index(criteria)
    if isinstance(whole, Undefined) or whole == 0:
        return undefined()
    kept = weightings(criteria, id) @ np.array([float(c.gain) for c in criteria]) * (1 if whole > 0 else -1) > 0
    return Fraction(int(kept.sum()), 1000)


def index_percentile(criteria: Sequence[Criterion], id: str, percent: int) -> Value:
    """The index that so many percent of the weightings stay below: the place among the sorted, then a line."""
    if isinstance(index(criteria), Undefined):
        return undefined()
    sums = sorted(float(one) for one in weightings(criteria, id) @ np.array([100 * float(c.gain) for c in criteria]))
    place = Fraction(percent, 100) * 999
    below, part = int(place), place - int(place)
    return (1 - part) * Fraction(sums[below]) + part * Fraction(sums[below + 1])


def monetised(criteria: Sequence[Section], gains: Sequence[Section]) -> tuple[Fraction, list[str]]:
    """Σ amount × confidence of the criteria whose drivers no gain shares; the ids of the others."""
    taken = {driver for gain in gains for driver in gain.get("drivers", [gain["kpi"]] if "kpi" in gain else [])}
    amount, left_out = NOTHING, []
    for criterion in criteria:
        worth = criterion.get("monetise")
        if worth is None:
            continue
        if taken & set(worth.get("drivers", [criterion["id"]])):
            left_out.append(criterion["id"])
        else:
            amount += number(worth["amount"]) * rate(worth, "confidence", silent=1)
    return amount, left_out
