"""The sheet of what holds for the whole engagement: dates, horizon, rates, target."""

from decimal import Decimal

from roireport.export.book import Book, label
from roireport.export.cell import SheetCell
from roireport.export.draft import SheetDraft
from roireport.measure.figure import typed
from roireport.model.located import Located


def general_sheet(book: Book) -> SheetDraft:
    """Write the inputs that belong to no line."""
    draft = SheetDraft(book.word("sheet.general"), (48, 36, 34))
    draft.opening(book.word("sheet.general"))
    draft.heads(book.heads(("input", "value", "origin")))
    _dates(book, draft)
    for key in ("rate", "finance_rate", "reinvest_rate"):
        _rate(book, draft, key)
    _target(book, draft)
    first_year = SheetCell(book.grid.first_year, "measured", "count", name="grid.first_year")
    draft.add(label(book.word("input.first_year")), first_year, label(book.word("by_tool")))
    if book.dated:
        first_day = SheetCell(book.timeline.first_day, "measured", "day", name="discounting.first_day")
        draft.add(label(book.word("input.first_day")), first_day, label(book.word("by_tool")))
    return draft


def _target(book: Book, draft: SheetDraft) -> None:
    engagement = book.ctx.engagement
    if engagement.target_roi is None:
        cell = SheetCell(str(book.ctx.words("undefined.no_target_roi")), "input", "ratio", name="target_roi")
    else:
        cell = book.typed("target_roi", typed(engagement.target_roi, "ratio", engagement.place("target_roi")))
    _input(book, draft, "target_roi", cell)


def _dates(book: Book, draft: SheetDraft) -> None:
    engagement = book.ctx.engagement
    _input(book, draft, "period.start", SheetCell(engagement.period.start, "input", "day", name="period.start"))
    _input(book, draft, "as_of", SheetCell(engagement.as_of, "input", "day", name="as_of"))
    _input(book, draft, "horizon", SheetCell(engagement.horizon, "input", "count", name="horizon"))
    convention = book.word(f"convention.{engagement.discounting.convention}")
    _input(book, draft, "discounting.convention", SheetCell(convention, "input", wide=True))


def _input(book: Book, draft: SheetDraft, path: str, cell: SheetCell) -> None:
    """Add the row of an input, with the place where it was typed."""
    noun, _, key = path.rpartition(".")
    owner: Located = getattr(book.ctx.engagement, noun) if noun else book.ctx.engagement
    draft.add(label(book.word(f"input.{key}")), cell, label(book.origin(owner.place(key))))


def _rate(book: Book, draft: SheetDraft, key: str) -> None:
    """Add a yearly rate; the two of the modified rate of return are the discount rate where they are silent."""
    terms = book.ctx.engagement.discounting
    value: Decimal | None = getattr(terms, key)
    path = f"discounting.{key}"
    if value is not None:
        _input(book, draft, path, book.typed(path, typed(value, "ratio", terms.place(key))))
        return
    absent = str(book.ctx.words("undefined.no_discount_rate"))
    rate = terms.rate if terms.rate is not None else absent
    formula = "" if key == "rate" else "=discounting.rate"
    _input(book, draft, path, SheetCell(rate, "formula" if formula else "input", "ratio", formula, path))
