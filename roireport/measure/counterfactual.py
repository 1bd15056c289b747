"""What a KPI would have been anyway: one function a method."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from roireport.measure.figure import Figure, averaged, derived, figure, named, typed, undefined
from roireport.measure.moments import FittedLine
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.period import Span
from roireport.model.series import Observation

Counterfactual: TypeAlias = Callable[[Observation], Figure]

FEWEST_FOR_A_TREND = 3
"""Periods before the start: two make a line, the third shows the distance from it."""


def observed(kpi: Kpi, row: Observation) -> Figure:
    """The value of a row, as written."""
    return typed(row.value, kpi.unit, row.place)


def counterfactual_of(kpi: Kpi, pre: Sequence[Observation], baseline: Figure, grid: Grid) -> Counterfactual:
    """The counterfactual of a KPI by its method, given the rows before the start and the baseline."""
    if kpi.method == "control":
        return control(kpi, pre)
    if kpi.method == "trend":
        return trend(kpi, pre)
    if kpi.method == "year_before":
        return year_before(kpi, pre, grid)
    if kpi.method == "market":
        return market(kpi, baseline, grid)
    return forecast(kpi) if kpi.method == "forecast" else unchanged(kpi, baseline)


def control(kpi: Kpi, pre: Sequence[Observation]) -> Counterfactual:
    """Own mean before the start + what the control group has moved from its own mean before the start.

    Difference in differences (Card and Krueger 1994); the declared baseline is not used. Rows without a control
    value have no counterfactual.
    """
    both = [row for row in pre if row.control is not None]
    if not both:
        return lambda row: undefined(kpi.unit, "counterfactual_control", "no_period_before")
    own = averaged(kpi.unit, "mean_before", [(str(row.period), observed(kpi, row)) for row in both])
    group = averaged(kpi.unit, "mean_before", [(str(row.period), _control_value(kpi, row)) for row in both])

    def at(row: Observation) -> Figure:
        return derived(
            kpi.unit,
            "counterfactual_control",
            lambda own_before, control, control_before: own_before + control - control_before,
            own_before=own,
            control=_control_value(kpi, row),
            control_before=group,
        )

    return at


def _control_value(kpi: Kpi, row: Observation) -> Figure:
    if row.control is None:
        return undefined(kpi.unit, "typed", "no_control_value")
    return typed(row.control, kpi.unit, row.place)


def trend(kpi: Kpi, pre: Sequence[Observation]) -> Counterfactual:
    """The straight line by least squares through the rows before the start, prolonged (Phillips: trend line)."""
    if len(pre) < FEWEST_FOR_A_TREND:
        facts = [("count", str(FEWEST_FOR_A_TREND))]
        return lambda row: undefined(kpi.unit, "counterfactual_trend", "too_few_before_the_start", facts=facts)
    rows = [(str(row.period), observed(kpi, row)) for row in pre]
    level = averaged(kpi.unit, "mean_before", rows)
    line = FittedLine.through([row.period.position for row in pre], [row.value for row in pre])
    slope = Figure(line.slope, kpi.unit, "trend_slope", named(rows))

    def at(row: Observation) -> Figure:
        value = level.known + slope.known * (row.period.position - line.middle)
        return figure(value, kpi.unit, "counterfactual_trend", mean=level, slope=slope)

    return at


def year_before(kpi: Kpi, pre: Sequence[Observation], grid: Grid) -> Counterfactual:
    """The value of the same period one year earlier × (1 + growth), or of so many years as it takes.

    Seasonal naive forecast (Hyndman and Athanasopoulos, Forecasting: Principles and Practice). Where that very row is
    missing there is no counterfactual.
    """
    rows = {row.period: row for row in pre}
    rate = growth_rate(kpi)

    def at(row: Observation) -> Figure:
        years = years_back(row.period, grid)
        earlier = rows.get(earlier_period(row.period, years))
        if earlier is None:
            return undefined(kpi.unit, "counterfactual_year_before", "no_value_a_year_before")
        return derived(
            kpi.unit,
            "counterfactual_year_before",
            lambda earlier, growth: earlier * (1 + growth) ** years,
            earlier=observed(kpi, earlier),
            growth=rate,
        )

    return at


def years_back(period: Span, grid: Grid) -> int:
    """How many years before a period the same period ends before the start; one at least."""
    years = 1
    while earlier_period(period, years).end >= grid.start:
        years += 1
    return years


def earlier_period(period: Span, years: int) -> Span:
    """The same period so many years earlier."""
    return Span(period.first - 12 * years, period.last - 12 * years)


def growth_rate(kpi: Kpi) -> Figure:
    """The growth a year, as written; 0 where silent."""
    declared = kpi.counterfactual
    if declared is None or declared.growth is None:
        return typed(0, "ratio", None)
    return typed(declared.growth, "ratio", declared.place("growth"))


def market(kpi: Kpi, baseline: Figure, grid: Grid) -> Counterfactual:
    """baseline × (1 + growth)^y: y = 1 in the twelve months from the start, 2 in the next, 0 in those before."""
    rate = growth_rate(kpi)

    def at(row: Observation) -> Figure:
        years = years_of_growth(row.period, grid)
        return derived(
            kpi.unit,
            "counterfactual_market",
            lambda baseline, growth: baseline * (1 + growth) ** years,
            baseline=baseline,
            growth=rate,
        )

    return at


def years_of_growth(period: Span, grid: Grid) -> int:
    """y: 1 in the first twelve grid months, 2 in the next; a period by its first month, not below month 0.

    A period that ends before the start has none, or less.
    """
    month = grid.month(period.first)
    return (max(0, month) if period.end >= grid.start else month) // 12 + 1


def forecast(kpi: Kpi) -> Counterfactual:
    """What had been expected for the period (Phillips: forecasting methods)."""

    def at(row: Observation) -> Figure:
        if row.expected is None:
            return undefined(kpi.unit, "counterfactual_forecast", "no_expected_value")
        expected = typed(row.expected, kpi.unit, row.place)
        return figure(row.expected, kpi.unit, "counterfactual_forecast", expected=expected)

    return at


def unchanged(kpi: Kpi, baseline: Figure) -> Counterfactual:
    """The baseline: no better estimate of what would have happened anyway."""
    estimate = derived(kpi.unit, "counterfactual_baseline", lambda baseline: baseline, baseline=baseline)
    return lambda row: estimate
