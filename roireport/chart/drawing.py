"""The marks of a chart, with roles instead of colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import ClassVar, Final, Literal, get_args

from roireport.chart.metrics import Weight

Role = Literal[
    "ink", "text", "muted", "rule", "wash", "band", "paper", "actual", "reference",
    "accent", "accent_text", "positive", "positive_text", "negative", "negative_text",
    "warning", "warning_text",
]  # fmt: skip
ROLES: Final[tuple[Role, ...]] = get_args(Role)
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(lines: Iterable[Sequence[Point]], closed: bool = False) -> str:
    """Return the SVG path data of polylines."""
    joined = ("L".join(f"{number(x)} {number(y)}" for x, y in line) for line in lines)
    return "".join(f"M{line}{'Z' if closed else ''}" for line in joined)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `tip` is its value on hover."""

    kind: ClassVar[str] = "bar"
    x: float
    y: float
    width: float
    height: float
    role: Role
    outline: Role | None = None
    tip: str = ""

    @staticmethod
    def between(a: Point, b: Point, role: Role, outline: Role | None = None, tip: str = "") -> "Bar":
        """The rectangle with these opposite corners."""
        left, top = min(a[0], b[0]), min(a[1], b[1])
        return Bar(left, top, abs(a[0] - b[0]), abs(a[1] - b[1]), role, outline, tip)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Polylines drawn as one path; `dash` as in SVG, solid where empty."""

    kind: ClassVar[str] = "stroke"
    lines: tuple[tuple[Point, ...], ...]
    role: Role
    width: float = 1.0
    dash: str = ""

    @property
    def path(self) -> str:
        return path_data(self.lines)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    kind: ClassVar[str] = "area"
    points: tuple[Point, ...]
    role: Role

    @property
    def path(self) -> str:
        return path_data([self.points], closed=True)


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, with a rim where `outline` is given."""

    kind: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    role: Role
    outline: Role | None = None
    rim: float = 1.0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    size: float = 11.0
    anchor: Anchor = "start"
    weight: Weight = 400
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Hatch:
    """A rectangle of rising diagonals, the sign of a forecast: one path, for pattern fills moiré in print."""

    kind: ClassVar[str] = "hatch"
    x: float
    y: float
    width: float
    height: float
    role: Role
    pitch: float = 4.5  # between the diagonals, along the axes
    tip: str = ""

    @property
    def lines(self) -> tuple[tuple[Point, Point], ...]:
        """Diagonals x + y = c clipped to the rectangle.

        `c` counts from the origin, so that neighbours line up.
        """
        right, bottom = self.x + self.width, self.y + self.height
        first, last = floor((self.x + self.y) / self.pitch) + 1, ceil((right + bottom) / self.pitch) - 1
        sums = (i * self.pitch for i in range(first, last + 1))
        ends = ((max(self.x, c - bottom), min(right, c - self.y), c) for c in sums)
        return tuple(((start, c - start), (stop, c - stop)) for start, stop, c in ends)

    @property
    def path(self) -> str:
        return path_data(self.lines)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a line that shows its value on screen; print draws nothing."""

    kind: ClassVar[str] = "spot"
    x: float
    y: float
    tip: str


Mark = Bar | Stroke | Area | Dot | Text | Hatch | Spot


def moved(mark: Mark, across: float, down: float) -> Mark:
    """Return a mark at another place: a part of a chart that is drawn in its own coordinates."""
    match mark:
        case Stroke():
            return replace(mark, lines=tuple(tuple((x + across, y + down) for x, y in line) for line in mark.lines))
        case Area():
            return replace(mark, points=tuple((x + across, y + down) for x, y in mark.points))
        case _:
            return replace(mark, x=mark.x + across, y=mark.y + down)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: marks in painting order, the finding as title, a description of the picture."""

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...]
    narrow: "Drawing | None" = None
    """The same for a narrow screen."""

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, Text))

    @property
    def tips(self) -> tuple[str, ...]:
        """The values that its marks show, each once, in painting order."""
        return tuple(
            dict.fromkeys(mark.tip for mark in self.marks if isinstance(mark, (Bar, Dot, Hatch, Spot)) and mark.tip)
        )


def horizontal(y: float, left: float, right: float, role: Role, width: float = 1.0, dash: str = "") -> Stroke:
    """Draw one horizontal line."""
    return Stroke((((left, y), (right, y)),), role, width, dash)


def vertical(x: float, top: float, bottom: float, role: Role, width: float = 1.0, dash: str = "") -> Stroke:
    """Draw one vertical line."""
    return Stroke((((x, top), (x, bottom)),), role, width, dash)


def tinted(bar: Bar) -> Bar:
    """Return the light bar of an amount whose time is over, and that nobody read."""
    return Bar(bar.x, bar.y, bar.width, bar.height, "band", bar.role, bar.tip)


def hatched(bar: Bar) -> tuple[Bar, Hatch]:
    """Return the outline and the diagonals of a forecast bar."""
    ground = Bar(bar.x, bar.y, bar.width, bar.height, "paper", bar.role)
    return ground, Hatch(bar.x, bar.y, bar.width, bar.height, bar.role, tip=bar.tip)
