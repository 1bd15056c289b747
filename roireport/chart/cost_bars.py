"""Amounts as bars from zero, one a row: costs by category, leaderboards."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text, line
from roireport.chart.lettering import SIZE, fit
from roireport.chart.rows import CODE_WIDTH, row_name, widest
from roireport.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Row:
    """An amount with its labels; `share_label` stands in the last column, `emphasis` makes the bar dark."""

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
    rows: tuple[Row, ...]
    width: float = 642.0


_PITCH: Final = 22.0
_BAR: Final = 12.0


def _scale(data: CostBars) -> tuple[Scale, float, float]:
    """The bars' scale (it leaves room for the labels beyond the bars), the names' room, the shares' room."""
    codes = CODE_WIDTH if any(row.code for row in data.rows) else 0.0
    names = max(0.2 * data.width, widest([row.label for row in data.rows], 0.46 * data.width - codes) + codes + 16)
    shares = widest([row.share_label for row in data.rows], 70)
    labels = widest([row.value_label for row in data.rows], 130, weight=600) + 8
    low = min((row.value for row in data.rows), default=0.0)
    left = names + (labels if low < 0 else 0.0)
    right = data.width - labels - (shares + 20 if shares else 0)
    return Scale.over([0.0, *(row.value for row in data.rows)], left, right), names, shares


def draw(data: CostBars) -> Drawing:
    """Rows of 22 units, more where a name needs two lines."""
    scale, names, shares = _scale(data)
    marks: list[Mark] = []
    top = 2.0
    for row in data.rows:
        name = row_name(row.label, names - 14, code=row.code)
        height = max(_PITCH, name.height + 6)
        middle, zero, end = top + height / 2, scale(0), scale(row.value)
        role: Role = "actual" if row.emphasis else "reference"
        marks.append(Bar.between((zero, middle - _BAR / 2), (end, middle + _BAR / 2), role, tip=row.tip))
        text = fit(row.value_label, 130, SIZE, 600)
        away = 6 if row.value >= 0 else -6
        marks.append(Text(end + away, middle + 4, text, SIZE, "start" if away > 0 else "end", 600, "ink"))
        marks += name.texts(0, middle)
        if shares and row.share_label:
            share = fit(row.share_label, shares)
            marks.append(Text(data.width, middle + 4, share, SIZE, "end", 400, "muted"))
        top += height
    if scale.low < 0:
        marks.append(line(scale(0), 0, scale(0), top, "ink", 0.8))
    return Drawing(data.width, top + 2, data.title, data.description, tuple(marks))
