"""How likely the ROI reaches each of several levels: one bar per level, on a ground of 100 %."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text
from roireport.chart.lettering import SIZE, fit
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import row_name, widest
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A level with the share of the simulations that reach it, from 0 to 1; `emphasis` makes the bar dark."""

    label: str
    share: float
    share_label: str
    note: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Probability:
    """The levels, the lowest first."""

    title: str
    description: str
    rows: tuple[Likelihood, ...]
    width: float = 642.0


_NAMES: Final = 0.37  # of the width, as in the chart of assumptions above it
_PITCH: Final = 25.0
_BAR: Final = 12.0


@for_narrow_screens
def draw(data: Probability) -> Drawing:
    """Draw rows of 25 units or more: the level, its bar, and the share at the right."""
    names = _NAMES * data.width
    room = widest([row.share_label for row in data.rows], 90, weight=600) + 10
    scale = Scale(0, 1, names, data.width - room)
    marks: list[Mark] = []
    top = 2.0
    for row in data.rows:
        name = row_name(row.label, names - 14, row.note, among=[other.label for other in data.rows])
        height = max(_PITCH, name.height + 5)
        middle, role = top + height / 2, _role(row)
        upper, lower = middle - _BAR / 2, middle + _BAR / 2
        marks.append(Bar.between((scale(0), upper), (scale(1), lower), "wash"))
        marks.append(Bar.between((scale(0), upper), (scale(row.share), lower), role))
        share = fit(row.share_label, room - 10, SIZE, 600)
        marks += [Text(data.width, middle + 4, share, SIZE, "end", 600, "ink"), *name.texts(0, middle)]
        top += height
    return Drawing(data.width, top + 2, data.title, data.description, tuple(marks))


def _role(row: Likelihood) -> Role:
    return "actual" if row.emphasis else "reference"
