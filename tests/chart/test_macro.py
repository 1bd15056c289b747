"""A drawing becomes inline SVG for screen readers, print and screen."""

import re
from xml.etree import ElementTree

import pytest

from roireport.chart.drawing import Area, Bar, Dot, Drawing, Hatch, Stroke, Text
from roireport.chart.palette import LIGHT, Palette
from roireport.render.environment import environment
from tests.chart.specimens import every_chart

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = Drawing(
    100,
    50.126,
    "Gain & perte < 0",
    "Une barre « négative »",
    (
        Bar(1.23456, 2, 3, 4, "positive", tip="12 k€ <ici>"),
        Bar(1, 2, 3, 4, "paper", "actual"),
        Dot(5, 6, 2, "accent", "paper", 0.8),
        Stroke((((0, 0), (1, 1)), ((2, 2), (3, 3))), "rule", 0.8, "3 2"),
        Area(((0, 0), (1, 0), (1, 1)), "negative"),
        Hatch(0, 0, 10, 10, "actual", pitch=5),
        Text(9, 9, "R&D", 11, "end", 600, "ink"),
    ),
)


def _svg(drawing: Drawing, colours: Palette | None = None) -> str:
    source = "{% from 'components/drawing.svg.jinja' import drawing %}{{ drawing(d, palette) }}"
    return environment().from_string(source).render(d=drawing, palette=colours)


def test_the_drawing_has_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(_svg(SAMPLE))
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == "Gain & perte < 0"
    assert root.findtext(f"{SVG}desc") == "Une barre « négative »"
    assert root.get("viewBox") == "0 0 100 50.13"
    assert root.get("font-family") == "RR Sans, sans-serif"


def test_each_mark_is_one_element() -> None:
    root = ElementTree.fromstring(_svg(SAMPLE))
    kinds = [child.tag.removeprefix(SVG) for child in root]
    assert kinds == ["title", "desc", "rect", "rect", "circle", "path", "path", "path", "text"]


def test_on_screen_colours_come_from_classes_and_values_on_hover() -> None:
    svg = _svg(SAMPLE)
    root = ElementTree.fromstring(svg)
    bar, outlined = root.findall(f"{SVG}rect")
    assert (bar.get("class"), outlined.get("class")) == ("c-positive", "c-paper s-actual")
    assert bar.findtext(f"{SVG}title") == "12 k€ <ici>"
    assert not re.search(r"#[0-9a-f]{6}", svg)


def test_in_print_colours_are_written_out_and_nothing_hovers() -> None:
    root = ElementTree.fromstring(_svg(SAMPLE, LIGHT))
    bar, outlined = root.findall(f"{SVG}rect")
    dashes, area, hatch = root.findall(f"{SVG}path")
    assert (bar.get("fill"), bar.get("x"), len(bar)) == ("#00856a", "1.23", 0)
    assert (outlined.get("fill"), outlined.get("stroke")) == ("#ffffff", "#1b3a5c")
    assert (dashes.get("fill"), dashes.get("stroke"), dashes.get("stroke-dasharray")) == ("none", "#d6dce2", "3 2")
    assert area.get("fill") == "#c24a1c"
    assert hatch.get("stroke") == "#1b3a5c"
    text = root.find(f"{SVG}text")
    assert text is not None
    assert (text.text, text.get("font-weight"), text.get("text-anchor")) == ("R&D", "600", "end")
    assert text.get("fill") == "#14213d"


@pytest.mark.parametrize("key", sorted(every_chart(1e4, 8, "Marge")))
def test_every_chart_is_well_formed_with_rounded_numbers_and_no_undefined_colour(key: str) -> None:
    svg = _svg(every_chart(1e4, 8, "Marge")[key], LIGHT)
    root = ElementTree.fromstring(svg)
    assert len(root) > 2
    assert not re.search(r"\d\.\d{3,}|nan|inf\b|None|var\(|url\(", svg)
