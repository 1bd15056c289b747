"""The sheet of costs: each line from what was typed to what it comes to, and its amounts over time."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.export.book import Book, label, number
from roireport.export.cell import Row, SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.export.parts import FLOW_COLUMNS, dated_columns, flow_rows, month_cells, present_cells, state_text
from roireport.measure.costs import cost_parts, declared, funded_share, overrun_rate, prorated
from roireport.measure.figure import Figure, typed
from roireport.measure.financial import CostResult
from roireport.measure.timing import at, within
from roireport.model.cost import Cost

_LINE: Final = (
    *("line", "label", "category", "quantity", "unit_cost", "amount", "used", "of", "prorated", "gross"),
    *("funded_share", "funded", "overrun_rate", "overrun", "net", "to_date", "origin"),
)
_PARTS: Final = ("line", "month", "period", "state", "gross", "net")
_WIDTHS: Final = (9, 34, 20, 14, 14, 15, 11, 11, 15, 15, 11, 15, 11, 15, 15, 15, 30)


def cost_sheet(book: Book) -> SheetDraft:
    """Write every cost line, the amounts that were written one by one, and when each amount falls."""
    draft = SheetDraft(book.word("sheet.costs"), _WIDTHS)
    draft.opening(book.word("sheet.costs"), book.word("costs.lead"))
    costs = list(enumerate(book.ctx.results.financial.costs, 1))
    draft.heads(book.heads(_LINE))
    draft.table((_line(book, draft, f"C{n}", result) for n, result in costs), {14: "costs.net", 15: "costs.to_date"})
    draft.heads(book.heads(FLOW_COLUMNS))
    draft.table(_written(book, costs), {0: "costs.flows.line", 2: "costs.flows.amount"})
    columns = (*_PARTS, *dated_columns(book))
    draft.heads(book.heads(columns))
    rows = (row for n, result in costs for row in _months(book, draft, f"C{n}", result))
    draft.table(rows, {column: f"costs.months.{name}" for column, name in enumerate(columns)})
    return draft


def _written(book: Book, costs: list[tuple[int, CostResult]]) -> Iterator[Row]:
    """Yield the amounts that were written one by one."""
    for n, result in costs:
        yield from flow_rows(book, f"C{n}", _path(result.cost), result.cost.flows or ())


def _path(cost: Cost) -> str:
    return f"costs.{cost.id}"


def _line(book: Book, draft: SheetDraft, code: str, result: CostResult) -> Row:
    cost, path, published = result.cost, _path(result.cost), f"financial.costs.{result.cost.id}"
    here = {name: draft.at(column) for column, name in enumerate(_LINE)}
    to_date = f'=SUMIFS(costs.months.net,costs.months.line,{here["line"]},costs.months.state,"<>{_forecast(book)}")'
    gross = f"=SUMIF(costs.months.line,{here['line']},costs.months.gross)"
    kept = f"{here['gross']}*(1-{here['funded_share']})"
    return (
        SheetCell(code),
        label(str(cost.label)),
        SheetCell(str(book.ctx.words(f"figure.category.{cost.category}"))),
        *_amount(book, here, cost),
        *_prorated(book, here, cost),
        book.computed(f"{published}.gross", result.gross, gross),
        book.typed(f"{path}.funded", funded_share(cost)),
        book.computed(f"{published}.funded", result.funded, f"={here['gross']}*{here['funded_share']}"),
        book.typed(f"{path}.overrun", overrun_rate(cost)),
        book.computed(f"{published}.overrun", result.overrun, f"={kept}*{here['overrun_rate']}"),
        book.computed(f"{published}.net", result.net, f"={kept}*(1+{here['overrun_rate']})", "result"),
        book.computed(f"{published}.to_date", result.to_date, to_date),
        SheetCell(book.origin(cost.place())),
    )


def _forecast(book: Book) -> str:
    return state_text(book, "forecast")


def _amount(book: Book, here: dict[str, str], cost: Cost) -> tuple[SheetCell | None, ...]:
    """Quantity, unit cost and amount; the amount alone where it was typed."""
    path, whole = _path(cost), declared(cost)
    if cost.flows is not None:
        formula = f"=SUMIF(costs.flows.line,{here['line']},costs.flows.amount)"
        return None, None, book.computed(f"{path}.amount", whole, formula)
    if cost.quantity is None:
        return None, None, book.typed(f"{path}.amount", whole)
    quantity, unit_cost = (given.figure for given in whole.inputs)
    return (
        book.typed(f"{path}.quantity", quantity),
        book.typed(f"{path}.unit_cost", unit_cost),
        book.computed(f"{path}.amount", whole, f"={here['quantity']}*{here['unit_cost']}"),
    )


def _prorated(book: Book, here: dict[str, str], cost: Cost) -> tuple[SheetCell | None, ...]:
    """What was used of a shared cost, and the engagement's part of it."""
    path, part = _path(cost), prorated(cost)
    name = named(f"{path}.prorated")
    if cost.prorate is None:
        return None, None, SheetCell(part.known, "formula", "money", f"={here['amount']}", name)
    return (
        _typed(book, f"{path}.prorate.used", cost.prorate.used, cost),
        _typed(book, f"{path}.prorate.of", cost.prorate.of, cost),
        number(part.known, f"={here['amount']}*{here['used']}/{here['of']}", "money", name),
    )


def _typed(book: Book, path: str, value: Decimal, cost: Cost) -> SheetCell:
    key = path.rpartition(".")[2]
    figure: Figure = typed(value, "number", cost.prorate.place(key) if cost.prorate else None)
    return book.typed(path, figure)


def _months(book: Book, draft: SheetDraft, code: str, result: CostResult) -> Iterator[Row]:
    """The rows of a cost over time: an even share of what it was typed for."""
    cost, path = result.cost, named(_path(result.cost))
    paired = list(zip(cost_parts(cost, book.grid), _sources(book, cost), strict=True))
    counted = [(part, source) for part, source in paired if within(book.grid, [part])]
    for (part, source), flow in zip(counted, result.flows, strict=True):
        gross, net = draft.at(4), draft.at(5)
        rates = f"(1-{path}.funded)*(1+{path}.overrun)"
        yield (
            SheetCell(code),
            *month_cells(book, part),
            number(part.amount, source),
            number(flow.amount.known, f"={gross}*{rates}"),
            *present_cells(book, draft, flow, net, 6),
        )


def _sources(book: Book, cost: Cost) -> Iterator[str]:
    """For each part of a cost, in order, the formula of its gross amount."""
    path = named(_path(cost))
    if cost.flows is None:
        count = len(cost_parts(cost, book.grid))
        yield from [f"={path}.prorated/{count}"] * count
        return
    share = f"*{path}.prorate.used/{path}.prorate.of" if cost.prorate else ""
    for number_, flow in enumerate(cost.flows, 1):
        count = len(at(book.grid, flow.when, flow.amount, cost=True))
        yield from [f"={path}.flows.{number_}{share}/{count}"] * count
