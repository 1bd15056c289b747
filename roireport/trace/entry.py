"""A figure at its path, with what it takes to name it and to write it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from roireport.measure.figure import Figure
from roireport.measure.registry import Measure, measured

OwnerKind = Literal[
    "cost", "gain", "offer", "kpi", "criterion", "decision", "category", "dimension", "measurement", "reservation"
]  # fmt: skip
"""A category is one of costs, a dimension one of criteria; a measurement is a KPI that is to be measured again.

A reservation is named by the id of its rule.
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """The line, KPI, criterion, offer or group that a figure belongs to."""

    kind: OwnerKind
    id: str


class FigureEntry(NamedTuple):
    """A figure at its path, such as kpis.taux-conversion.series.2025-01.value.

    A tuple, since an engagement has a thousand of them and a frozen dataclass takes several times as long to make.

    Args:
        name: The key of its name among the words: the path without ids and periods, such as kpis.series.value.
        owner: What it belongs to; None for the engagement.
        period: The month, quarter, year or day of a row; empty elsewhere.
    """

    path: str
    figure: Figure
    measure: Measure
    name: str
    owner: Owner | None = None
    period: str = ""


Entries: TypeAlias = Iterator[FigureEntry]


@dataclass(frozen=True, slots=True)
class Branch:
    """The place below which the figures of a noun are listed; `name` as of a FigureEntry."""

    path: str
    name: str
    owner: Owner | None = None
    period: str = ""

    @classmethod
    def of(cls, path: str, kind: OwnerKind, id: str) -> "Branch":
        """The branch of a member of a list, such as gains.margin below gains."""
        return cls(f"{path}.{id}", path, Owner(kind, id))

    def below(self, path: str) -> "Branch":
        """A branch of this one, of the same owner."""
        return Branch(f"{self.path}.{path}", f"{self.name}.{path}", self.owner, self.period)

    def row(self, path: str, period: str) -> "Branch":
        """The row of a period."""
        return Branch(f"{self.path}.{path}.{period}", f"{self.name}.{path}", self.owner, period)

    def entry(self, path: str, measure: Measure, figure: Figure) -> FigureEntry:
        """A figure of this branch."""
        return FigureEntry(
            f"{self.path}.{path}", figure, measure, f"{self.name}.{path}", self.owner, self.period
        )  # fmt: skip

    def measures(self, noun: object) -> Entries:
        """The measures of a class of results."""
        return (self.entry(measure.path, measure, figure) for measure, figure in measured(noun))

    def listed(self, figures: Iterable[tuple[str, Figure]], measure: Measure) -> Entries:
        """Figures that come with their names."""
        return (self.entry(name, measure, figure) for name, figure in figures)
