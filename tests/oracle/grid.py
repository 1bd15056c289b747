"""The grid: calendar months from the month of the start, or a period 0 and years of twelve of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.written import Section, last_day, month_number, months_long, when

STATES = ("observed", "elapsed", "forecast")
"""From the surest to the least sure."""


@dataclass(frozen=True)
class Flow:
    """An amount in a grid month.

    `day` counts under dated only, `at_start` means period 0 of a year grid, `until` is the month whose end decides
    whether it is over; `rests` is the money for each unit of the effect of a row (by its place among the measured
    ones), so that amount = sum of rests × effect for a gain per unit.
    """

    month: int
    day: date
    amount: Fraction
    state: str
    until: int
    at_start: bool = False
    rests: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def measured(self) -> bool:
        """Observed or merely elapsed."""
        return self.state != "forecast"

    def times(self, factor: Fraction) -> "Flow":
        """The same flow, its amount multiplied."""
        rests = {row: amount * factor for row, amount in self.rests.items()}
        return replace(self, amount=self.amount * factor, rests=rests)


class Grid:
    """Where an engagement's amounts fall."""

    def __init__(self, engagement: Section) -> None:
        self.convention: str = engagement.get("discounting", {}).get("convention", "month_end")
        self.yearly = self.convention in ("year_end", "spreadsheet")
        self.start = date.fromisoformat(engagement["period"]["start"])
        self.as_of = date.fromisoformat(engagement["as_of"])
        self.horizon = months_long(engagement.get("horizon", "12 months"))
        self.origin = month_number(self.start)
        self.periods = self.horizon // 12 + 1 if self.yearly else self.horizon

    def end_of(self, month: int) -> date:
        """The last day of a grid month."""
        return last_day(self.origin + month)

    def past(self, month: int) -> bool:
        """Whether a grid month ends on or before as_of."""
        return self.end_of(month) <= self.as_of

    def state(self, month: int) -> str:
        """What an amount is by the calendar alone: its month has elapsed, or it is a forecast."""
        return "elapsed" if self.past(month) else "forecast"

    def months(self, written: Any) -> tuple[int, int]:
        """The first and last grid month that a `from`, a `to`, a row of a series or a key of flows covers."""
        day = when(written)
        if isinstance(day, int):
            if not self.yearly:
                return day, day
            return (12 * day - 12, 12 * day - 1) if day else (0, 0)
        first, last = day if isinstance(day, tuple) else (month_number(day),) * 2
        return first - self.origin, last - self.origin

    def between(self, section: Section) -> tuple[int, int]:
        """from … to; silent: from the month of the start to the end of the horizon."""
        first = self.months(section["from"])[0] if "from" in section else 0
        last = self.months(section["to"])[1] if "to" in section else self.horizon - 1
        return first, last

    def period(self, flow: Flow) -> int:
        """The period of the grid a flow counts in; what is before the start counts in period 0."""
        if self.yearly:
            return 0 if flow.at_start or flow.month < 0 else flow.month // 12 + 1
        return max(flow.month, 0)

    def inside(self, flow: Flow) -> bool:
        """Whether a flow lies within the horizon."""
        return flow.month < self.horizon

    def last_month(self, period: int) -> int:
        """The last grid month of a period."""
        return 12 * period - 1 if self.yearly else period

    def is_forecast(self, period: int) -> bool:
        """Whether a period ends after as_of; the 0 of a year grid never does."""
        return not (self.yearly and period == 0) and not self.past(self.last_month(period))

    def name(self, period: int) -> str:
        """2025-01, or the number of a year."""
        return str(period) if self.yearly else self.end_of(period).isoformat()[:7]

    def dated(self, written: Any, amount: Fraction, cost: bool) -> list[Flow]:
        """An amount under a key of flows (or a date): one flow, or one for each month that it covers."""
        day = when(written)
        if isinstance(day, date):
            month = month_number(day) - self.origin
            state = "elapsed" if day <= self.as_of else "forecast"
            return [Flow(month, day, amount, state, month, cost and month <= 0)]
        first, last = self.months(written)
        if day == 0 and self.yearly:
            return [Flow(0, self.start, amount, "elapsed", 0, at_start=True)]
        flows = self.spread(first, last, amount, whole_day=True)
        if self.yearly and isinstance(day, int):
            return [replace(flow, state=self.state(last), until=last) for flow in flows]
        return flows

    def spread(self, first: int, last: int, amount: Fraction, whole_day: bool = False) -> list[Flow]:
        """An amount in equal parts over months, each on its last day, or all on the last day of the whole."""
        part = amount / (last - first + 1)
        months = range(first, last + 1)
        return [Flow(m, self.end_of(last if whole_day else m), part, self.state(m), m) for m in months]
