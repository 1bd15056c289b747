"""The left column of a chart of rows: a code, a name and a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from roireport.chart.drawing import Bar, Role, Text
from roireport.chart.lettering import LEADING, SIZE, SMALL, fit, wrap, wrap_apart
from roireport.chart.metrics import Weight, text_width
from roireport.chart.placement import text_box

CODE_WIDTH: Final = 24.0


@dataclass(frozen=True, slots=True)
class RowName:
    """The name of a row, wrapped to its column."""

    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    code: str = ""
    weight: Weight = 400

    @property
    def height(self) -> float:
        return LEADING * (SIZE * len(self.names) + SMALL * len(self.notes))

    def texts(self, x: float, middle: float) -> tuple[Text, ...]:
        """Set the name centred on `middle`, with the code before its first line."""
        y = middle - self.height / 2 + SIZE * (LEADING / 2 + 0.34)
        indent = CODE_WIDTH if self.code else 0.0
        texts = [Text(x, y, self.code, SIZE, role="muted")] if self.code else []
        for name in self.names:
            texts.append(Text(x + indent, y, name, SIZE, weight=self.weight, role="ink"))
            y += SIZE * LEADING
        y += (SMALL - SIZE) / 2
        for note in self.notes:
            texts.append(Text(x + indent, y, note, SMALL, role="muted"))
            y += SMALL * LEADING
        return tuple(texts)


def row_name(
    name: str, width: float, note: str = "", code: str = "", weight: Weight = 400, *, among: Sequence[str] = ()
) -> RowName:
    """Wrap a name and a note to two lines each, in a column of this width; no two names of `among` look the same."""
    room = width - (CODE_WIDTH if code else 0.0)
    shown = fit(code, CODE_WIDTH - 2)
    return RowName(wrap_apart(name, among, room, SIZE, weight), wrap(note, room, SMALL), shown, weight)


def widest(labels: list[str], most: float, size: float = SIZE, weight: Weight = 400) -> float:
    """Return the width of the widest label, `most` at most."""
    return min(max((text_width(label, size, weight) for label in labels), default=0.0), most)


def backed(text: Text, role: Role = "paper") -> tuple[Bar, Text]:
    """Put a text on a patch of ground that hides the grid lines behind it."""
    box = text_box(text)
    return Bar(box.left - 2, box.top, box.right - box.left + 4, box.bottom - box.top, role), text
