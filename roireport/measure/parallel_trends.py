"""Whether a KPI and its control group moved alike before the start."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from roireport.measure.figure import Figure, figure, named, undefined
from roireport.measure.results import ParallelTrends, PeriodEffect
from roireport.measure.student import upper_tail
from roireport.model.kpi import Kpi

FEWEST_FOR_A_SLOPE = 4
"""Periods before the start: with three, one degree of freedom hides almost any difference of trend."""


def parallel_trends(kpi: Kpi, series: Sequence[PeriodEffect]) -> ParallelTrends:
    """The slope of value − control before the start, and how certainly it is not 0.

    Common trends in difference in differences: Angrist and Pischke, Mostly Harmless Econometrics (2009).
    """
    rows = [row for row in series if row.phase == "before" and row.control is not None]
    inputs = named((str(row.period), row.effect) for row in rows)
    test = slope_test(gaps_before(rows)) if kpi.method == "control" else None
    if test is None:
        key = "too_few_for_a_slope" if kpi.method == "control" else "no_control_group"
        none = undefined(kpi.unit, "control_slope", key, facts=[("count", str(FEWEST_FOR_A_SLOPE))])
        return ParallelTrends(
            len(rows), none, Figure(None, "ratio", "control_slope_certainty", named([("slope", none)]), none.why)
        )
    slope = Figure(test[0], kpi.unit, "control_slope", inputs)
    return ParallelTrends(len(rows), slope, figure(test[1], "ratio", "control_slope_certainty", slope=slope))


def gaps_before(rows: Sequence[PeriodEffect]) -> list[tuple[int, Decimal]]:
    """For each row its place in calendar time, and how far the KPI is from its control group."""
    return [(row.period.position, row.value.known - row.control.known) for row in rows if row.control is not None]


def slope_test(points: Sequence[tuple[int, Decimal]]) -> tuple[Decimal, float] | None:
    """The slope through points, and with which certainty (0 to 1) it differs from 0; None below four points.

    Least squares and a two-sided t test with n − 2 degrees of freedom, t² = (n − 2)·Sxy² / (Sxx·Syy − Sxy²), in exact
    fractions; points on a line that is not level are certain. Draper and Smith (1998).
    """
    n = len(points)
    if n < FEWEST_FOR_A_SLOPE:
        return None
    middle = (Fraction(sum(x for x, _ in points), n), sum((Fraction(y) for _, y in points), Fraction(0)) / n)
    apart = [(x - middle[0], Fraction(y) - middle[1]) for x, y in points]
    sxx, sxy, syy = (sum((a[i] * a[j] for a in apart), Fraction(0)) for i, j in ((0, 0), (0, 1), (1, 1)))
    slope = Decimal((sxy / sxx).numerator) / Decimal((sxy / sxx).denominator)
    left = sxx * syy - sxy**2
    if left == 0:
        return slope, float(sxy != 0)
    return slope, 1.0 - 2.0 * upper_tail(sqrt((n - 2) * sxy**2 / left), n - 2)
