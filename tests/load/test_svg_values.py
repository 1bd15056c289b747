"""The numbers of a drawing: what passes is drawn, what no program could read is refused at its place."""

import base64
import logging
import random
from collections.abc import Iterator
from itertools import product

import pytest

from roireport.load.logo import LogoFault, logo_faults
from roireport.load.svg_values import is_readable

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" '
GOOD = {
    "viewBox": ["0 0 90 30", "0,0,90,30", "-1.5.5 1e-3 30"],
    "d": ["M0,0h90v30H0z", "m1.5.5-3-4 5 6zM1 1a1 1 0 0110 10 2 2 0 1 0 5-5", "M0 0C1 2 3 4 5 6 7 8 9 10 11 12"],
    "points": ["0,0 90,0 90,30", "0 0-1-1"],
    "transform": ["matrix(1 0 0 -1 0 30)", "translate(3) rotate(45, 2 1), scale(2,.5)", "skewX(3)"],
    "width": ["12", "4.5mm", "100%", "auto"],
    "x": ["0px", "1 2 3"],
    "font-size": ["12pt", "larger", "calc(1em + 2px)"],
    "opacity": [".5", "50%"],
    "orient": ["auto", "45"],
}
BAD = {
    "viewBox": ["0 0 a b", "0 0 90", "0 0 1e9 1", ""],
    "d": ["h5", "M0", "M0 0L1", "M0 0 A 1 1 0 9 9 1 1", "M0 0a1 1 0 011.5", "M0 0 x", "M0 0z5"],
    "points": ["1 2 3", "a b"],
    "transform": ["matrix(1 2)", "scale(0)", "matrix(1 2 2 4 0 0)", "move(1)", "rotate(1 2)", "translate(1"],
    "width": ["abc", "1 2", "1e400", "12 px"],
    "font-size": ["1e9", "nan"],
    "opacity": ["x", ""],
    "orient": ["45deg"],
}


def cases(values: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(attribute, value) for attribute, several in values.items() for value in several]


@pytest.mark.parametrize(("attribute", "value"), cases(GOOD))
def test_a_value_of_the_grammar_passes(attribute: str, value: str) -> None:
    assert is_readable(attribute, value)


@pytest.mark.parametrize(("attribute", "value"), cases(BAD))
def test_a_value_that_no_program_can_draw_is_refused_at_its_place(attribute: str, value: str) -> None:
    faults = logo_faults(f"{HEAD}>\n <g {attribute}='{value}'/></svg>".encode(), ".svg")
    assert faults == (LogoFault("logo_value_refused", f'{attribute}="{value}"', 2, 2),)


def drawings(seed: int, count: int) -> Iterator[str]:
    """Drawings that pass, of shapes with random values for some attributes."""
    chance = random.Random(seed)
    numbers = ["0", "1", "-1", ".5", "1e-3", "-3.25e1", "100", "999999", "2px", "3em", "50%", "x", "1e9", "nan"]
    names = [f"{name}{of}" for name, of in product(("", "r", "c", "f", "d"), "xy")]
    names += ["width", "height", "r", "x1", "y2", "offset", "opacity", "stroke-width", "font-size", "orient"]
    while count:
        own = {name: chance.choice(numbers) for name in names if chance.random() < 0.3}
        own["transform"] = f"{chance.choice(['scale', 'rotate', 'translate'])}({chance.choice(numbers[:8])})"
        own["gradientTransform"] = own["transform"]
        given = " ".join(f'{name}="{value}"' for name, value in own.items())
        shapes = "".join(f"<{shape} {given}/>" for shape in ("rect", "circle", "ellipse", "line"))
        drawing = (
            f'{HEAD}viewBox="0 0 9 9"><linearGradient id="a" {given}><stop {given}/><stop offset="1"/></linearGradient>'
            f'<g fill="url(#a)" stroke="url(#a)">{shapes}<text {given}>abc</text></g></svg>'
        )
        if not logo_faults(drawing.encode(), ".svg"):
            count -= 1
            yield drawing


def test_what_passes_is_drawn(caplog: pytest.LogCaptureFixture) -> None:
    from roireport.render.fetcher import AssetFetcher, face_address
    from roireport.render.fonts import font_face_rules
    from roireport.render.layout_engine import CSS, HTML, FontConfiguration

    fonts = FontConfiguration()
    faces = CSS(string=font_face_rules(face_address), font_config=fonts, url_fetcher=AssetFetcher())
    pictures = [base64.b64encode(drawing.encode()).decode() for drawing in drawings(seed=20261130, count=60)]
    tags = (f'<img style="height: 1cm" src="data:image/svg+xml;base64,{picture}">' for picture in pictures)
    with caplog.at_level(logging.WARNING, "weasyprint"):
        HTML(string="".join(tags)).write_pdf(font_config=fonts, stylesheets=[faces])
    assert [record.getMessage()[:60] for record in caplog.records] == []
