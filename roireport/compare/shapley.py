"""Exact Shapley values: a fair share of a change for each of its causes."""

from collections.abc import Callable, Sequence, Set
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeVar

Player = TypeVar("Player")


def coalitions(players: Sequence[Player]) -> list[frozenset[Player]]:
    """All subsets, the empty one first."""
    return [frozenset(chosen) for size in range(len(players) + 1) for chosen in combinations(players, size)]


def shapley_values(players: Sequence[Player], worth: Callable[[Set[Player]], Fraction]) -> dict[Player, Fraction]:
    """The mean of what a player adds to those before it, over all orders in which the players can come.

    They add up to worth(all) − worth(nobody), without rounding. Shapley 1953, A Value for n-Person Games.

    Args:
        players: Each once.
        worth: The value of a coalition.
    """
    count = len(players)

    def share(player: Player) -> Fraction:
        total = Fraction(0)
        for others in coalitions([other for other in players if other != player]):
            orders = factorial(len(others)) * factorial(count - len(others) - 1)
            total += orders * (worth(others | {player}) - worth(others))
        return total / factorial(count)

    return {player: share(player) for player in players}
