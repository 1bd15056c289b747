"""Non-financial criteria by dimension: before, now and target on anchored scales."""

from dataclasses import dataclass
from typing import Final, Literal

from roireport.chart.axis import bottom_ticks, upright_grid
from roireport.chart.drawing import Bar, Dot, Drawing, Mark, Role, Text, horizontal, vertical
from roireport.chart.legend import LegendEntry, legend
from roireport.chart.lettering import SIZE, SMALL, fit
from roireport.chart.metrics import Weight
from roireport.chart.narrow import for_narrow_screens
from roireport.chart.rows import row_name, widest
from roireport.chart.scale import Labelled, Scale

State = Literal["reached", "below", "lost", "unmeasured"]
_ROLES: Final[dict[State, tuple[Role, Role]]] = {
    "reached": ("positive", "positive_text"), "below": ("warning", "warning_text"),
    "lost": ("negative", "negative_text"), "unmeasured": ("reference", "muted"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CriterionScale:
    """Values from 0 (worst anchor) to 1 (best), None where unknown.

    Labels in the criterion's own unit.
    """

    label: str
    anchors: str
    state: State
    before: float | None = None
    now: float | None = None
    target: float | None = None
    before_label: str = ""
    now_label: str = ""
    target_label: str = ""
    monetised_label: str = ""
    monetised: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    name: str
    weight_label: str
    criteria: tuple[CriterionScale, ...]


@dataclass(frozen=True, slots=True)
class CriteriaLabels:
    """The heads of the columns, and the names of the signs."""

    before: str
    now: str
    target: str
    monetised: str


@dataclass(frozen=True, slots=True)
class Criteria:
    title: str
    description: str
    dimensions: tuple[Dimension, ...]
    words: CriteriaLabels
    ticks: tuple[Labelled, ...] = ()
    width: float = 642.0


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of right-aligned labels, `width` wide, that ends at `right`."""

    right: float
    width: float

    def text(self, label: str, y: float, role: Role, weight: Weight = 400) -> tuple[Text, ...]:
        shown = fit(label, self.width, SIZE, weight)
        return (Text(self.right, y, shown, SIZE, "end", weight, role),) if shown else ()


def _columns(data: Criteria) -> tuple[_Column, ...]:
    """Return the columns before, now, target and monetised, as wide as their labels."""
    criteria = [criterion for dimension in data.dimensions for criterion in dimension.criteria]
    contents = (
        [data.words.monetised, *(c.monetised_label for c in criteria)],
        [data.words.target, *(c.target_label for c in criteria)],
        [data.words.now, *(c.now_label for c in criteria)],
        [data.words.before, *(c.before_label for c in criteria)],
    )
    right, columns = data.width, []
    for labels, most in zip(contents, (76.0, 64.0, 64.0, 64.0), strict=True):
        width = widest(labels, most, weight=600)
        columns.append(_Column(right, width))
        right -= width + 12
    return tuple(reversed(columns))


def _signs(criterion: CriterionScale, scale: Scale, y: float) -> tuple[Mark, ...]:
    """Draw a ring before, a dot now, a tick at the target, and a band between."""
    before, now, target = (
        None if value is None else scale(min(max(value, 0.0), 1.0))
        for value in (criterion.before, criterion.now, criterion.target)
    )
    marks: list[Mark] = []
    if before is not None and now is not None:
        marks.append(Bar.between((before, y - 4), (now, y + 4), "band"))
    if target is not None:
        marks.append(vertical(target, y - 7.5, y + 7.5, "ink", 2))
    if before is not None:
        marks.append(Dot(before, y, 4.2, "paper", "muted", 2))
    if now is not None:
        marks.append(Dot(now, y, 5, _ROLES[criterion.state][0], "paper", 0.8, criterion.now_label))
    return tuple(marks)


def _row(criterion: CriterionScale, columns: tuple[_Column, ...], y: float) -> tuple[Text, ...]:
    before, now, target, monetised = columns
    role: Role = "positive_text" if criterion.monetised else "muted"
    return (
        *before.text(criterion.before_label, y, "muted"),
        *now.text(criterion.now_label, y, _ROLES[criterion.state][1], 600),
        *target.text(criterion.target_label, y, "muted"),
        *monetised.text(criterion.monetised_label, y, role, 600 if criterion.monetised else 400),
    )


def _heads(words: CriteriaLabels, columns: tuple[_Column, ...], left: float) -> tuple[tuple[Mark, ...], float]:
    """Draw the heads of the columns and the legend; return their bottom too."""
    room = columns[0].right - columns[0].width - 14
    signs = (
        LegendEntry("ring", "muted", words.before),
        LegendEntry("dot", "actual", words.now),
        LegendEntry("tick", "ink", words.target),
    )
    key, bottom = legend(signs, left, room)
    texts = [
        text
        for column, word, weight in zip(
            columns,
            (words.before, words.now, words.target, words.monetised),
            (400, 600, 400, 400),
            strict=True,
        )
        for text in column.text(word, bottom - 4, "ink" if weight == 600 else "muted", 600 if weight == 600 else 400)
    ]
    return (*key, *texts), bottom


@for_narrow_screens
def draw(data: Criteria) -> Drawing:
    """Draw a head for each dimension and a row for each criterion."""
    columns = _columns(data)
    names = 0.385 * data.width
    right = columns[0].right - columns[0].width - 24
    scale = Scale(0, 1, names + 6, right)
    heads, top = _heads(data.words, columns, names)
    start = top + 4
    signs: list[Mark] = []
    texts: list[Mark] = []
    y = start
    labels = [criterion.label for dimension in data.dimensions for criterion in dimension.criteria]
    for dimension in data.dimensions:
        texts += _head(dimension, y, data.width)
        y += 23
        for criterion in dimension.criteria:
            name = row_name(criterion.label, names - 14, criterion.anchors, weight=600, among=labels)
            height = max(29.0, name.height + 5)
            signs += _signs(criterion, scale, y + height / 2)
            texts += [*name.texts(0, y + height / 2), *_row(criterion, columns, y + height / 2 + 4)]
            y += height
    grid = upright_grid(data.ticks, scale, start, y)
    axis = bottom_ticks(data.ticks, scale, y + 14, names - 20, right + 22)
    bottom = y + (20 if axis else 4)
    return Drawing(data.width, bottom, data.title, data.description, (*grid, *heads, *texts, *signs, *axis))


def _head(dimension: Dimension, y: float, width: float) -> tuple[Mark, ...]:
    """Draw the name of a dimension over a rule, its weight at the right."""
    weight = fit(dimension.weight_label, 130, SMALL)
    return (
        horizontal(y + 19, 0, width, "rule", 0.8),
        Text(0, y + 14, fit(dimension.name, width - 150, SMALL, 600), SMALL, "start", 600, "accent_text"),
        Text(width, y + 14, weight, SMALL, "end", 400, "muted"),
    )
