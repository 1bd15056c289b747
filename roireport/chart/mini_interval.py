"""An interval and its point in a cell of a table."""

from dataclasses import dataclass

from roireport.chart.drawing import Bar, Dot, Drawing, Mark, vertical
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class MiniInterval:
    """`domain` is the same in every row, so that rows can be compared.

    Values may be None.
    """

    title: str
    description: str
    domain: tuple[float, float]
    point: float | None
    low: float | None = None
    high: float | None = None
    width: float = 128.0
    height: float = 16.0


def draw(data: MiniInterval) -> Drawing:
    """Draw a band from low to high, a dot, and a tick at zero, all within the cell."""
    scale = Scale.over([0.0, *data.domain], 5, data.width - 5)
    middle = data.height / 2

    def x(value: float) -> float:
        return min(max(scale(value), 4.0), data.width - 4)

    marks: list[Mark] = [vertical(x(0), 1, data.height - 1, "rule", 1)]
    if data.low is not None and data.high is not None:
        marks.append(Bar.between((x(data.low), middle - 3), (x(data.high), middle + 3), "band"))
    if data.point is not None:
        marks.append(Dot(x(data.point), middle, 3.4, "actual" if data.point >= 0 else "negative"))
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
