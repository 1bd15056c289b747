"""The observed series of a KPI."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from roireport.model.period import Span
from roireport.model.place import Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: the value observed in a period, that of the control group, and what had been expected."""

    period: Span
    value: Decimal
    control: Decimal | None
    expected: Decimal | None
    place: Place


COLUMNS: Final = tuple(field.name for field in fields(Observation) if field.name != "place")
"""The columns of a CSV file: what is observed, in this order. All are for clients too."""


@dataclass(frozen=True, slots=True)
class Series:
    """Rows in the order of time, each `months` long, none twice; gaps are possible and keep their place."""

    file: str
    months: int
    rows: tuple[Observation, ...]

    def missing(self) -> tuple[Span, ...]:
        """The periods between the first and the last row that have none."""
        seen = {row.period.first for row in self.rows}
        first, last = self.rows[0].period.first, self.rows[-1].period.first
        starts = range(first, last + 1, self.months)
        return tuple(Span(start, start + self.months - 1) for start in starts if start not in seen)
