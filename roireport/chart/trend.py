"""Indicators over time beside their counterfactuals, one panel each, with the gap between the last values."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Role, Spot, Text, horizontal, moved, vertical
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE, fit
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Box, Label, Line, first_free, label, path_boxes, spread
from roireport.chart.plot import Plot, broken_line
from roireport.chart.rows import widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A value for each period, None where it is missing.

    `end_label` shows the last, `tips` all of them on screen.
    """

    values: tuple[float | None, ...]
    end_label: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """A panel: series over periods, and the marks on them.

    `start` and `end` of the intervention are positions on the periods, 0 at the start of the first: 6 is between
    the sixth and the seventh. `gap_label` is the difference of the last values, where both are of the same period.
    """

    name: str
    note: str
    periods: tuple[Period, ...]
    actual: TrendLine
    ticks: tuple[Labelled, ...]
    counterfactual: TrendLine | None = None
    start: float | None = None
    end: float | None = None
    target: Labelled | None = None
    gap_label: str = ""


@dataclass(frozen=True, slots=True)
class TrendLabels:
    """The names of the signs, the same in all panels."""

    actual: str
    counterfactual: str
    target: str
    moments: str


@dataclass(frozen=True, slots=True)
class Trends:
    title: str
    description: str
    panels: tuple[Trend, ...]
    words: TrendLabels
    width: float = 642.0


_GUTTER: Final = 18.0
_HEAD: Final = 32.0
"""The room of the name and the note of a panel."""
_HEIGHT: Final = 120.0
"""The height of one of several panels, 32 mm."""
_ALONE: Final = 180.0
"""The height of a single panel, as wide as the text."""
_ENDS: Final = 92.0
"""The most that the labels at the right may take."""


def _series(data: Trend) -> tuple[tuple[TrendLine, Role], ...]:
    below: tuple[tuple[TrendLine, Role], ...] = ((data.counterfactual, "reference"),) if data.counterfactual else ()
    return (*below, (data.actual, "actual"))


def _plot(data: Trend, width: float, height: float) -> Plot:
    values = [value for series, _ in _series(data) for value in series.values if value is not None]
    values += [tick.value for tick in data.ticks] + ([data.target.value] if data.target else [])
    left, top, bottom = left_margin(data.ticks, width / 4), _HEAD + 4, height - 30
    ends = [*(series.end_label for series, _ in _series(data)), data.gap_label]
    right = width - widest(ends, min(_ENDS, width / 3), weight=600) - 14
    return Plot(left, right, top, bottom, len(data.periods), Scale.over(values, bottom - 2, top))


