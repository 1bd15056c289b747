"""The legend above a chart."""

from dataclasses import dataclass
from typing import Final, Literal

from roireport.chart.drawing import Bar, Dot, Hatch, Mark, Role, Text, horizontal, vertical
from roireport.chart.lettering import SIZE, fit
from roireport.chart.metrics import text_width

DOTS: Final = "1.6 1.8"
"""The line of what has elapsed without being observed."""
Sign = Literal["bar", "outline", "tint", "hatch", "line", "dots", "dashes", "dot", "ring", "tick"]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign and what it means."""

    sign: Sign
    role: Role
    label: str


def _sign(entry: LegendEntry, x: float, y: float) -> tuple[Mark, ...]:
    """Draw the sign in a cell of 13 × 10 whose top left is (x, y)."""
    match entry.sign:
        case "bar":
            return (Bar(x, y, 13, 10, entry.role),)
        case "outline" | "tint":
            ground: Role = "paper" if entry.sign == "outline" else "band"
            return (Bar(x + 0.5, y + 0.5, 12, 9, ground, entry.role),)
        case "hatch":
            return Bar(x + 0.5, y + 0.5, 12, 9, "paper", entry.role), Hatch(x + 0.5, y + 0.5, 12, 9, entry.role)
        case "line":
            return (horizontal(y + 5, x, x + 13, entry.role, 2.4),)
        case "dots" | "dashes":
            width, dashes = (2.4, DOTS) if entry.sign == "dots" else (1.4, "3 2")
            return (horizontal(y + 5, x, x + 13, entry.role, width, dashes),)
        case "dot":
            return (Dot(x + 8, y + 5, 4.5, entry.role),)
        case "ring":
            return (Dot(x + 8, y + 5, 4, "paper", entry.role, 1.8),)
        case "tick":
            return (vertical(x + 10, y - 1, y + 11, entry.role, 2),)


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
