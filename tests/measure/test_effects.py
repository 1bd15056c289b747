"""KPIs: baseline, counterfactual, effect and its interval."""

import math
import statistics
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.results import KpiResult
from tests.engagements import Row, engagement

T_95 = {1: 6.313751514675043, 2: 2.919985580355516, 4: 2.131846786326649}
"""Upper 5 % of Student's t, to all digits: 1 and 2 degrees have closed forms, 4 is printed as 2.1318."""


def kpi(rows: list[Row], method: str = "none", as_of: str = "2025-06-30", **keys: Any) -> KpiResult:
    """A KPI of an engagement that starts on 2025-01-06."""
    counterfactual = {"method": method, **({"growth": keys.pop("growth")} if "growth" in keys else {})}
    noun = {"id": "k", "counterfactual": counterfactual, **keys}
    (kpi_result,) = measure(engagement(kpis=[noun], observed={"k": rows}, as_of=as_of)).kpis
    return kpi_result


BEFORE: list[Row] = [("2024-10", 10, 5), ("2024-11", 12, 6), ("2024-12", 11, 7)]


def test_rows_are_before_after_or_ignored_by_their_last_day() -> None:
    result = kpi([*BEFORE, ("2025-01", 14), ("2025-06", 20), ("2025-07", 99)])
    assert [row.after_start for row in result.series] == [False, False, False, True, True]
    assert [str(span) for span in result.ignored] == ["2025-07"]
    assert [str(span) for span in result.missing] == ["2025-02", "2025-03", "2025-04", "2025-05"]
    assert [result.baseline.known, result.latest.known, result.change.known] == [11, 20, 9]
    assert [result.effect.mean.known, result.effect.periods] == [6, 2]


def test_a_declared_baseline_stands_before_the_computed_one() -> None:
    result = kpi([*BEFORE, ("2025-01", 14)], baseline=8, target=20)
    assert [result.baseline.known, result.change.known, result.attainment.known] == [8, 6, 0.5]


def test_less_is_better_where_the_direction_is_down() -> None:
    result = kpi([("2025-01", 7), ("2025-02", 4)], baseline=10, target=5, direction="down")
    assert [row.effect.known for row in result.series] == [3, 6]
    assert float(result.attainment.known) == 6 / 5


def test_control_compares_movements_and_ignores_the_declared_baseline() -> None:
    """Own mean before 11, the group's 6: at 14 and 8 the effect is (14 − 11) − (8 − 6) = 1; at 18 and 8 it is 5."""
    rows = [*BEFORE, ("2025-01", 14, 8), ("2025-02", 18, 8)]
    result = kpi(rows, "control", baseline=0)
    assert [row.effect.known for row in result.series if row.after_start] == [1, 5]
    before, after = [5, 6, 4], [6, 10]
    a, b = statistics.variance(before) / 3, statistics.variance(after) / 2
    freedom = (a + b) ** 2 / (a**2 / 2 + b**2 / 1)
    half = float(result.effect.high.known - result.effect.mean.known)
    assert float(result.effect.mean.known) == 3
    # Between the quantiles of one and two degrees: Welch 1947.
    assert 1 < freedom < 2
    assert T_95[2] * math.sqrt(a + b) < half < T_95[1] * math.sqrt(a + b)


def test_control_without_any_variation_is_certain() -> None:
    rows: list[Row] = [("2024-11", 1, 1), ("2024-12", 2, 2), ("2025-01", 5, 3), ("2025-02", 6, 4)]
    result = kpi(rows, "control")
    assert [result.effect.low.known, result.effect.high.known] == [2, 2]


def test_trend_prolongs_the_line_over_gaps() -> None:
    """8, 9 and 11 in months 0, 1 and 3: slope 1; month 4 is expected at 12, month 6 at 14."""
    rows: list[Row] = [("2024-09", 8), ("2024-10", 9), ("2024-12", 11), ("2025-01", 13), ("2025-03", 20)]
    result = kpi(rows, "trend")
    assert [round(row.counterfactual.known, 20) for row in result.series] == [8, 9, 11, 12, 14]
    assert [round(row.effect.known, 20) for row in result.series if row.after_start] == [1, 6]
    assert result.effect.high.known - result.effect.low.known < Decimal("1e-20")


