"""The expected gain of each decision as a range, with its cost as a tick."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Bar, Drawing, Mark, Text, vertical
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE, fit
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import backed, row_name, widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class DecisionBar:
    """A decision; range and cost are None where they are not given."""

    label: str
    low: float | None = None
    high: float | None = None
    cost: float | None = None
    range_label: str = ""


@dataclass(frozen=True, slots=True)
class DecisionBars:
    title: str
    description: str
    rows: tuple[DecisionBar, ...]
    ticks: tuple[Labelled, ...]
    gain_word: str = ""
    cost_word: str = ""
    width: float = 642.0


_NAMES: Final = 0.33  # of the width


def _row(row: DecisionBar, scale: Scale, middle: float) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    reach = scale(0)
    if row.low is not None and row.high is not None:
        marks.append(
            Bar.between((scale(row.low), middle - 6), (scale(row.high), middle + 6), "band", tip=row.range_label)
        )
        reach = max(scale(row.low), scale(row.high))
    if row.cost is not None:
        marks.append(vertical(scale(row.cost), middle - 8, middle + 8, "negative", 2.2))
        reach = max(reach, scale(row.cost)) if row.low is None else reach
    text = fit(row.range_label, 130, SIZE, 600)
    if text:
        near = row.cost is not None and reach < scale(row.cost) < reach + 140
        start = scale(row.cost) if near and row.cost is not None else reach
        marks = [*backed(Text(start + 6, middle + 4, text, SIZE, "start", 600, "ink")), *marks]
    return tuple(marks)


@for_narrow_screens
def draw(data: DecisionBars) -> Drawing:
    """Draw rows of 26 units with the axis below."""
    names = min(_NAMES * data.width, widest([row.label for row in data.rows], data.width) + 22)
    room = widest([row.range_label for row in data.rows], 130, weight=600) + 10
    values = [v for row in data.rows for v in (row.low, row.high, row.cost) if v is not None]
    scale = Scale.over([0.0, *values, *(tick.value for tick in data.ticks)], names + 8, data.width - room)
    entries = LegendEntry("bar", "band", data.gain_word), LegendEntry("tick", "negative", data.cost_word)
    key, start = legend(entries, names, data.width)
    marks: list[Mark] = []
    top = start + 2
    for row in data.rows:
        name = row_name(row.label, names - 14, among=[other.label for other in data.rows])
        height = max(26.0, name.height + 6)
        marks += [*_row(row, scale, top + height / 2), *name.texts(0, top + height / 2)]
        top += height
    grid = upright_grid(data.ticks, scale, start + 2, top + 3)
    axis = bottom_ticks(data.ticks, scale, top + 17, names - 20, data.width)
    return Drawing(data.width, top + 23, data.title, data.description, (*grid, *key, *marks, *axis))
