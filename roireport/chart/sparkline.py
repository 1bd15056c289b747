"""A series in a cell of a table, with a dashed target and a dot at the end."""

from dataclasses import dataclass

from roireport.chart.drawing import Dot, Drawing, Mark, Role, horizontal
from roireport.chart.plot import broken_line, unbroken_runs
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`role` colours the last value: positive, warning, negative, or actual where it is not judged."""

    title: str
    description: str
    values: tuple[float | None, ...]
    target: float | None = None
    role: Role = "actual"
    width: float = 108.0
    height: float = 22.0


def draw(data: Sparkline) -> Drawing:
    """Draw the line, broken where a value is missing."""
    levels = [value for value in (*data.values, data.target) if value is not None]
    across = Scale.over([0.0, float(max(len(data.values) - 1, 1))], 4, data.width - 4)
    down = Scale.over(levels, data.height - 4, 4)
    marks: list[Mark] = []
    if data.target is not None:
        marks.append(horizontal(down(data.target), 2, data.width - 2, "muted", 0.8, "2.5 1.8"))
    points = [(across(i), None if value is None else down(value)) for i, value in enumerate(data.values)]
    runs = unbroken_runs(points)
    end = Dot(*runs[-1][-1], 2.6, data.role) if runs else None
    marks += broken_line(runs, "actual", 1.4, 1.4, end)
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
