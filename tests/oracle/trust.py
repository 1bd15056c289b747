"""How far an effect can be trusted: outliers, and the control group before the start."""

import math
import statistics
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.effects import Kpi
from tests.oracle.published import RATIO, near, shown
from tests.oracle.series import Row, least_squares, mean
from tests.oracle.student import inside
from tests.oracle.written import Section, Value, undefined


def trust(kpi: Kpi, places: int, full_effect: int) -> Section:
    """What the document says of an effect beside its mean and its intervals.

    `full_effect` is the grid month from which the whole effect had been expected. Outliers of year_before, whose
    periods before the start have effects of their own, are open.
    """
    slope, certainty = parallel(kpi)
    document = {
        "level": Decimal("0.9"),
        "parallel": {
            "periods": Decimal(sum(row.control is not None for row in kpi.pre)),
            "slope": shown(slope, places),
            "certainty": undefined() if certainty is None else near(certainty, RATIO),
        },
    }
    if kpi.method == "year_before":
        return document
    begun = [row for row in kpi.before if kpi.effects([row])]
    apart = [*outliers(kpi, begun), *outliers(kpi, [row for row in kpi.after if row.first >= full_effect])]
    named: list[Any] = [str(row.period) for row in apart] if months_named(kpi) else [{}] * len(apart)
    left = [effect for row in kpi.after if row not in apart for effect in kpi.effects([row])]
    return document | {
        "periods_before": Decimal(len(kpi.before)),
        "outliers": named,
        "mean_without_outliers": shown(mean(left) if len(left) < len(kpi.after) and left else undefined(), places),
    }


def months_named(kpi: Kpi) -> bool:
    """Whether the rows are named by the calendar; how the index of a period is named is open."""
    return not any(row.period.isdecimal() and len(row.period) < 4 for row in kpi.rows)


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
    rows = kpi.before
    if kpi.method != "control" or len(rows) < 4:
        return undefined(), None
    line = least_squares([Fraction(row.place) for row in rows], [kpi.gap(row) for row in rows])
    slope, left, sxx = line.slope, line.left, line.sxx
    if left == 0:
        return slope, float(slope != 0)
    freedom = len(rows) - 2
    return slope, inside(math.sqrt(slope**2 * sxx * freedom / left), freedom)
