"""Place labels so that no two overlap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from roireport.chart.drawing import Anchor, Point, Role, Stroke, Text, vertical
from roireport.chart.lettering import LEADING, fit
from roireport.chart.metrics import ASCENT, DESCENT, Weight, text_width

Side = Literal["above", "below", "left", "right", "above_left", "above_right", "below_left", "below_right"]
_SHIFTS: Final[dict[Side, Point]] = {
    "above": (0, -1), "below": (0, 1), "left": (-1, 0), "right": (1, 0),
    "above_left": (-1, -1), "above_right": (1, -1), "below_left": (-1, 1), "below_right": (1, 1),
}  # fmt: skip
_DISTANCES: Final = (5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 65.0, 85.0, 110.0, 140.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top and other.bottom <= self.bottom
        )  # fmt: skip


def text_box(text: Text) -> Box:
    """Return the measured box of a line of text."""
    width = text_width(text.text, text.size, text.weight)
    left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
    return Box(left, text.y - ASCENT * text.size, left + width, text.y + DESCENT * text.size)


def path_boxes(points: Sequence[Point], margin: float = 2.0) -> tuple[Box, ...]:
    """Cover a polyline with small boxes that labels must avoid."""
    cuts = [(a[0] + (b[0] - a[0]) * i / 4, a[1] + (b[1] - a[1]) * i / 4) for a, b in pairwise(points) for i in range(4)]
    cuts.extend(points[-1:])
    return tuple(
        Box(
            min(a[0], b[0]) - margin,
            min(a[1], b[1]) - margin,
            max(a[0], b[0]) + margin,
            max(a[1], b[1]) + margin,
        )
        for a, b in pairwise(cuts)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label before it has a place."""

    text: str
    role: Role = "text"
    weight: Weight = 400
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class Label:
    """Lines that stay together."""

    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        return max((text_width(line.text, line.size, line.weight) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        return sum(line.size * LEADING for line in self.lines)

    def at(self, box: Box, anchor: Anchor = "middle") -> tuple[Text, ...]:
        """Set the lines in a box of the size of the label."""
        x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[anchor]
        texts, bottom = [], box.top
        for line in self.lines:
            bottom += line.size * LEADING
            y = bottom - (LEADING - ASCENT) * line.size / 2 - DESCENT * line.size / 4
            texts.append(Text(x, y, line.text, line.size, anchor, line.weight, line.role))
        return tuple(texts)


def label(*lines: Line, width: float = 220.0) -> Label:
    """Make a label of the lines that are not empty, each cut to `width`."""
    cut = (Line(fit(line.text, width, line.size, line.weight), line.role, line.weight, line.size) for line in lines)
    return Label(tuple(line for line in cut if line.text))


def _beside(point: Point, half: Point, side: Side, distance: float) -> Box:
    """Return a box at a distance from a point; `half` is half its size."""
    across, down = _SHIFTS[side]
    x, y = point[0] + across * (distance + half[0]), point[1] + down * (distance + half[1])
    return Box(x - half[0], y - half[1], x + half[0], y + half[1])


def candidate_boxes(point: Point, size: Label, sides: Sequence[Side], preferred: Side | None = None) -> Iterator[Box]:
    """Yield boxes for a label near a point: first on the `preferred` side, then on all sides, nearest first."""
    half = (size.width / 2, size.height / 2)
    if preferred:
        yield from (_beside(point, half, preferred, distance) for distance in _DISTANCES[:-3])
    yield from (_beside(point, half, side, distance) for distance in _DISTANCES for side in sides)


def first_free(candidates: Iterable[Box], taken: Sequence[Box], frame: Box) -> Box | None:
    """Return the first box within the frame that overlaps nothing; None without room."""
    return next(
        (box for box in candidates if frame.holds(box) and not any(box.overlaps(other) for other in taken)),
        None,
    )


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label, its point, and the sides to try, best first.

    `role` is that of its leader.
    """

    text: Label
    point: Point
    sides: tuple[Side, ...]
    role: Role = "muted"
    preferred: Side | None = None


def _leader(request: LabelRequest, box: Box) -> Box | None:
    """Return the box of the line from a far label to its point.

    None for a near one.
    """
    x, y = request.point
    top, bottom = (box.bottom + 2, y) if box.bottom < y else (y, box.top - 2)
    return Box(x - 1, top, x + 1, bottom) if box.left <= x <= box.right and bottom - top > 10 else None


def place(requests: Iterable[LabelRequest], taken: Sequence[Box], frame: Box) -> tuple[Text | Stroke, ...]:
    """Draw each label in its best free box, with a leader where that is far.

    A label without a free box is left out.
    """
    marks: list[Text | Stroke] = []
    labels: list[Box] = []
    for request in requests:
        box = _free_box(request, labels, (*taken, *labels), frame)
        if box is None:
            continue
        x, leader = request.point[0], _leader(request, box)
        labels.append(box)
        if leader:
            labels.append(leader)
            marks.append(vertical(x, leader.top, leader.bottom, request.role))
        anchor: Anchor = "end" if box.right < x else "start" if box.left > x else "middle"
        marks += request.text.at(box, anchor)
    return tuple(marks)


def _free_box(request: LabelRequest, labels: Sequence[Box], taken: Sequence[Box], frame: Box) -> Box | None:
    """Return the first free box whose leader crosses no other label."""
    boxes = candidate_boxes(request.point, request.text, request.sides, request.preferred)
    leaders = ((box, _leader(request, box)) for box in boxes)
    clear = (box for box, line in leaders if not (line and any(line.overlaps(other) for other in labels)))
    return first_free(clear, taken, frame)


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 6.0) -> list[float]:
    """Move the wanted centres apart within [low, high] until the sizes do not overlap.

    The centres keep their order, and the sum of the squared moves is the least: isotonic regression by pooling
    of adjacent violators (Ayer et al., 1955). Sizes that exceed the room run over `high`.

    Returns:
        The centres in the order of the input.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    offsets, reach = [], low
    for i in order:
        offsets.append(reach + sizes[i] / 2)
        reach += sizes[i] + gap
    pools: list[tuple[float, int]] = []
    for i, offset in zip(order, offsets, strict=True):
        pools.append((wanted[i] - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    slack = max(0.0, high - (reach - gap))
    moves = [min(max(mean, 0.0), slack) for mean, count in pools for _ in range(count)]
    centres = [0.0] * len(order)
    for i, offset, move in zip(order, offsets, moves, strict=True):
        centres[i] = offset + move
    return centres


def label_row(
    marks: Sequence[tuple[float, Label]], bottom: float, low: float, high: float, gap: float = 8.0
) -> tuple[Text | Stroke, ...]:
    """Draw labels in a row that ends at `bottom`, moved apart, with a leader where moved far."""
    room = (high - low - gap * (len(marks) - 1)) / max(len(marks), 1)
    total = sum(text.width for _, text in marks) + gap * (len(marks) - 1)
    labels = [text if total <= high - low else label(*text.lines, width=room) for _, text in marks]
    centres = spread([x for x, _ in marks], [text.width for text in labels], low, high, gap)
    placed: list[Text | Stroke] = []
    for (x, _), text, centre in zip(marks, labels, centres, strict=True):
        half = text.width / 2
        placed += text.at(Box(centre - half, bottom - text.height, centre + half, bottom))
        if abs(x - centre) > half:
            placed.append(Stroke((((centre, bottom + 1), (x, bottom + 6)),), "muted", 0.6))
    return tuple(placed)
