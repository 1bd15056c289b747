"""Shapley values are the mean contributions over all orders, add up, and give nothing to who adds nothing."""

import random
from collections.abc import Set
from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest

from roireport.compare.shapley import coalitions, shapley_values

PLAYERS = ("a", "b", "c", "d")


def over_all_orders(worths: dict[frozenset[str], Fraction]) -> dict[str, Fraction]:
    """The definition, one order after the other."""
    shares = dict.fromkeys(PLAYERS, Fraction(0))
    for order in permutations(PLAYERS):
        for place, player in enumerate(order):
            shares[player] += worths[frozenset(order[: place + 1])] - worths[frozenset(order[:place])]
    return {player: share / factorial(len(PLAYERS)) for player, share in shares.items()}


@pytest.mark.parametrize("seed", range(20))
def test_they_are_the_mean_over_all_orders_and_add_up(seed: int) -> None:
    chance = random.Random(seed)
    worths = {group: Fraction(chance.randint(-900, 900), chance.randint(1, 9)) for group in coalitions(PLAYERS)}
    shares = shapley_values(PLAYERS, lambda group: worths[frozenset(group)])
    assert shares == over_all_orders(worths)
    assert sum(shares.values()) == worths[frozenset(PLAYERS)] - worths[frozenset()]


def test_who_adds_nothing_gets_nothing_and_equals_get_the_same() -> None:
    """a and b hold a left glove, c a right one, d nothing: c makes the pair in four of the six orders of a, b and c."""

    def pairs(group: Set[str]) -> Fraction:
        return Fraction(min(len(group & {"a", "b"}), len(group & {"c"})))

    assert shapley_values(PLAYERS, pairs) == {
        "a": Fraction(1, 6),
        "b": Fraction(1, 6),
        "c": Fraction(4, 6),
        "d": Fraction(0),
    }


def test_without_players_there_is_nothing_to_share() -> None:
    assert shapley_values((), lambda _: Fraction(1)) == {}
