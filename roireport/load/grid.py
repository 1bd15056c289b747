"""Which calendar months a date, a period or an index of the engagement's grid covers."""

from dataclasses import dataclass
from datetime import date

from roireport.model.engagement import EngagementFiles
from roireport.model.period import Index, Month, Span, When, month_of


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of an engagement: months from that of the start, or years of twelve of them after a period 0."""

    start: date
    yearly: bool
    horizon: int

    @property
    def first(self) -> Month:
        """The month in which the engagement starts."""
        return month_of(self.start)

    @property
    def last(self) -> Month:
        """The last month of the horizon."""
        return self.first + self.horizon - 1

    def period(self, index: Index) -> Span | None:
        """The months of an index; None for the 0 of a year grid, which is a moment and has no months."""
        if not self.yearly:
            return Span(self.first + index.number, self.first + index.number)
        if index.number == 0:
            return None
        return Span(self.first + 12 * (index.number - 1), self.first + 12 * index.number - 1)

    def months(self, when: When) -> Span:
        """The months that a value of `from`, `to` or a flow covers; the 0 of a year grid is the month of the start."""
        if isinstance(when, Index):
            return self.period(when) or Span(self.first, self.first)
        return when if isinstance(when, Span) else Span(month_of(when), month_of(when))


def grid_of(files: EngagementFiles) -> Grid:
    """The grid of an engagement, from its start, horizon and convention."""
    yearly = files.discounting.convention in ("year_end", "spreadsheet")
    return Grid(files.period.start, yearly, files.horizon)
