"""A figure as every part of a report writes it: the same digits in a text, a table and appendix B."""

from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.results import KpiResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import difference_text, level_text, written_places
from roireport.present.language.quoted_text import QuotedText
from roireport.trace.entry import Owner

_EXACT: Final = {"ratio": 1, "rate_of_return": 1, "money": 2, "points": 1}
"""Decimals in full: of percentages, amounts and index points."""
NUMBER_PLACES: Final = 2
"""Decimals of a value without a unit."""


def quoted(ctx: ReportContext, path: str) -> QuotedText:
    """The figure of a path, or the reason why it has no value; a withheld headline is said to be not established."""
    if ctx.withholds(path):
        return ctx.say(path)
    return QuotedText(_by_kind(ctx, path) or ctx.detail(path, short=True), (path,))


def exact(ctx: ReportContext, path: str) -> QuotedText:
    """The figure of a path in full, withheld or not: for appendix B and the command line."""
    return QuotedText(_by_kind(ctx, path) or ctx.detail(path, places=_places(ctx.figures[path])), (path,))


def in_full(ctx: ReportContext, figure: Figure) -> str:
    """A figure without a path, in full, as its unit is written."""
    return str(ctx.text(figure, places=_places(figure)))


def _places(figure: Figure) -> int | None:
    """The decimals that were typed; of a computed value those of its unit."""
    if figure.formula != "typed" or figure.value is None or figure.unit == "money":
        return _EXACT.get(figure.unit)
    return written_places(figure.value * 100 if figure.unit == "ratio" else figure.value)


def _by_kind(ctx: ReportContext, path: str) -> str:
    """A value that its unit alone does not determine how to write; empty for any other, and without a value."""
    entry = ctx.entries[path]
    if (value := entry.figure.value) is None:
        return ""
    match entry.measure.kind:
        case "number":
            return ctx.formats.number(value, NUMBER_PLACES)
        case "level":
            return level_text(ctx, _kpi_of(ctx, entry.owner), value)
        case "percentage_points":
            return ctx.formats.percentage_points(value)
        case "difference":
            return difference_text(ctx, _kpi_of(ctx, entry.owner), value)
        case _:
            return ""


def _kpi_of(ctx: ReportContext, owner: Owner | None) -> KpiResult:
    """The KPI whose level or difference a figure is: its owner, or that of the gain that owns it."""
    id = owner.id if owner else ""
    if owner and owner.kind == "gain":
        id = next(gain.kpi or "" for gain in ctx.engagement.gains if gain.id == owner.id)
    return next(result for result in ctx.results.kpis if result.kpi.id == id)
