"""The sheet of gains: a row for each, from gross to net."""

from typing import Final

from roireport.export.book import Book, label
from roireport.export.cell import Row, SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.measure.financial import STEPS, GainResult

_SUMMED: Final = ("gross", "net", "to_date", "observed")
_FIGURES: Final = ("gross", *STEPS, "net", "to_date", "observed")


def gains_sheet(book: Book) -> SheetDraft:
    """Write a row for each gain with its steps, as the report does; each cell leads to the gain's own sheet."""
    draft = SheetDraft(book.word("sheet.gains"), (8, 44, *(16 for _ in _FIGURES)))
    draft.opening(book.word("sheet.gains"), book.word("gains.lead"))
    draft.heads([*book.heads(("line", "label")), *(figure_label(book, name) for name in _FIGURES)])
    gains = enumerate(book.ctx.results.financial.gains, 1)
    names = {2 + _FIGURES.index(name): f"gains.all.{name}" for name in _SUMMED}
    draft.table((_row(book, f"G{n}", gain) for n, gain in gains), names)
    return draft


def figure_label(book: Book, name: str) -> str:
    """The name of a step, or of what a gain comes to."""
    return (
        book.word(f"gain.{name}")
        if name in ("to_date", "observed")
        else str(book.ctx.words(f"costs_gains.step.{name}"))
    )


def _row(book: Book, code: str, result: GainResult) -> Row:
    figures = {"gross": result.gross, **dict(result.taken)}
    figures |= {"net": result.net, "to_date": result.to_date, "observed": result.observed}
    cells = []
    for name, figure in figures.items():
        linked = figure.defined or name in _SUMMED
        formula = f"={named(f'financial.gains.{result.gain.id}.{name}')}" if linked else ""
        cells.append(SheetCell(book.value(figure), "formula" if linked else "measured", "money", formula))
    return (SheetCell(code), label(str(result.gain.label)), *cells)
