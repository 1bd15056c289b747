"""The ROI of an engagement at each version, with its interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import Period, left_grid, left_margin, shown_periods
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Text
from roireport.chart.lettering import SIZE
from roireport.chart.metrics import text_width
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.plot import Plot
from roireport.chart.scale import Labelled, Scale

_WIDEST: Final = 14.0
"""Half of it lies on each side of a dot."""
_RADIUS: Final = 6.0
_GAP: Final = 5.0


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
    dots = (
        Dot(*plot.point(i, mark.value), _RADIUS, "actual" if mark.value >= 0 else "negative", "paper", 0.8, mark.tip)
        for i, mark in enumerate(data.marks)
    )
    marks: list[Mark] = [*left_grid(data.ticks, plot.scale, plot.left, plot.right), plot.level(0, "ink", 1.2)]
    marks += [*_bars(plot, data), *dots, *_labels(plot, data)]
    marks += plot.names([mark.name for mark in data.marks], data.width)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))


def _plot(data: Versions) -> Plot:
    ends = (end for mark in data.marks for end in (mark.value, mark.low, mark.high) if end is not None)
    values = [0.0, *ends, *(tick.value for tick in data.ticks)]
    bottom = data.height - 46
    return Plot(
        left_margin(data.ticks), data.width - 6, 16, bottom, len(data.marks), Scale.over(values, bottom - 6, 20)
    )


def _labels(plot: Plot, data: Versions) -> Iterator[Text]:
    """Yield the values: beside the dots where all find room there, else above the intervals, as many as do."""
    widths = [text_width(mark.roi.label, SIZE, 600) for mark in data.marks]
    beside = _WIDEST / 2 + _GAP
    if max(widths, default=0) + beside + _WIDEST / 2 <= plot.pitch:
        for i, mark in enumerate(data.marks):
            x, y = plot.point(i, mark.value)
            yield Text(x + beside, y + SIZE / 3, mark.roi.label, SIZE, "start", 600, "ink")
        return
    centres = [plot.centre(i) for i in range(len(data.marks))]
    for i in shown_periods([Period(f"{mark.roi.label} ") for mark in data.marks], centres, plot.left, data.width):
        x = min(max(centres[i], plot.left + widths[i] / 2), data.width - widths[i] / 2)
        yield Text(x, _outside(plot, data.marks[i]), data.marks[i].roi.label, SIZE, "middle", 600, "ink")


def _outside(plot: Plot, mark: VersionMark) -> float:
    """The baseline of a value above its interval; below it where the line of zero would cross the value."""
    ends = [plot.scale(end) for end in (mark.low, mark.high) if end is not None]
    y = plot.scale(mark.value)
    top, bottom = min([y - _RADIUS, *ends]), max([y + _RADIUS, *ends])
    is_crossed = top - 4 - SIZE < plot.scale(0) < top - 2
    return bottom + SIZE + 2 if is_crossed else top - 4


def _bars(plot: Plot, data: Versions) -> Iterator[Bar]:
    """Yield the intervals."""
    half = min(_WIDEST, plot.pitch * 0.4) / 2
    for i, mark in enumerate(data.marks):
        if mark.low is not None and mark.high is not None:
            x = plot.centre(i)
            yield Bar.between((x - half, plot.scale(mark.low)), (x + half, plot.scale(mark.high)), "band", tip=mark.tip)
