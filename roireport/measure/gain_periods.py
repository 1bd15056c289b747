"""The periods of a series in which a per_unit gain counts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from roireport.measure.gross import Cut
from roireport.measure.timing import first_month, last_month
from roireport.model.gain import Gain
from roireport.model.grid import Grid
from roireport.model.period import Month, Span
from roireport.model.series import Observation


@dataclass(frozen=True, slots=True)
class GainPeriods:
    """The periods of a series, and the months from … to in which a gain counts.

    Args:
        first: The grid month in which `from` begins.
        last: The grid month in which `to` ends.
        origin: The calendar month in which a period of the series begins.
        length: The months of a period.
    """

    gain: Gain
    grid: Grid
    first: int
    last: int
    origin: Month
    length: int

    @classmethod
    def of(cls, gain: Gain, grid: Grid, rows: Sequence[Observation]) -> "GainPeriods":
        """The periods of a gain on a series; a series without rows has months."""
        origin = rows[0].period if rows else Span(grid.first, grid.first)
        first, last = first_month(grid, gain.from_), last_month(grid, gain.to)
        return cls(gain, grid, first, last, origin.first, len(origin.months))

    def holds(self, span: Span) -> bool:
        """Whether a period lies wholly within from … to, and does not reach over the end of the horizon."""
        first, last = self.grid.month(span.first), self.grid.month(span.last)
        return self.first <= first and last <= self.last and not first < self.grid.horizon <= last

    def without_effect(self, measured: Collection[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The periods within from … to that are not measured: those that have ended by as_of, and those to come."""
        start = self.grid.first + self.first
        start += (self.origin - start) % self.length
        spans = (self._period(month) for month in range(start, self.grid.first + self.last + 1, self.length))
        others = [span for span in spans if self.holds(span) and span not in measured]
        past = tuple(span for span in others if span.end <= self.grid.as_of)
        return past, tuple(span for span in others if span.end > self.grid.as_of)

    def cut(self, with_effect: Collection[Span], *, forecast: bool) -> Iterator[tuple[Cut, Span]]:
        """Yield the periods of which only a part lies within from … to or the horizon.

        A measured period that a written `from` or `to` cuts is refused when it is read.

        Args:
            with_effect: The periods that have an effect.
            forecast: Whether periods to come are forecast; else only a period with an effect is left out.
        """
        for edge, cause in self._edges().items():
            span = self._period(self.grid.first + edge)
            to_come = forecast and cause != "cut_by_start" and span.end > self.grid.as_of
            if span.first < self.grid.first + edge and (span in with_effect or to_come):
                yield cause, span

    def _edges(self) -> dict[int, Cut]:
        """The grid months at which something begins or stops to count, and why."""
        edges: dict[int, Cut] = {self.first: "cut_by_start" if self.gain.from_ is None else "cut_by_dates"}
        edges[self.last + 1] = "cut_by_horizon" if self.gain.to is None else "cut_by_dates"
        if self.last >= self.grid.horizon:
            edges[self.grid.horizon] = "cut_by_horizon"
        return edges

    def _period(self, month: Month) -> Span:
        """The period of the series that holds a calendar month."""
        first = month - (month - self.origin) % self.length
        return Span(first, first + self.length - 1)
