"""A figure as every part of a report writes it: the same digits in a text, a table and appendix B."""

from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.results import KpiResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import difference_text, level_text, written_places
from roireport.present.language.quoted_text import QuotedText

_LEVELS: Final = frozenset(("baseline", "target", "latest", "value", "counterfactual", "below", "above"))
"""The figures of a KPI that are levels in its unit."""

_SHARES: Final = frozenset(("attainment", "growth", "share", "share_low", "share_high"))
"""Those that are shares; all others are differences."""

_NUMBERS: Final = frozenset(("before", "now", "aim", "gain"))
"""The figures of a criterion that are values from 0 to 1; its progress and weight are shares."""

_EXACT: Final = {"ratio": 1, "rate_of_return": 1, "money": 2, "points": 1}
"""Decimals in full: of percentages, amounts and index points."""


def quoted(ctx: ReportContext, path: str) -> QuotedText:
    """The figure of a path, or the reason why it has no value; a withheld headline is said to be not established."""
    if ctx.withholds(path):
        return ctx.say(path)
    return QuotedText(_of_noun(ctx, path) or ctx.detail(path, short=True), (path,))


def exact(ctx: ReportContext, path: str) -> QuotedText:
    """The figure of a path in full, withheld or not: for appendix B and the command line."""
    return QuotedText(_of_noun(ctx, path) or ctx.detail(path, places=_places(ctx.figures[path])), (path,))


def in_full(ctx: ReportContext, figure: Figure) -> str:
    """A figure that has no path, in full: its unit alone tells how to write it."""
    return str(ctx.text(figure, places=_places(figure)))


def _places(figure: Figure) -> int | None:
    """What was typed keeps its decimals; what was computed has those of its unit."""
    if figure.formula != "typed" or figure.value is None or figure.unit == "money":
        return _EXACT.get(figure.unit)
    return written_places(figure.value * 100 if figure.unit == "ratio" else figure.value)


def _of_noun(ctx: ReportContext, path: str) -> str:
    """The figures that their unit alone does not tell how to write; empty for any other, and without a value."""
    figure = ctx.figures[path]
    if figure.value is None:
        return ""
    last, result = path.rpartition(".")[2], _kpi_of(ctx, path)
    if path == "financial.bcr" or (path.startswith("nonfinancial.criteria.") and last in _NUMBERS):
        return ctx.formats.number(figure.value, 2)
    if result is None or last in _SHARES:
        return ""
    write = level_text if last in _LEVELS else difference_text
    return write(ctx, result, figure.value)


def _kpi_of(ctx: ReportContext, path: str) -> KpiResult | None:
    """The KPI that a path leads into."""
    top, _, rest = path.partition(".")
    if top not in ("kpis", "next_measurements"):
        return None
    id = rest.partition(".")[0]
    return next((result for result in ctx.results.kpis if result.kpi.id == id), None)
