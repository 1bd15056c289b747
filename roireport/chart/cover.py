"""The cumulative cash of the engagement as the picture of the cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Point, Stroke, horizontal
from roireport.chart.legend import DOTS
from roireport.chart.placement import Box, Line, candidate_boxes, first_free, label, path_boxes
from roireport.chart.scale import Scale

Points: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CoverCurve:
    """The cumulative at the end of each period, the first `measured` of them measured, `observed` even observed.

    Drawn edge to edge.
    """

    title: str
    description: str
    cumulative: tuple[float, ...]
    observed: int
    measured: int
    latest: str = ""
    width: float = 794.0
    height: float = 330.0


def draw(data: CoverCurve) -> Drawing:
    """Draw stems from zero and a line over them, dotted where elapsed, dashed where forecast."""
    count = len(data.cumulative)
    across = Scale.over([0.0, float(max(count - 1, 1))], 0, data.width)
    down = Scale.over([0.0, *data.cumulative], data.height - 8, 8)
    points = tuple((across(i), down(value)) for i, value in enumerate(data.cumulative))
    half = min(5.0, data.width / max(count, 1) * 0.14)
    marks: list[Mark] = []
    for x, y in points:
        left, right = max(x - half, 0.0), min(x + half, data.width)
        marks.append(Bar.between((left, down(0)), (right, y), "band"))
    marks.append(horizontal(down(0), 0, data.width, "rule", 1))
    measured = min(max(data.measured, 0), count)
    marks += _line(points, min(data.observed, measured), measured)
    if measured:
        marks += _latest(data, points, points[measured - 1])
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


def _latest(data: CoverCurve, points: Points, last: Point) -> Iterator[Mark]:
    """Yield the dot at the last measured period, and its label where there is room."""
    x, y = min(max(last[0], 5), data.width - 5), last[1]
    yield Dot(x, y, 5, "accent")
    text = label(Line(data.latest, "ink", 600, 17.0))
    boxes = candidate_boxes((x, y), text, ("above_left", "above", "left", "below_right", "below", "above_right"))
    box = first_free(boxes, path_boxes(points, 3), Box(24, 0, data.width - 24, data.height)) if text.lines else None
    yield from text.at(box) if box else ()
