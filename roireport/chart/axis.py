"""Ticks, grid lines and period names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from roireport.chart.drawing import Mark, Stroke, Text
from roireport.chart.lettering import LEADING, SIZE, fit
from roireport.chart.metrics import text_width
from roireport.chart.scale import Labelled, Scale

_STRIDES: Final = (1, 2, 4, 5, 10, 20, 50)
_PERIOD_STRIDES: Final = (1, 3, 6, 12, 24, 60, 120)  # months by quarter, half-year and year
_FEW: Final = 12
_FEW_STRIDES: Final = (1, 2, 4, 6, 12)


@dataclass(frozen=True, slots=True)
class Period:
    """The name of a period and what it belongs to ("mars", "2025").

    The group is written where it changes.
    """

    label: str
    group: str = ""


def _centre(x: float, width: float, low: float, high: float) -> float:
    return min(max(x, low + width / 2), high - width / 2)


def _clear(spans: Sequence[tuple[float, float]], gap: float = 5.0) -> bool:
    ordered = sorted(spans)
    return all(a[1] + gap <= b[0] for a, b in pairwise(ordered))


def bottom_ticks(ticks: Sequence[Labelled], scale: Scale, y: float, low: float, high: float) -> tuple[Text, ...]:
    """Draw tick labels on baseline `y` within [low, high], thinned until none overlap.

    The labels stay evenly spaced, and zero keeps its label.
    """
    names = [fit(tick.label, high - low) for tick in ticks]
    widths = [text_width(name, SIZE) for name in names]
    centres = [_centre(scale(tick.value), width, low, high) for tick, width in zip(ticks, widths, strict=True)]
    spans = [(centre - width / 2, centre + width / 2) for centre, width in zip(centres, widths, strict=True)]
    kept = _thinned(spans, _index_of_zero(ticks))
    return tuple(Text(centres[i], y, names[i], SIZE, "middle", 400, "muted") for i in kept if names[i])


def _thinned(spans: Sequence[tuple[float, float]], zero: int) -> list[int]:
    """Return the indices of spans that do not overlap, at an even stride from `zero`."""
    strides = ([i for i in range(len(spans)) if (i - zero) % stride == 0] for stride in _STRIDES)
    return next((indices for indices in strides if _clear([spans[i] for i in indices])), [])


def _index_of_zero(ticks: Sequence[Labelled]) -> int:
    return next((i for i, tick in enumerate(ticks) if tick.value == 0), 0)


def upright_grid(ticks: Sequence[Labelled], scale: Scale, top: float, bottom: float) -> tuple[Mark, ...]:
    """Draw a vertical grid line at each tick, in one path."""
    lines = tuple(((scale(tick.value), top), (scale(tick.value), bottom)) for tick in ticks)
    return (Stroke(lines, "rule", 0.8),) if lines else ()


def left_margin(ticks: Sequence[Labelled], most: float = 96.0) -> float:
    """Return the width that the labels of a left axis need."""
    return min(max((text_width(tick.label, SIZE) for tick in ticks), default=0.0), most) + 8


def left_grid(ticks: Sequence[Labelled], scale: Scale, left: float, right: float) -> tuple[Mark, ...]:
    """Draw horizontal grid lines, with labels at their left that do not touch."""
    if not ticks:
        return ()
    lines = tuple(((left, scale(tick.value)), (right, scale(tick.value))) for tick in ticks)
    zero = _index_of_zero(ticks)
    apart = abs(scale(ticks[-1].value) - scale(ticks[0].value)) / max(len(ticks) - 1, 1)
    stride = next((n for n in _STRIDES if n * apart >= SIZE * LEADING), _STRIDES[-1])
    texts = tuple(
        Text(left - 8, scale(tick.value) + SIZE * 0.33, fit(tick.label, left - 8), SIZE, "end", 400, "muted")
        for i, tick in enumerate(ticks)
        if (i - zero) % stride == 0
    )
    return (Stroke(lines, "rule", 0.8), *texts)


def shown_periods(periods: Sequence[Period], xs: Sequence[float], low: float, high: float) -> tuple[int, ...]:
    """Return the indices of the periods whose names find room, evenly spaced."""
    widths = [max(text_width(period.label, SIZE), text_width(period.group, SIZE)) for period in periods]
    for stride in _PERIOD_STRIDES if len(periods) > _FEW else _FEW_STRIDES:
        kept = range(0, len(periods), stride)
        centres = [_centre(xs[i], widths[i], low, high) for i in kept]
        if _clear([(c - widths[i] / 2, c + widths[i] / 2) for i, c in zip(kept, centres, strict=True)]):
            return tuple(kept)
    return ()


def period_names(periods: Sequence[Period], xs: Sequence[float], y: float, low: float, high: float) -> tuple[Text, ...]:
    """Draw period names on baseline `y`, and below them each new group."""
    texts: list[Text] = []
    group = ""
    for i in shown_periods(periods, xs, low, high):
        name = fit(periods[i].label, high - low)
        x = _centre(xs[i], max(text_width(name, SIZE), text_width(periods[i].group, SIZE)), low, high)
        texts.append(Text(x, y, name, SIZE, "middle", 400, "muted"))
        if periods[i].group and periods[i].group != group:
            group = periods[i].group
            texts.append(Text(x, y + SIZE * LEADING, fit(group, high - low), SIZE, "middle", 400, "muted"))
    return tuple(text for text in texts if text.text)
