"""The colour of each role, on light and on dark ground."""

from collections.abc import Mapping
from typing import Final

from roireport.chart.drawing import Role

Palette = Mapping[Role, str]

LIGHT: Final[Palette] = {
    "ink": "#14213d", "text": "#24303c", "muted": "#5a6672", "rule": "#d6dce2", "wash": "#f3f5f7",
    "band": "#b9c9d9", "paper": "#ffffff", "actual": "#1b3a5c", "reference": "#8794a1",
    "accent": "#00695f", "accent_text": "#00695f", "positive": "#00856a", "positive_text": "#006b55",
    "negative": "#c24a1c", "negative_text": "#a63c12", "warning": "#b9770e", "warning_text": "#855600",
}  # fmt: skip

DARK: Final[Palette] = {
    "ink": "#e8edf3", "text": "#d3dae3", "muted": "#a3afbd", "rule": "#2f3d50", "wash": "#1f2a3a",
    "band": "#3d5878", "paper": "#18212f", "actual": "#8fb4dc", "reference": "#74859a",
    "accent": "#4fc3b0", "accent_text": "#4fc3b0", "positive": "#3fbf9b", "positive_text": "#5fd0ae",
    "negative": "#f08a5d", "negative_text": "#f5a27d", "warning": "#f2b84b", "warning_text": "#f2c46b",
}  # fmt: skip

COVER: Final[Palette] = {
    **DARK, "paper": "#14213d", "ink": "#ffffff", "band": "#33476b", "rule": "#5a6b8c", "accent": "#5ecfbb",
}  # fmt: skip


def light(primary: str = LIGHT["actual"], accent: str = LIGHT["accent"]) -> Palette:
    """Return the light palette in the colours of a firm."""
    return {**LIGHT, "actual": primary, "accent": accent, "accent_text": accent}


def cover(ground: str, band: str, accent: str) -> Palette:
    """Return the palette of the cover on the dark ground of a firm."""
    return {**COVER, "paper": ground, "band": band, "accent": accent, "accent_text": accent}
