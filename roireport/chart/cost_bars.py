"""Amounts as bars from zero, one per row: costs by category, leaderboards."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text, vertical
from roireport.chart.lettering import SIZE, fit
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import CODE_WIDTH, row_name, widest
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class CostBar:
    """An amount with its labels.

    `share_label` goes to the last column, `emphasis` makes the bar dark.
    """

    label: str
    value: float
    value_label: str
    share_label: str = ""
    code: str = ""
    emphasis: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class CostBars:
    title: str
    description: str
    rows: tuple[CostBar, ...]
    width: float = 642.0


_PITCH: Final = 22.0
_BAR: Final = 12.0
_BARS: Final = 0.16
_NAMES: Final = 0.2  # of the width at least
_LONGEST: Final = 130.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """The bars' scale, which leaves room for the values beyond the bars, and the widths of the texts."""

    scale: Scale
    names: float
    values: float
    shares: float


def _columns(data: CostBars) -> _Columns:
    """Divide the width between names, bars and values; names are cut before values."""
    rows, width = data.rows, data.width
    sides = 2 if min((row.value for row in rows), default=0.0) < 0 else 1
    shares = widest([row.share_label for row in rows], 0.11 * width)
    room = width * (1 - _BARS) - (shares + 20 if shares else 0)
    longest = min(_LONGEST, (room - _NAMES * width) / sides - 8)
    values = widest([row.value_label for row in rows], longest, weight=600)
    codes = CODE_WIDTH if any(row.code for row in rows) else 0.0
    wanted = widest([row.label for row in rows], 0.46 * width - codes) + codes + 16
    names = min(max(_NAMES * width, wanted), room - sides * (values + 8))
    left = names + (sides - 1) * (values + 8)
    right = width * _BARS + room - values - 8
    return _Columns(Scale.over([0.0, *(row.value for row in rows)], left, right), names, values, shares)


@for_narrow_screens
def draw(data: CostBars) -> Drawing:
    """Draw rows of 22 units, higher where a name needs two lines."""
    columns = _columns(data)
    scale, shares = columns.scale, columns.shares
    marks: list[Mark] = []
    top = 2.0
    for row in data.rows:
        name = row_name(row.label, columns.names - 14, code=row.code, among=[other.label for other in data.rows])
        height = max(_PITCH, name.height + 6)
        middle, zero, end = top + height / 2, scale(0), scale(row.value)
        role: Role = "actual" if row.emphasis else "reference"
        marks.append(Bar.between((zero, middle - _BAR / 2), (end, middle + _BAR / 2), role, tip=row.tip))
        text = fit(row.value_label, columns.values, SIZE, 600)
        away = 6 if row.value >= 0 else -6
        marks.append(Text(end + away, middle + 4, text, SIZE, "start" if away > 0 else "end", 600, "ink"))
        marks += name.texts(0, middle)
        if shares and row.share_label:
            share = fit(row.share_label, shares)
            marks.append(Text(data.width, middle + 4, share, SIZE, "end", 400, "muted"))
        top += height
    if scale.low < 0:
        marks.append(vertical(scale(0), 0, top, "ink", 0.8))
    return Drawing(data.width, top + 2, data.title, data.description, tuple(marks))