def _lines(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Draw each series as one path with a dot at its end."""
    marks: list[Mark] = []
    for series, role in _series(data):
        runs = plot.runs(series.values)
        end = Dot(*runs[-1][-1], 3.2, role) if runs else None
        marks += broken_line(runs, role, 2.2 if role == "actual" else 1.8, 2.4, end)
    return tuple(marks)


def _spots(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Place the tip of each value on its line."""
    tips = [tip for series, _ in _series(data) for tip in zip(count(), series.values, series.tips, strict=False)]
    return tuple(Spot(*plot.point(i, value), tip) for i, value, tip in tips if value is not None)


def _ends(plot: Plot, data: Trend, width: float) -> tuple[Mark, ...]:
    """Draw the last values at the right, and a bracket where their gap is, with its label."""
    left, room = plot.right + 10, width - plot.right - 10
    rows = _last_values(plot, data, room)
    marks: list[Mark] = []
    if data.gap_label and len(rows) == 2:
        upper, lower = sorted(y for y, _ in rows)
        marks.append(vertical(plot.right + 5, upper, lower, "accent", 1.6))
        rows.append(((upper + lower) / 2, label(Line(data.gap_label, "accent_text", 600), width=room)))
    centres = spread([y for y, _ in rows], [text.height for _, text in rows], _HEAD, plot.bottom + 12, 1)
    for (_, text), centre in zip(rows, centres, strict=True):
        marks += text.at(Box(left, centre - text.height / 2, left + text.width, centre + text.height / 2), "start")
    return tuple(marks)


def _last_values(plot: Plot, data: Trend, room: float) -> list[tuple[float, Label]]:
    """Return the height and the label of the last value of each series."""
    rows: list[tuple[float, Label]] = []
    for series, role in _series(data):
        runs = plot.runs(series.values)
        ink: Role = "actual" if role == "actual" else "muted"
        if runs and series.end_label:
            rows.append((runs[-1][-1][1], label(Line(series.end_label, ink, 600), width=room)))
    return rows


def _moments(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Draw the start and the end of the intervention."""
    lines = ((data.start, 1.6, ""), (data.end, 1.2, "2 2"))
    return tuple(
        vertical(plot.x(at), plot.top, plot.bottom, "accent", width, dash)
        for at, width, dash in lines
        if at is not None and 0 <= at <= len(data.periods)
    )


def _target(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Draw the target as a dashed line, with its value where that is clear."""
    if not data.target:
        return ()
    line, y = plot.level(data.target.value, "warning", 1.2, "4 2.4"), plot.scale(data.target.value)
    name = label(Line(data.target.label, "warning_text", 600), width=plot.right - plot.left)
    taken = [box for series, _ in _series(data) for run in plot.runs(series.values) for box in path_boxes(run)]
    lefts = plot.left + 3, (plot.left + plot.right - name.width) / 2, plot.right - name.width - 2
    boxes = (
        Box(x, top, x + name.width, top + name.height) for x in lefts for top in (y - name.height - 1, y + 2)
    )  # fmt: skip
    box = first_free(boxes, taken, Box(plot.left, _HEAD, plot.right, plot.bottom))
    return (line, *name.at(box, "start")) if box else (line,)


def _panel(data: Trend, width: float, height: float) -> Iterator[Mark]:
    """Yield the marks of a panel: its name, the wash of the time before the start, the lines and the labels."""
    plot = _plot(data, width, height)
    heads = (
        Text(0, 11, fit(data.name, width, SIZE, 600), SIZE, weight=600, role="ink"),
        Text(0, 25, fit(data.note, width)),
    )
    yield from (head for head in heads if head.text)
    if data.start is not None and data.start > 0:
        right = min(plot.x(data.start), plot.right)
        yield Bar(plot.left, plot.top, max(right - plot.left, 0), plot.bottom - plot.top, "wash")
    yield from left_grid(data.ticks, plot.scale, plot.left, plot.right)
    yield horizontal(plot.bottom, plot.left, plot.right, "muted", 0.8)
    yield from (*_moments(plot, data), *_target(plot, data), *_lines(plot, data), *_ends(plot, data, width))
    yield from (*plot.names(data.periods, plot.right), *_spots(plot, data))


def _legend_entries(data: Trends) -> tuple[LegendEntry, ...]:
    """Return the legend of the signs that some panel has."""
    words, panels = data.words, data.panels
    others = any(panel.counterfactual for panel in panels), any(panel.target for panel in panels)
    inside = any(moment is not None for panel in panels for moment in (panel.start, panel.end))
    return (
        LegendEntry("line", "actual", words.actual),
        LegendEntry("line", "reference", words.counterfactual if others[0] else ""),
        LegendEntry("dashes", "warning", words.target if others[1] else ""),
        LegendEntry("tick", "accent", words.moments if inside else ""),
    )


@for_narrow_screens
def draw(data: Trends) -> Drawing:
    """Draw the panels in two columns under one legend; a single panel has the whole width."""
    panels = data.panels
    marks, top = legend(_legend_entries(data), 0, data.width)
    columns = min(len(panels), 2) or 1
    width = (data.width - (columns - 1) * _GUTTER) / columns
    height = _ALONE if columns == 1 else _HEIGHT
    drawn: list[Mark] = [*marks]
    for i, panel in enumerate(panels):
        across, down = i % columns * (width + _GUTTER), top + 8 + i // columns * (height + 6)
        drawn += [moved(mark, across, down) for mark in _panel(panel, width, height)]
    rows = -(-len(panels) // columns)
    return Drawing(data.width, top + 8 + rows * (height + 6), data.title, data.description, tuple(drawn))
