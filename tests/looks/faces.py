"""The faces of a PDF: what their glyphs look like, and whether these are the glyphs of our own files."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont

from roireport.render.fonts import FACES
from roireport.resources import font_files
from tests.render.conformance.fonts import characters, widths

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in thousandths of the letter size, from where the glyph starts on the line."""
Outline = tuple[tuple[tuple[int, int], ...], tuple[int, ...], bytes]
"""The points of a glyph, where its contours end, and which points lie on them."""
NO_OUTLINE: Final[Outline] = ((), (), b"")


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a page uses it: by the code of a glyph its text, its width and its ink, None where it has none."""

    name: str
    texts: dict[int, str]
    widths: dict[int, float]
    ink: tuple[Rectangle | None, ...]


def face_of(font: Any) -> Face:
    """What a page needs of a composite font to be read and measured."""
    return Face(str(font.BaseFont).lstrip("/"), characters(font), widths(font), _ink(_program(font)))


def strange_glyphs(font: Any, codes: set[int]) -> list[int]:
    """The codes among these whose glyph is in none of our files; its name alone does not tell what a font draws."""
    drawn = _outlines(_program(font))
    ours = _our_outlines()
    return sorted(code for code in codes if code >= len(drawn) or drawn[code] not in ours)


def _program(font: Any) -> bytes:
    return bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())


@cache
def _ink(program: bytes) -> tuple[Rectangle | None, ...]:
    with TTFont(BytesIO(program)) as font:
        scale, glyphs = 1000 / font["head"].unitsPerEm, font["glyf"]
        in_order = (glyphs[name] for name in font.getGlyphOrder())
        return tuple(
            (glyph.xMin * scale, glyph.yMin * scale, glyph.xMax * scale, glyph.yMax * scale)
            if glyph.numberOfContours
            else None
            for glyph in in_order
        )


@cache
def _outlines(program: bytes) -> tuple[Outline, ...]:
    """The shape of each glyph by its number."""
    with TTFont(BytesIO(program)) as font:
        glyphs = font["glyf"]
        return tuple(_outline(glyphs, name) for name in font.getGlyphOrder())


def _outline(glyphs: Any, name: str) -> Outline:
    if not glyphs[name].numberOfContours:
        return NO_OUTLINE
    points, ends, flags = glyphs[name].getCoordinates(glyphs)
    return tuple((int(x), int(y)) for x, y in points), tuple(ends), bytes(flag & 1 for flag in flags)


@cache
def _our_outlines() -> frozenset[Outline]:
    files = font_files()
    programs = (files[face.stem].read_bytes() for face in FACES)
    return frozenset((NO_OUTLINE, *(outline for program in programs for outline in _outlines(program))))
