"""An indicator over time beside what would have happened: baseline, intervention, target, gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin, period_names
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Point, Role, Spot, Stroke, line
from roireport.chart.lettering import wrap
from roireport.chart.placement import Box, Label, Line, first_free, label, path_boxes, spread
from roireport.chart.rows import widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A value for each period, None where it is missing; `end_label` is its last value, `tips` tell each on screen."""

    name: str
    values: tuple[float | None, ...]
    end_label: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """Series over periods, and what marks them.

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


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    value: Scale

    def x(self, position: float) -> float:
        return self.left + position * self.pitch

    def runs(self, values: Sequence[float | None]) -> list[tuple[Point, ...]]:
        """The stretches without a gap."""
        points = [(self.x(i + 0.5), v) for i, v in enumerate(values)]
        stretches = groupby(points, key=lambda point: point[1] is not None)
        return [tuple((x, self.value(v)) for x, v in run if v is not None) for known, run in stretches if known]


def _series(data: Trend) -> tuple[tuple[TrendLine, Role], ...]:
    below: tuple[tuple[TrendLine, Role], ...] = ((data.counterfactual, "reference"),) if data.counterfactual else ()
    return (*below, (data.actual, "actual"))


def _plot(data: Trend) -> _Plot:
    values = [value for series, _ in _series(data) for value in series.values if value is not None]
    values += [tick.value for tick in data.ticks] + ([data.target.value] if data.target else [])
    left, top, bottom = left_margin(data.ticks), 12.0, data.height - 32
    names = [series.name for series, _ in _series(data)]
    room = max(widest(names, _ENDS), widest([s.end_label for s, _ in _series(data)], _ENDS, 12, 600))
    room = max(room, widest([data.gap_label], _ENDS, weight=600) + 7)
    right = data.width - room - 12
    return _Plot(left, right, top, bottom, (right - left) / max(len(data.periods), 1), Scale.over(values, bottom, top))


def _lines(plot: _Plot, data: Trend) -> tuple[Mark, ...]:
    """Each series as one path broken at its gaps, a dot where a stretch is one point and at the end."""
    marks: list[Mark] = []
    for series, role in _series(data):
        runs = plot.runs(series.values)
        paths = tuple(run for run in runs if len(run) > 1)
        if paths:
            marks.append(Stroke(paths, role, 2.4 if role == "actual" else 2.0))
        marks += [Dot(*run[0], 2.6, role) for run in runs[:-1] if len(run) == 1]
        marks += [Dot(*run[-1], 3.8, role) for run in runs[-1:]]
    return tuple(marks)


def _spots(plot: _Plot, data: Trend) -> tuple[Mark, ...]:
    """Each known value where its line passes."""
    told = [each for series, _ in _series(data) for each in zip(count(), series.values, series.tips, strict=False)]
    return tuple(Spot(plot.x(i + 0.5), plot.value(value), tip) for i, value, tip in told if value is not None)


def _end_label(series: TrendLine, role: Role) -> Label:
    ink: Role = "actual" if role == "actual" else "muted"
    names = (Line(name, ink) for name in wrap(series.name, _ENDS))
    return label(Line(series.end_label, ink, 600, 12.0), *names, width=_ENDS)


def _ends(plot: _Plot, data: Trend) -> tuple[Mark, ...]:
    """The last values and names at the right, the gap between them, moved apart where they would touch."""
    lasts = [(plot.runs(series.values)[-1][-1], series, role) for series, role in _series(data)
             if plot.runs(series.values)]  # fmt: skip
    rows = [(point[1], _end_label(series, role), 0.0) for point, series, role in lasts]
    left = plot.right + 8
    if len(lasts) == 2 and data.gap_label:
        gap = label(Line(data.gap_label, "accent_text", 600), width=_ENDS)
        rows.append(((lasts[0][0][1] + lasts[1][0][1]) / 2, gap, 7.0))
    centres = spread([y for y, _, _ in rows], [each.height for _, each, _ in rows], 2, data.height - 2, 3)
    marks: list[Mark] = []
    for (_, each, indent), centre in zip(rows, centres, strict=True):
        box = Box(left + indent, centre - each.height / 2, left + indent + each.width, centre + each.height / 2)
        marks += each.at(box, "start")
        if indent:
            marks.append(line(left + 1, box.top - 2, left + 1, box.bottom + 2, "accent", 1.4))
    return tuple(marks)


def _moments(plot: _Plot, data: Trend) -> tuple[tuple[Mark, ...], list[tuple[float, Label]]]:
    """The lines of the intervention's start and end with their labels, which stand to the right of them."""
    marks: list[Mark] = []
    labels: list[tuple[float, Label]] = []
    for moment, width, dash in ((data.start, 1.8, ""), (data.end, 1.2, "2 2")):
        if moment and 0 <= moment.value <= len(data.periods):
            x = plot.x(moment.value)
            marks.append(line(x, plot.top, x, plot.bottom, "accent", width, dash))
            labels.append((x, label(Line(moment.label, "accent_text", 600), Line(moment.note, "accent_text"))))
    return tuple(marks), labels


