"""Text boxes measured from the font's own file, not from the table the charts use."""

from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

from roireport.chart.drawing import Drawing, Text

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@cache
def _font(weight: int) -> tuple[dict[int, str], dict[str, int]]:
    name = {400: "Regular", 600: "Semibold"}[weight]
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{name}.ttf") as path:
        font = TTFont(path)
    return font.getBestCmap(), {glyph: advance for glyph, (advance, _) in font["hmtx"].metrics.items()}


def width(text: str, size: float, weight: int) -> float:
    """The sum of the advances in the font's file."""
    names, advances = _font(weight)
    return size * sum(advances[names[ord(character)]] for character in text) / 1000


def rectangle(text: Text) -> Rectangle:
    """From the height of capitals (0.66) and a little for accents to the depth of descenders."""
    wide = width(text.text, text.size, text.weight)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, text.y - 0.72 * text.size, left + wide, text.y + 0.21 * text.size


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than a hair."""
    boxes = [(text.text, rectangle(text)) for text in drawing.texts]
    return [
        (a, b)
        for i, (a, p) in enumerate(boxes)
        for b, q in boxes[i + 1 :]
        if min(p[2], q[2]) - max(p[0], q[0]) > 0.1 and min(p[3], q[3]) - max(p[1], q[1]) > 0.1
    ]
