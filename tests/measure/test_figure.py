"""A figure as it is published, and how one is made of others."""

from decimal import Decimal

import pytest

from roireport.measure.figure import (
    Figure,
    Reason,
    Unit,
    derived,
    figure,
    plain_number,
    rounded,
    summed,
    typed,
    undefined,
)

THIRD = Decimal(1) / 3


@pytest.mark.parametrize(
    ("unit", "published"),
    [
        ("money", "0.33"),
        ("rate_of_return", "0.33333333"),
        ("months", "0.333333"),
        ("points", "0.33333333"),
        ("ratio", "0.3333333333"),
        ("count", "0.3333333333"),
        ("percent", "0.3333333333"),
    ],
)
def test_each_unit_is_published_at_its_decimals(unit: Unit, published: str) -> None:
    assert str(rounded(figure(THIRD, unit, "f"))) == published


@pytest.mark.parametrize(("exact", "published"), [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.1249", "0.12")])
def test_halves_are_rounded_away_from_zero(exact: str, published: str) -> None:
    assert str(rounded(typed(Decimal(exact), "money", None))) == published


def test_a_half_cent_that_was_cut_far_behind_the_cent_is_still_one() -> None:
    """Cut at the thirtieth digit it is trimmed; cut at the twentieth it is less than half a cent."""
    assert rounded(typed(Decimal("0.125") - Decimal("1e-30"), "money", None)) == Decimal("0.13")
    assert rounded(typed(Decimal("0.125") - Decimal("1e-20"), "money", None)) == Decimal("0.12")


def test_a_whole_number_is_published_without_decimals() -> None:
    whole, broken = (plain_number(figure(Decimal(value), "money", "f")) for value in ("1200.004", "1200.006"))
    assert (whole, type(whole)) == (1200, int)
    assert (str(broken), type(broken)) == ("1200.01", Decimal)


@pytest.mark.parametrize(
    ("value", "unit", "published"),
    [
        ("999999999999999.99", "money", "999999999999999.99"),  # a float of that size has steps of an eighth
        ("0.12345678905", "ratio", "0.1234567891"),
        ("-0.00000000001", "ratio", "0"),
        ("-0.004", "money", "0"),
        ("0.10", "ratio", "0.1"),
    ],
)
def test_a_number_is_published_with_all_its_digits_and_zero_without_a_sign(
    value: str, unit: Unit, published: str
) -> None:
    assert str(plain_number(figure(Decimal(value), unit, "f"))) == published
    assert not rounded(figure(Decimal(value), unit, "f")).is_signed()


def test_what_is_derived_passes_on_the_first_reason() -> None:
    first, second = undefined("money", "a", "no_cost"), undefined("money", "b", "no_gain")
    result = derived("ratio", "f", lambda a, b, c: a, a=typed(1, "money", None), b=first, c=second)
    assert (result.value, result.why, [given.name for given in result.inputs]) == (
        None,
        Reason("no_cost"),
        ["a", "b", "c"],
    )


def test_a_rule_may_itself_find_that_there_is_no_value() -> None:
    cost = typed(0, "money", None)
    result = derived("ratio", "f", lambda cost: Reason("cost_not_above_zero"), cost=cost)
    assert result == Figure(None, "ratio", "f", result.inputs, Reason("cost_not_above_zero"))
    assert [(given.name, given.figure) for given in result.inputs] == [("cost", cost)]


def test_a_sum_keeps_what_has_no_value_among_its_inputs() -> None:
    parts = [("a", typed(2, "money", None)), ("b", undefined("money", "b", "no_gain")), ("c", typed(3, "money", None))]
    result = summed("money", "f", parts)
    assert result.known == 5
    assert [given.name for given in result.inputs] == ["a", "b", "c"]


def test_an_undefined_figure_tells_its_facts_and_refuses_to_be_known() -> None:
    result = undefined("money", "f", "too_few", facts=[("count", "3")])
    assert result.why == Reason("too_few", (("count", "3"),))
    with pytest.raises(ValueError, match=r"^f is undefined: Reason"):
        _ = result.known


def test_the_origin_of_a_figure_is_in_its_formula() -> None:
    origins = [figure(1, "ratio", formula).origin for formula in ("typed", "simulation_percentile", "net_benefit")]
    assert origins == ["typed", "simulated", "computed"]
