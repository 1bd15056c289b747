"""Cost against ROI over a portfolio; the area of a bubble is the net gain."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from roireport.chart.axis import bottom_ticks, left_grid, left_margin
from roireport.chart.drawing import Dot, Drawing, Mark, Point, horizontal
from roireport.chart.placement import Box, Line, candidate_boxes, first_free, label
from roireport.chart.rows import backed
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class Bubble:
    """An engagement: cost, ROI and size (a negative one by its magnitude).

    A ring where the target is missed.
    """

    label: str
    cost: float
    roi: float
    size: float
    reached: bool = True
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Bubbles:
    title: str
    description: str
    bubbles: tuple[Bubble, ...]
    cost_ticks: tuple[Labelled, ...]
    roi_ticks: tuple[Labelled, ...]
    width: float = 560.0
    height: float = 330.0


_LARGEST: Final = 19.0
_SMALLEST: Final = 3.5
_MOST_NAMED: Final = 60
"""Bubbles that may have a label: more would find no room, and looking for it is slow."""
_PATCH: Final = 2.0  # margin of the ground behind a label


def _dot(bubble: Bubble, at: Point, largest: float) -> Dot:
    share = abs(bubble.size) / largest if largest > 0 else 0.0
    radius = max(_SMALLEST, _LARGEST * sqrt(share))
    if bubble.reached:
        return Dot(*at, radius, "actual", "paper", 1.2, bubble.tip)
    return Dot(*at, radius, "paper", "negative", 2.4, bubble.tip)


def _names(bubbles: list[tuple[Bubble, Dot]], zero: Box, frame: Box) -> tuple[Mark, ...]:
    """Draw labels beside their bubbles while there is room, the largest first."""
    rims = [(dot, dot.radius + _PATCH) for _, dot in bubbles]
    frame = Box(frame.left + _PATCH, frame.top, frame.right - _PATCH, frame.bottom)
    taken = [zero, *(Box(dot.x - r, dot.y - r, dot.x + r, dot.y + r) for dot, r in rims)]
    marks: list[Mark] = []
    for bubble, dot in bubbles[:_MOST_NAMED]:
        name = label(Line(bubble.label, "ink", 600), width=150)
        places = [
            place
            for place in candidate_boxes((dot.x, dot.y), name, ("above", "below", "right", "left"))
            if abs((place.top + place.bottom) / 2 - dot.y) < dot.radius + 16
            and max(place.left - dot.x, dot.x - place.right) < dot.radius + 10
        ]
        box = first_free(places, taken, frame)
        if box:
            taken.append(box)
            marks += [mark for text in name.at(box) for mark in backed(text)]
    return tuple(marks)


def draw(data: Bubbles) -> Drawing:
    """Draw the bubbles between the two axes, with a strong zero line."""
    left, bottom = left_margin(data.roi_ticks), data.height - 26
    costs = [0.0, *(b.cost for b in data.bubbles), *(tick.value for tick in data.cost_ticks)]
    rois = [0.0, *(b.roi for b in data.bubbles), *(tick.value for tick in data.roi_ticks)]
    across = Scale.over(costs, left + _LARGEST, data.width - _LARGEST)
    down = Scale.over(rois, bottom - _LARGEST, _LARGEST + 2)
    largest = max((abs(b.size) for b in data.bubbles), default=0.0)
    ordered = sorted(data.bubbles, key=lambda bubble: (-abs(bubble.size), bubble.label))
    dots = [_dot(bubble, (across(bubble.cost), down(bubble.roi)), largest) for bubble in ordered]
    marks: list[Mark] = [*left_grid(data.roi_ticks, down, left, data.width)]
    marks.append(horizontal(down(0), left, data.width, "ink", 1.2))
    marks += dots
    zero = Box(left, down(0) - 1, data.width, down(0) + 1)
    marks += _names(list(zip(ordered, dots, strict=True)), zero, Box(left, 0, data.width, bottom))
    marks += bottom_ticks(data.cost_ticks, across, data.height - 8, left, data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
