"""Cut, wrap and set texts by their measured width."""

from collections.abc import Sequence
from typing import Final

from roireport.chart.drawing import Anchor, Point, Role, Text
from roireport.chart.metrics import Weight, text_width

SIZE: Final = 11.0  # 8.3 pt where 642 units are 170 mm
SMALL: Final = 10.7  # 8 pt is 10.66 units: nothing is smaller
LEADING: Final = 1.15


_HAIR: Final = 1e-6  # a column measured from its own labels must hold them


def fit(text: str, width: float, size: float = SIZE, weight: Weight = 400) -> str:
    """Cut a text to a width, with an ellipsis; empty where nothing fits."""
    if text_width(text, size, weight) <= width + _HAIR:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + "…"
        if text_width(cut, size, weight) <= width + _HAIR:
            return cut
    return ""


def wrap(text: str, width: float, size: float = SIZE, weight: Weight = 400, most: int = 2) -> tuple[str, ...]:
    """Wrap a text to `most` lines, at plain spaces only so that figures keep their units."""
    lines: list[str] = []
    words = [word for word in text.replace("\n", " ").split(" ") if word]
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and text_width(" ".join(words[: taken + 1]), size, weight) <= width + _HAIR:
            taken += 1
        lines.append(fit(" ".join(words[:taken]), width, size, weight))
        words = words[taken:]
    if words:
        lines.append(fit(" ".join(words), width, size, weight))
    return tuple(line for line in lines if line)


def wrap_apart(
    text: str, others: Sequence[str], width: float, size: float = SIZE, weight: Weight = 400
) -> tuple[str, ...]:
    """Wrap a text to two lines; where it is cut like another one, cut it before the first word that differs."""
    lines = wrap(text, width, size, weight)
    same = [other for other in others if other != text and wrap(other, width, size, weight) == lines]
    if not same:
        return lines
    shared = max(_shared(text, other) for other in same)
    start = text.rfind(" ", 0, shared) + 1
    for end in range(start, 0, -1):
        shown = f"{text[:end].rstrip()}… {text[start:]}"
        lines = wrap(shown, width, size, weight)
        if f"… {text[start : shared + 1]}" in " ".join(lines):
            return lines
    return wrap(f"…{text[start:]}", width, size, weight)


def _shared(text: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))


def set_lines(
    start: Point, lines: Sequence[str], *, size: float = SIZE, anchor: Anchor = "start",
    weight: Weight = 400, role: Role = "text",
) -> tuple[Text, ...]:  # fmt: skip
    """Set lines below each other; `start` is on the baseline of the first."""
    x, y = start
    return tuple(Text(x, y + i * size * LEADING, line, size, anchor, weight, role) for i, line in enumerate(lines))
