"""The ROI with its interval, its median and its target on one axis."""

from dataclasses import dataclass

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Role, Text, horizontal, vertical
from roireport.chart.placement import Label, Line, label, label_row, text_box
from roireport.chart.rows import backed
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class Interval:
    """A point estimate, its P10, P50 and P90, and a target; each may be None."""

    title: str
    description: str
    ticks: tuple[Labelled, ...]
    point: Labelled | None
    low: Labelled | None = None
    median: Labelled | None = None
    high: Labelled | None = None
    target: Labelled | None = None
    width: float = 642.0


_AXIS = 31.0
_EDGE = 8.0


def _beside(data: Interval, scale: Scale) -> tuple[tuple[Text, ...], list[tuple[float, Label]]]:
    """Place the labels of the ends beside the band, or else in the row above."""
    signs = [scale(sign.value) for sign in (data.point, data.median, data.target) if sign]
    texts, above = [], []
    for end, anchor, shift in ((data.low, "end", -6.0), (data.high, "start", 6.0)):
        if end is None:
            continue
        x = scale(end.value)
        text = Text(x + shift, _AXIS + 4, end.label, 11, "end" if anchor == "end" else "start", 400, "ink")
        box = text_box(text)
        if (
            box.left >= 2
            and box.right <= data.width - 2
            and not any(box.left - 8 < sign < box.right + 8 for sign in signs)
        ):
            texts.append(text)
        else:
            above.append((x, label(Line(end.label, "ink"))))
    return tuple(texts), above


def _signs(data: Interval, scale: Scale) -> list[Mark]:
    """Draw the band, the median, the target and the point."""
    marks: list[Mark] = []
    if data.low and data.high:
        marks.append(Bar.between((scale(data.low.value), _AXIS - 6), (scale(data.high.value), _AXIS + 6), "band"))
    if data.median:
        marks.append(vertical(scale(data.median.value), _AXIS - 8, _AXIS + 8, "ink", 1.2))
    if data.target:
        marks.append(vertical(scale(data.target.value), _AXIS - 13, _AXIS + 14, "warning", 1.8, "3 1.8"))
    if data.point:
        marks.append(Dot(scale(data.point.value), _AXIS, 6, "actual", tip=data.point.label))
    return marks


def _named(data: Interval) -> list[tuple[Labelled, Role]]:
    """Return the target, the median and the point with the role of their labels."""
    named: tuple[tuple[Labelled | None, Role], ...] = (
        (data.target, "warning_text"), (data.median, "muted"), (data.point, "actual"),
    )  # fmt: skip
    return [(value, role) for value, role in named if value]


def draw(data: Interval) -> Drawing:
    """Draw the interval on its axis, with labels above and ticks below."""
    named = _named(data)
    marked = [*(value for value, _ in named), *(end for end in (data.low, data.high) if end), *data.ticks]
    scale = Scale.over([value.value for value in marked], _EDGE, data.width - _EDGE)
    texts, above = _beside(data, scale)
    above += [
        (scale(value.value), label(Line(value.label, role, 400 if role == "muted" else 600))) for value, role in named
    ]
    marks: list[Mark] = [
        *upright_grid(data.ticks, scale, _AXIS - 16, _AXIS + 16),
        horizontal(_AXIS, _EDGE, data.width - _EDGE, "rule", 0.8),
        *(mark for text in texts for mark in backed(text)),
        *_signs(data, scale),
        *label_row(above, _AXIS - 17, 0, data.width),
        *bottom_ticks(data.ticks, scale, _AXIS + 32, 0, data.width),
    ]
    return Drawing(data.width, _AXIS + 38, data.title, data.description, tuple(marks))
