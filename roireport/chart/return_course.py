"""The return over time: observed, elapsed, forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from roireport.chart.axis import Period, left_grid, left_margin
from roireport.chart.drawing import Dot, Drawing, Mark, Point, Spot, Stroke
from roireport.chart.legend import DOTS, LegendEntry, legend
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Box, LabelRequest, Line, Side, label, path_boxes, place
from roireport.chart.plot import Plot
from roireport.chart.scale import Labelled, Scale

State: TypeAlias = Literal["observed", "elapsed", "forecast"]
_DASHES: Final[dict[State, str]] = {"observed": "", "elapsed": DOTS, "forecast": "4 2.6"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A period: its return, None while nothing has been spent.

    `name` and `note` where it is worth a label.
    """

    period: Period
    value: float | None
    state: State = "observed"
    name: str = ""
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ReturnCourse:
    """The moments, the surest first; `observed`, `elapsed` and `forecast` name the three kinds of line."""

    title: str
    description: str
    moments: tuple[Moment, ...]
    ticks: tuple[Labelled, ...]
    observed: str
    elapsed: str
    forecast: str
    target: Labelled | None = None
    width: float = 642.0
    height: float = 210.0


_SIDES: Final[tuple[Side, ...]] = ("above_left", "above", "left", "below_right", "below", "above_right", "right")


def _plot(data: ReturnCourse, top: float) -> Plot:
    left, right, bottom = left_margin(data.ticks), data.width - 6, data.height - 32
    values = [0.0, *(tick.value for tick in data.ticks)]
    values += [moment.value for moment in data.moments if moment.value is not None]
    values += [data.target.value] if data.target else []
    scale = Scale.over(values, bottom - 4, top + 4)
    return Plot(left, right, top, bottom, len(data.moments), scale)


def _runs(plot: Plot, moments: Sequence[Moment]) -> list[tuple[State, list[Point]]]:
    """Split the points into runs of one state; each starts at the last point of the run before it."""
    points = [
        (moment.state, plot.point(i, moment.value)) for i, moment in enumerate(moments) if moment.value is not None
    ]
    runs = [(state, [point for _, point in run]) for state, run in groupby(points, key=lambda point: point[0])]
    return [(state, [*runs[i - 1][1][-1:], *run] if i else run) for i, (state, run) in enumerate(runs)]


def _curve(plot: Plot, data: ReturnCourse) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for state, run in _runs(plot, data.moments):
        if len(run) > 1:
            marks.append(Stroke((tuple(run),), "accent", 2.4, _DASHES[state]))
    for i, moment in enumerate(data.moments):
        if moment.value is not None:
            has_dot = bool(moment.name) or len(data.moments) == 1
            marks += _signs(moment, plot.point(i, moment.value), has_dot)
    return tuple(marks)


def _signs(moment: Moment, point: Point, has_dot: bool) -> tuple[Mark, ...]:
    dot = Dot(*point, 3.8, "paper" if moment.state == "forecast" else "accent", "accent", 2.0)
    return (*((dot,) if has_dot else ()), *((Spot(*point, moment.tip),) if moment.tip else ()))


def _label_requests(plot: Plot, data: ReturnCourse) -> list[LabelRequest]:
    """Return the labels of the named moments and of the target."""
    requests = [
        LabelRequest(label(Line(m.name, "accent_text", 600), Line(m.note, "muted")), plot.point(i, m.value), _SIDES)
        for i, m in enumerate(data.moments)
        if m.value is not None and m.name
    ]
    if data.target:
        text = label(Line(data.target.label, "warning_text", 600))
        requests.append(
            LabelRequest(text, (plot.left + text.width / 2 + 4, plot.scale(data.target.value)), ("above", "below"))
        )
    return requests


def _legend_entries(data: ReturnCourse) -> tuple[LegendEntry, ...]:
    """Return the legend of the states that occur."""
    states = {moment.state for moment in data.moments}
    return (
        LegendEntry("line", "accent", data.observed if "observed" in states else ""),
        LegendEntry("dots", "accent", data.elapsed if "elapsed" in states else ""),
        LegendEntry("dashes", "accent", data.forecast if "forecast" in states else ""),
    )


@for_narrow_screens
def draw(data: ReturnCourse) -> Drawing:
    """Draw the line over its grid, the target, and the labels that find room."""
    key, top = legend(_legend_entries(data), 0, data.width)
    plot = _plot(data, top + 10)
    marks: list[Mark] = [*left_grid(data.ticks, plot.scale, plot.left, plot.right), *key]
    marks.append(plot.level(0, "ink", 1.6))
    taken = [box for _, run in _runs(plot, data.moments) for box in path_boxes(run)]
    taken.append(plot.level_box(0))
    if data.target:
        marks.append(plot.level(data.target.value, "warning", 1.2, "4 2.4"))
        taken.append(plot.level_box(data.target.value))
    frame = Box(plot.left, plot.top - 6, data.width, plot.bottom)
    marks += [*_curve(plot, data), *place(_label_requests(plot, data), taken, frame)]
    marks += plot.names([moment.period for moment in data.moments], data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
