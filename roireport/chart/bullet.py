"""The progress to a target, as a bar in a cell of a table."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Area, Bar, Drawing, Mark, Role, vertical

END: Final = 1.3  # the same end of scale in every cell, so that cells can be compared


@dataclass(frozen=True, slots=True)
class Bullet:
    """`share` is 1 at the target, below 0 on the wrong side of the baseline, None where unknown."""

    title: str
    description: str
    share: float | None
    role: Role = "positive"
    width: float = 104.0
    height: float = 16.0


def _arrow(x: float, tip: float, y: float, role: Role) -> Area:
    """Draw the sign of a value beyond the end of the scale."""
    return Area(((x, y - 4), (tip, y), (x, y + 4)), role)


def draw(data: Bullet) -> Drawing:
    """Draw a bar from 0 to the share and a tick at the target.

    Beyond the ends an arrow.
    """
    middle, unit = data.height / 2, (data.width - 6) / END
    marks: list[Mark] = [Bar(0, middle - 4, data.width, 8, "wash")]
    if data.share is not None:
        bar = Bar(0, middle - 4, max(0.0, min(data.share, END)) * unit, 8, data.role)
        if data.share > 0:
            marks.append(bar)
        if data.share > END:
            marks.append(_arrow(data.width - 6, data.width, middle, data.role))
        if data.share < 0:
            marks.append(_arrow(6, 0, middle, "negative"))
    marks.append(vertical(unit, 1, data.height - 1, "ink", 1.8))
    return Drawing(data.width, data.height, data.title, data.description, tuple(marks))
