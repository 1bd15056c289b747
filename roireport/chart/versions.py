"""The ROI of an engagement at each version, with its interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin
from roireport.chart.drawing import Bar, Dot, Drawing, Mark
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Box, LabelRequest, Line, Side, label, place
from roireport.chart.plot import Plot
from roireport.chart.scale import Labelled, Scale

_SIDES: Final[tuple[Side, ...]] = ("right", "above_right", "below_right", "left", "above", "below")
_WIDEST: Final = 14.0
"""Half of it lies on each side of a dot."""
_RADIUS: Final = 6.0


@dataclass(frozen=True, slots=True)
class VersionMark:
    """A version: its name and day, its ROI, and its interval where it has one."""

    name: Period
    roi: Labelled
    tip: str
    low: float | None = None
    high: float | None = None

    @property
    def value(self) -> float:
        """The ROI."""
        return self.roi.value


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions, the oldest first."""

    title: str
    description: str
    marks: tuple[VersionMark, ...]
    ticks: tuple[Labelled, ...]
    width: float = 820.0
    height: float = 270.0


@for_narrow_screens
def draw(data: Versions) -> Drawing:
    """Draw a dot for each version on its interval, and the labels that find room."""
    plot = _plot(data)
    bars = tuple(_bars(plot, data))
    taken = [Box(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height) for bar in bars]
    points = [plot.point(i, mark.value) for i, mark in enumerate(data.marks)]
    taken += [Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in points]
    dots = (
        Dot(*point, _RADIUS, "actual" if mark.value >= 0 else "negative", "paper", 0.8, mark.tip)
        for mark, point in zip(data.marks, points, strict=True)
    )
    requests = (
        LabelRequest(label(Line(mark.roi.label, "ink", 600)), point, _SIDES)
        for mark, point in zip(data.marks, points, strict=True)
    )
    marks: list[Mark] = [*left_grid(data.ticks, plot.scale, plot.left, plot.right), plot.level(0, "ink", 1.2)]
    frame = Box(plot.left, 0, data.width, plot.bottom + 8)
    marks += [*bars, *dots, *place(requests, [*taken, plot.level_box(0)], frame)]
    marks += plot.names([mark.name for mark in data.marks], data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))


def _plot(data: Versions) -> Plot:
    ends = (end for mark in data.marks for end in (mark.value, mark.low, mark.high) if end is not None)
    values = [0.0, *ends, *(tick.value for tick in data.ticks)]
    bottom = data.height - 46
    return Plot(
        left_margin(data.ticks), data.width - 6, 10, bottom, len(data.marks), Scale.over(values, bottom - 6, 14)
    )


def _bars(plot: Plot, data: Versions) -> Iterator[Bar]:
    """Yield the intervals."""
    half = min(_WIDEST, plot.pitch * 0.4) / 2
    for i, mark in enumerate(data.marks):
        if mark.low is not None and mark.high is not None:
            x = plot.centre(i)
            yield Bar.between((x - half, plot.scale(mark.low)), (x + half, plot.scale(mark.high)), "band", tip=mark.tip)
