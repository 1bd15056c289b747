"""How far an effect can be trusted: the robust error, outliers, the control group before the start, doubts."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.oracle.effects import Kpi, Row, gaps, mean, place, t95, variance
from tests.oracle.published import RATIO, Leaf, near, shown
from tests.oracle.written import Section, Undefined, Value, undefined

PARAMETERS = {"control": 2, "trend": 3}


def trust(kpi: Kpi, places: int, bounds: Sequence[Leaf], full_effect: int) -> Section:
    """What the document says of an effect beside its mean and interval; `bounds` are the plain ones.

    `full_effect` is the grid month from which the whole effect had been expected.
    """
    before, after = known_rows(kpi, kpi.pre), known_rows(kpi, kpi.post)
    error, most = robust_error(kpi, before, after), lags(used(kpi, before, after))
    robust: dict[str, Leaf] = dict.fromkeys(("error", "low", "high"), undefined())
    middle = kpi.mean_effect()
    if error is not None and isinstance(middle, Fraction):
        half = t95(freedom(kpi, len(after))) * error
        ends = (error, float(middle) - half, float(middle) + half)
        robust = {name: near(value, places) for name, value in zip(("error", "low", "high"), ends, strict=True)}
    slope, certainty = parallel(kpi)
    apart = [*outliers(kpi, before), *outliers(kpi, [row for row in after if row.first >= full_effect])]
    left = [effect for row in after if row not in apart for effect in kpi.effects([row])]
    return {
        "periods_before": Decimal(len(before)),
        "level": Decimal("0.9"),
        "robust": {"name": "newey_west", "lags": Decimal(most), **robust},
        "parallel": {
            "periods": Decimal(len([row for row in kpi.pre if row.control is not None])),
            "slope": shown(slope, places),
            "certainty": undefined() if certainty is None else near(certainty, RATIO),
        },
        "outliers": [str(row.period) for row in apart] if months_named(kpi) else [{}] * len(apart),
        "mean_without_outliers": shown(mean(left) if len(left) < len(after) and left else undefined(), places),
        "doubts": [{"doubt": key} for key in doubts(kpi, (before, after), apart, certainty, bounds, robust)],
    }


def months_named(kpi: Kpi) -> bool:
    """Whether the rows are named by the calendar; how the index of a period is named is open."""
    return not any(row.period.isdecimal() and len(row.period) < 4 for row in kpi.rows)


def known_rows(kpi: Kpi, rows: Sequence[Row]) -> list[Row]:
    """The rows that have an effect."""
    return [row for row in rows if not isinstance(kpi.effect(row), Undefined)]


def used(kpi: Kpi, before: list[Row], after: list[Row]) -> list[Row]:
    """The rows that an effect is computed from."""
    return [*before, *after] if kpi.method in PARAMETERS else after


def lags(rows: Sequence[Row]) -> int:
    """⌊4 (n/100)^(2/9)⌋."""
    return int(4 * math.exp(2 / 9 * math.log(len(rows) / 100))) if rows else 0


def freedom(kpi: Kpi, count: int) -> float:
    """The degrees of freedom of the plain interval: of a line, by Satterthwaite, or of a mean."""
    if kpi.method == "trend":
        return len(kpi.pre) - 2
    if kpi.method != "control":
        return count - 1
    sides = [gaps(kpi.pre), gaps(kpi.post)]
    parts = [variance(side) / len(side) for side in sides]
    if not any(parts):
        return sum(len(side) - 1 for side in sides)
    return float(sum(parts) ** 2 / sum(p**2 / (len(side) - 1) for p, side in zip(parts, sides, strict=True)))


def robust_error(kpi: Kpi, before: list[Row], after: list[Row]) -> float | None:
    """Newey–West, of four rows or more; how much the mean effect moves with each value is found by moving it."""
    rows, parameters = used(kpi, before, after), PARAMETERS.get(kpi.method, 1)
    if kpi.half_width() is None or len(after) < 2 or len(rows) < 4:
        return None
    felt = {row: pull(kpi, row) * rest(kpi, row, before, after) for row in rows}
    most, total = lags(rows), Fraction(0)
    for one in rows:
        for other in rows:
            apart = abs(place(one) - place(other))
            if apart <= most:
                total += (1 - apart / (most + 1)) * felt[one] * felt[other]
    return math.sqrt(max(Fraction(0), total) * len(rows) / (len(rows) - parameters))


def pull(kpi: Kpi, row: Row) -> Fraction:
    """By how much the mean effect rises when the value of a row rises by 1, in the direction of the KPI."""
    moved = Kpi(kpi.section, [], kpi.grid)
    moved.rows = [replace(one, value=one.value + 1) if one == row else one for one in kpi.rows]
    moved.pre, moved.post = moved.rows[: len(kpi.pre)], moved.rows[len(kpi.pre) :]
    now, then = kpi.mean_effect(), moved.mean_effect()
    assert isinstance(now, Fraction)
    assert isinstance(then, Fraction)
    return then - now


def rest(kpi: Kpi, row: Row, before: list[Row], after: list[Row]) -> Fraction:
    """How far a row is from what its side says on average."""
    side = before if row in before else after
    (own,) = kpi.effects([row])
    return own - mean(kpi.effects(side))


def outliers(kpi: Kpi, rows: list[Row]) -> list[Row]:
    """0.6745·|x − median| / MAD above 3.5; with MAD 0, 0.7979·|x − median| / mean distance; of eight rows or more."""
    values = kpi.effects(rows)
    if len(values) < 8:
        return []
    middle = statistics.median(values)
    distances = [abs(value - middle) for value in values]
    mad = statistics.median(distances)
    spread = mad / Fraction("0.6745") if mad else mean(distances) / Fraction("0.7979")
    return [row for row, distance in zip(rows, distances, strict=True) if distance > Fraction("3.5") * spread]


def parallel(kpi: Kpi) -> tuple[Value, float | None]:
    """The slope of value − control before the start, and 1 − the probability of it by chance; from four periods on."""
    rows = [row for row in kpi.pre if row.control is not None]
    if kpi.method != "control" or len(rows) < 4:
        return undefined(), None
    xs, ys = [place(row) for row in rows], gaps(rows)
    x0, y0 = mean(xs), mean(ys)
    sxx = sum(((x - x0) ** 2 for x in xs), Fraction(0))
    slope = sum(((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / sxx
    left = sum(((y - y0 - slope * (x - x0)) ** 2 for x, y in zip(xs, ys, strict=True)), Fraction(0))
    if left == 0:
        return slope, float(slope != 0)
    freedom = len(rows) - 2
    return slope, inside(math.sqrt(slope**2 * sxx * freedom / left), freedom)


def inside(t: float, freedom: int) -> float:
    """P(|T| < t), with t = √ν tan θ, by Gauss-Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(80)
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    angle = math.atan(t / math.sqrt(freedom))
    return 2 * scale * angle / 2 * float(weights @ np.cos(angle / 2 * (nodes + 1)) ** (freedom - 1))


