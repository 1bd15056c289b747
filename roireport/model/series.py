"""The observed series of a KPI."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from roireport.model.period import Span
from roireport.model.place import Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: the values of a period, observed, of the control group, and expected, and its volume."""

    period: Span
    value: Decimal
    control: Decimal | None
    expected: Decimal | None
    volume: Decimal | None
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
