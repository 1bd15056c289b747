"""The effect of each input on the ROI: one bar per input, on both sides of the base."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Anchor, Bar, Drawing, Mark, Role, Text, vertical
from roireport.chart.lettering import SIZE, fit
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Line, label, label_row
from roireport.chart.rows import backed, row_name, widest
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """An input and the result with it at the low and at the high end of its range."""

    label: str
    low: Labelled
    high: Labelled
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Tornado:
    title: str
    description: str
    base: Labelled
    rows: tuple[TornadoBar, ...]
    ticks: tuple[Labelled, ...]
    width: float = 642.0


_NAMES: Final = 0.37  # of the width
_BAR: Final = 15.0
_TOP: Final = 20.0


def _end(x: float, middle: float, text: str, role: Role, outwards: float) -> tuple[Mark, ...]:
    anchor: Anchor = "start" if outwards > 0 else "end"
    return backed(Text(x + outwards, middle + 4, fit(text, 110, SIZE, 600), SIZE, anchor, 600, role))


def _bar(row: TornadoBar, base: float, scale: Scale, middle: float) -> tuple[Mark, ...]:
    """Draw the parts of a bar below and above the base, with a label at each end."""
    worse, better = sorted((row.low, row.high), key=lambda end: end.value)
    left, right = min(worse.value, base), max(better.value, base)
    top, bottom = middle - _BAR / 2, middle + _BAR / 2
    return (
        *_end(scale(left), middle, worse.label, "negative_text" if worse.value < base else "muted", -6),
        *_end(scale(right), middle, better.label, "positive_text" if better.value > base else "muted", 6),
        Bar.between((scale(left), top), (scale(base), bottom), "negative", tip=row.tip),
        Bar.between((scale(base), top), (scale(right), bottom), "positive", tip=row.tip),
    )


@for_narrow_screens
def draw(data: Tornado) -> Drawing:
    """Draw rows of 25 units or more under the label of the base, with the axis below."""
    base = data.base.value
    ends = [end for row in data.rows for end in (row.low, row.high)]
    names = _NAMES * data.width
    room = widest([end.label for end in ends], 110, weight=600) + 10
    values = [base, *(end.value for end in ends), *(tick.value for tick in data.ticks)]
    scale = Scale.over(values, names + room, data.width - room)
    rows, top = [], _TOP
    for row in data.rows:
        name = row_name(row.label, names - 10, row.note, among=[other.label for other in data.rows])
        height = max(25.0, name.height + 5)
        rows.append((row, name, top + height / 2))
        top += height
    marks: list[Mark] = [*upright_grid(data.ticks, scale, _TOP - 4, top + 3)]
    for row, name, middle in rows:
        marks += [*_bar(row, base, scale, middle), *name.texts(0, middle)]
    marks.append(vertical(scale(base), _TOP - 5, top + 3, "ink", 1.2))
    above = label(Line(data.base.label, "ink", 600), width=data.width)
    marks += label_row([(scale(base), above)], _TOP - 6, 0, data.width)
    marks += bottom_ticks(data.ticks, scale, top + 17, names, data.width)
    return Drawing(data.width, top + 23, data.title, data.description, tuple(marks))
