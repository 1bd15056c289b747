"""Pages damaged as a change of sheet, font or colour would damage them, a little at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Operator, String

from tests.render.conformance.condition import Damage, edited

PAGE: Final = 2
Instructions = list[Any]


def on_page(change: Callable[[Instructions], None]) -> Damage:
    """A damage done to the instructions of the second page."""

    def rewrite(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[PAGE - 1]
        instructions: Instructions = list(pikepdf.parse_content_stream(page))
        change(instructions)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))

    return edited(rewrite)


def _letters(instructions: Instructions) -> list[int]:
    """Where the letters of drawings are shown: each by itself, behind a rendering mode and a place."""
    named = [str(each.operator) for each in instructions]
    return [n for n, name in enumerate(named) if name == "TJ" and "Tr" in named[n - 3 : n]]


def letter_lost(instructions: Instructions) -> None:
    """A drawing's first letter is not drawn."""
    instructions[_letters(instructions)[0]] = _showing(b"")


def letters_mistaken(instructions: Instructions) -> None:
    """A drawing's letters are drawn as their neighbours in the font, as with a font that is not the one measured."""
    for n in _letters(instructions):
        (first, second) = bytes(instructions[n].operands[0][0])
        instructions[n] = _showing(bytes((first, (second + 1) % 256)))


def recoloured(old: Sequence[float], new: Sequence[float]) -> Callable[[Instructions], None]:
    """All that has one colour has another; both as red, green and blue from 0 to 255."""

    def change(instructions: Instructions) -> None:
        places = [n for n, each in enumerate(instructions) if _colour(each) == tuple(old)]
        assert places
        for n in places:
            operator = instructions[n].operator
            instructions[n] = ContentStreamInstruction([part / 255 for part in new], operator)

    return change


def _colour(instruction: Any) -> tuple[int, ...] | None:
    if str(instruction.operator) not in ("rg", "RG"):
        return None
    return tuple(round(float(part) * 255) for part in instruction.operands)


def _showing(codes: bytes) -> ContentStreamInstruction:
    return ContentStreamInstruction([Array([String(codes)])], Operator("TJ"))
