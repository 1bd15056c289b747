"""The cumulative cash of the engagement as the picture of the cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Point, Stroke, horizontal
from roireport.chart.legend import DOTS
from roireport.chart.placement import Box, LabelRequest, Line, Side, label, path_boxes, place
from roireport.chart.scale import Labelled, Scale

Points: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CoverCurve:
    """The cumulative at the end of each period, the first `measured` of them measured, `observed` even observed.

    Drawn edge to edge.

    Args:
        labels: What is written at a period: its index as value, the amount, and what the amount is.
        zero: The label of the line of zero.
    """

    title: str
    description: str
    cumulative: tuple[float, ...]
    observed: int
    measured: int
    labels: tuple[Labelled, ...] = ()
    zero: str = ""
    width: float = 794.0
    height: float = 330.0


_EDGE: Final = 24.0
_ABOVE: Final[tuple[Side, ...]] = ("above_left", "above", "left", "below_right", "below", "above_right", "below_left")
_BELOW: Final[tuple[Side, ...]] = ("below", "below_right", "below_left", "right", "left", "above")


def draw(data: CoverCurve) -> Drawing:
    """Draw stems from zero and a line over them, dotted where elapsed, dashed where forecast."""
    count = len(data.cumulative)
    across = Scale.over([0.0, float(max(count - 1, 1))], 0, data.width)
    down = Scale.over([0.0, *data.cumulative], data.height - 48, 48)
    points = tuple((across(i), down(value)) for i, value in enumerate(data.cumulative))
    half = min(5.0, data.width / max(count, 1) * 0.14)
    marks: list[Mark] = []
    for x, y in points:
        left, right = max(x - half, 0.0), min(x + half, data.width)
        marks.append(Bar.between((left, down(0)), (right, y), "band"))
    marks.append(horizontal(down(0), 0, data.width, "rule", 1))
    measured = min(max(data.measured, 0), count)
    marks += _line(points, min(data.observed, measured), measured)
    marks += _labels(data, points, down(0))
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))


def _line(points: Points, observed: int, measured: int) -> Iterator[Mark]:
    """Yield the line: solid where observed, dotted where elapsed, dashed where forecast."""
    if observed > 1:
        yield Stroke((points[:observed],), "accent", 3)
    if measured > observed and measured > 1:
        yield Stroke((points[max(observed - 1, 0) : measured],), "accent", 3, DOTS)
    forecast = points[max(measured - 1, 0) :]
    if measured < len(points) and len(forecast) > 1:
        yield Stroke((forecast,), "accent", 2.4, "6 4.5")


def _labels(data: CoverCurve, points: Points, zero: float) -> Iterator[Mark]:
    """Yield a dot and a label at each labelled period, and the label of zero, where there is room for them."""
    frame = Box(_EDGE, 0, data.width - _EDGE, data.height)
    taken = list(path_boxes(points, 3))
    requests = []
    for labelled in data.labels:
        x, y = points[int(labelled.value)]
        dot = min(max(x, 5), data.width - 5), y
        yield Dot(*dot, 5, "accent")
        text = label(Line(labelled.label, "ink", 600, 17.0), Line(labelled.note, "muted", 400, 11.5))
        sides = _BELOW if y > zero else _ABOVE
        requests.append(LabelRequest(text, (min(max(x, _EDGE), data.width - _EDGE), y), sides))
    zero_label = label(Line(data.zero, "muted", 400, 11.5))
    if zero_label.lines:
        requests.append(LabelRequest(zero_label, (_EDGE - 8, zero), ("above_right", "below_right")))
    yield from place(requests, taken, frame)
