"""What the tables of amounts over time share: the columns of period, state and present value."""

from collections.abc import Sequence

from roireport.export.book import Book
from roireport.export.cell import SheetCell
from roireport.export.draft import SheetDraft
from roireport.measure.figure import typed
from roireport.measure.financial import DatedAmount, State
from roireport.measure.timing import AmountPart
from roireport.model.flow import Flow
from roireport.model.period import month_text
from roireport.present.sections.gain_steps import when_text

FLOW_COLUMNS = ("line", "when", "amount", "origin")
"""The heads of a table of amounts as they were written."""


def dated_columns(book: Book) -> tuple[str, ...]:
    """The columns that a table of amounts has where flows are discounted by the day."""
    return ("day", "present_value") if book.dated else ()


def state_text(book: Book, state: State) -> str:
    """How sure an amount is, in a word."""
    return str(book.ctx.words(f"costs_gains.state.{state}"))


def month_cells(book: Book, part: AmountPart) -> tuple[SheetCell, SheetCell, SheetCell]:
    """The calendar month of a part, its period in the cash flow, and its state: constants."""
    return (
        SheetCell(month_text(book.grid.first + part.month), "measured"),
        SheetCell(part.period, "measured", "count"),
        SheetCell(state_text(book, part.state), "measured"),
    )


def present_cells(book: Book, draft: SheetDraft, flow: DatedAmount, net: str, column: int) -> tuple[SheetCell, ...]:
    """The day of an amount and its present value, where flows are discounted by the day; else nothing.

    Args:
        net: The address of the amount.
        column: That of the day.
    """
    if not book.dated:
        return ()
    at = draft.at(column)
    formula = f"=IF(ISNUMBER(discounting.rate),{net}*(1+discounting.rate)^-(({at}-discounting.first_day)/365),{net})"
    worth = flow.amount.known * book.factor(flow)
    return SheetCell(flow.day, "measured", "day"), SheetCell(worth, "formula", "money", formula)


def flow_rows(book: Book, code: str, path: str, flows: Sequence[Flow]) -> list[tuple[SheetCell, ...]]:
    """The rows of amounts as they were written, each under its name."""
    return [
        (
            SheetCell(code),
            SheetCell(str(when_text(book.ctx, flow.when))),
            book.typed(f"{path}.flows.{number}", typed(flow.amount, "money", flow.place("amount"))),
            SheetCell(book.origin(flow.place("amount"))),
        )
        for number, flow in enumerate(flows, 1)
    ]
