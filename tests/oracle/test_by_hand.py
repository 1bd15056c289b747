"""Effects that are worked out by hand in the comments, so that the second implementation is itself checked."""

import pytest

from tests.oracle.cases import T95, engagement, kpi, monthly, parts, precision
from tests.oracle.effects import Kpi
from tests.oracle.written import Undefined


def named(indicator: Kpi) -> tuple[list[str], list[str], list[str]]:
    """The periods of pre, transition and post."""
    pre, between, post = (
        [row.period for row in rows] for rows in (indicator.pre, indicator.transition, indicator.post)
    )
    return pre, between, post


@pytest.mark.parametrize(
    ("start", "side"),
    [
        ("2025-01-16", 2),  # 16 of 31 days lie on or after it: post
        ("2025-01-17", 1),  # 15 of 31: transition
        ("2025-02-01", 0),  # January has ended: pre
        ("2025-01-01", 2),  # January begins on it: post
    ],
)
def test_the_period_that_holds_the_start_goes_where_half_of_its_days_are(start: str, side: int) -> None:
    frame = engagement(period={"start": start, "end": "2025-12-31"})
    indicator = kpi(monthly("2025-01", [7]), frame=frame, baseline="5")
    assert [place == ["2025-01"] for place in named(indicator)] == [at == side for at in range(3)]
    assert isinstance(indicator.effect(indicator.rows[0]), Undefined) == (side == 1)


def test_half_of_the_days_exactly_is_post() -> None:
    # April has 30 days: 15 of them lie on or after 16 April. Rows that end after as_of are ignored.
    frame = engagement(period={"start": "2025-04-16", "end": "2025-12-31"}, as_of="2025-05-30")
    assert named(kpi(monthly("2025-03", [1, 2, 3]), frame=frame)) == (["2025-03"], [], ["2025-04"])


def test_control_uses_only_periods_in_which_both_columns_are_filled() -> None:
    # before: 10 − 4 = 6 and 12 − 8 = 4, mean 5; 50 has no control. After: 20 − 5 = 15 → 10; 30 − 10 = 20 → 15.
    rows = monthly("2024-10", [10, 50, 12, 20, 30, 99], control=[4, None, 8, 5, 10, None])
    indicator = kpi(rows, "control", baseline="1000")
    assert indicator.effects() == [10, 15]
    # Welch: before 1, −1 → variance 2, over 2: 1; after ∓2.5 → variance 12.5, over 2: 6.25.
    # degrees (1 + 6.25)² / (1²/1 + 6.25²/1) = 52.5625 / 40.0625
    assert parts(precision(indicator)) == pytest.approx((7.25**0.5, 52.5625 / 40.0625))


def test_a_trend_keeps_the_place_of_a_gap() -> None:
    # x = 0, 1, 3 (October, November, January is 3): values 1, 2, 4 lie on x + 1; February (4) would be 5.
    frame = engagement(period={"start": "2025-02-01", "end": "2025-12-31"})
    indicator = kpi(monthly("2024-10", [1, 2, None, 4, 9]), "trend", frame)
    assert indicator.effects() == [4]
    assert precision(indicator).half() == 0


def test_the_interval_of_a_trend() -> None:
    # x = −1, 0, 1 around December: values 0, 3, 0: line 1, residuals −1, 2, −1, s² = 6/(3 − 2) = 6.
    # Post x = 2, 3, their mean 2.5: se² = 6 (1/2 + 1/3 + 2.5²/2) = 6 · 3.958333 = 23.75, t(1).
    indicator = kpi(monthly("2024-10", [0, 3, 0, 11, 13]), "trend")
    assert indicator.effects() == [10, 12]
    assert parts(precision(indicator)) == pytest.approx((23.75**0.5, 1))
    assert precision(indicator).half() == pytest.approx(T95[1] * 23.75**0.5)


def test_market_counts_the_years_from_the_start() -> None:
    # 2025 × 1.1, 2026 × 1.21, by the first month of a period: December 2025 is still the first year.
    frame = engagement(as_of="2026-01-31")
    rows = [*monthly("2024-12", [100]), *monthly("2025-12", [200, 200])]
    assert kpi(rows, "market", frame, growth="10% a year").effects() == [90, 79]


def test_the_error_of_a_computed_baseline_grows_with_it() -> None:
    # before 90, 110: variance 200, over 2: 100, × 1.1² = 121. After 150, 154 − 110: variance 8, over 2: 4.
    rows = monthly("2024-11", [90, 110, 150, 154])
    indicator = kpi(rows, "market", growth="10%")
    assert indicator.mean_effect() == 42
    assert parts(precision(indicator)) == pytest.approx((125**0.5, 125**2 / (121**2 + 4**2)))
    # declared: s/√k of 50, 54 alone: variance 8, over 2.
    assert parts(precision(kpi(rows, "market", growth="10%", baseline="100"))) == pytest.approx((2, 1))


def test_year_before_goes_back_until_before_the_start() -> None:
    # 2025-01: 12 − 1.1 × 10 = 1; 2025-02: 20 − 1.1 × 10 = 9; 2026-01 two years back: 22.1 − 1.21 × 10 = 10;
    # 2025-03 has no row a year before, though 2023-03 is there.
    frame = engagement(as_of="2026-12-31")
    rows = [
        *monthly("2023-03", [1]),
        *monthly("2024-01", [10, 10]),
        *monthly("2025-01", [12, 20, 30]),
        *monthly("2026-01", ["22.1"]),
    ]
    indicator = kpi(rows, "year_before", frame, growth="10%")
    assert [row.period for row in indicator.after] == ["2025-01", "2025-02", "2026-01"]
    assert indicator.effects() == [1, 9, 10]
    # mean 20/3, variance (1 + 81 + 100 − 400/3) / 2 = 73/3; two different months compared with: s²/2, t(1).
    assert parts(precision(indicator)) == pytest.approx(((73 / 6) ** 0.5, 1))


def test_less_is_better_turns_the_sign() -> None:
    assert kpi(monthly("2024-12", [10, 7]), direction="down").mean_effect() == 3
