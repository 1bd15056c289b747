"""What tells how far to trust an effect: outliers and doubts."""

from decimal import Decimal

import pytest

from roireport.assess.established import is_beyond_chance
from roireport.measure.engagement import measure
from roireport.measure.outliers import outliers
from roireport.measure.results import Effect, KpiResult, excludes_zero
from tests.engagements import Row, engagement


def kpi(rows: list[Row], method: str = "none", **keys: object) -> KpiResult:
    """A KPI of an engagement that starts on 2025-01-06; without a baseline of its own unless given."""
    noun = {"id": "k", "counterfactual": {"method": method}, **keys}
    (kpi_result,) = measure(engagement(kpis=[noun], observed={"k": rows})).kpis
    return kpi_result


def monthly(values: list[float], first: int = 1) -> list[Row]:
    """Values from a month of 2025 on."""
    return [(f"2025-{month:02d}", value) for month, value in enumerate(values, first)]


BEFORE: list[Row] = [
    (f"2024-{month:02d}", value, 10) for month, value in zip(range(9, 13), (20, 21, 21, 20), strict=True)
]


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "apart"),
    [
        (numbers("3", "4", "5", "4", "3", "5", "4", "30"), (7,)),
        (numbers("3", "4", "5", "4", "3", "5", "30"), ()),
        # MAD 1, so the limit is 3.5/0.6745 = 5.189 from the median 4.
        (numbers("3", "4", "5", "4", "3", "5", "4", "9.18"), ()),
        (numbers("3", "4", "5", "4", "3", "5", "4", "9.2"), (7,)),
        (numbers("3", "4", "5", "4", "3", "5", "4", "-1.2"), (7,)),
        # MAD 0: the mean distance 10/8 over 0.7979 makes a limit of 5.48; two of eight at 1 one of 1.097.
        (numbers(*"1111111", "11"), (7,)),
        (numbers(*"11111122"), ()),
        (numbers(*"11111111"), ()),
    ],
)
def test_outliers_are_those_of_the_modified_z_score(values: list[Decimal], apart: tuple[int, ...]) -> None:
    assert outliers(values) == apart


def test_an_outlier_is_named_and_counted_on_either_side() -> None:
    before: list[Row] = [(f"2024-{month:02d}", value) for month, value in enumerate([10, 11, 9, 10, 99, 10, 11, 9], 5)]
    effect = kpi([*before, *monthly([13, 14, 15, 14, 13, 15, 14, 40])], baseline=10).effect
    assert [str(period) for period in effect.outliers] == ["2024-09", "2025-08"]
    assert effect.mean.known == Decimal(58) / 8
    assert effect.mean_without_outliers.known == 4
    (doubt,) = [doubt for doubt in effect.doubts if doubt.key == "outliers"]
    assert (doubt.count, doubt.periods) == (2, effect.outliers)


def test_what_is_still_rising_before_the_full_effect_is_no_outlier() -> None:
    """0 and 30 in the first two months, about 100 in the ten after: apart from the start, but not from March."""
    rows = monthly([20, 50, *[120 + month % 3 for month in range(10)]])
    noun = {"id": "k", "baseline": 20}
    actual = {
        agreed: measure(
            engagement(kpis=[noun], observed={"k": rows}, challenges={"expectations": {"full_effect": agreed}})
        ).kpis[0]
        for agreed in ("0 months", "1 month", "2 months")
    }
    named = {agreed: [str(period) for period in kpi.effect.outliers] for agreed, kpi in actual.items()}
    assert named == {"0 months": ["2025-01", "2025-02"], "1 month": ["2025-02"], "2 months": []}


def test_what_is_cut_behind_the_last_digit_is_no_effect() -> None:
    """The same in every month, one of them missing: the line before leaves nothing but rounding behind it."""
    before: list[Row] = [(f"2024-{month:02d}", 8.29) for month in range(1, 13) if month != 2]
    effect = kpi([*before, *monthly([8.29] * 4)], "trend").effect
    assert not excludes_zero(effect.low, effect.high)
    assert not excludes_zero(effect.adjusted.low, effect.adjusted.high)
    assert not is_beyond_chance(effect, 1)
    assert keys(effect) == [("missing", 1)]


def keys(effect: Effect) -> list[tuple[str, int]]:
    return [(doubt.key, doubt.count) for doubt in effect.doubts]


FOUR_AFTER: list[Row] = [("2025-01", 24, 10), ("2025-02", 26, 10), ("2025-03", 25, 10), ("2025-04", 26, 10)]


