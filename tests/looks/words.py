"""The words of a PDF, each with its size and the ink that it puts on the page: read from the file, not rendered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from typing import Final

import pikepdf

from tests.looks.faces import Face, Rectangle, face_of
from tests.render.conformance.file import File
from tests.render.conformance.painting import CODE, Instruction

POINTS: Final = 72 / 25.4
"""In a millimetre."""
_KERNED: Final = -0.3
_SPACED: Final = 0.12
"""Of the letter size: how near a letter of the same word may stand. A comma is drawn below a quote; a space is 0.2."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def __or__(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def __str__(self) -> str:
        left, top, right, bottom = (edge / POINTS for edge in (self.left, self.top, self.right, self.bottom))
        return f"{left:.1f},{top:.1f}–{right:.1f},{bottom:.1f} mm"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, counted from 1; `box` is its ink, `size` that of its letters in points."""

    text: str
    page: int
    box: Box
    size: float
    is_artifact: bool
    """Whether the word is part of the page frame: header, footer, number."""

    def __str__(self) -> str:
        return f"page {self.page} “{self.text}” {self.box}"


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    box: Box | None
    size: float
    start: float
    end: float
    baseline: float
    is_artifact: bool

    def follows(self, other: "_Glyph") -> bool:
        """Whether it belongs to the word that the other one ends."""
        gap = (self.start - other.end) / self.size
        return _KERNED < gap < _SPACED and abs(self.baseline - other.baseline) < 0.1


def words(file: File) -> Iterator[Word]:
    """Every upright word of a file; the word that lies across a draft is none of them."""
    faces: dict[tuple[int, int], Face] = {}
    for number, (page, painting) in enumerate(zip(file.pages, file.paintings, strict=True), 1):
        height = float(page.MediaBox[3])
        for run in _runs(_glyphs(painting.instructions, faces, height)):
            text, inked = "".join(glyph.text for glyph in run), [glyph.box for glyph in run if glyph.box]
            if inked:
                yield Word(text, number, reduce(or_, inked), run[0].size, run[0].is_artifact)


def _runs(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Glyphs one after the other without a space between them."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and (not glyph.text.strip() or not glyph.follows(run[-1])):
            yield run
            run = []
        if glyph.text.strip():
            run.append(glyph)
    if run:
        yield run


def _glyphs(instructions: list[Instruction], faces: dict[tuple[int, int], Face], height: float) -> Iterator[_Glyph]:
    line, size = pikepdf.Matrix(), 1.0
    for instruction in instructions:
        if instruction.operator == "BT":
            line = pikepdf.Matrix()
        elif instruction.operator == "Tm":
            line = pikepdf.Matrix(instruction.operands)
        elif instruction.operator == "Tf":
            size = float(instruction.operands[1])
        elif instruction.codes:
            if instruction.font.objgen not in faces:
                faces[instruction.font.objgen] = face_of(instruction.font)
            yield from _shown(instruction, faces[instruction.font.objgen], line, size, height)


def _shown(shown: Instruction, face: Face, line: pikepdf.Matrix, size: float, height: float) -> Iterator[_Glyph]:
    """The glyphs of an instruction, where the numbers between them move them."""
    to_page = line @ shown.matrix
    if abs(to_page.b) > 1e-6 or to_page.a < 0:
        return
    across, up = to_page.a * size / 1000, to_page.d * size / 1000
    is_artifact = any(mark.tag == "Artifact" for mark in shown.marks)
    moved, baseline = 0.0, height - to_page.f
    for code in _codes(shown):
        if isinstance(code, float):
            moved -= code
            continue
        start = to_page.e + moved * across
        moved += face.widths[code]
        end = to_page.e + moved * across
        box = _inked(face.ink[code], start, baseline, across, up)
        yield _Glyph(face.texts[code], box, up * 1000, start, end, baseline, is_artifact)


def _inked(ink: Rectangle | None, start: float, baseline: float, across: float, up: float) -> Box | None:
    """The ink of a glyph, given in thousandths, where it starts on its line; `across` and `up` are a thousandth."""
    if ink is None:
        return None
    left, bottom, right, top = ink
    return Box(start + left * across, baseline - top * up, start + right * across, baseline - bottom * up)


def _codes(shown: Instruction) -> Iterator[int | float]:
    """Codes of glyphs, and the thousandths of the letter size by which the next one is moved back."""
    given = chain.from_iterable(
        operand if isinstance(operand, pikepdf.Array) else (operand,) for operand in shown.operands
    )
    for operand in given:
        if isinstance(operand, pikepdf.String):
            text = bytes(operand)
            yield from (int.from_bytes(text[n : n + CODE], "big") for n in range(0, len(text), CODE))
        else:
            yield float(operand)
