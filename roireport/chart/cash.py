"""The cumulative net cash flow over time and, in a panel below, costs and gains: observed, elapsed and forecast."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin
from roireport.chart.drawing import Bar, Dot, Drawing, Hatch, Mark, Role, Stroke, hatched, tinted, vertical
from roireport.chart.legend import DOTS, LegendEntry, legend
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Box, Label, LabelRequest, Line, Side, first_free, label, path_boxes, place
from roireport.chart.plot import Plot
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class CashBar:
    """A period of the grid; cost and gain as positive amounts, cumulative at its end."""

    period: Period
    cost: float
    gain: float
    cumulative: float
    forecast: bool = False
    tip: str = ""
    elapsed: bool = False
    """Whether its gain is neither forecast nor observed."""


@dataclass(frozen=True, slots=True)
class CashLabels:
    """The legend and the names of the two sides of the divider.

    An empty one is left out.
    """

    cost: str
    gain: str
    gain_forecast: str
    cumulative: str
    measured: str
    forecast: str
    gain_elapsed: str = ""


@dataclass(frozen=True, slots=True)
class Cash:
    """Flows, measured before forecast, and their labels.

    `lag` is the number of periods before the first effect. `peak` and `break_even` are at an index of
    `flows`, where a fraction lies between the ends of two periods: the end of the first month is 0.
    `latest` (a value, a note) labels the running total at the last measured period, `last` at the last one.
    """

    title: str
    description: str
    flows: tuple[CashBar, ...]
    ticks: tuple[Labelled, ...]
    """Of the running total."""
    bar_ticks: tuple[Labelled, ...]
    """Of costs and gains."""
    words: CashLabels
    lag: Labelled | None = None
    peak: Labelled | None = None
    break_even: Labelled | None = None
    latest: tuple[str, str] = ("", "")
    last: str = ""
    width: float = 642.0
    height: float = 340.0

    @property
    def measured(self) -> int:
        """The number of measured periods; they come before the forecast ones."""
        return sum(not flow.forecast for flow in self.flows)

    @property
    def observed(self) -> int:
        """The number of measured periods before the first that has merely elapsed."""
        measured = self.flows[: self.measured]
        return next((i for i, flow in enumerate(measured) if flow.elapsed), len(measured))


_LOWER: Final = 0.3
"""The share of costs and gains in the height of both panels."""


@dataclass(frozen=True, slots=True)
class _Panels:
    """The running total above costs and gains, over the same periods."""

    total: Plot
    flows: Plot

    @property
    def both(self) -> tuple[float, float]:
        """The top of the upper and the bottom of the lower panel."""
        return self.total.top, self.flows.bottom


def _panels(data: Cash, top: float) -> _Panels:
    left = left_margin((*data.ticks, *data.bar_ticks))
    right, bottom, count = data.width - 6, data.height - 32, len(data.flows)
    split = bottom - _LOWER * (bottom - top)
    totals = [0.0, *(tick.value for tick in data.ticks), *(flow.cumulative for flow in data.flows)]
    flows = [0.0, *(tick.value for tick in data.bar_ticks)]
    flows += [min(-flow.cost, 0.0) + min(flow.gain, 0.0) for flow in data.flows]
    flows += [max(-flow.cost, 0.0) + max(flow.gain, 0.0) for flow in data.flows]
    return _Panels(
        Plot(left, right, top, split - 6, count, Scale.over(totals, split - 32, top + 22)),
        Plot(left, right, split + 6, bottom, count, Scale.over(flows, bottom - 2, split + 8)),
    )


def _bars(plot: Plot, flows: tuple[CashBar, ...]) -> tuple[Bar | Hatch, ...]:
    """Draw costs downward and gains upward; amounts on the same side are stacked."""
    marks: list[Bar | Hatch] = []
    half = min(plot.pitch * 0.36, 16.0)
    for i, flow in enumerate(flows):
        left, right = plot.centre(i) - half, plot.centre(i) + half
        spent = -flow.cost
        if spent:
            corner = right, plot.scale(spent)
            marks.append(Bar.between((left, plot.scale(0)), corner, "reference", tip=flow.tip))
        if flow.gain:
            foot = spent if spent * flow.gain > 0 else 0.0
            corner = right, plot.scale(foot + flow.gain)
            bar = Bar.between((left, plot.scale(foot)), corner, "actual", tip=flow.tip)
            marks += hatched(bar) if flow.forecast else (tinted(bar),) if flow.elapsed else (bar,)
    return tuple(marks)


def _curve(plot: Plot, data: Cash) -> tuple[Mark, ...]:
    """Draw the running total: solid while observed, dotted from what has merely elapsed on, dashed where forecast."""
    flows, measured, observed = data.flows, data.measured, data.observed
    points = [plot.point(i, flow.cumulative) for i, flow in enumerate(flows)]
    solid, dashed = points[:measured], points[max(measured - 1, 0) :]
    marks: list[Mark] = []
    if observed > 1:
        marks.append(Stroke((tuple(points[:observed]),), "accent", 2.4))
    if measured > observed and len(solid) > 1:
        marks.append(Stroke((tuple(points[max(observed - 1, 0) : measured]),), "accent", 2.4, DOTS))
    if len(dashed) > 1 and measured < len(flows):
        marks.append(Stroke((tuple(dashed),), "accent", 2.4, "4 2.6"))
    if solid or len(points) == 1:
        marks.append(Dot(*(solid or points)[-1], 4, "accent"))
    return tuple(marks)


_RISING: Final[tuple[Side, ...]] = ("above_left", "left", "above", "below_right", "above_right", "below")
_LEVEL: Final[tuple[Side, ...]] = ("above", "above_left", "below", "above_right", "below_right")
_LOW: Final[tuple[Side, ...]] = ("below", "below_right", "below_left", "above")


def _with_note(text: Labelled, role: Role) -> Label:
    return label(Line(text.label, role, 600), Line(text.note, role, 600))


def _label_requests(data: Cash, plot: Plot) -> list[LabelRequest]:
    """Return the labels of the running total: latest, break-even, lowest, last."""
    flows, measured = data.flows, data.measured
    requests = []
    if measured and any(data.latest):
        value, note = data.latest
        text = label(Line(value, "accent_text", 600, 12.0), Line(note, "accent_text"))
        requests.append(LabelRequest(text, plot.point(measured - 1, flows[measured - 1].cumulative), _RISING))
    if data.break_even:
        text = _with_note(data.break_even, "accent_text")
        requests.append(
            LabelRequest(text, (plot.centre(data.break_even.value), plot.scale(0)), _LEVEL, "accent", "above")
        )
    if data.peak and flows:
        index = round(data.peak.value)
        requests.append(
            LabelRequest(_with_note(data.peak, "negative_text"), plot.point(index, flows[index].cumulative), _LOW)
        )
    if data.last and measured < len(flows):
        text = label(Line(data.last, "accent_text"))
        requests.append(
            LabelRequest(text, plot.point(len(flows) - 1, flows[-1].cumulative), ("above_left", "left", "below_left"))
        )
    return requests


def _wash(data: Cash, panels: _Panels, taken: list[Box]) -> tuple[tuple[Mark, ...], list[Box]]:
    """Draw the time before the first effect, with its name at the top, or at the bottom if the top is taken.

    Return the box of the name.
    """
    if not data.lag or data.lag.value <= 0:
        return (), []
    plot, (top, bottom) = panels.total, panels.both
    right = min(plot.left + data.lag.value * plot.pitch, plot.right)
    text = label(Line(data.lag.label, "muted"), Line(data.lag.note, "muted"), width=plot.right - plot.left)
    x = plot.left + 4
    boxes = [Box(x, y, x + text.width, y + text.height) for y in (top + 2, plot.bottom - 2 - text.height)]
    box = first_free(boxes, taken, Box(plot.left, top, plot.right, bottom)) or boxes[0]
    wash = Bar(plot.left, top, right - plot.left, bottom - top, "wash")
    return (wash, *text.at(box, "start")), [box]


def _divider(data: Cash, panels: _Panels) -> tuple[tuple[Mark, ...], list[Box]]:
    """Draw the line between measured and forecast, with a name on each side.

    Return their boxes.
    """
    measured, plot, (top, bottom) = data.measured, panels.total, panels.both
    if not 0 < measured < len(data.flows):
        return (), []
    x = plot.centre(measured - 0.5)
    marks: list[Mark] = [vertical(x, top, bottom, "muted", 0.9, "2 2")]
    boxes = [Box(x - 1, plot.top, x + 1, plot.bottom)]
    for name, side in ((data.words.measured, -1), (data.words.forecast, 1)):
        text = label(Line(name, "muted"), width=max(x - plot.left, data.width - x) - 8)
        left = x + 5 if side > 0 else x - 5 - text.width
        box = Box(left, plot.bottom - text.height, left + text.width, plot.bottom)
        if Box(plot.left, 0, data.width, data.height).holds(box):
            marks += text.at(box, "start")
            boxes.append(box)
    return tuple(marks), boxes


def _signs(data: Cash, plot: Plot) -> tuple[Mark, ...]:
    """Draw the dots of the peak exposure and of the break-even."""
    marks: list[Mark] = []
    if data.peak and data.flows:
        index = round(data.peak.value)
        marks.append(Dot(*plot.point(index, data.flows[index].cumulative), 3.4, "negative"))
    if data.break_even:
        marks.append(Dot(plot.centre(data.break_even.value), plot.scale(0), 4.4, "paper", "accent", 2.2))
    return tuple(marks)


def _legend(data: Cash) -> tuple[LegendEntry, ...]:
    words, ahead = data.words, data.measured < len(data.flows)
    elapsed = data.observed < data.measured
    return (
        LegendEntry("bar", "reference", words.cost),
        LegendEntry("bar", "actual", words.gain),
        LegendEntry("tint", "actual", words.gain_elapsed if elapsed else ""),
        LegendEntry("hatch", "actual", words.gain_forecast if ahead else ""),
        LegendEntry("line", "accent", words.cumulative),
    )


@for_narrow_screens
def draw(data: Cash) -> Drawing:
    """Draw the legend, the running total with the labels that find room, and the flows below it."""
    key, top = legend(_legend(data), 0, data.width)
    panels = _panels(data, top + 12)
    plot, lower = panels.total, panels.flows
    curve = path_boxes([plot.point(i, flow.cumulative) for i, flow in enumerate(data.flows)])
    lines = [*curve, plot.level_box(0)]
    divider, sides = _divider(data, panels)
    wash, named = _wash(data, panels, [*lines, *sides])
    taken = [*named, *sides, *lines]
    frame = Box(plot.left, plot.top - 10, data.width, plot.bottom)
    marks: list[Mark] = [*wash, *left_grid(data.ticks, plot.scale, plot.left, plot.right)]
    marks += [*left_grid(data.bar_ticks, lower.scale, lower.left, lower.right), *key, *_bars(lower, data.flows)]
    marks += [plot.level(0, "ink", 1.6), lower.level(0, "ink", 1.2)]
    marks += [*divider, *_curve(plot, data), *place(_label_requests(data, plot), taken, frame), *_signs(data, plot)]
    marks += lower.names([flow.period for flow in data.flows], data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
