"""What a KPI would have been anyway: one function a method."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from roireport.measure.figure import Figure, derived, figure, named, typed, undefined
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.series import Observation

Counterfactual: TypeAlias = Callable[[Observation], Figure]

FEWEST_FOR_A_TREND = 3
"""Periods before the start: two make a line, the third shows the distance from it."""


def observed(kpi: Kpi, row: Observation) -> Figure:
    """The value of a row, as written."""
    return typed(row.value, kpi.unit, row.place)


def mean_of(kpi: Kpi, formula: str, parts: Sequence[tuple[str, Figure]]) -> Figure:
    """The arithmetic mean of at least one figure."""
    total = sum((part.known for _, part in parts), Decimal(0))
    return Figure(total / len(parts), kpi.unit, formula, named(parts))


def counterfactual_of(kpi: Kpi, pre: Sequence[Observation], baseline: Figure, grid: Grid) -> Counterfactual:
    """The counterfactual of a KPI by its method, given the rows before the start and the baseline."""
    if kpi.method == "control":
        return control(kpi, pre)
    if kpi.method == "trend":
        return trend(kpi, pre)
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
    own = mean_of(kpi, "mean_before", [(str(row.period), observed(kpi, row)) for row in both])
    group = mean_of(kpi, "mean_before", [(str(row.period), _control_value(kpi, row)) for row in both])

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
    level = mean_of(kpi, "mean_before", rows)
    middle = Decimal(sum(row.period.position for row in pre)) / len(pre)
    spread = sum((row.period.position - middle) ** 2 for row in pre)
    rise = sum((row.period.position - middle) * row.value for row in pre)
    slope = Figure(Decimal(rise / spread), kpi.unit, "trend_slope", named(rows))

    def at(row: Observation) -> Figure:
        value = level.known + slope.known * (row.period.position - middle)
        return figure(value, kpi.unit, "counterfactual_trend", mean=level, slope=slope)

    return at


def market(kpi: Kpi, baseline: Figure, grid: Grid) -> Counterfactual:
    """baseline × (1 + growth)^y: y = 1 in the twelve months from the start, 2 in the next, 0 in those before.

    A period counts by its first month; one that began before the start and ends after it belongs to the first twelve.
    """
    declared = kpi.counterfactual
    growth = Decimal(0) if declared is None or declared.growth is None else declared.growth
    rate = typed(growth, "ratio", declared.place("growth") if declared else None)

    def at(row: Observation) -> Figure:
        years = (row.period.first - grid.first) // 12 + 1
        if row.period.end >= grid.start:
            years = max(1, years)
        return derived(
            kpi.unit,
            "counterfactual_market",
            lambda baseline, growth: baseline * (1 + growth) ** years,
            baseline=baseline,
            growth=rate,
        )

    return at


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
