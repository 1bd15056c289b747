"""The figures of an engagement as a table: path, name, value as a page writes it, number as published."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.figure import plain_number
from roireport.present.context import ReportContext
from roireport.present.figures.name import figure_name
from roireport.present.figures.value import exact

_PUBLISHED: Final = ("financial.", "uncertainty.", "kpis.", "nonfinancial.", "combined.")
_NOT_LISTED: Final = re.compile(
    r"financial\.(costs|cash_flow|omitted)\."
    r"|kpis\..*\.(series\.|growth$)"
    r"|nonfinancial\.criteria\..*\.(before|now|aim|baseline|current|target|worst|best|amount|confidence)$"
)
"""Single periods, which the document of the results lists, and the workings of lines and criteria."""


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """A figure; `number` as results.json holds it, None where it is undefined, withheld, or a calendar month."""

    path: str
    name: str
    value: str
    number: int | Decimal | None


def headline_rows(ctx: ReportContext) -> tuple[HeadlineRow, ...]:
    """Every figure of the document of the results but those of single periods, in its order."""
    listed = (path for path in ctx.figures if path.startswith(_PUBLISHED) and not _NOT_LISTED.match(path))
    return tuple(_row(ctx, path) for path in listed)


def _row(ctx: ReportContext, path: str) -> HeadlineRow:
    figure = ctx.figures[path]
    withheld = ctx.withholds(path)
    counted = figure.defined and path != "financial.break_even" and not withheld
    value = ctx.say(path) if withheld else exact(ctx, path)
    return HeadlineRow(path, str(figure_name(ctx, path)), str(value), plain_number(figure) if counted else None)
