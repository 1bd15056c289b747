"""The return period by period: below zero first, measured, then forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin, period_names
from roireport.chart.drawing import Dot, Drawing, Mark, Point, Spot, Stroke, line
from roireport.chart.legend import Entry, legend
from roireport.chart.placement import Box, Line, Side, Wish, label, path_boxes, place
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class Moment:
    """A period: its return, None while nothing has been spent; `name` and `note` where it is worth a label."""

    period: Period
    value: float | None
    forecast: bool = False
    name: str = ""
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ReturnCourse:
    """The moments, the measured ones first; `measured` and `forecast` name the two kinds of line."""

    title: str
    description: str
    moments: tuple[Moment, ...]
    ticks: tuple[Labelled, ...]
    measured: str
    forecast: str
    target: Labelled | None = None
    width: float = 642.0
    height: float = 210.0


_SIDES: Final[tuple[Side, ...]] = ("above_left", "above", "left", "below_right", "below", "above_right", "right")


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    value: Scale

    def point(self, index: int, value: float) -> Point:
        return self.left + (index + 0.5) * self.pitch, self.value(value)


def _plot(data: ReturnCourse, top: float) -> _Plot:
    left, right, bottom = left_margin(data.ticks), data.width - 6, data.height - 32
    values = [0.0, *(tick.value for tick in data.ticks)]
    values += [moment.value for moment in data.moments if moment.value is not None]
    values += [data.target.value] if data.target else []
    scale = Scale.over(values, bottom - 4, top + 4)
    return _Plot(left, right, top, bottom, (right - left) / max(len(data.moments), 1), scale)


def _runs(plot: _Plot, moments: Sequence[Moment]) -> list[tuple[bool, list[Point]]]:
    """The stretches of one kind, whether forecast; a forecast sets out from the last measured point."""
    known = [(each.forecast, plot.point(i, each.value)) for i, each in enumerate(moments) if each.value is not None]
    runs = [(ahead, [point for _, point in run]) for ahead, run in groupby(known, key=lambda each: each[0])]
    return [(ahead, [*runs[i - 1][1][-1:], *run] if i else run) for i, (ahead, run) in enumerate(runs)]


def _curve(plot: _Plot, data: ReturnCourse) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for ahead, run in _runs(plot, data.moments):
        if len(run) > 1:
            marks.append(Stroke((tuple(run),), "accent", 2.4, "4 2.6" if ahead else ""))
    for i, each in enumerate(data.moments):
        if each.value is not None and (each.name or len(data.moments) == 1):
            marks.append(Dot(*plot.point(i, each.value), 3.8, "paper" if each.forecast else "accent", "accent", 2.0))
        if each.value is not None and each.tip:
            marks.append(Spot(*plot.point(i, each.value), each.tip))
    return tuple(marks)


def _wishes(plot: _Plot, data: ReturnCourse) -> list[Wish]:
    """What is said of single moments, and of the target."""
    wishes = [
        Wish(label(Line(each.name, "accent_text", 600), Line(each.note, "muted")), plot.point(i, each.value), _SIDES)
        for i, each in enumerate(data.moments)
        if each.value is not None and each.name
    ]
    if data.target:
        text = label(Line(data.target.label, "warning_text", 600))
        wishes.append(Wish(text, (plot.left + text.width / 2 + 4, plot.value(data.target.value)), ("above", "below")))
    return wishes


def draw(data: ReturnCourse) -> Drawing:
    """The line over its grid, the target, and labels where they are free."""
    ahead = any(each.forecast for each in data.moments)
    entries = (Entry("line", "accent", data.measured), Entry("dashes", "accent", data.forecast if ahead else ""))
    key, top = legend(entries, 0, data.width)
    plot = _plot(data, top + 10)
    marks: list[Mark] = [*left_grid(data.ticks, plot.value, plot.left, plot.right), *key]
    marks.append(line(plot.left, plot.value(0), plot.right, plot.value(0), "ink", 1.6))
    if data.target:
        y = plot.value(data.target.value)
        marks.append(line(plot.left, y, plot.right, y, "warning", 1.2, "4 2.4"))
    taken = [box for _, run in _runs(plot, data.moments) for box in path_boxes(run)]
    levels = [0.0] if data.target is None else [0.0, data.target.value]
    taken += [Box(plot.left, plot.value(level) - 1, plot.right, plot.value(level) + 1) for level in levels]
    frame = Box(plot.left, plot.top - 6, data.width, plot.bottom)
    marks += [*_curve(plot, data), *place(_wishes(plot, data), taken, frame)]
    xs = [plot.left + (i + 0.5) * plot.pitch for i in range(len(data.moments))]
    marks += period_names([each.period for each in data.moments], xs, plot.bottom + 14, 0, data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
