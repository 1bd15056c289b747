"""The registry of measures: how a report shows each figure of the results.

A measure is declared once, at the field of the results that holds its figure: `roi: Annotated[Figure, Measure(…)]`.
Documents, tables, names and traces read this entry; the unit and the formula are in the figure itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias

from roireport.measure.figure import Figure

Kind = Literal["plain", "size", "level", "difference", "number", "month", "payback", "percentage_points"]
"""How a value is written.

plain: as its unit is; size: likewise, without its sign; level, difference: in the unit of its KPI; number: without a
unit; month: of the calendar. percentage_points: as the difference of two ratios.
"""

Scope = Literal["list", "document", "trace"]
"""list: in the list of figures and in results.json; document: in results.json; trace: only where it is an input."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The entry of a measure.

    Args:
        kind: How its value is written.
        withheld: Whether an open blocker withholds it.
        scope: Where it is listed.
        path: Its path below its noun, where that is not the name of the field.
        table: Its place in the table of measures of section 4; 0 for none.
        headline: Whether section 4 shows it above that table too, where there is a headline.
    """

    kind: Kind = "plain"
    withheld: bool = False
    scope: Scope = "list"
    path: str = ""
    table: int = 0
    headline: bool = False


PLAIN = Measure()
"""The entry of a member of a list of figures, such as the cost of a category."""

Measured: TypeAlias = Annotated[Figure, PLAIN]
"""A measure that is written as its unit is, listed, and never withheld."""
Withheld: TypeAlias = Annotated[Figure, Measure(withheld=True)]
"""A measure that an open blocker withholds."""
Level: TypeAlias = Annotated[Figure, Measure("level")]
"""A level of a KPI, in the KPI's unit."""
Difference: TypeAlias = Annotated[Figure, Measure("difference")]
"""A difference of levels of a KPI, percentages in points."""


def measures_of(noun: Any) -> Mapping[str, Measure]:
    """The entries of a class of results by field, in order."""
    return _measures_of(noun)  # typed as Any: mypy takes type[Any] for something without a hash


@cache
def _measures_of(noun: Any) -> Mapping[str, Measure]:
    return {
        field.name: replace(entry, path=entry.path or field.name)
        for field in fields(noun)
        for entry in getattr(field.type, "__metadata__", ())
        if isinstance(entry, Measure)
    }


def measured(noun: object) -> Iterator[tuple[Measure, Figure]]:
    """Each figure of a noun that is a measure, with its entry."""
    for name, entry in measures_of(type(noun)).items():
        figure: Figure | None = getattr(noun, name)
        if figure is not None:
            yield entry, figure
