"""The rows of a KPI's series, and on which side of the start each lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.grid import Grid
from tests.oracle.written import first_day, number

COLUMNS = ("value", "control", "expected", "volume", "n")
"""What a row holds beside its period, in this order."""


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a series in grid months; a cell that is not filled is None."""

    period: str
    first: int
    last: int
    value: Fraction
    control: Fraction | None = None
    expected: Fraction | None = None
    volume: Fraction | None = None

    @property
    def months(self) -> int:
        """How many months the period has."""
        return self.last - self.first + 1

    @property
    def place(self) -> int:
        """The calendar position, in periods."""
        return self.first // self.months


def rows_of(series: Sequence[Sequence[str | None]], grid: Grid) -> list[Row]:
    """The rows in the order of time."""
    rows = []
    for period, value, *cells in series:
        first, last = grid.months(period)
        control, expected, volume, _ = (None if cell is None else number(cell) for cell in cells)
        rows.append(Row(str(period), first, last, number(value), control, expected, volume))
    return sorted(rows, key=lambda row: row.first)


def side(row: Row, grid: Grid) -> str:
    """pre, post, or transition: the period that holds the start belongs to post from half of its days on."""
    begins, ends = first_day(grid.origin + row.first), grid.end_of(row.last)
    if ends < grid.start:
        return "pre"
    days_after = (ends - max(begins, grid.start)).days + 1
    return "post" if 2 * days_after >= (ends - begins).days + 1 else "transition"


def mean(values: Sequence[Fraction]) -> Fraction:
    """The arithmetic mean."""
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """The sample variance."""
    middle = mean(values)
    return sum(((v - middle) ** 2 for v in values), Fraction(0)) / (len(values) - 1)


@dataclass(frozen=True)
class Line:
    """Least squares of y on x: level at x = 0, slope, mean x, Sxx and the sum of the squared residuals."""

    level: Fraction
    slope: Fraction
    x_mean: Fraction
    sxx: Fraction
    left: Fraction

    def at(self, x: Fraction | int) -> Fraction:
        """The line at a position."""
        return self.level + self.slope * x


def least_squares(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Line:
    """The line through two points or more, not all at one position."""
    x0, y0 = mean(xs), mean(ys)
    sxx = sum(((x - x0) ** 2 for x in xs), Fraction(0))
    slope = sum(((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / sxx
    level = y0 - slope * x0
    left = sum(((y - level - slope * x) ** 2 for x, y in zip(xs, ys, strict=True)), Fraction(0))
    return Line(level, slope, x0, sxx, left)
