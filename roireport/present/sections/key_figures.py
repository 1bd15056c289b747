"""B.1: the key figures, each with its formula and the chapters that show it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from roireport.present.blocks import Block, Cell, Exhibit, Table, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.name import figure_parts
from roireport.present.language.quoted_text import QuotedText, quoted_in
from roireport.present.sections.appendix_columns import appendix_columns
from roireport.present.story.assumptions import probability
from roireport.present.story.outline import number_of
from roireport.present.view import Section

Headings: TypeAlias = Mapping[str, Sequence[str]]
"""The numbers of the chapters that quote a figure, by its path."""

_COLUMNS: Final = {"figure": 31.0, "value": 14.0, "formula": 37.0, "chapters": 8.0, "origin": 10.0}
"""Widths in percent."""
KEY_FIGURES: Final = (
    "financial.roi", "financial.roi_to_date", "financial.roi_first_year",
    "uncertainty.roi.p10", "uncertainty.roi.p50", "uncertainty.roi.p90",
    "uncertainty.probability_positive", "uncertainty.probability_target",
    "financial.gain", "financial.gain_to_date", "financial.gain_observed", "financial.cost", "financial.net_benefit",
    "financial.bcr", "financial.npv", "financial.irr", "financial.mirr", "financial.payback_months",
    "financial.peak_exposure", "combined.extended_roi", "combined.break_even_unquantified", "nonfinancial.index",
)  # fmt: skip
"""What leads a report, in this order; after them the costs by category."""


def key_figures(ctx: ReportContext, sections: Sequence[Section]) -> Iterator[Block]:
    """Yield each key figure as it is printed, with its formula and the chapters that show it."""
    columns = appendix_columns(ctx, _COLUMNS, ("value",))
    headings = _headings(ctx, sections)
    rows = tuple(_key_figure(ctx, path, headings) for path in _key_paths(ctx))
    if rows:
        yield Exhibit(ctx.words("traceability.key.title"), "", Table(columns, rows, dense=True), "")


def _key_paths(ctx: ReportContext) -> Iterator[str]:
    for path in KEY_FIGURES:
        if path in ctx.figures and ctx.figures[path].defined:
            yield path
    for category, _ in ctx.results.financial.cost_by_category:
        yield f"financial.cost_by_category.{category}"


def _key_figure(ctx: ReportContext, path: str, headings: Headings) -> TableRow:
    figure, (name, owner) = ctx.figures[path], figure_parts(ctx, path)
    formula = "" if figure.formula == "typed" else ctx.words(f"figure.formula.{figure.formula}")
    return TableRow(
        (
            Cell(name, sub=str(owner)),
            Cell(_value(ctx, path)),
            Cell(formula),
            Cell(", ".join(headings.get(path, ()))),
            Cell(ctx.words(f"traceability.origin.{figure.origin}")),
        )
    )


def _value(ctx: ReportContext, path: str) -> QuotedText:
    """A figure in full; a share of draws reads 100 % only where it is all of them."""
    return probability(ctx, path) if path.startswith("uncertainty.probability") else ctx.say(path, short=False)


def _headings(ctx: ReportContext, sections: Sequence[Section]) -> Headings:
    """The chapters that quote each figure, by number."""
    headings: dict[str, list[str]] = {}
    for part in sections:
        number = number_of(ctx, part.id)
        for path in dict.fromkeys(quoted_in(part)) if number else ():
            headings.setdefault(path, []).append(number)
    return headings
