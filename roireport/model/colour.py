"""Colours as #rrggbb, and the contrast between them.

WCAG 2.2: relative luminance and contrast ratio; at least 4.5 for text (1.4.3), 3 for the marks of a chart (1.4.11).
"""

import re
from collections.abc import Iterable
from typing import Final

TEXT_CONTRAST: Final = 4.5
MARK_CONTRAST: Final = 3.0
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as #rrggbb."""
    return _COLOUR.fullmatch(text) is not None


def contrast(colour: str, ground: str) -> float:
    """The contrast ratio of two colours, from 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(colour), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The lowest contrast of a colour on several grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def darkened(colour: str, grounds: Iterable[str], wanted: float) -> str:
    """Darken a colour just enough for the wanted contrast on all grounds; its hue stays."""
    grounds, channels = tuple(grounds), _channels(colour)
    shades = (_written(channel * step / 255 for channel in channels) for step in range(255, 0, -1))
    return next((shade for shade in shades if least_contrast(shade, grounds) >= wanted), "#000000")


def lightened(colour: str, ground: str, wanted: float) -> str:
    """Mix a colour with just enough white for the wanted contrast on a dark ground."""
    channels = _channels(colour)
    tints = (_written(channel + (255 - channel) * step / 255 for channel in channels) for step in range(256))
    return next((tint for tint in tints if contrast(tint, ground) >= wanted), "#ffffff")


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{int(channel):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
