"""What an established effect needs, on series whose rules are worked out by hand in the comments."""

from typing import Any

import pytest

from tests.oracle.cases import T95, kpi, monthly, precision
from tests.oracle.established import excludes_zero, impossible, is_established, other_months, regression_to_the_mean

YEAR = [10, 11, 9, 10, 12, 10, 9, 11, 10, 9, 11, 10]
"""A year without any trend: mean 122/12."""


def test_a_clear_effect_is_established_and_a_declared_baseline_must_not_make_it() -> None:
    after = [value + 10 for value in YEAR]
    assert is_established(kpi(monthly("2024-01", YEAR + after)), 0.9, {"as_of": "2025-12-31"})
    # Declared 10 below the year before, without any change: its own intervals exclude 0, the computed ones do not.
    declared = kpi(monthly("2024-01", YEAR + YEAR), baseline="0")
    assert excludes_zero(declared, 0.9)
    assert not is_established(declared, 0.9, {"as_of": "2025-12-31"})
    # Declared 20 above the year before: a loss of 10 by it, a gain of 10 by the computed one; neither is established.
    turned = kpi(monthly("2024-01", YEAR + after), baseline="30")
    assert excludes_zero(turned, 0.9)
    assert not is_established(turned, 0.9, {"as_of": "2025-12-31"})


def test_a_forecast_that_erred_before_establishes_nothing() -> None:
    # The value lies 5 above what was expected, after the start as before it: the mean error takes all of it.
    values = YEAR + YEAR
    expected = [value - 5 + (at % 2) for at, value in enumerate(values)]
    erring = kpi(monthly("2024-01", values, expected=expected), "forecast")
    assert excludes_zero(erring, 0.9)
    assert not is_established(erring, 0.9, {"as_of": "2025-12-31"})
    # Filled for one period before only: not established, however clear.
    late = [None] * 11 + [*expected[11:]]
    assert not is_established(kpi(monthly("2024-01", values, expected=late), "forecast"), 0.9, {"as_of": "2025-12-31"})


def test_the_level_is_shared_among_the_effects() -> None:
    # declared 0; effects 7, 9: mean 8, se 1, t(1): half 6.31 at 90 %, 12.71 at 95 % (two KPIs).
    indicator = kpi(monthly("2025-01", [7, 9]), baseline="0")
    assert precision(indicator).half(0.9) == pytest.approx(T95[1])
    assert precision(indicator).half(0.95) == pytest.approx(12.706204736)


@pytest.mark.parametrize(
    ("before", "after", "fires"),
    [
        (range(1, 13), range(1, 13), False),
        (range(1, 12), range(1, 12), True),  # eleven months before
        (range(1, 13), range(1, 10), False),  # ½ (9 (1/9 − 1/12) + 3/12) = 0.25, not above
        (range(1, 13), range(1, 9), True),  # ½ (8 (1/8 − 1/12) + 4/12) = 0.333…
    ],
)
def test_a09_compares_the_calendar_months(before: range, after: range, fires: bool) -> None:
    rows = [monthly(f"2024-{month:02d}", [1])[0] for month in before]
    rows += [monthly(f"2025-{month:02d}", [2])[0] for month in after]
    assert other_months(kpi(rows)) is fires
    assert not other_months(kpi(rows, "year_before"))


def test_a10_needs_a_value_that_cannot_be() -> None:
    # The line 6, 4, 2 goes on to 0 and −2: below 0 where no value is.
    assert not impossible(kpi(monthly("2024-10", [6, 4, 2, 1]), "trend"))
    assert impossible(kpi(monthly("2024-10", [6, 4, 2, 1, 1]), "trend"))
    assert not impossible(kpi(monthly("2024-10", [6, 4, 2, 1, -1]), "trend"))
    assert impossible(kpi(monthly("2024-12", ["90%", "95%"]), "market", growth="12%", unit="percent"))


def test_a12_sees_regression_to_the_mean() -> None:
    # The rest 10, 12, 10, 12: mean 11, variance 4/3, 2 s = 2.309; the last two 8.6 lie 2.4 below, 8.8 only 2.2.
    def fires(last: str, **keys: Any) -> bool:
        return regression_to_the_mean(kpi(monthly("2024-07", [10, 12, 10, 12, last, last, 20]), **keys))

    assert (fires("8.6"), fires("8.8")) == (True, False)
    assert not fires("8.6", direction="down")
    assert fires("13.4", direction="down")
    assert not regression_to_the_mean(kpi(monthly("2024-08", [12, 10, 12, 5, 5, 20])))  # five periods
