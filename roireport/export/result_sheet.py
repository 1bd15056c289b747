"""The sheet of results: each figure as a formula, with the value of the report."""

from collections.abc import Iterator, Mapping
from typing import Final

from roireport.export.book import Book, kind_of, label, number
from roireport.export.cell import Row, SheetCell
from roireport.export.draft import SheetDraft
from roireport.export.rules import formula_of, index_formula
from roireport.measure.figure import rounded
from roireport.present.figures.name import figure_name
from roireport.trace.entry import FigureEntry

_GROUPS: Final = ("financial", "uncertainty", "nonfinancial", "combined")
_COLUMNS: Final = ("figure", "value", "in_report", "difference", "computed_by", "path")
_ELSEWHERE: Final = (
    *("financial.costs.", "financial.gains.", "financial.cash_flow.", "financial.omitted."),
    *("nonfinancial.criteria.",),
)
"""Figures that have their own sheet, or that nothing is computed from."""
_LEAST: Final = {"money": "0.005001", "months": "0.000001"}
"""What rounding to the published digits may change, by kind; of a large number also what a binary one cannot hold."""


def result_sheet(book: Book) -> SheetDraft:
    """Write every figure of the results that is on no other sheet, in the order of results.json."""
    draft = SheetDraft(book.word("sheet.results"), (54, 22, 22, 16, 20, 54))
    draft.opening(book.word("sheet.results"), book.word("results.lead"))
    if not book.ctx.verdict.established:
        draft.text(book.word("results.not_established"))
    for entry in _entries(book.ctx.entries):  # a formula may need a figure that comes below it
        book.put(entry.figure, entry.path)
    for group in _GROUPS:
        entries = [entry for entry in _entries(book.ctx.entries) if entry.path.startswith(f"{group}.")]
        if entries:
            draft.add()
            draft.text(str(book.ctx.words(f"traceability.group.{group}")), "heading")
            draft.heads(book.heads(_COLUMNS))
            for entry in entries:
                draft.add(*_row(book, draft, entry))
    return draft


def _entries(entries: Mapping[str, FigureEntry]) -> Iterator[FigureEntry]:
    groups = tuple(f"{group}." for group in _GROUPS)
    return (
        entry for entry in entries.values() if entry.path.startswith(groups) and not entry.path.startswith(_ELSEWHERE)
    )


def _row(book: Book, draft: SheetDraft, entry: FigureEntry) -> Row:
    figure = entry.figure
    dimension = entry.owner.id if entry.owner and entry.owner.kind == "dimension" else ""
    formula = index_formula(book, figure, dimension) if entry.path.startswith("nonfinancial.") else ""
    formula = formula or formula_of(book, figure)
    value, ours = draft.at(1), draft.at(2)
    kind = kind_of(figure)
    published = rounded(figure) if figure.defined else book.value(figure)
    least = f"MAX({_LEAST.get(kind, '0.0000001')},ABS({ours})/1E12)"
    apart = f"IF(ABS({value}-{ours})<={least},0,{value}-{ours})"
    difference = f"=IF(AND(ISNUMBER({value}),ISNUMBER({ours})),{apart},IF({value}={ours},0,1))"
    return (
        label(str(figure_name(book.ctx, entry.path))),
        book.computed(entry.path, figure, formula, "result"),
        SheetCell(published, "measured", kind),
        number(0, difference, "number") if formula else None,
        SheetCell(book.word("by_formula" if formula else "by_tool")),
        SheetCell(entry.path),
    )
