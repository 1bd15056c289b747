"""When the money is back."""

import math
from collections.abc import Sequence
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived
from roireport.model.grid import Grid

_NOTHING = Decimal("-1e-9")
"""A discounted cumulative above this is 0: its factors are floats."""


def payback_moment(cumulative: Sequence[Decimal], grid: Grid) -> Decimal | None:
    """Months from the start to the moment when the cumulative reaches 0 for good; None where it does not.

    The last period below 0, then linear through the next, which runs over [m, m + 1] (a year n: [12(n − 1), 12n]);
    reaching exactly 0 counts; never below 0 is 0 months. Brealey, Myers and Allen, Principles of Corporate Finance.
    """
    below = [index for index, value in enumerate(cumulative) if value < _NOTHING]
    if not below:
        return Decimal(0)
    last = below[-1]
    if last + 1 == len(cumulative):
        return None
    opening, closing = grid.span(last + 1)
    missing, after = -cumulative[last], max(cumulative[last + 1], Decimal(0))
    return opening + (closing - opening) * missing / (missing + after)


def payback(name: str, cumulative: Sequence[Figure], grid: Grid, **totals: Figure) -> Figure:
    """The payback in months, plain or discounted; undefined where a total has no value or the cost is not above 0."""

    def months(cost: Decimal, **_: Decimal) -> Decimal | Reason:
        if cost <= 0:
            return Reason("cost_not_above_zero")
        moment = payback_moment([figure.known for figure in cumulative], grid)
        return Reason("not_reached_within_the_horizon") if moment is None else moment

    return derived("months", name, months, **totals)


def break_even(payback_months: Figure) -> Figure:
    """The grid month in which the payback falls; one that is complete at a month's end falls in that month."""
    return derived(
        "count",
        "break_even",
        lambda payback_months: Decimal(max(0, math.ceil(payback_months) - 1)),
        payback_months=payback_months,
    )
