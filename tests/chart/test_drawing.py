"""Marks, their paths and their colours."""

import re
from math import dist
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roireport.chart import palette
from roireport.chart.drawing import ROLES, Bar, Hatch, Role, hatched, number, path_data

sides = st.floats(0, 200)
SHEET = Path(__file__).parents[2] / "templates" / "styles" / "chart.css"


@given(x=sides, y=sides, width=sides, height=sides)
def test_hatching_stays_in_its_rectangle_at_45_degrees(x: float, y: float, width: float, height: float) -> None:
    for (x1, y1), (x2, y2) in Hatch(x, y, width, height, "actual").lines:
        assert x - 1e-6 <= x1 <= x2 + 1e-6 <= x + width + 1e-5
        assert y - 1e-6 <= y2 <= y1 + 1e-6 <= y + height + 1e-5
        assert x1 + y1 == pytest.approx(x2 + y2)


def test_hatching_covers_its_rectangle_evenly() -> None:
    """Diagonals 5 apart along the axes: their total length is the area over 5/√2, but for the corners."""
    total = sum(dist(a, b) for a, b in Hatch(3, 4, 100, 80, "actual", pitch=5).lines)
    assert total == pytest.approx(100 * 80 / (5 / 2**0.5), rel=0.02)


def test_hatching_is_one_path() -> None:
    assert Hatch(0, 0, 10, 10, "actual", pitch=5).path == "M0 5L5 0M0 10L10 0M5 10L10 5"


def test_a_forecast_bar_keeps_its_outline() -> None:
    ground, lines = hatched(Bar(1, 2, 30, 40, "actual", tip="12 k€"))
    assert (ground.role, ground.outline) == ("paper", "actual")
    assert (lines.x, lines.y, lines.width, lines.height, lines.tip) == (1, 2, 30, 40, "12 k€")


def test_a_bar_between_two_corners_has_no_negative_side() -> None:
    assert Bar.between((10, 50), (4, 20), "actual") == Bar(4, 20, 6, 30, "actual")


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.126, "0.13"), (-0.001, "0"), (12.5, "12.5"), (100, "100")])
def test_coordinates_have_two_decimals_at_most(value: float, text: str) -> None:
    assert number(value) == text


def test_a_closed_path_ends_where_it_began() -> None:
    assert path_data([[(0, 0), (1, 0), (1, 1)]], closed=True) == "M0 0L1 0L1 1Z"


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(a: str, b: str) -> float:
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK, palette.COVER], ids=["light", "dark", "cover"])
def test_texts_and_signs_have_the_contrast_that_wcag_asks(colours: palette.Palette) -> None:
    texts = [role for role in ROLES if role.endswith("_text") or role in ("ink", "text", "muted")]
    assert len(texts) == 7
    assert all(_contrast(colours[role], colours["paper"]) >= 4.5 for role in texts)
    signs: tuple[Role, ...] = ("actual", "reference", "accent", "positive", "negative", "warning")
    assert all(_contrast(colours[role], colours["paper"]) >= 3.0 for role in signs)


def test_a_firms_colours_replace_the_measured_and_the_accent() -> None:
    firm = palette.light("#123456", "#654321")
    assert (firm["actual"], firm["accent"], firm["accent_text"]) == ("#123456", "#654321", "#654321")
    changed = {role for role in ROLES if firm[role] != palette.LIGHT[role]}
    assert changed == {"actual", "accent", "accent_text"}


def test_the_sites_sheet_has_the_same_colours_as_the_palette() -> None:
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", SHEET.read_text(encoding="utf-8"))
    colours = [dict(re.findall(r"--chart-([a-z-]+): (#[0-9a-f]{6})", block)) for _, block in blocks]
    light, dark = (
        {role.replace("_", "-"): colour_of[role] for role in ROLES} for colour_of in (palette.LIGHT, palette.DARK)
    )
    assert colours == [light, dark, dark]


def test_the_sites_sheet_colours_every_role_as_fill_and_as_stroke() -> None:
    sheet = SHEET.read_text(encoding="utf-8")
    for role in ROLES:
        colour = f"var(--chart-{role.replace('_', '-')})"
        assert f".c-{role} {{ fill: {colour}; }}" in sheet
        assert f".s-{role} {{ stroke: {colour}; }}" in sheet
