"""Whatever the data, every chart stays in its box and no two of its texts overlap."""

from pathlib import Path

import pytest

from roireport import chart
from roireport.chart.drawing import ROLES, Area, Bar, Dot, Drawing, Hatch, Mark, Stroke, Text
from tests.chart.specimens import NAMES, every_chart
from tests.chart.typeface import overlapping, rectangle

CASES = [
    pytest.param(scale, count, NAMES[name], id=f"{scale:g}-{count}-{name}")
    for scale in (1.0, -1.0, 0.0, 1e12, -1e12, 1e-6)
    for count in (0, 1, 2, 8, 60)
    for name in NAMES
]
SMALLEST = 9.3  # 7 pt where 642 units are 170 mm: 7 × 642 / 170 × 25.4 / 72


def _extent(mark: Mark) -> tuple[float, float, float, float]:
    match mark:
        case Bar() | Hatch():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Dot():
            return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius
        case Text():
            return rectangle(mark)
        case Stroke():
            points = [point for each in mark.lines for point in each]
        case Area():
            points = list(mark.points)
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return min(xs), min(ys), max(xs), max(ys)


def _outside(drawing: Drawing) -> list[Mark]:
    hair = 0.6  # a line's own width may lie on the edge
    edges = ((mark, _extent(mark)) for mark in drawing.marks)
    return [
        mark
        for mark, (left, top, right, bottom) in edges
        if left < -hair or top < -hair or right > drawing.width + hair or bottom > drawing.height + hair
    ]


def test_every_chart_of_the_package_is_among_the_specimens() -> None:
    modules = Path(chart.__path__[0]).glob("*.py")
    drawn = {path.stem for path in modules if "\ndef draw(" in path.read_text(encoding="utf-8")}
    assert len(drawn) == 18
    assert set(every_chart(1.0, 2, "Marge")) == drawn


@pytest.mark.parametrize(("scale", "count", "name"), CASES)
def test_every_chart_stays_in_its_box(scale: float, count: int, name: str) -> None:
    outside = {key: _outside(drawing) for key, drawing in every_chart(scale, count, name).items()}
    assert {key: marks for key, marks in outside.items() if marks} == {}


@pytest.mark.parametrize(("scale", "count", "name"), CASES)
def test_no_two_texts_overlap(scale: float, count: int, name: str) -> None:
    pairs = {key: overlapping(drawing) for key, drawing in every_chart(scale, count, name).items()}
    assert {key: found for key, found in pairs.items() if found} == {}


@pytest.mark.parametrize("count", [0, 1, 8])
def test_texts_are_legible_and_roles_known(count: int) -> None:
    texts = [text for drawing in every_chart(1e6, count, NAMES["long"]).values() for text in drawing.texts]
    assert min(text.size for text in texts) >= SMALLEST
    assert {text.role for text in texts} <= set(ROLES)
    assert all(text.text.strip() for text in texts)
