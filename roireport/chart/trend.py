"""An indicator over time beside its counterfactual, with baseline, intervention, target and gap."""

from dataclasses import dataclass
from itertools import count
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Point, Role, Spot, horizontal, vertical
from roireport.chart.lettering import wrap
from roireport.chart.placement import Box, Label, Line, first_free, label, path_boxes, spread
from roireport.chart.plot import Plot, broken_line
from roireport.chart.rows import widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A value for each period, None where it is missing.

    `end_label` shows the last, `tips` all of them on screen.
    """

    name: str
    values: tuple[float | None, ...]
    end_label: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """Series over periods, and the marks on them.

    `start` and `end` of the intervention and `baseline` (the end of the reference periods) are positions on the
    periods, 0 at the start of the first: 6 is between the sixth and the seventh.
    """

    title: str
    description: str
    periods: tuple[Period, ...]
    actual: TrendLine
    ticks: tuple[Labelled, ...]
    counterfactual: TrendLine | None = None
    baseline: Labelled | None = None
    start: Labelled | None = None
    end: Labelled | None = None
    target: Labelled | None = None
    gap_label: str = ""
    width: float = 642.0
    height: float = 292.0


_ENDS: Final = 124.0  # the most that the labels at the right may take


def _series(data: Trend) -> tuple[tuple[TrendLine, Role], ...]:
    below: tuple[tuple[TrendLine, Role], ...] = ((data.counterfactual, "reference"),) if data.counterfactual else ()
    return (*below, (data.actual, "actual"))


def _plot(data: Trend) -> Plot:
    values = [value for series, _ in _series(data) for value in series.values if value is not None]
    values += [tick.value for tick in data.ticks] + ([data.target.value] if data.target else [])
    left, top, bottom = left_margin(data.ticks), 12.0, data.height - 32
    names = [series.name for series, _ in _series(data)]
    room = max(widest(names, _ENDS), widest([s.end_label for s, _ in _series(data)], _ENDS, 12, 600))
    room = max(room, widest([data.gap_label], _ENDS, weight=600) + 7)
    right = data.width - room - 12
    return Plot(left, right, top, bottom, len(data.periods), Scale.over(values, bottom, top))


def _lines(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Draw each series as one path with a dot at its end."""
    marks: list[Mark] = []
    for series, role in _series(data):
        runs = plot.runs(series.values)
        end = Dot(*runs[-1][-1], 3.8, role) if runs else None
        marks += broken_line(runs, role, 2.4 if role == "actual" else 2.0, 2.6, end)
    return tuple(marks)


