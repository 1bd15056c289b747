"""A series in a table's cell, its target dashed, its last value a dot."""

from dataclasses import dataclass
from itertools import groupby

from roireport.chart.drawing import Dot, Drawing, Mark, Point, Role, Stroke, line
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`role` colours the last value: positive, warning, negative, or actual where nothing is known."""

    title: str
    description: str
    values: tuple[float | None, ...]
    target: float | None = None
    role: Role = "actual"
    width: float = 108.0
    height: float = 22.0


def draw(data: Sparkline) -> Drawing:
    """The line broken at gaps."""
    known = [value for value in data.values if value is not None]
    across = Scale.over([0.0, float(max(len(data.values) - 1, 1))], 4, data.width - 4)
    down = Scale.over([*known, *([] if data.target is None else [data.target])], data.height - 4, 4)
    marks: list[Mark] = []
    if data.target is not None:
        marks.append(line(2, down(data.target), data.width - 2, down(data.target), "muted", 0.8, "2.5 1.8"))
    points = [(across(i), None if value is None else down(value)) for i, value in enumerate(data.values)]
    runs: list[tuple[Point, ...]] = [
        tuple((x, y) for x, y in run if y is not None)
        for there, run in groupby(points, key=lambda point: point[1] is not None) if there
    ]  # fmt: skip
    lines = tuple(run for run in runs if len(run) > 1)
    if lines:
        marks.append(Stroke(lines, "actual", 1.4))
    marks += [Dot(*run[0], 1.4, "actual") for run in runs[:-1] if len(run) == 1]
    marks += [Dot(*run[-1], 2.6, data.role) for run in runs[-1:]]
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
