"""Costs, gains and their running total over time: lag, peak exposure, break-even, what is measured and forecast."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin, period_names
from roireport.chart.drawing import Bar, Dot, Drawing, Hatch, Mark, Point, Role, Stroke, line
from roireport.chart.legend import Entry, legend
from roireport.chart.placement import (
    Box,
    Label,
    Line,
    Side,
    around,
    first_free,
    label,
    path_boxes,
)  # fmt: skip
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class Flow:
    """A period of the grid; cost and gain as positive amounts, cumulative at its end."""

    period: Period
    cost: float
    gain: float
    cumulative: float
    forecast: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The legend and the names of the two sides of the divider; an empty one is left out."""

    cost: str
    gain: str
    gain_forecast: str
    cumulative: str
    measured: str
    forecast: str


@dataclass(frozen=True, slots=True)
class Cash:
    """`lag` is the number of periods before the first effect; `break_even` and `peak` stand at an index of `flows`
    (a fraction lies between two); `latest` and `last` label the line at the last measured and at the last period."""

    title: str
    description: str
    flows: tuple[Flow, ...]
    ticks: tuple[Labelled, ...]
    words: Words
    lag: Labelled | None = None
    peak: Labelled | None = None
    break_even: Labelled | None = None
    latest: tuple[str, str] = ("", "")
    last: str = ""
    width: float = 642.0
    height: float = 340.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """The plot's frame and scales; a period is `pitch` wide."""

    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    money: Scale

    def x(self, index: float) -> float:
        return self.left + (index + 0.5) * self.pitch

    def point(self, index: int, flow: Flow) -> Point:
        return self.x(index), self.money(flow.cumulative)


def _plot(data: Cash, top: float) -> _Plot:
    left = left_margin(data.ticks)
    right, bottom = data.width - 6, data.height - 32
    flows = data.flows
    values = [0.0, *(tick.value for tick in data.ticks), *(flow.cumulative for flow in flows)]
    values += [min(-flow.cost, 0.0) + min(flow.gain, 0.0) for flow in flows]
    values += [max(-flow.cost, 0.0) + max(flow.gain, 0.0) for flow in flows]
    money = Scale.over(values, bottom - 14, top + 14)
    return _Plot(left, right, top, bottom, (right - left) / max(len(flows), 1), money)


def _bars(plot: _Plot, flows: tuple[Flow, ...]) -> tuple[Bar | Hatch, ...]:
    """Costs downward, gains upward from zero (a negative one stacks on what is already there)."""
    marks: list[Bar | Hatch] = []
    half = plot.pitch * 0.36
    for i, flow in enumerate(flows):
        left, right = plot.x(i) - half, plot.x(i) + half
        spent = -flow.cost
        if spent:
            marks.append(
                Bar.between((left, plot.money(0)), (right, plot.money(spent)), "reference", tip=flow.tip)
            )
        if flow.gain:
            foot = spent if spent * flow.gain > 0 else 0.0
            bar = Bar.between(
                (left, plot.money(foot)), (right, plot.money(foot + flow.gain)), "actual", tip=flow.tip
            )
            marks += _hatched(bar) if flow.forecast else (bar,)
    return tuple(marks)


def _hatched(bar: Bar) -> tuple[Bar | Hatch, ...]:
    """The forecast's form of a bar."""
    ground = Bar(bar.x, bar.y, bar.width, bar.height, "paper", bar.role)
    return ground, Hatch(bar.x, bar.y, bar.width, bar.height, bar.role, tip=bar.tip)


def _curve(plot: _Plot, flows: tuple[Flow, ...]) -> tuple[Mark, ...]:
    """The running total, solid while measured, dashed beyond."""
    points = [plot.point(i, flow) for i, flow in enumerate(flows)]
    measured = sum(not flow.forecast for flow in flows)
    solid, dashed = points[:measured], points[max(measured - 1, 0) :]
    marks: list[Mark] = []
    if len(solid) > 1:
        marks.append(Stroke((tuple(solid),), "accent", 2.4))
    if len(dashed) > 1 and measured < len(flows):
        marks.append(Stroke((tuple(dashed),), "accent", 2.4, "4 2.6"))
    if solid or len(points) == 1:
        marks.append(Dot(*(solid or points)[-1], 4, "accent"))
    return tuple(marks)


