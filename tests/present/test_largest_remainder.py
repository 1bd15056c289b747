"""Shown parts add up to the shown total."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roireport.present.language.formats import Formats
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.money_scale import MoneyScale

AMOUNTS = st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1, max_size=12)


@given(AMOUNTS, st.integers(0, 3))
def test_parts_add_up_to_the_rounded_sum_and_none_moves_by_a_whole_step(parts: list[Decimal], places: int) -> None:
    step = Decimal(1).scaleb(-places)
    shown = largest_remainder(parts, places)
    assert sum(shown) == sum(parts, Decimal(0)).quantize(step, rounding=ROUND_HALF_UP)
    assert all(abs(a - b) < step for a, b in zip(shown, parts, strict=True))


@given(AMOUNTS, st.integers(-50, 50))
def test_parts_add_up_to_a_given_total_even_a_distant_one(parts: list[Decimal], off: int) -> None:
    total = Decimal(off) + sum(parts, Decimal(0)).to_integral_value()
    assert sum(largest_remainder(parts, 0, total)) == total


@given(AMOUNTS)
def test_the_order_of_parts_is_kept(parts: list[Decimal]) -> None:
    shown = largest_remainder(parts)
    for i, a in enumerate(parts):
        for j, b in enumerate(parts):
            if a > b:
                assert shown[i] >= shown[j]


def test_thirds_of_a_hundred_are_34_33_33() -> None:
    third = Decimal(100) / 3
    assert largest_remainder([third, third, third], 0, Decimal(100)) == tuple(map(Decimal, (34, 33, 33)))


def test_no_amounts_have_no_parts() -> None:
    assert largest_remainder([]) == ()


@pytest.mark.parametrize(
    ("largest", "power", "places"),
    [("99999.99", 0, 0), ("100000", 3, 1), ("999999", 3, 1), ("1000000", 3, 0), ("100000000", 6, 1)],
)
def test_the_scale_follows_the_largest_amount(largest: str, power: int, places: int) -> None:
    scale = MoneyScale.over(Formats("fr", "EUR"), [Decimal(5), Decimal(largest)])
    assert (scale.power, scale.places) == (power, places)


def test_a_scale_writes_amounts_with_and_without_unit() -> None:
    french, english = (MoneyScale(Formats(language, "EUR"), 3, 1) for language in ("fr", "en"))
    assert french.text(Decimal("148.0")) == "148,0\u00a0k€"
    assert english.text(Decimal("-148.0")) == "\u2212€148.0k"
    assert (french.digits(Decimal("1306.0")), french.unit, english.unit) == ("1\u202f306,0", "k€", "€k")