def _spots(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Place the tip of each value on its line."""
    tips = [tip for series, _ in _series(data) for tip in zip(count(), series.values, series.tips, strict=False)]
    return tuple(Spot(*plot.point(i, value), tip) for i, value, tip in tips if value is not None)


def _end_label(series: TrendLine, role: Role) -> Label:
    ink: Role = "actual" if role == "actual" else "muted"
    names = (Line(name, ink) for name in wrap(series.name, _ENDS))
    return label(Line(series.end_label, ink, 600, 12.0), *names, width=_ENDS)


def _ends(plot: Plot, data: Trend) -> tuple[Mark, ...]:
    """Draw last values, names and gap at the right, moved apart where they touch."""
    lasts = [(plot.runs(series.values)[-1][-1], series, role) for series, role in _series(data)
             if plot.runs(series.values)]  # fmt: skip
    rows = [(point[1], _end_label(series, role), 0.0) for point, series, role in lasts]
    left = plot.right + 8
    if len(lasts) == 2 and data.gap_label:
        gap = label(Line(data.gap_label, "accent_text", 600), width=_ENDS)
        rows.append(((lasts[0][0][1] + lasts[1][0][1]) / 2, gap, 7.0))
    centres = spread([y for y, _, _ in rows], [text.height for _, text, _ in rows], 2, data.height - 2, 3)
    marks: list[Mark] = []
    for (_, text, indent), centre in zip(rows, centres, strict=True):
        box = Box(left + indent, centre - text.height / 2, left + indent + text.width, centre + text.height / 2)
        marks += text.at(box, "start")
        if indent:
            marks.append(vertical(left + 1, box.top - 2, box.bottom + 2, "accent", 1.4))
    return tuple(marks)


def _moments(plot: Plot, data: Trend) -> tuple[tuple[Mark, ...], list[tuple[float, Label]]]:
    """Draw the start and the end of the intervention; return their labels with their x."""
    marks: list[Mark] = []
    labels: list[tuple[float, Label]] = []
    for moment, width, dash in ((data.start, 1.8, ""), (data.end, 1.2, "2 2")):
        if moment and 0 <= moment.value <= len(data.periods):
            x = plot.x(moment.value)
            marks.append(vertical(x, plot.top, plot.bottom, "accent", width, dash))
            labels.append((x, label(Line(moment.label, "accent_text", 600), Line(moment.note, "accent_text"))))
    return tuple(marks), labels


def _corners(plot: Plot, data: Trend, labels: list[tuple[float, Label]]) -> list[tuple[Label, list[Point]]]:
    """Return the labels within the plot with the top left corners to try, best first."""
    heights = [plot.top + 2 + step for step in range(0, int(plot.bottom - plot.top), 7)]
    requests = [(text, [(left, y) for y in heights for left in (x + 5, x - 5 - text.width)]) for x, text in labels]
    if data.baseline:
        room = max(plot.x(data.baseline.value) - plot.left - 8, 60)
        requests.append((label(Line(data.baseline.label, "muted"), width=room), [(plot.left + 5, y) for y in heights]))
    if data.target:
        name, y = label(Line(data.target.label, "warning_text", 600)), plot.scale(data.target.value)
        lefts = plot.left + 5, plot.right - name.width - 2, (plot.left + plot.right) / 2
        requests.append((name, [(left, top) for left in lefts for top in (y - name.height - 1, y + 2)]))
    return requests


def _inside(plot: Plot, data: Trend, labels: list[tuple[float, Label]]) -> tuple[Mark, ...]:
    """Draw each label within the plot at the first corner that is clear."""
    runs = [run for series, _ in _series(data) for run in plot.runs(series.values)]
    taken = [box for run in runs for box in path_boxes(run)]
    taken += [Box(x - 1, plot.top, x + 1, plot.bottom) for x, _ in labels]
    if data.target:
        taken.append(plot.level_box(data.target.value))
    frame = Box(plot.left, plot.top - 4, plot.right, plot.bottom)
    marks: list[Mark] = []
    for text, corners in _corners(plot, data, labels):
        boxes = (Box(left, top, left + text.width, top + text.height) for left, top in corners)
        box = first_free(boxes, taken, frame)
        if box:
            taken.append(box)
            marks += text.at(box, "start")
    return tuple(marks)


def draw(data: Trend) -> Drawing:
    """Draw the lines over the wash of the reference periods, then the labels."""
    plot = _plot(data)
    marks: list[Mark] = []
    if data.baseline:
        right = min(plot.x(data.baseline.value), plot.right)
        marks.append(Bar(plot.left, plot.top, max(right - plot.left, 0), plot.bottom - plot.top, "wash"))
    moments, labels = _moments(plot, data)
    marks += [*left_grid(data.ticks, plot.scale, plot.left, plot.right)]
    marks.append(horizontal(plot.bottom, plot.left, plot.right, "muted", 0.8))
    if data.target:
        marks.append(plot.level(data.target.value, "warning", 1.2, "4 2.4"))
    marks += [*moments, *_lines(plot, data), *_ends(plot, data), *_inside(plot, data, labels)]
    marks += [*plot.names(data.periods, plot.right + 20), *_spots(plot, data)]
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
