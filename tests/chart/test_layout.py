"""Every chart stays in its box and no two texts overlap, for any data."""

from pathlib import Path

import pytest

from roireport import chart
from roireport.chart.drawing import ROLES
from tests.chart.specimens import HALVED, NAMES, every_chart, halved_charts
from tests.chart.typeface import SMALLEST, outside, overlapping

CASES = [
    pytest.param(scale, count, NAMES[name], id=f"{scale:g}-{count}-{name}")
    for scale in (1.0, -1.0, 0.0, 1e12, -1e12, 1e-6)
    for count in (0, 1, 2, 8, 60)
    for name in NAMES
]


def test_every_chart_of_the_package_is_among_the_specimens() -> None:
    modules = Path(chart.__path__[0]).glob("*.py")
    drawn = {path.stem for path in modules if "\ndef draw(" in path.read_text(encoding="utf-8")}
    assert len(drawn) >= 16
    assert set(every_chart(1.0, 2, "Marge")) == drawn
    assert set(halved_charts(1.0, 2, "Marge")) == HALVED
    assert len(NAMES["long"]) >= 80


@pytest.mark.parametrize(("scale", "count", "name"), CASES)
def test_every_chart_stays_in_its_box(scale: float, count: int, name: str) -> None:
    beyond = {key: outside(drawing) for key, drawing in every_chart(scale, count, name).items()}
    assert {key: marks for key, marks in beyond.items() if marks} == {}


@pytest.mark.parametrize(("scale", "count", "name"), CASES)
def test_no_two_texts_overlap(scale: float, count: int, name: str) -> None:
    pairs = {key: overlapping(drawing) for key, drawing in every_chart(scale, count, name).items()}
    assert {key: found for key, found in pairs.items() if found} == {}


@pytest.mark.parametrize(("scale", "count", "name"), CASES)
def test_charts_for_one_of_two_columns_keep_to_it(scale: float, count: int, name: str) -> None:
    charts = halved_charts(scale, count, name)
    beyond = {key: outside(drawing) for key, drawing in charts.items()}
    pairs = {key: overlapping(drawing) for key, drawing in charts.items()}
    assert {key: marks for key, marks in beyond.items() if marks} == {}
    assert {key: found for key, found in pairs.items() if found} == {}
    assert min(text.size for drawing in charts.values() for text in drawing.texts) >= SMALLEST


@pytest.mark.parametrize("count", [0, 1, 8])
def test_texts_are_legible_and_have_valid_roles(count: int) -> None:
    texts = [text for drawing in every_chart(1e6, count, NAMES["long"]).values() for text in drawing.texts]
    assert min(text.size for text in texts) >= SMALLEST
    assert {text.role for text in texts} <= set(ROLES)
    assert all(text.text.strip() for text in texts)
