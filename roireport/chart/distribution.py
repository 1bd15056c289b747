"""The simulated ROI as a histogram, with its percentiles and the target."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from roireport.chart.axis import bottom_ticks
from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text, horizontal, vertical
from roireport.chart.placement import Box, Label, Line, first_free, label, label_row, text_box
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class HistogramBar:
    """The share of the draws between `low` and `high`."""

    low: float
    high: float
    share: float
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The percentiles carry their value as label and their name as note.

    `span_label` names the bracket.
    """

    title: str
    description: str
    bins: tuple[HistogramBar, ...]
    ticks: tuple[Labelled, ...]
    p10: Labelled | None = None
    p50: Labelled | None = None
    p90: Labelled | None = None
    target: Labelled | None = None
    span_label: str = ""
    width: float = 642.0


_EDGE: Final = 6.0
_ROW: Final = 46.0  # bottom of the percentiles' labels
_TOP: Final = 56.0
_FLOOR: Final = 176.0


def _bin(bar: HistogramBar, data: Distribution, scale: Scale, tall: Scale) -> tuple[Mark, ...]:
    """Draw a bar, cut at the percentiles so that only the middle draws are dark."""
    inner = [end.value for end in (data.p10, data.p90) if end and bar.low < end.value < bar.high]
    cuts = [bar.low, *inner, bar.high]
    bars: list[Mark] = []
    for a, b in pairwise(cuts):
        within = data.p10 and data.p90 and data.p10.value <= (a + b) / 2 <= data.p90.value
        role: Role = "actual" if within else "reference"
        right = scale(b) - (0.8 if b == bar.high else 0.0)
        bars.append(Bar.between((scale(a), _FLOOR), (max(right, scale(a)), tall(bar.share)), role, tip=bar.tip))
    return tuple(bars)


def _percentiles(data: Distribution, scale: Scale, tall: Scale) -> tuple[Mark, ...]:
    """Draw a line and a label at each percentile, and the bracket from P10 to P90."""
    marks: list[Mark] = []
    labels: list[tuple[float, Label]] = []
    for percentile in _percentiles_of(data):
        x = scale(percentile.value)
        labels.append((x, label(Line(percentile.note, "muted"), Line(percentile.label, "ink", 600))))
        if percentile is data.p50:  # its bar is the tallest or near it: a short line is enough
            marks.append(vertical(x, _ROW + 6, tall(tall.high), "ink", 0.9))
        else:
            marks.append(vertical(x, _ROW + 6, _FLOOR, "ink", 0.9, "3 2"))
    marks += label_row(labels, _ROW, 0, data.width)
    if data.p10 and data.p90 and data.span_label:
        left, right = scale(data.p10.value), scale(data.p90.value)
        marks += [horizontal(16, left, right, "ink", 0.9), vertical(left, 16, 20, "ink", 0.9)]
        marks.append(vertical(right, 16, 20, "ink", 0.9))
        marks += label_row([((left + right) / 2, label(Line(data.span_label, "ink", 600)))], 13, 0, data.width)
    return tuple(marks)


def _target(target: Labelled, scale: Scale, taken: tuple[Box, ...], width: float) -> tuple[Mark, ...]:
    """Draw the line of the target and its label at the first free height."""
    x = scale(target.value)
    text = label(Line(target.label, "warning_text", 600))
    boxes = [
        Box(left, top, left + text.width, top + text.height)
        for top in range(int(_TOP), int(_FLOOR - text.height), 6)
        for left in (x - text.width / 2, x - text.width - 5, x + 5)
    ]
    box = first_free(boxes, taken, Box(0, 0, width, _FLOOR))
    top = box.bottom + 3 if box and box.left < x < box.right else _TOP
    marks: tuple[Mark, ...] = (vertical(x, top, _FLOOR, "warning", 1.8, "3 1.8"),)
    return (*marks, *text.at(box)) if box else marks


def draw(data: Distribution) -> Drawing:
    """Draw the histogram with its percentiles and the target."""
    scale = Scale.over(_values(data), _EDGE, data.width - _EDGE)
    tall = Scale.over([0.0, *(bar.share for bar in data.bins)], _FLOOR, _TOP + 6)
    marks: list[Mark] = [mark for bar in data.bins for mark in _bin(bar, data, scale, tall)]
    marks += _percentiles(data, scale, tall)
    if data.target:
        texts = [text_box(mark) for mark in marks if isinstance(mark, Text)]
        bars = [Box(scale(bar.low), tall(bar.share), scale(bar.high), _FLOOR) for bar in data.bins]
        centres = [scale(percentile.value) for percentile in _percentiles_of(data)]
        lines = [Box(x - 2, 0, x + 2, _FLOOR) for x in centres]
        marks += _target(data.target, scale, (*texts, *bars, *lines), data.width)
    marks.append(horizontal(_FLOOR, 0, data.width, "ink", 1.2))
    marks += bottom_ticks(data.ticks, scale, _FLOOR + 15, 0, data.width)
    return Drawing(data.width, _FLOOR + 21, data.title, data.description, tuple(marks))


def _values(data: Distribution) -> list[float]:
    """Return every value that the axis must hold."""
    marked = (*_percentiles_of(data), *((data.target,) if data.target else ()), *data.ticks)
    ends = [end for bar in data.bins for end in (bar.low, bar.high)]
    return [*(mark.value for mark in marked), *ends]


def _percentiles_of(data: Distribution) -> tuple[Labelled, ...]:
    return tuple(percentile for percentile in (data.p10, data.p50, data.p90) if percentile)
