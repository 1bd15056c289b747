"""Text boxes measured with the font file, not with the table of the charts."""

from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

from roireport.chart.drawing import Area, Bar, Dot, Drawing, Hatch, Mark, Spot, Stroke, Text

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
SMALLEST = 9.3  # 7 pt where 642 units are 170 mm: 7 × 642 / 170 × 25.4 / 72


@cache
def _font(weight: int) -> tuple[dict[int, str], dict[str, int]]:
    name = {400: "Regular", 600: "Semibold"}[weight]
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{name}.ttf") as path:
        font = TTFont(path)
    return font.getBestCmap(), {glyph: advance for glyph, (advance, _) in font["hmtx"].metrics.items()}


def width(text: str, size: float, weight: int) -> float:
    """Return the sum of the advances in the font file."""
    names, advances = _font(weight)
    return size * sum(advances[names[ord(character)]] for character in text) / 1000


def rectangle(text: Text) -> Rectangle:
    """Return the box from the capitals (0.66), with a margin for accents, to the descenders."""
    wide = width(text.text, text.size, text.weight)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, text.y - 0.72 * text.size, left + wide, text.y + 0.21 * text.size


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes overlap by more than 0.1."""
    boxes = [(text.text, rectangle(text)) for text in drawing.texts]
    return [
        (a, b)
        for i, (a, p) in enumerate(boxes)
        for b, q in boxes[i + 1 :]
        if min(p[2], q[2]) - max(p[0], q[0]) > 0.1 and min(p[3], q[3]) - max(p[1], q[1]) > 0.1
    ]


def _extent(mark: Mark) -> Rectangle:
    match mark:
        case Bar() | Hatch():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Dot():
            return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius
        case Text():
            return rectangle(mark)
        case Stroke():
            points = [point for line in mark.lines for point in line]
        case Spot():
            points = [(mark.x, mark.y)]
        case Area():
            points = list(mark.points)
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return min(xs), min(ys), max(xs), max(ys)


def outside(drawing: Drawing) -> list[Mark]:
    """Return the marks that leave the box of a drawing."""
    hair = 0.6  # a line's own width may lie on the edge
    edges = ((mark, _extent(mark)) for mark in drawing.marks)
    return [
        mark
        for mark, (left, top, right, bottom) in edges
        if left < -hair or top < -hair or right > drawing.width + hair or bottom > drawing.height + hair
    ]
