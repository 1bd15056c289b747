"""The legend above a chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from roireport.chart.drawing import Bar, Dot, Hatch, Mark, Role, Text, horizontal, vertical
from roireport.chart.lettering import SIZE, fit
from roireport.chart.metrics import text_width

DOTS: Final = "1.6 1.8"
"""The line of what has elapsed without being observed."""
Sign = Literal["bar", "outline", "tint", "hatch", "line", "dots", "dashes", "dot", "ring", "tick"]


_SIGNS: Final[Mapping[Sign, Callable[[float, float, Role], tuple[Mark, ...]]]] = {
    "bar": lambda x, y, role: (Bar(x, y, 13, 10, role),),
    "outline": lambda x, y, role: (Bar(x + 0.5, y + 0.5, 12, 9, "paper", role),),
    "tint": lambda x, y, role: (Bar(x + 0.5, y + 0.5, 12, 9, "band", role),),
    "hatch": lambda x, y, role: (
        Bar(x + 0.5, y + 0.5, 12, 9, "paper", role),
        Hatch(x + 0.5, y + 0.5, 12, 9, role),
    ),
    "line": lambda x, y, role: (horizontal(y + 5, x, x + 13, role, 2.4),),
    "dots": lambda x, y, role: (horizontal(y + 5, x, x + 13, role, 2.4, DOTS),),
    "dashes": lambda x, y, role: (horizontal(y + 5, x, x + 13, role, 1.4, "3 2"),),
    "dot": lambda x, y, role: (Dot(x + 8, y + 5, 4.5, role),),
    "ring": lambda x, y, role: (Dot(x + 8, y + 5, 4, "paper", role, 1.8),),
    "tick": lambda x, y, role: (vertical(x + 10, y - 1, y + 11, role, 2),),
}
"""How each sign is drawn in its cell."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign and what it means."""

    sign: Sign
    role: Role
    label: str


def _sign(entry: LegendEntry, x: float, y: float) -> tuple[Mark, ...]:
    """Draw the sign in a cell of 13 × 10 whose top left is (x, y)."""
    return _SIGNS[entry.sign](x, y, entry.role)


def legend(
    entries: tuple[LegendEntry, ...], left: float, right: float, top: float = 0.0
) -> tuple[tuple[Mark, ...], float]:
    """Draw the entries in as many rows as they need.

    Return the bottom of the last.
    """
    marks: list[Mark] = []
    x, y = left, top
    for entry in (entry for entry in entries if entry.label):
        name = fit(entry.label, right - left - 18)
        width = 18 + text_width(name, SIZE)
        if x > left and x + width > right:
            x, y = left, y + 17
        marks += [*_sign(entry, x, y + 1), Text(x + 18, y + 10, name, SIZE, role="muted")]
        x += width + 20
    return tuple(marks), y + 14 if marks else top
