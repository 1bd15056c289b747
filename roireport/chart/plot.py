"""The plot area of a chart over time, and lines that break where a value is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from roireport.chart.axis import Period, period_names
from roireport.chart.drawing import Dot, Mark, Point, Role, Stroke, Text, horizontal
from roireport.chart.placement import Box
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Plot:
    """The frame of a chart over time, divided into equal periods.

    `scale` maps a value to its height.
    """

    left: float
    right: float
    top: float
    bottom: float
    periods: int
    scale: Scale

    @property
    def pitch(self) -> float:
        """The width of a period."""
        return (self.right - self.left) / max(self.periods, 1)

    def x(self, position: float) -> float:
        """Where a position lies: 0 is the start of the first period, 1 its end."""
        return self.left + position * self.pitch

    def centre(self, index: float) -> float:
        """The centre of a period, never left of the frame.

        A fraction lies between two centres.
        """
        return max(self.x(index + 0.5), self.left)

    def point(self, index: int, value: float) -> Point:
        """The point of a value at the centre of its period."""
        return self.centre(index), self.scale(value)

    def level(self, value: float, role: Role, width: float, dash: str = "") -> Stroke:
        """A horizontal line at a value, across the frame."""
        return horizontal(self.scale(value), self.left, self.right, role, width, dash)

    def level_box(self, value: float) -> Box:
        """The box that a line at a value takes."""
        return Box(self.left, self.scale(value) - 1, self.right, self.scale(value) + 1)

    def names(self, periods: Sequence[Period], right: float) -> tuple[Text, ...]:
        """The names of the periods under the frame, no farther than `right`."""
        centres = [self.centre(i) for i in range(len(periods))]
        return period_names(periods, centres, self.bottom + 14, 0, right)

    def runs(self, values: Sequence[float | None]) -> list[tuple[Point, ...]]:
        """The points of a series, split where a value is missing."""
        return unbroken_runs(
            (self.centre(i), None if value is None else self.scale(value)) for i, value in enumerate(values)
        )


def unbroken_runs(points: Iterable[tuple[float, float | None]]) -> list[tuple[Point, ...]]:
    """Split points into runs at those without a height."""
    grouped = groupby(points, key=lambda point: point[1] is not None)
    return [tuple((x, y) for x, y in run if y is not None) for is_defined, run in grouped if is_defined]


def broken_line(
    runs: Sequence[tuple[Point, ...]], role: Role, width: float, lone: float, end: Dot | None
) -> tuple[Mark, ...]:
    """Draw runs as one path: a dot of radius `lone` where a run is one point, then `end`."""
    paths = tuple(run for run in runs if len(run) > 1)
    marks: list[Mark] = [Stroke(paths, role, width)] if paths else []
    marks += [Dot(*run[0], lone, role) for run in runs[:-1] if len(run) == 1]
    return (*marks, end) if end else tuple(marks)
