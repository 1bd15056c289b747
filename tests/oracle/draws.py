"""Random values as somebody might type them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from tests.oracle.grid import Grid
from tests.oracle.written import Section, last_day, month_name

T = TypeVar("T")


class Pen(Random):
    """A seeded random number generator that writes values of the files."""

    def sometimes(self, share: float) -> bool:
        """True that often."""
        return self.random() < share

    def fill(self, section: Section, share: float, **writers: Callable[[], Any]) -> Section:
        """Add each key with that probability; a trailing underscore of its name is dropped."""
        for key, write in writers.items():
            if self.sometimes(share):
                section[key.rstrip("_")] = write()
        return section

    def amount(self, *, negative: float = 0.05) -> str:
        """12500, 12_500, 12500.50 or 0; now and then below 0."""
        whole = self.choice(
            [0, self.randint(1, 99), *(self.randint(100, 99_999) for _ in range(6)), self.randint(1, 10**7)]
        )
        sign = "-" if whole and self.sometimes(negative) else ""
        cents = self.choice(["", "", ".5", f".{self.randint(0, 99):02d}"])
        return sign + (f"{whole:_}" if self.sometimes(0.2) else str(whole)) + cents

    def share(self) -> str:
        """From 0 to 100 %, as 60%, 12.5% or 0.6."""
        n = self.choice([0, 100, *(self.randint(1, 99) for _ in range(8))])
        return self.choice([f"{n}%", f"{n / 100:.2f}", f"{n // 2}.5%"])

    def level(self, low: float, high: float, places: int = 2) -> str:
        """A number between two."""
        return f"{self.uniform(low, high):.{places}f}"

    def range(self) -> Section:
        """Factors low ≤ 1 ≤ high."""
        low, high = self.choice(
            [(100, 100), (100, self.randint(101, 180)), *[(self.randint(0, 99), self.randint(100, 180))] * 4]
        )
        return {
            "low": self.choice([f"{low}%", f"{low / 100:.2f}"]),
            "high": self.choice([f"{high}%", f"{high / 100:.2f}"]),
        }

    def day_in(self, first: date, last: date) -> date:
        """A day between two."""
        return first + timedelta(self.randint(0, max(0, (last - first).days)))

    def period(self, grid: Grid, *, earliest: int, day: bool = True) -> str:
        """A day, month, quarter, year or index, none of its months before `earliest`; some lie beyond the horizon."""
        month = grid.origin + self.randint(earliest, grid.horizon + 4)
        ways = [month_name(month), month_name(month), str(self.randint(0, grid.periods + 1))]
        quarter = month + -month % 3
        ways.append(f"{quarter // 12}-Q{quarter % 12 // 3 + 1}")
        if self.sometimes(0.4):
            ways.append(str((month + 11) // 12))
        if day:
            first = max(date(month // 12, month % 12 + 1, 1), grid.start if earliest == 0 else date.min)
            ways += [self.choice([first, last_day(month), self.day_in(first, last_day(month))]).isoformat()] * 3
        return self.choice(ways)

    def span(self, grid: Grid, *, earliest: int) -> tuple[str, str]:
        """A `from` and a `to` that does not end before it."""
        while True:
            begin, end = (self.period(grid, earliest=earliest) for _ in range(2))
            if grid.months(begin)[0] <= grid.months(end)[1]:
                return begin, end

    def flows(self, grid: Grid, *, earliest: int) -> Section:
        """One to six amounts over time."""
        keys = dict.fromkeys(self.period(grid, earliest=earliest) for _ in range(self.randint(1, 6)))
        return {key: self.amount() for key in keys}

    def some(self, items: Sequence[T], least: int = 0) -> list[T]:
        """Some of the items, in their order."""
        kept = self.randint(least, len(items))
        chosen = set(self.sample(range(len(items)), kept))
        return [item for n, item in enumerate(items) if n in chosen]
