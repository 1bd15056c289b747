"""Three figures side by side: A financial ROI, B extended ROI, C non-financial index."""

from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Bar, Drawing, Mark, Role, Text, horizontal, vertical
from roireport.chart.lettering import LEADING, SIZE, SMALL, fit, set_lines, wrap
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.placement import Label, Line, label, label_row
from roireport.chart.scale import Labelled, Scale


@dataclass(frozen=True, slots=True)
class ReturnScale:
    """A headline; where `value` is None, `value_label` says why."""

    heading: str
    value: float | None
    value_label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexScale:
    """The index, before and now on 0 … 100; `value_label` is the progress."""

    heading: str
    value_label: str
    before: Labelled | None
    now: Labelled | None
    target: Labelled | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThreeFigures:
    """A and B share a scale and a target.

    C has a scale of its own.
    """

    title: str
    description: str
    financial: ReturnScale
    extended: ReturnScale
    index: IndexScale
    target: Labelled | None = None
    width: float = 642.0


_GUTTER: Final = 26.0
_BAR_TOP: Final = 86.0
_BAR: Final = 13.0


def _text(heading: str, value: str, note: str, left: float, width: float) -> tuple[Mark, ...]:
    """Draw a rule, the heading, the large value, and the note under the bar."""
    names = wrap(heading, width, SIZE, 600)
    size = next((size for size in (24.0, 18.0, 14.0, SIZE) if fit(value, width, size) == value), SIZE)
    return (
        horizontal(1, left, left + width, "ink", 1.2),
        *set_lines((left, 16), names, weight=600, role="muted"),
        Text(left, 54, fit(value, width, size), size, role="ink"),
        *set_lines((left, _BAR_TOP + _BAR + 30), wrap(note, width, SMALL, 400, 3), size=SMALL, role="muted"),
    )


def _ground(left: float, width: float) -> Bar:
    return Bar(left, _BAR_TOP, width, _BAR, "wash")


def _target(target: Labelled | None, scale: Scale, left: float, width: float, under: bool) -> tuple[Mark, ...]:
    if not target:
        return ()
    x = scale(target.value)
    text = label(Line(target.label, "warning_text", 600, SMALL), width=width)
    bottom = _BAR_TOP + _BAR + 4 + text.height if under else _BAR_TOP - 5
    name = label_row([(x, text)], bottom, left, left + width)
    return (vertical(x, _BAR_TOP - 4, _BAR_TOP + _BAR + 4, "warning", 2), *name[:1])


def _return(data: ThreeFigures, figure: ReturnScale, scale: Scale, width: float) -> tuple[Mark, ...]:
    """Draw the ROI as a bar from zero.

    What B adds to A has another colour.
    """
    marks: list[Mark] = [_ground(scale.start, width)]
    base = data.financial.value
    if figure.value is not None:
        role: Role = "actual" if figure.value >= 0 else "negative"
        marks.append(_span(scale, 0, figure.value, role, figure.value_label))
        if figure is data.extended and base is not None and figure.value > base:
            marks.append(_span(scale, base, figure.value, "accent", figure.value_label))
    marks.append(vertical(scale(0), _BAR_TOP - 3, _BAR_TOP + _BAR + 3, "ink", 1))
    return (*marks, *_target(data.target, scale, scale.start, width, under=True))


def _span(scale: Scale, a: float, b: float, role: Role, tip: str) -> Bar:
    return Bar.between((scale(a), _BAR_TOP), (scale(b), _BAR_TOP + _BAR), role, tip=tip)


def _index(index: IndexScale, left: float, width: float) -> tuple[Mark, ...]:
    """Draw the change from before to now on the scale of 100."""
    scale = Scale(0, 100, left, left + width)
    marks: list[Mark] = [_ground(left, width)]
    labels: list[tuple[float, Label]] = []
    if index.before:
        marks.append(vertical(scale(index.before.value), _BAR_TOP - 3, _BAR_TOP + _BAR + 3, "muted"))
        labels.append((scale(index.before.value), label(Line(index.before.label, "muted", size=SMALL))))
    if index.now:
        start = index.before.value if index.before else 0.0
        marks.append(_span(scale, start, index.now.value, "actual" if index.now.value >= start else "negative", ""))
        labels.append((scale(index.now.value), label(Line(index.now.label, "ink", 600, SMALL))))
    row = label_row(labels, _BAR_TOP - 5, left, left + width)
    return (
        *marks,
        *(mark for mark in row if isinstance(mark, Text)),
        *_target(index.target, scale, left, width, True),
    )


@for_narrow_screens
def draw(data: ThreeFigures) -> Drawing:
    """Draw three panels of the same width."""
    width = (data.width - 2 * _GUTTER) / 3
    lefts = [i * (width + _GUTTER) for i in range(3)]
    marked = (data.financial, data.extended, data.target)
    values = [0.0, *(figure.value for figure in marked if figure and figure.value is not None)]
    marks: list[Mark] = []
    for left, figure in zip(lefts, (data.financial, data.extended), strict=False):
        scale = Scale.over([*values, 1.1 * max(values), 1.0], left, left + width)
        marks += _text(figure.heading, figure.value_label, figure.note, left, width)
        marks += _return(data, figure, scale, width)
    index = data.index
    marks += _text(index.heading, index.value_label, index.note, lefts[2], width)
    marks += _index(index, lefts[2], width)
    notes = (data.financial.note, data.extended.note, index.note)
    lines = max(len(wrap(note, width, SMALL, 400, 3)) for note in notes)
    return Drawing(
        data.width, _BAR_TOP + _BAR + 22 + SMALL * LEADING * lines, data.title, data.description, tuple(marks)
    )
