"""The marks of a drawing, by kind and role."""

from roireport.chart.drawing import Bar, Dot, Drawing, Role, Stroke


def bars_of(drawing: Drawing, *roles: Role) -> list[Bar]:
    return [mark for mark in drawing.marks if isinstance(mark, Bar) and mark.role in roles]


def dots_of(drawing: Drawing, role: Role) -> list[Dot]:
    return [mark for mark in drawing.marks if isinstance(mark, Dot) and mark.role == role]


def strokes_of(drawing: Drawing, role: Role, dash: str | None = None) -> list[Stroke]:
    strokes = [mark for mark in drawing.marks if isinstance(mark, Stroke) and mark.role == role]
    return [stroke for stroke in strokes if dash is None or bool(stroke.dash) == bool(dash)]


def texts_of(drawing: Drawing) -> set[str]:
    return {text.text for text in drawing.texts}
