"""Results by group: a dot for each engagement, a tick at the median."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Dot, Drawing, Mark, Text, vertical
from roireport.chart.lettering import SIZE, SMALL, fit
from roireport.chart.rows import row_name, widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class StripRow:
    """The values of a group; the median may be None."""

    label: str
    values: tuple[Labelled, ...]
    median: float | None
    median_label: str


@dataclass(frozen=True, slots=True)
class StripGroup:
    heading: str
    rows: tuple[StripRow, ...]


@dataclass(frozen=True, slots=True)
class Strips:
    title: str
    description: str
    groups: tuple[StripGroup, ...]
    ticks: tuple[Labelled, ...]
    width: float = 560.0


_PITCH: Final = 26.0


def _row(row: StripRow, scale: Scale, names: float, room: float, middle: float) -> tuple[Mark, ...]:
    marks: list[Mark] = [*row_name(row.label, names - 10).texts(0, middle)]
    value = fit(row.median_label, room, SIZE, 600)
    marks.append(Text(names + room, middle + 4, value, SIZE, "end", 600, "ink"))
    marks += [Dot(scale(dot.value), middle, 4.4, "reference", "paper", 0.8, dot.label) for dot in row.values]
    if row.median is not None:
        marks.append(vertical(scale(row.median), middle - 9, middle + 9, "actual", 2.4))
    return tuple(marks)


def draw(data: Strips) -> Drawing:
    """Draw a heading for each group, a row for each name, and one axis."""
    rows = [row for group in data.groups for row in group.rows]
    values = [dot.value for row in rows for dot in row.values] + [tick.value for tick in data.ticks]
    names, room = 0.31 * data.width, widest([row.median_label for row in rows], 80, weight=600)
    scale = Scale.over([0.0, *values], names + room + 20, data.width - 12)
    marks: list[Mark] = []
    top = 2.0
    for group in data.groups:
        heading = fit(group.heading, names + room, SMALL, 600)
        marks.append(Text(0, top + 13, heading, SMALL, weight=600, role="accent_text"))
        top += 20
        for row in group.rows:
            height = max(_PITCH, row_name(row.label, names - 10).height + 4)
            marks += _row(row, scale, names, room, top + height / 2)
            top += height
        top += 6
    grid = upright_grid(data.ticks, scale, 0, top)
    zero = vertical(scale(0), 0, top, "ink", 1.2)
    axis = bottom_ticks(data.ticks, scale, top + 14, names + room - 10, data.width)
    return Drawing(data.width, top + 20, data.title, data.description, (*grid, zero, *marks, *axis))