_RISING: Final[tuple[Side, ...]] = (
    "above_left",
    "left",
    "above",
    "below_right",
    "above_right",
    "below",
    "below_left",
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A label, the point it speaks of and the sides it likes best."""

    text: Label
    point: Point
    sides: tuple[Side, ...]
    role: Role = "muted"


def _wishes(data: Cash, plot: _Plot) -> list[_Wish]:
    flows, measured = data.flows, sum(not flow.forecast for flow in data.flows)
    wishes = []
    if measured and any(data.latest):
        value, note = data.latest
        text = label(Line(value, "accent_text", 600, 12.0), Line(note, "accent_text"))
        wishes.append(_Wish(text, plot.point(measured - 1, flows[measured - 1]), _RISING))
    if data.break_even:
        text = label(
            Line(data.break_even.label, "accent_text", 600), Line(data.break_even.note, "accent_text", 600)
        )
        point = plot.x(data.break_even.value), plot.money(0)
        wishes.append(
            _Wish(text, point, ("above", "above_left", "below", "above_right", "below_right"), "accent")
        )
    if data.peak:
        index = round(data.peak.value)
        text = label(Line(data.peak.label, "negative_text", 600), Line(data.peak.note, "negative_text"))
        wishes.append(
            _Wish(text, plot.point(index, flows[index]), ("below", "below_right", "below_left", "above"))
        )
    if data.last and flows and measured < len(flows):
        text = label(Line(data.last, "accent_text"))
        wishes.append(
            _Wish(text, plot.point(len(flows) - 1, flows[-1]), ("above_left", "left", "below_left"))
        )
    return wishes


def _labels(data: Cash, plot: _Plot, taken: list[Box]) -> tuple[Mark, ...]:
    """Each label at the nearest free place, with a leader where that is far; left out where there is none."""
    marks: list[Mark] = []
    frame = Box(plot.left, plot.top, data.width, plot.bottom)
    for wish in _wishes(data, plot):
        box = first_free(around(wish.point, wish.text, wish.sides), taken, frame)
        if box is None:
            continue
        taken.append(box)
        x, y = wish.point
        if box.left <= x <= box.right and min(abs(y - box.bottom), abs(y - box.top)) > 12:
            marks.append(line(x, y, x, box.bottom + 2 if box.bottom < y else box.top - 2, wish.role, 1.0))
        beside = box.right < x or box.left > x
        marks += wish.text.at(box, ("end" if box.right < x else "start") if beside else "middle")
    return tuple(marks)


def _wash(data: Cash, plot: _Plot) -> tuple[tuple[Mark, ...], list[Box]]:
    """The time before the first effect, named at its top."""
    if not data.lag or data.lag.value <= 0:
        return (), []
    right = min(plot.left + data.lag.value * plot.pitch, plot.right)
    text = label(Line(data.lag.label, "muted"), Line(data.lag.note, "muted"), width=plot.right - plot.left)
    box = Box(plot.left + 4, plot.top + 2, plot.left + 4 + text.width, plot.top + 2 + text.height)
    wash = Bar(plot.left, plot.top, right - plot.left, plot.bottom - plot.top, "wash")
    return (wash, *text.at(box, "start")), [box]


def _divider(data: Cash, plot: _Plot) -> tuple[tuple[Mark, ...], list[Box]]:
    """The line between what is measured and what is forecast, its two names at its foot."""
    measured = sum(not flow.forecast for flow in data.flows)
    if not 0 < measured < len(data.flows):
        return (), []
    x = plot.x(measured - 0.5)
    marks: list[Mark] = [line(x, plot.top, x, plot.bottom, "muted", 0.9, "2 2")]
    boxes = [Box(x - 1, plot.top, x + 1, plot.bottom)]
    for name, side in ((data.words.measured, -1), (data.words.forecast, 1)):
        text = label(Line(name, "muted"), width=max(x - plot.left, data.width - x) - 8)
        left = x + 5 if side > 0 else x - 5 - text.width
        box = Box(left, plot.bottom - text.height, left + text.width, plot.bottom)
        if Box(plot.left, 0, data.width, data.height).holds(box):
            marks += text.at(box, "start")
            boxes.append(box)
    return tuple(marks), boxes


def _signs(data: Cash, plot: _Plot) -> tuple[Mark, ...]:
    """The peak exposure and the break-even on the line."""
    marks: list[Mark] = []
    if data.peak and data.flows:
        marks.append(
            Dot(*plot.point(round(data.peak.value), data.flows[round(data.peak.value)]), 3.4, "negative")
        )
    if data.break_even:
        marks.append(Dot(plot.x(data.break_even.value), plot.money(0), 4.4, "paper", "accent", 2.2))
    return tuple(marks)


def draw(data: Cash) -> Drawing:
    """The legend, the flows, the running total, and labels where they are free of all of it."""
    words = data.words
    ahead = any(flow.forecast for flow in data.flows)
    entries = (
        Entry("bar", "reference", words.cost), Entry("bar", "actual", words.gain),
        Entry("hatch", "actual", words.gain_forecast if ahead else ""), Entry("line", "accent", words.cumulative),
    )  # fmt: skip
    key, top = legend(entries, 0, data.width)
    plot = _plot(data, top + 12)
    bars = _bars(plot, data.flows)
    wash, named = _wash(data, plot)
    divider, sides = _divider(data, plot)
    curve = [plot.point(i, flow) for i, flow in enumerate(data.flows)]
    taken = [*named, *sides, *path_boxes(curve)]
    taken += [Box(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height) for bar in bars if bar.width]
    marks: list[Mark] = [
        *wash,
        *left_grid(data.ticks, plot.money, plot.left, plot.right),
        *key,
        *bars,
        *divider,
    ]
    marks.append(line(plot.left, plot.money(0), plot.right, plot.money(0), "ink", 1.6))
    marks += [*_curve(plot, data.flows), *_labels(data, plot, taken), *_signs(data, plot)]
    xs = [plot.x(i) for i in range(len(data.flows))]
    marks += period_names([flow.period for flow in data.flows], xs, plot.bottom + 14, 0, data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
