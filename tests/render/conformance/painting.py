"""What a page paints: its operators, what they are marked as, which codes of which font they show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

PAINTING: Final = frozenset(
    ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE")
)
SHOWING: Final = frozenset(("Tj", "TJ", "'", '"'))
CODE: Final = 2
"""Bytes of a character code: every font here is a composite one in Identity-H."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """An operator with what it is given; `marks` are the marks around it, from the outermost."""

    operator: str
    operands: tuple[Any, ...]
    marks: "tuple[Mark, ...]"
    states: int
    """How many graphics states are saved."""
    font: Any
    """The font that is set, as it is written; None where there is none."""
    matrix: pikepdf.Matrix
    """From its coordinates to those of the page."""

    @property
    def codes(self) -> tuple[int, ...]:
        """The character codes that it shows."""
        if self.operator not in SHOWING:
            return ()
        texts = tuple(_strings(self.operands))
        return tuple(int.from_bytes(text[n : n + CODE], "big") for text in texts for n in range(0, len(text), CODE))


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: its tag, and its number where it is an element's."""

    tag: str
    mcid: int | None


@dataclass(frozen=True, slots=True)
class Painting:
    """The instructions of a page in order, those of the forms that it draws among them; the marks in order."""

    resources: Any
    instructions: list[Instruction] = field(default_factory=list)
    marks: list[tuple[Mark, ...]] = field(default_factory=list)
    """Each mark with those around it, from the outermost to itself."""


def painting_of(page: Any) -> Painting:
    """What a page paints."""
    painting = Painting(page.Resources)
    _paint(painting, page, page.Resources, (), pikepdf.Matrix())
    return painting


def _paint(
    painting: Painting, drawn: Any, resources: Any, outer_marks: tuple[Mark, ...], matrix: pikepdf.Matrix
) -> None:
    marks, states, font = list(outer_marks), 0, None
    saved: list[tuple[pikepdf.Matrix, Any]] = []
    for operands, operator in _parsed(drawn):
        name = str(operator)
        if name in ("BMC", "BDC"):
            marks.append(_mark(operands))
            painting.marks.append(tuple(marks))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = resources.get("/Font", {}).get(str(operands[0]))
        elif name == "cm":
            matrix = pikepdf.Matrix(operands) @ matrix
        elif name == "q":
            saved.append((matrix, font))
        elif name == "Q":
            matrix, font = saved.pop()
        states += (name == "q") - (name == "Q")
        painting.instructions.append(Instruction(name, tuple(operands), tuple(marks), states, font, matrix))
        if name == "Do" and (form := _form(resources, operands)) is not None:
            within = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array((1, 0, 0, 1, 0, 0)))) @ matrix
            _paint(painting, form, form.get("/Resources", resources), tuple(marks), within)


def _parsed(drawn: Any) -> list[Any]:
    return list(pikepdf.parse_content_stream(drawn))


def _form(resources: Any, operands: Any) -> Any:
    drawn = resources.get("/XObject", {}).get(str(operands[0]))
    return drawn if drawn is not None and drawn.get("/Subtype") == "/Form" else None


def _mark(operands: Any) -> Mark:
    tag = str(operands[0])[1:]
    properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
    return Mark(tag, int(properties["/MCID"]) if "/MCID" in properties else None)


def _strings(operands: tuple[Any, ...]) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(tuple(operand))
        elif isinstance(operand, pikepdf.String):
            yield bytes(operand)
