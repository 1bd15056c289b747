"""The grid: the months or years by which an engagement is counted."""

from dataclasses import dataclass
from datetime import date

from roireport.model.engagement import EngagementFiles
from roireport.model.period import Index, Month, Span, When, last_day, month_of, month_text


@dataclass(frozen=True, slots=True)
class Grid:
    """Months counted from that of the start (0), or years after a period 0 which is the start itself.

    `horizon` is in months. A year n ≥ 1 holds the grid months 12(n − 1) … 12n − 1 (Forrester TEI: an initial
    column, then years).
    """

    start: date
    horizon: int
    as_of: date
    yearly: bool

    @classmethod
    def of(cls, engagement: EngagementFiles) -> "Grid":
        """Make the grid of an engagement from its start, horizon and discounting convention."""
        return cls(engagement.period.start, engagement.horizon, engagement.as_of, engagement.discounting.yearly)

    @property
    def first(self) -> Month:
        """The calendar month of grid month 0."""
        return month_of(self.start)

    @property
    def last(self) -> Month:
        """The last calendar month of the horizon."""
        return self.first + self.horizon - 1

    @property
    def size(self) -> int:
        """How many periods the horizon holds."""
        return self.horizon // 12 + 1 if self.yearly else self.horizon

    @property
    def first_year(self) -> int:
        """How many periods the first twelve months hold, within the horizon."""
        return min(2 if self.yearly else 12, self.size)

    def month(self, calendar: Month) -> int:
        """The grid month of a calendar month; negative before the start."""
        return calendar - self.first

    def period(self, month: int) -> int:
        """The period of a grid month; period 0 also holds all months before the start."""
        return max(0, month // 12 + 1 if self.yearly else month)

    def months_of_index(self, index: Index) -> Span | None:
        """The calendar months of an index; None for the 0 of a year grid, which is a moment."""
        if not self.yearly:
            return Span(self.first + index.number, self.first + index.number)
        if index.number == 0:
            return None
        return Span(self.first + 12 * (index.number - 1), self.first + 12 * index.number - 1)

    def months_of(self, when: When) -> Span:
        """The calendar months of a date, a period or an index; the 0 of a year grid is the month of the start."""
        if isinstance(when, Index):
            return self.months_of_index(when) or Span(self.first, self.first)
        return when if isinstance(when, Span) else Span(month_of(when), month_of(when))

    def span(self, period: int) -> tuple[int, int]:
        """Start and end of a period, in months from the start; year 0 is a moment."""
        if self.yearly:
            return (12 * max(0, period - 1), 12 * period)
        return (period, period + 1)

    def end(self, month: int) -> date:
        """The last day of a grid month."""
        return last_day(self.first + month)

    def has_ended(self, month: int) -> bool:
        """Whether a grid month was over when the last data were measured."""
        return self.end(month) <= self.as_of

    def is_forecast(self, period: int) -> bool:
        """Whether a period ends after the last day with data; period 0 of a year grid never does."""
        opening, closing = self.span(period)
        return closing > opening and not self.has_ended(closing - 1)

    def label(self, period: int) -> str:
        """A month such as 2025-03, or the number of a year."""
        return str(period) if self.yearly else month_text(self.first + period)
