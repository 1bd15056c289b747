"""The observed series of a KPI."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from roireport.model.period import Span
from roireport.model.place import Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: what a period measured, its control group, what was expected, its volume and its cases.

    `n` is the number of cases behind the value. Whatever its file has no column or an empty cell for is None.
    """

    period: Span
    value: Decimal
    control: Decimal | None
    expected: Decimal | None
    volume: Decimal | None
    n: Decimal | None
    place: Place


COLUMNS: Final = tuple(field.name for field in fields(Observation) if field.name != "place")
"""The columns of a CSV file, in this order. All are visible to clients."""


@dataclass(frozen=True, slots=True)
class Series:
    """Rows in the order of time, each `months` long, none twice; there may be gaps."""

    file: str
    months: int
    rows: tuple[Observation, ...]

    def missing(self) -> tuple[Span, ...]:
        """The periods between the first and the last row that have none."""
        seen = {row.period.first for row in self.rows}
        first, last = self.rows[0].period.first, self.rows[-1].period.first
        starts = range(first, last + 1, self.months)
        return tuple(Span(start, start + self.months - 1) for start in starts if start not in seen)
