"""Whether the periods before the start can be compared with those since: season, and regression to the mean."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure, figure, trimmed
from roireport.measure.moments import FittedLine, mean, variance
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.period import Span

FEWEST_FOR_A_SETBACK: Final = 6
"""Periods before the start for the last third of them to be held against the others."""


def months_before(result: KpiResult) -> int:
    """How many months before the start have a value."""
    return sum(len(row.period.months) for row in result.before)


def seasonal_difference(result: KpiResult) -> Figure:
    """The total variation between the calendar months before the start and those of the effect: ½ Σ |p − q|.

    p and q are the shares of January to December among the months before and since. 0: the same seasons; 1: no month
    in common.
    """
    before = _month_shares(row.period for row in result.before)
    since = _month_shares(row.period for row in result.after)
    apart = sum((abs(before.get(month, Decimal(0)) - since.get(month, Decimal(0))) for month in range(12)), Decimal(0))
    return figure(trimmed(apart / 2), "ratio", "seasonal_difference")


def _month_shares(periods: Iterable[Span]) -> dict[int, Decimal]:
    counts = Counter(month % 12 for period in periods for month in period.months)
    return {month: Decimal(count) / counts.total() for month, count in counts.items()}


def last_third(result: KpiResult) -> list[PeriodEffect]:
    """The last ⌊n/3⌋ periods before the start that the method compares; none of fewer than six."""
    rows = _compared(result)
    return rows[len(rows) - len(rows) // 3 :] if len(rows) >= FEWEST_FOR_A_SETBACK else []


def setback(result: KpiResult) -> Figure | None:
    """By how many standard deviations of the others the last third before the start lies on the unfavourable side.

    Of value − control with a control group; with a trend, from the line through the others, s = √(Σ e²/(n − 2)). None
    of fewer than six periods, or where the others do not vary and the last third lies where they do. Without a value
    where the others do not vary and it lies beside them.

    Regression to the mean: Galton (1886); Shadish, Cook & Campbell (2002).
    """
    last = last_third(result)
    if not last:
        return None
    rest = _compared(result)[: -len(last)]
    distance, spread = _apart(result, rest, last)
    if not spread:
        return Figure(None, "number", "setback") if distance > 0 else None
    return figure(distance / spread, "number", "setback")


def _compared(result: KpiResult) -> list[PeriodEffect]:
    """The periods before the start in which the column of the method is filled."""
    if result.kpi.method == "control":
        return [row for row in result.before if row.control is not None]
    if result.kpi.method == "forecast":
        return [row for row in result.before if row.counterfactual.defined]
    return list(result.before)


def _apart(result: KpiResult, rest: Sequence[PeriodEffect], last: Sequence[PeriodEffect]) -> tuple[Decimal, Decimal]:
    """How far the last periods lie on the unfavourable side of the rest, and the standard deviation of the rest."""
    if result.kpi.method == "trend":
        line = FittedLine.through([row.period.position for row in rest], [row.value.known for row in rest])
        residuals = [trimmed(_residual(line, row)) for row in rest]
        spread = (sum((residual**2 for residual in residuals), Decimal(0)) / (len(rest) - 2)).sqrt()
        return -result.kpi.sign * trimmed(mean([_residual(line, row) for row in last])), spread
    before = [_value(result, row) for row in rest]
    distance = mean([_value(result, row) for row in last]) - mean(before)
    return -result.kpi.sign * distance, variance(before).sqrt()


def _residual(line: FittedLine, row: PeriodEffect) -> Decimal:
    return line.residual(row.period.position, row.value.known)


def _value(result: KpiResult, row: PeriodEffect) -> Decimal:
    if result.kpi.method == "control" and row.control is not None:
        return row.value.known - row.control.known
    return row.value.known