def _corners(plot: _Plot, data: Trend, labels: list[tuple[float, Label]]) -> list[tuple[Label, list[Point]]]:
    """The labels within the plot and the top left corners they may take, best first."""
    heights = [plot.top + 2 + step for step in range(0, int(plot.bottom - plot.top), 7)]
    wishes = [(each, [(left, y) for y in heights for left in (x + 5, x - 5 - each.width)]) for x, each in labels]
    if data.baseline:
        room = max(plot.x(data.baseline.value) - plot.left - 8, 60)
        wishes.append((label(Line(data.baseline.label, "muted"), width=room), [(plot.left + 5, y) for y in heights]))
    if data.target:
        name, y = label(Line(data.target.label, "warning_text", 600)), plot.value(data.target.value)
        lefts = plot.left + 5, plot.right - name.width - 2, (plot.left + plot.right) / 2
        wishes.append((name, [(left, top) for left in lefts for top in (y - name.height - 1, y + 2)]))
    return wishes


def _inside(plot: _Plot, data: Trend, labels: list[tuple[float, Label]]) -> tuple[Mark, ...]:
    """Labels within the plot, each at the first place that is clear of the lines and of the others."""
    runs = [run for series, _ in _series(data) for run in plot.runs(series.values)]
    taken = [box for run in runs for box in path_boxes(run)]
    taken += [Box(x - 1, plot.top, x + 1, plot.bottom) for x, _ in labels]
    if data.target:
        y = plot.value(data.target.value)
        taken.append(Box(plot.left, y - 1, plot.right, y + 1))
    frame = Box(plot.left, plot.top - 4, plot.right, plot.bottom)
    marks: list[Mark] = []
    for each, corners in _corners(plot, data, labels):
        boxes = (Box(left, top, left + each.width, top + each.height) for left, top in corners)
        box = first_free(boxes, taken, frame)
        if box:
            taken.append(box)
            marks += each.at(box, "start")
    return tuple(marks)


def draw(data: Trend) -> Drawing:
    """The lines over the reference periods' wash, the labels at the right and where they are clear."""
    plot = _plot(data)
    marks: list[Mark] = []
    if data.baseline:
        right = min(plot.x(data.baseline.value), plot.right)
        marks.append(Bar(plot.left, plot.top, max(right - plot.left, 0), plot.bottom - plot.top, "wash"))
    moments, labels = _moments(plot, data)
    marks += [*left_grid(data.ticks, plot.value, plot.left, plot.right)]
    marks.append(line(plot.left, plot.bottom, plot.right, plot.bottom, "muted", 0.8))
    if data.target:
        y = plot.value(data.target.value)
        marks.append(line(plot.left, y, plot.right, y, "warning", 1.2, "4 2.4"))
    marks += [*moments, *_lines(plot, data), *_ends(plot, data), *_inside(plot, data, labels)]
    xs = [plot.x(i + 0.5) for i in range(len(data.periods))]
    marks += [*period_names(data.periods, xs, plot.bottom + 14, 0, plot.right + 20), *_spots(plot, data)]
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
