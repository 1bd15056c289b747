"""Tables and figures as a terminal, a spreadsheet or a Markdown page shows them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roireport.present.figures.table import HeadlineRow


@dataclass(frozen=True, slots=True)
class HeadlineTable:
    """The figures of one engagement."""

    engagement: str
    verdict: str
    """The kind of its verdict in words."""
    rows: Sequence[HeadlineRow]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row, its cells below each other."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def plain_table(tables: Sequence[HeadlineTable]) -> str:
    """A block an engagement, names to the left, values right-aligned."""
    return "\n\n".join(_block(table) for table in tables)


def _block(table: HeadlineTable) -> str:
    names, values = (
        max(map(len, column)) for column in zip(*((row.name, row.value) for row in table.rows), strict=True)
    )
    lines = (f"  {row.name:<{names}}  {row.value:>{values}}  {row.path}" for row in table.rows)
    return "\n".join((f"{table.engagement} · {table.verdict}", *lines))


def markdown_table(tables: Sequence[HeadlineTable]) -> str:
    """A heading and a table an engagement."""
    return "\n\n".join(_markdown(table) for table in tables)


def _markdown(table: HeadlineTable) -> str:
    escaped = ((cell.replace("|", "\\|") for cell in (row.name, row.path, row.value)) for row in table.rows)
    lines = (f"| {name} | `{path}` | {value} |" for name, path, value in escaped)
    return "\n".join(
        (f"## {table.engagement} · {table.verdict}", "", "| Figure | Path | Value |", "|---|---|--:|", *lines)
    )


def comma_separated(tables: Sequence[HeadlineTable]) -> str:
    """One row a figure: engagement, path, name, the number as published (empty where undefined), the value as shown."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("engagement", "path", "name", "number", "shown"))
    for table in tables:
        for row in table.rows:
            number = "" if row.number is None else f"{row.number:f}"
            writer.writerow((table.engagement, row.path, row.name, number, row.value))
    return text.getvalue().rstrip("\n")


FORMS: dict[str, Callable[[Sequence[HeadlineTable]], str]] = {
    "table": plain_table,
    "md": markdown_table,
    "csv": comma_separated,
}
