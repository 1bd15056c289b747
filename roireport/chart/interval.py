"""The ROI with its interval, its median, zero and its target on one axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Role, Text, horizontal, vertical
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Line, label, label_row
from roireport.chart.rows import backed
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class Interval:
    """A point estimate, its low case, median and high case, the value to date, and a target; each may be None."""

    title: str
    description: str
    ticks: tuple[Labelled, ...]
    point: Labelled | None
    low: Labelled | None = None
    median: Labelled | None = None
    high: Labelled | None = None
    target: Labelled | None = None
    to_date: Labelled | None = None
    width: float = 642.0


Track = list[tuple[Labelled, Role]]

_EDGE: Final = 8.0
_MARGIN: Final = 0.07
"""Of the span of the values, on either side of them."""
_TRACK: Final = 17.0
"""The height of a row of labels."""
_REACH: Final = 15.0
"""How far the signs go above and below the axis."""


@for_narrow_screens
def draw(data: Interval) -> Drawing:
    """Draw the values on one line: target, then measured and expected above it, the simulated ones below.

    Each kind of label has a row of its own, so that labels meet only those of their kind.
    """
    above = _filled((data.target, "warning_text")), _filled((data.to_date, "accent_text"), (data.point, "actual"))
    below = (_filled((data.low, "text"), (data.median, "muted"), (data.high, "text")),)
    upper, lower = ([track for track in tracks if track] for tracks in (above, below))
    axis = len(upper) * _TRACK + _REACH + 2
    foot = axis + _REACH + len(lower) * _TRACK
    scale = _scale(data)
    ticks = [tick for tick in data.ticks if scale.low <= tick.value <= scale.high]
    marks: list[Mark] = [
        *upright_grid(ticks, scale, axis - _REACH, axis + _REACH),
        horizontal(axis, _EDGE, data.width - _EDGE, "rule", 0.8),
        *_signs(data, scale, axis),
        *_rows(upper, scale, data.width, _TRACK),
        *_rows(lower, scale, data.width, axis + _REACH + _TRACK),
        *bottom_ticks(ticks, scale, foot + 13, 0, data.width),
    ]
    return Drawing(data.width, foot + 19, data.title, data.description, tuple(marks))


def _filled(*parts: tuple[Labelled | None, Role]) -> Track:
    return [(value, role) for value, role in parts if value]


def _scale(data: Interval) -> Scale:
    """Return an axis on which zero and every value lie inside, none on its edge."""
    given = (data.point, data.low, data.median, data.high, data.target, data.to_date)
    reached = [0.0, *(value.value for value in given if value)]
    margin = _MARGIN * (max(reached) - min(reached)) or 1.0
    return Scale(min(reached) - margin, max(reached) + margin, _EDGE, data.width - _EDGE)


def _rows(tracks: Sequence[Track], scale: Scale, width: float, bottom: float) -> Iterator[Mark]:
    """Yield rows of labels on a patch of ground, the first one ending at `bottom`."""
    for number, track in enumerate(tracks):
        labels = [
            (scale(value.value), label(Line(value.label, role, 400 if role in ("muted", "text") else 600)))
            for value, role in track
        ]
        for mark in label_row(labels, bottom + number * _TRACK - 3, 2, width - 2):
            yield from backed(mark) if isinstance(mark, Text) else (mark,)


def _signs(data: Interval, scale: Scale, axis: float) -> Iterator[Mark]:
    """Yield zero, the band, the median, the target, the value to date and the point."""
    yield vertical(scale(0.0), axis - _REACH, axis + _REACH, "reference", 1.4)
    if data.low and data.high:
        yield Bar.between((scale(data.low.value), axis - 6), (scale(data.high.value), axis + 6), "band")
    if data.median:
        yield vertical(scale(data.median.value), axis - 8, axis + _REACH, "ink", 1.2)
    if data.target:
        top = _TRACK if data.point else axis - _REACH
        yield vertical(scale(data.target.value), top, axis + 13, "warning", 1.8, "3 1.8")
    if data.to_date:
        yield Dot(scale(data.to_date.value), axis, 5, "paper", "accent", 2, tip=data.to_date.label)
    if data.point:
        yield Dot(scale(data.point.value), axis, 6, "actual", tip=data.point.label)
