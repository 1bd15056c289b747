"""The sheet of indicators: each period with its value, what would have been without the engagement, and the effect."""

from typing import Final

from roireport.export.book import Book, kind_of, label
from roireport.export.cell import Row, SheetCell
from roireport.export.draft import SheetDraft
from roireport.measure.results import KpiResult, PeriodEffect

_COLUMNS: Final = ("period", "phase", "value", "counterfactual", "effect", "origin")


def kpi_sheet(book: Book) -> SheetDraft:
    """Write every series. The counterfactual is computed by the tool; the effect is a formula."""
    draft = SheetDraft(book.word("sheet.kpis"), (34, 16, 16, 20, 16, 34))
    draft.opening(book.word("sheet.kpis"), book.word("kpis.lead"))
    for result in book.ctx.results.kpis:
        _kpi(book, draft, result)
    return draft


def _kpi(book: Book, draft: SheetDraft, result: KpiResult) -> None:
    kpi = result.kpi
    draft.add()
    draft.text(str(kpi.name), "heading")
    method = book.word(f"kpis.method.{kpi.method}")
    draft.add(label(book.word("kpis.method")), None, SheetCell(method, "measured"))
    direction = book.word(f"kpis.direction.{kpi.direction}")
    place = SheetCell(book.origin(kpi.place("direction")))
    draft.add(label(book.word("kpis.direction")), None, SheetCell(direction, "input"), None, None, place)
    draft.heads(book.heads(_COLUMNS))
    first = draft.next + sum(not row.after_start for row in result.series)
    draft.table((_row(book, draft, result, row) for row in result.series), {})
    mean = label(str(book.ctx.words("figure.kpis.effect.mean")))
    draft.add(mean, *_mean(book, draft, result, first))


def _row(book: Book, draft: SheetDraft, result: KpiResult, row: PeriodEffect) -> Row:
    path = f"kpis.{result.kpi.id}.series.{row.period}"
    value, expected = draft.at(2), draft.at(3)
    difference = f"{value}-{expected}" if result.kpi.sign > 0 else f"{expected}-{value}"
    formula = "" if row.phase == "transition" else f"=IF(ISNUMBER({expected}),{difference},{expected})"
    return (
        SheetCell(str(row.period)),
        SheetCell(book.word(f"kpis.phase.{row.phase}")),
        SheetCell(row.value.known, "input", kind_of(row.value), name=book.put(row.value, f"{path}.value")),
        book.computed(f"{path}.counterfactual", row.counterfactual, ""),
        book.computed(f"{path}.effect", row.effect, formula),
        SheetCell(book.origin(row.value.place)),
    )


def _mean(book: Book, draft: SheetDraft, result: KpiResult, first: int) -> Row:
    """The mean effect since the start, whose rows begin with the first."""
    mean = result.effect.mean
    formula = f"=AVERAGE({draft.at(4, first)}:{draft.at(4, draft.next - 1)})" if mean.defined else ""
    return None, None, None, book.computed(f"kpis.{result.kpi.id}.effect.mean", mean, formula, "result")
