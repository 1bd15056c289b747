"""Column widths as classes, since the content policy allows no inline style."""

from collections.abc import Sequence

from roireport.present.blocks import TableColumn


def column_widths(columns: Sequence[TableColumn]) -> tuple[str, ...]:
    """The class of each column, `w1` to `w100`: whole percents that add up to 100."""
    total = sum(column.width for column in columns) or 1.0
    reached, taken, classes = 0.0, 0, []
    for column in columns:
        reached += column.width / total * 100
        classes.append(f"w{max(1, round(reached) - taken)}")
        taken = round(reached)
    return tuple(classes)