@pytest.mark.parametrize(
    ("rows", "method", "extra", "expected"),
    [
        ([*BEFORE, *FOUR_AFTER], "control", {}, []),
        ([*BEFORE[1:], *FOUR_AFTER], "control", {}, [("few_before", 3)]),
        ([*BEFORE[1:], *FOUR_AFTER], "trend", {}, [("few_before", 3)]),
        ([*BEFORE[1:], *FOUR_AFTER], "control", {"baseline": 20}, [("few_before", 3)]),
        ([*BEFORE[1:], *FOUR_AFTER], "trend", {"baseline": 20}, [("few_before", 3)]),
        ([("2024-12", 20, None, 20), *((*row, 20) for row in FOUR_AFTER)], "forecast", {}, [("forecast_error", 4)]),
        ([*BEFORE, *FOUR_AFTER[:2]], "control", {}, [("few_after", 2)]),
        ([*BEFORE, *FOUR_AFTER[:3]], "control", {}, []),
        ([*BEFORE, FOUR_AFTER[0], *FOUR_AFTER[2:]], "control", {}, [("missing", 1)]),
        (FOUR_AFTER, "estimate", {"baseline": 20}, [("not_isolated", 4), ("baseline_error", 4)]),
        ([*BEFORE[:2], *FOUR_AFTER], "none", {}, [("not_isolated", 4), ("few_before", 2), ("missing", 2)]),
        (BEFORE, "control", {}, []),
    ],
    ids=[
        "none",
        "few before",
        "trend",
        "own",
        "own trend",
        "forecast",
        "few after",
        "three after",
        "gap",
        "estimate",
        "own baseline",
        "none yet",
    ],
)
def test_doubts_are_listed_in_their_order(
    rows: list[Row], method: str, extra: dict[str, object], expected: list[tuple[str, int]]
) -> None:
    assert keys(kpi(rows, method, **extra).effect) == expected


def test_a_control_group_that_drifted_apart_is_a_doubt_from_90_percent_on() -> None:
    """Gaps 0, 2, 2, 4: t² = 18 with 2 degrees of freedom, certainty √(18/20) = 94.9 %; 0, 2, 1, 3: 32/9, 80 %."""
    drifting: list[Row] = [(f"2024-{9 + n:02d}", 20 + gap, 20) for n, gap in enumerate((0, 2, 2, 4))]
    steady: list[Row] = [(f"2024-{9 + n:02d}", 20 + gap, 20) for n, gap in enumerate((0, 2, 1, 3))]
    after: list[Row] = [(f"2025-{n:02d}", 30 + n % 2, 20) for n in range(1, 5)]
    apart, alike = kpi([*drifting, *after], "control").effect, kpi([*steady, *after], "control").effect
    assert float(apart.parallel.certainty.known) == pytest.approx((18 / 20) ** 0.5, abs=1e-12)
    assert float(alike.parallel.certainty.known) == pytest.approx((32 / 50) ** 0.5, abs=1e-12)
    assert (keys(apart), keys(alike)) == ([("diverging_control", 4)], [])


def test_an_effect_that_only_the_plain_interval_tells_from_chance_is_in_doubt() -> None:
    """Values in runs of three: half of the plain interval is 0.37, of the adjusted one 0.67."""
    before: list[Row] = [(f"2024-{m:02d}", 20 + (m % 6 < 3)) for m in range(1, 13)]
    after = monthly([20.5 + (m % 6 < 3) for m in range(12)])
    effect = kpi([*before, *after], counterfactual={"method": "market", "growth": "0%"}).effect
    assert excludes_zero(effect.low, effect.high)
    assert not excludes_zero(effect.adjusted.low, effect.adjusted.high)
    assert keys(effect) == [("autocorrelation", 12)]


def test_what_a_declared_baseline_or_a_forecast_does_not_know_is_a_doubt() -> None:
    before: list[Row] = [(f"2024-{m:02d}", 20 + m % 2, None, 20) for m in range(1, 13)]
    after: list[Row] = [(f"2025-{m:02d}", 25 + m % 2, None, 20) for m in range(1, 13)]
    rows = [*before, *after]
    market: dict[str, object] = {"counterfactual": {"method": "market", "growth": "0%"}}
    assert keys(kpi(rows, "forecast").effect) == [("forecast_error", 12)]
    assert keys(kpi(rows, "market", baseline=20, **market).effect) == [("baseline_error", 12)]
    assert keys(kpi(rows, "market", **market).effect) == []
