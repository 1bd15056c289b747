"""When an amount falls: each amount cut into parts, one a month of the grid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from roireport.measure.figure import Figure, Input, trimmed
from roireport.measure.financial import DatedAmount, State
from roireport.model.grid import Grid
from roireport.model.period import Index, When, month_of


@dataclass(frozen=True, slots=True)
class AmountPart:
    """A part of an amount: its period and month of the grid, its day, and how sure it is.

    `position` counts the months since the `from` of a steady gain; None where no lag, ramp or drop-off applies.
    """

    period: int
    month: int
    day: date
    state: State
    amount: Decimal
    position: int | None = None

    def scaled(self, factor: Decimal, cause: Figure) -> DatedAmount:
        """The part times a factor, as an amount whose one input is the line that it is part of."""
        amount = Figure(self.amount * factor, "money", "part_of_line", (Input("line", cause),))
        return DatedAmount(self.period, self.month, self.day, amount, self.state)


def state_at(grid: Grid, end: date, through: date | None) -> State:
    """The state of an amount whose time ends on a day; `through` is the last day that was read off accounts."""
    if end > grid.as_of:
        return "forecast"
    return "observed" if through is not None and end <= through else "elapsed"


def in_month(grid: Grid, month: int, amount: Decimal, state: State, *, day: date | None = None) -> AmountPart:
    """An amount of a grid month; its day is the last of the month, unless said otherwise."""
    return AmountPart(grid.period(month), month, day or grid.end(month), state, amount)


def on_day(grid: Grid, day: date, amount: Decimal, *, cost: bool, through: date | None = None) -> AmountPart:
    """A dated amount: measured once its day has come.

    On a year grid a cost dated in or before the month of the start is period 0 (Forrester TEI: initial costs).
    """
    month = grid.month(month_of(day))
    period = 0 if cost and month <= 0 else grid.period(month)
    return AmountPart(period, month, day, state_at(grid, day, through), amount)


def at(grid: Grid, when: When, amount: Decimal, *, cost: bool, through: date | None = None) -> tuple[AmountPart, ...]:
    """The parts of an amount written for a day, for whole months, or for an index of the grid.

    Whole months share it evenly; as a dated flow each part keeps the last day of what was written. Index 0 of a
    year grid is measured; another year is measured, and read, as a whole.
    """
    if isinstance(when, date):
        return (on_day(grid, when, amount, cost=cost, through=through),)
    if isinstance(when, Index) and grid.yearly:
        return _in_year(grid, when.number, amount, through)
    span = grid.months_of(when)
    day, share = span.end, amount / len(span.months)
    months = (grid.month(month) for month in span.months)
    return tuple(in_month(grid, month, share, state_at(grid, grid.end(month), through), day=day) for month in months)


def _in_year(grid: Grid, year: int, amount: Decimal, through: date | None) -> tuple[AmountPart, ...]:
    """The parts of an amount of a year of the grid; year 0 is the start, which is measured even where it is to come."""
    if year == 0:
        state = state_at(grid, min(grid.start, grid.as_of), through)
        return (AmountPart(0, 0, grid.start, state, amount),)
    last = 12 * year - 1
    day = grid.end(last)
    state = state_at(grid, day, through)
    return tuple(in_month(grid, month, amount / 12, state, day=day) for month in range(last - 11, last + 1))


def first_month(grid: Grid, when: When | None) -> int:
    """The grid month in which `from` begins; that of the start where it is silent."""
    if when is None:
        return 0
    if isinstance(when, Index):
        return max(0, 12 * (when.number - 1)) if grid.yearly else when.number
    return grid.month(month_of(when) if isinstance(when, date) else when.first)


def last_month(grid: Grid, when: When | None) -> int:
    """The grid month in which `to` ends; the last of the horizon where it is silent."""
    if when is None:
        return grid.horizon - 1
    if isinstance(when, Index):
        return max(0, 12 * when.number - 1) if grid.yearly else when.number
    return grid.month(month_of(when) if isinstance(when, date) else when.last)


def steady(
    grid: Grid, per_month: Decimal, from_: When | None, to: When | None, through: date | None = None
) -> tuple[AmountPart, ...]:
    """The same amount in each month from … to, with its position since `from`."""
    first = first_month(grid, from_)
    months = range(first, last_month(grid, to) + 1)
    parts = (in_month(grid, month, per_month, state_at(grid, grid.end(month), through)) for month in months)
    return tuple(replace(part, position=part.month - first) for part in parts)


def spread(grid: Grid, amount: Decimal, from_: When, to: When) -> tuple[AmountPart, ...]:
    """An amount shared evenly by the months from … to."""
    months = range(first_month(grid, from_), last_month(grid, to) + 1)
    share = amount / len(months)
    return tuple(in_month(grid, month, share, state_at(grid, grid.end(month), None)) for month in months)


def within(grid: Grid, parts: Iterable[AmountPart]) -> tuple[AmountPart, ...]:
    """The parts inside the horizon."""
    return tuple(part for part in parts if part.period < grid.size)


def beyond(grid: Grid, parts: Iterable[AmountPart]) -> tuple[AmountPart, ...]:
    """The parts that lie after the horizon."""
    return tuple(part for part in parts if part.period >= grid.size)


def total(parts: Iterable[AmountPart]) -> Decimal:
    """The sum of the parts; twelve twelfths are one."""
    return trimmed(sum((part.amount for part in parts), Decimal(0)))


def stretch(grid: Grid, parts: Iterable[AmountPart]) -> str:
    """From which to which day parts reach, as an ISO 8601 interval of months."""
    months = sorted({part.month for part in parts})
    ends = {grid.end(months[0]).strftime("%Y-%m"): None, grid.end(months[-1]).strftime("%Y-%m"): None}
    return "/".join(ends)
