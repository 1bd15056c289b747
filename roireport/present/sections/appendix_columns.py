"""The columns of the tables of appendix B."""

from collections.abc import Collection, Mapping

from roireport.present.blocks import TableColumn
from roireport.present.context import ReportContext


def appendix_columns(
    ctx: ReportContext, widths: Mapping[str, float], right: Collection[str]
) -> tuple[TableColumn, ...]:
    """Return a column for each name with its width in percent; those of `right` hold numbers."""
    return tuple(
        TableColumn(ctx.words(f"traceability.column.{name}"), width, "right" if name in right else "left")
        for name, width in widths.items()
    )
