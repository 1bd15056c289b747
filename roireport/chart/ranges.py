"""The ROI of several engagements on one axis: a row for each, with its range, its values and its target."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Role, Text, vertical
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import RowName, row_name, widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class RangeRow:
    """An engagement: its value at the horizon, its range, its value to date and its target, where it has them."""

    name: str
    value: Labelled
    tip: str
    low: float | None = None
    high: float | None = None
    to_date: Labelled | None = None
    target: Labelled | None = None


@dataclass(frozen=True, slots=True)
class Ranges:
    """The rows in their order; the names of the signs are empty where no row has one."""

    title: str
    description: str
    rows: tuple[RangeRow, ...]
    ticks: tuple[Labelled, ...]
    band: str
    to_date: str
    at_horizon: str
    target: str
    width: float = 820.0


_NARROW: Final = 480.0
"""Below this width a name is above its row, not beside it."""
_PITCH: Final = 28.0
_GAP: Final = 10.0


@for_narrow_screens
def draw(data: Ranges) -> Drawing:
    """Draw a key, the rows and one axis with zero."""
    narrow, top = data.width < _NARROW, 0.0
    column = 0.0 if narrow else 0.27 * data.width
    room = widest([row.value.label for row in data.rows], 80, weight=600)
    marks, top = legend(_key(data), 0, data.width)
    names = [row_name(row.name, (data.width if narrow else column) - _GAP) for row in data.rows]
    scale = Scale.over(_values(data), column + 8, data.width - room - 14)
    start, rows = top + 8, list[Mark]()
    top = start
    for row, name in zip(data.rows, names, strict=True):
        height = name.height + _PITCH if narrow else max(_PITCH, name.height + 4)
        rows += _row(row, name, scale, (top, height, data.width), narrow=narrow)
        top += height
    axis = bottom_ticks(data.ticks, scale, top + 14, column, data.width)
    grid = (*upright_grid(data.ticks, scale, start, top), vertical(scale(0), start, top, "ink", 1.2))
    return Drawing(data.width, top + 20, data.title, data.description, (*marks, *grid, *rows, *axis))


def _key(data: Ranges) -> tuple[LegendEntry, ...]:
    return (
        LegendEntry("tint", "reference", data.band),
        LegendEntry("ring", "actual", data.to_date),
        LegendEntry("dot", "actual", data.at_horizon),
        LegendEntry("tick", "warning", data.target),
    )


def _values(data: Ranges) -> list[float]:
    of_rows = [
        value
        for row in data.rows
        for value in (row.low, row.high, row.value.value, *(mark.value for mark in (row.to_date, row.target) if mark))
        if value is not None
    ]
    return [0.0, *of_rows, *(tick.value for tick in data.ticks)]


def _row(
    row: RangeRow, name: RowName, scale: Scale, place: tuple[float, float, float], *, narrow: bool
) -> tuple[Mark, ...]:
    """Draw one engagement; `place` is the top of its row, its height and the width of the chart."""
    top, height, width = place
    middle = top + height - _PITCH / 2 if narrow else top + height / 2
    marks: list[Mark] = [*name.texts(0, top + 2 + name.height / 2 if narrow else middle)]
    if row.low is not None and row.high is not None:
        marks.append(Bar.between((scale(row.low), middle - 6), (scale(row.high), middle + 6), "band", tip=row.tip))
    if row.target:
        marks.append(Bar(scale(row.target.value) - 1, middle - 10, 2, 20, "warning", tip=row.target.label))
    if row.to_date:
        marks.append(Dot(scale(row.to_date.value), middle, 4, "paper", "actual", 1.8, row.to_date.label))
    good = row.value.value >= 0
    marks.append(Dot(scale(row.value.value), middle, 5, "actual" if good else "negative", "paper", 0.8, row.tip))
    role: Role = "ink" if good else "negative_text"
    marks.append(Text(width, middle + 4, row.value.label, SIZE, "end", 600, role))
    return tuple(marks)
