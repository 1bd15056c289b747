"""A waterfall from the gross gain to the profit or loss."""

from dataclasses import dataclass
from typing import Final, Literal

from roireport.chart.drawing import Anchor, Bar, Drawing, Mark, Point, Role, Stroke, Text, horizontal, vertical
from roireport.chart.lettering import SIZE, SMALL, fit, set_lines, wrap
from roireport.chart.metrics import text_width
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import RowName, backed, row_name, widest
from roireport.chart.scale import Scale

Kind = Literal["total", "step", "cost", "result"]


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: a `total` or `result` starts at zero, a `step` or `cost` moves the level by `value` (signed)."""

    label: str
    value: float
    value_label: str
    kind: Kind = "step"
    share_label: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Cascade:
    title: str
    description: str
    steps: tuple[Step, ...]
    width: float = 642.0
    height: float = 212.0


@dataclass(frozen=True, slots=True)
class Floating:
    """A step as a bar between two levels."""

    step: Step
    before: float
    after: float

    @property
    def role(self) -> Role:
        match self.step.kind:
            case "total":
                return "actual"
            case "cost" | "step":  # what is deducted is caution, not bad news
                return "reference"
            case "result":
                return "positive" if self.after >= 0 else "negative"

    @property
    def text_role(self) -> Role:
        match self.step.kind:
            case "total":
                return "ink"
            case "cost" | "step":
                return "muted"
            case "result":
                return "positive_text" if self.after >= 0 else "negative_text"


def floating(steps: tuple[Step, ...]) -> tuple[Floating, ...]:
    """Return the levels that each bar spans: a total sets the level, a step moves it."""
    level, bars = 0.0, []
    for step in steps:
        if step.kind in ("total", "result"):
            before, level = 0.0, step.value
        else:
            before, level = level, level + step.value
        bars.append(Floating(step, before, level))
    return tuple(bars)


_GAP: Final = 6.0  # between the texts of neighbouring columns
_ROW: Final = 24.0


def _share(bar: Floating, middle: Point, room: float) -> tuple[Text, ...]:
    """Draw the share inside the bar, if it has room."""
    share = bar.step.share_label
    if not share or text_width(share, SMALL) > room - 4:
        return ()
    return (Text(middle[0], middle[1] + 3.3, share, SMALL, "middle", 400, "paper"),)


def _names(data: Cascade) -> tuple[tuple[str, ...], ...] | None:
    """Wrap the names of the columns; None where one has no room."""
    room = data.width / max(len(data.steps), 1) - _GAP
    for step in data.steps:
        words = step.label.split(" ")
        if text_width(step.value_label, SIZE + 0.5, 600) > room:
            return None
        if max(text_width(word, SIZE, 600) for word in words) > room:
            return None
    names = tuple(wrap(step.label, room, SIZE, 600, 3) for step in data.steps)
    cut = any(" ".join(name) != step.label for name, step in zip(names, data.steps, strict=True))
    return None if cut else names


def _column(bar: Floating, centre: float, half: float, scale: Scale) -> tuple[Mark, ...]:
    """Draw a bar with its value beyond the end and its share inside."""
    a, b = scale(bar.before), scale(bar.after)
    under = bar.before <= 0 and bar.after <= 0 and bar.step.value < 0
    y = max(a, b) + 13 if under else min(a, b) - 6
    value = Text(centre, y, bar.step.value_label, SIZE + 0.5, "middle", 600, bar.text_role)
    share = _share(bar, (centre, (a + b) / 2), 2 * half) if abs(a - b) >= 16 else ()
    box = Bar.between((centre - half, a), (centre + half, b), bar.role, tip=bar.step.tip)
    return (box, *share, value)


def _columns(data: Cascade, names: tuple[tuple[str, ...], ...]) -> Drawing:
    """Draw bars side by side with names under them."""
    bars = floating(data.steps)
    pitch = data.width / len(bars)
    half = min(pitch * 0.33, 30.0)
    levels = [0.0, *(bar.after for bar in bars)]
    floor = data.height - 18 * (min(levels) < 0)
    scale = Scale.over(levels, floor, 20)
    centres = [(i + 0.5) * pitch for i in range(len(bars))]
    marks = [mark for bar, x in zip(bars, centres, strict=True) for mark in _column(bar, x, half, scale)]
    links = tuple(
        ((centres[i] + half, scale(bars[i].after)), (centres[i + 1] - half, scale(bars[i].after)))
        for i in range(len(bars) - 1)
    )  # fmt: skip
    marks.append(Stroke(links, "muted", 0.8))
    marks.append(horizontal(scale(0), 0, data.width, "ink", 1.2))
    for bar, x, lines in zip(bars, centres, names, strict=True):
        strong = bar.step.kind in ("total", "result")
        marks += set_lines(
            (x, data.height + 15),
            lines,
            anchor="middle",
            weight=600 if strong else 400,
            role="ink" if strong else "muted",
        )
    deepest = max((len(lines) for lines in names), default=1)
    return Drawing(data.width, data.height + 8 + 13 * deepest, data.title, data.description, tuple(marks))


def _row(bar: Floating, name: RowName, scale: Scale, middle: float) -> tuple[Mark, ...]:
    """Draw a bar with its name at the left and its value beyond the end."""
    a, b = scale(bar.before), scale(bar.after)
    under = bar.before <= 0 and bar.after <= 0 and bar.step.value < 0
    anchor: Anchor = "end" if under else "start"
    x = min(a, b) - 6 if under else max(a, b) + 6
    value = Text(x, middle + 4, fit(bar.step.value_label, 130, SIZE, 600), SIZE, anchor, 600, bar.text_role)
    return (
        *backed(value),
        Bar.between((a, middle - 8), (b, middle + 8), bar.role, tip=bar.step.tip),
        *_share(bar, ((a + b) / 2, middle), abs(a - b)),
        *name.texts(0, middle),
    )


def _rows(data: Cascade) -> Drawing:
    """Draw bars below each other, for many steps or long labels."""
    bars = floating(data.steps)
    names = 0.34 * data.width
    room = widest([bar.step.value_label for bar in bars], 130, weight=600) + 8
    levels = [0.0, *(bar.after for bar in bars)]
    scale = Scale.over(levels, names + (room if min(levels) < 0 else 0.0), data.width - room)
    marks: list[Mark] = []
    links = []
    top = 2.0
    for bar in bars:
        name = row_name(
            bar.step.label,
            names - 12,
            weight=600 if bar.step.kind in ("total", "result") else 400,
            among=[other.label for other in data.steps],
        )
        height = max(_ROW, name.height + 6)
        marks += _row(bar, name, scale, top + height / 2)
        links.append(((scale(bar.after), top + height / 2 + 8), (scale(bar.after), top + height + 4)))
        top += height
    zero = vertical(scale(0), 0, top, "ink", 1.2)
    marks = [zero, *marks, Stroke(tuple(links[:-1]), "muted", 0.8)]
    return Drawing(data.width, top + 2, data.title, data.description, tuple(marks))


@for_narrow_screens
def draw(data: Cascade) -> Drawing:
    """Draw columns where every label has room, else rows."""
    names = _names(data)
    return _columns(data, names) if names else _rows(data)
