"""The figures of an engagement as a table: path, name, value as a page writes it, number as published."""

from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.figure import plain_number
from roireport.present.context import ReportContext
from roireport.present.figures.name import figure_name
from roireport.present.figures.value import exact
from roireport.trace.entry import FigureEntry


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """A figure; `number` as results.json holds it, None where it is undefined, withheld, or a calendar month."""

    path: str
    name: str
    value: str
    number: int | Decimal | None


def headline_rows(ctx: ReportContext) -> tuple[HeadlineRow, ...]:
    """Every figure of the document of the results but those of single periods, in its order."""
    return tuple(_row(ctx, entry) for entry in ctx.entries.values() if entry.measure.scope == "list")


def _row(ctx: ReportContext, entry: FigureEntry) -> HeadlineRow:
    path, figure = entry.path, entry.figure
    withheld = ctx.withholds(path)
    counted = figure.defined and entry.measure.kind != "month" and not withheld
    value = ctx.say(path) if withheld else exact(ctx, path)
    return HeadlineRow(path, str(figure_name(ctx, path)), str(value), plain_number(figure) if counted else None)