def doubts(
    kpi: Kpi,
    sides: tuple[list[Row], list[Row]],
    apart: list[Row],
    certainty: float | None,
    plain: Sequence[Leaf],
    robust: dict[str, Leaf],
) -> list[str]:
    """What would make the effect invalid, in the order in which the handbook lists it."""
    before, after = sides
    own_baseline = kpi.section.get("baseline", "computed") != "computed"
    leans = kpi.method in PARAMETERS or (kpi.method != "forecast" and not own_baseline)
    rules: dict[str, Callable[[], bool]] = {
        "not_isolated": lambda: kpi.method in ("estimate", "none"),
        "few_before": lambda: leans and len(before) < 4,
        "few_after": lambda: len(after) < 3,
        "diverging_control": lambda: certainty is not None and certainty > 0.9,
        "missing": lambda: has_gaps(kpi),
        "outliers": lambda: bool(apart),
        "autocorrelation": lambda: clear(plain) and crosses((robust["low"], robust["high"])),
    }
    return [key for key, holds in rules.items() if holds()] if after else []


def has_gaps(kpi: Kpi) -> bool:
    """Whether a period that ended by as_of has no row, between the first and the last row of the series."""
    rows = sorted(kpi.all_rows, key=lambda row: row.first)
    if not rows:
        return False
    length = rows[0].last - rows[0].first + 1
    present = {row.first for row in rows}
    return any(
        first not in present and kpi.grid.past(first + length - 1)
        for first in range(rows[0].first, rows[-1].first, length)
    )


def ends(bounds: Sequence[Leaf]) -> list[Decimal]:
    """The values of an interval."""
    return [bound.value if hasattr(bound, "value") else Decimal(0) for bound in bounds]


def clear(bounds: Sequence[Leaf]) -> bool:
    """Whether an interval is known and leaves zero out."""
    low, high = ends(bounds)
    return not any(isinstance(bound, Undefined) for bound in bounds) and (low > 0 or high < 0)


def crosses(bounds: Sequence[Leaf]) -> bool:
    """Whether an interval is known and holds zero."""
    low, high = ends(bounds)
    return not any(isinstance(bound, Undefined) for bound in bounds) and low <= 0 <= high