@pytest.mark.parametrize("later", [1, 2, 3])
def test_the_interval_of_a_trend_is_that_of_a_prediction(later: int) -> None:
    before, after = [10.0, 12.0, 11.0, 15.0], [20.0, 22.0, 19.0][:later]
    months = ["2024-09", "2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]
    rows: list[Row] = list(zip(months, before + after, strict=False))
    effect = kpi(rows, "trend").effect
    line = statistics.linear_regression(range(4), before)
    left = [y - line.intercept - line.slope * x for x, y in enumerate(before)]
    s = math.sqrt(sum(e * e for e in left) / 2)
    x = statistics.mean(range(4, 4 + later))
    mean = statistics.mean(y - line.intercept - line.slope * (4 + at) for at, y in enumerate(after))
    half = T_95[2] * s * math.sqrt(1 / later + 1 / 4 + (x - 1.5) ** 2 / 5)
    assert float(effect.mean.known) == pytest.approx(mean, abs=1e-12)
    assert float(effect.low.known) == pytest.approx(mean - half, abs=1e-9)
    assert float(effect.high.known) == pytest.approx(mean + half, abs=1e-9)


def test_a_market_grows_by_whole_years_since_the_start() -> None:
    """110 in the first year, 121 in the next, the baseline in the year before."""
    rows: list[Row] = [("2024-Q4", 101), ("2025-Q1", 120), ("2025-Q4", 120), ("2026-Q1", 130)]
    result = kpi(rows, "market", "2026-06-30", growth="10%", baseline=100)
    assert [row.effect.known for row in result.series] == [1, 10, 10, 9]
    assert result.effect.periods == 3


def test_a_period_that_began_before_the_start_belongs_to_the_first_year_of_a_market() -> None:
    noun = {"id": "k", "baseline": 100, "counterfactual": {"method": "market", "growth": "10%"}}
    period = {"start": "2025-03-10", "end": "2025-06-30"}
    rows = {"k": [("2025", 115)]}
    (kpi_result,) = measure(engagement(kpis=[noun], observed=rows, period=period)).kpis
    assert kpi_result.effect.mean.value == 5


def test_a_forecast_is_compared_with_what_was_expected() -> None:
    rows: list[Row] = [("2025-01", 12, None, 10), ("2025-02", 15, None, 11), ("2025-03", 15)]
    result = kpi(rows, "forecast")
    assert [row.effect.value for row in result.series] == [2, 4, None]
    assert result.effect.periods == 2


@pytest.mark.parametrize("method", ["estimate", "none"])
def test_without_a_computed_counterfactual_the_baseline_stands_still(method: str) -> None:
    rows: list[Row] = [("2025-01", 12), ("2025-02", 15), ("2025-03", 12), ("2025-04", 15), ("2025-05", 16)]
    effect = kpi(rows, method, baseline=10).effect
    half = T_95[4] * statistics.stdev([2, 5, 2, 5, 6]) / math.sqrt(5)
    assert effect.mean.known == 4
    assert float(effect.high.known - effect.mean.known) == pytest.approx(half, abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "method", "mean", "low"),
    [
        ([("2024-11", 1), ("2024-12", 2), ("2025-01", 3)], "trend", "too_few_before_the_start", None),
        ([("2025-01", 3, 1)], "control", "no_period_before", None),
        ([("2025-01", 3)], "none", "no_baseline", None),
        ([*BEFORE], "none", "no_measured_period", None),
        ([*BEFORE, ("2025-01", 3, 2)], "control", None, "too_few_periods"),
        ([*BEFORE, ("2025-01", 3)], "none", None, "too_few_periods"),
    ],
)
def test_an_undefined_effect_has_its_reason(rows: list[Row], method: str, mean: str | None, low: str | None) -> None:
    effect = kpi(rows, method).effect
    assert (effect.mean.why.key if effect.mean.why else None) == mean
    assert (effect.low.why.key if effect.low.why else None) == (low or mean)


def test_a_kpi_without_a_series_has_its_baseline_and_target() -> None:
    (kpi_result,) = measure(engagement(kpis=[{"id": "k", "baseline": 3, "target": 3}])).kpis
    assert kpi_result.baseline.value == 3
    assert [figure.why.key for figure in (kpi_result.latest, kpi_result.effect.mean) if figure.why] == [
        "no_series",
        "no_series",
    ]
