"""The sheet of the cash flow: each period with its cost, its gains, and what they have added up to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.export.book import Book, number
from roireport.export.cell import Row, SheetCell, named
from roireport.export.draft import SheetDraft
from roireport.measure.financial import CashPeriod, GainResult

_FIRST: Final = ("month", "period", "opening", "closing", "cost")
_LAST: Final = (
    *("gain", "net", "cumulative", "below", "paying", "years", "moment", "factor"),
    *("pv_cost", "pv_gain", "discounted_cumulative", "discounted_below"),
)
_CENT: Final = 4
"""Decimals to which a sum is looked at when only its sign counts: a spreadsheet adds in binary."""


def flow_sheet(book: Book) -> SheetDraft:
    """Write the periods of the horizon; the columns have names that the sheet of results uses."""
    gains = list(enumerate(book.ctx.results.financial.gains, 1))
    draft = SheetDraft(book.word("sheet.flows"), (10, 9, 9, 9, 15, *(15 for _ in gains), *(15 for _ in _LAST)))
    draft.opening(book.word("sheet.flows"), book.word("flows.lead"))
    draft.heads([*book.heads(_FIRST), *(f"G{n}" for n, _ in gains), *book.heads(_LAST)])
    rows = _FlowRows(book, draft, [gain for _, gain in gains])
    draft.table(rows.rows(), {column: f"cash_flow.{name}" for name, column in rows.at.items()})
    if book.dated:
        _dated(book, draft, [gain for _, gain in gains])
    return draft


class _FlowRows:
    """The rows of the table, written from top to bottom with the sums so far."""

    def __init__(self, book: Book, draft: SheetDraft, gains: list[GainResult]) -> None:
        self.book, self.draft, self.gains = book, draft, gains
        self.cumulative = self.discounted = self.net = Decimal(0)
        self.at = {name: column for column, name in enumerate(_FIRST)}
        self.at |= {name: len(_FIRST) + len(gains) + column for column, name in enumerate(_LAST)}

    def rows(self) -> Iterator[Row]:
        """Yield the row of each period."""
        for period in self.book.ctx.results.financial.cash_flow:
            yield self._row(period)

    def _row(self, period: CashPeriod) -> Row:
        opening, closing = self.book.grid.span(period.index)
        cost = sum((part.figure.known for part in period.cost.inputs), Decimal(0))
        gain = sum((part.figure.known for part in period.gain.inputs), Decimal(0))
        here = {name: self.draft.at(column) for name, column in self.at.items()}
        spent = f"=SUMIF(costs.months.period,{here['period']},costs.months.net)"
        first, last = len(_FIRST), len(_FIRST) + len(self.gains) - 1
        won = f"=SUM({self.draft.at(first)}:{self.draft.at(last)})" if self.gains else "=0"
        return (
            SheetCell(period.period, "measured"),
            SheetCell(period.index, "measured", "count"),
            SheetCell(opening, "measured", "count"),
            SheetCell(closing, "measured", "count"),
            number(cost, spent),
            *(self._gain(gain, period) for gain in self.gains),
            number(gain, won),
            number(gain - cost, f"={here['gain']}-{here['cost']}"),
            *self._running(here, period, gain, gain - cost),
            *self._discounted(here, period),
        )

    def _gain(self, result: GainResult, period: CashPeriod) -> SheetCell:
        amount = sum((flow.amount.known for flow in result.flows if flow.period == period.index), Decimal(0))
        path = named(f"gains.{result.gain.id}")
        return number(amount, f"=SUMIF({path}.months.period,{self.draft.at(1)},{path}.months.net)")

    def _running(self, here: dict[str, str], period: CashPeriod, gain: Decimal, net: Decimal) -> tuple[SheetCell, ...]:
        """The sum so far, whether it is below 0, and whether the period has a gain: its number, or nothing."""
        self.cumulative, self.net = self.cumulative + net, net
        above = self._above("cumulative") if period.index else ""
        below = f"=IF(ROUND({here['cumulative']},{_CENT})<0,{here['period']},-1)"
        paying = f'=IF(ROUND({here["gain"]},{_CENT})<>0,{here["period"]},"")'
        return (
            number(self.cumulative, f"={above}{here['net']}"),
            number(period.index if round(self.cumulative, _CENT) < 0 else -1, below, "count"),
            SheetCell(period.index if round(gain, _CENT) else "", "formula", "count", paying),
        )

    def _above(self, name: str) -> str:
        return f"{self.draft.at(self.at[name], self.draft.next - 1)}+"

    def _discounted(self, here: dict[str, str], period: CashPeriod) -> tuple[SheetCell, ...]:
        """Years, factor and present values; without a rate the factor is empty and the values are 0."""
        rate, dated = self.book.ctx.engagement.discounting.rate, self.book.dated
        years = self.book.years(period.index)
        factor = Decimal(1) if rate is None else Decimal((1.0 + float(rate)) ** -years)
        worth = [self._worth(side, period, factor) for side in ("cost", "gain")]
        self.discounted += worth[1] - worth[0]
        present = [self._present(side, here) for side in ("cost", "gain")]
        above = self._above("discounted_cumulative") if period.index else ""
        below = f"=IF(ROUND({here['discounted_cumulative']},{_CENT})<0,{here['period']},-1)"
        formula = f"=IF(ISNUMBER(discounting.rate),(1+discounting.rate)^-{here['years']},1)"
        return (
            SheetCell("", "measured") if dated else number(Decimal(repr(years)), self._years(here), "factor"),
            self._moment(here, years, period),
            SheetCell("", "measured") if dated else number(factor, formula, "factor"),
            number(worth[0], present[0]),
            number(worth[1], present[1]),
            number(self.discounted, f"={above}{here['pv_gain']}-{here['pv_cost']}"),
            number(period.index if round(self.discounted, _CENT) < 0 else -1, below, "count"),
        )

    def _moment(self, here: dict[str, str], years: float, period: CashPeriod) -> SheetCell:
        """When a flow that is not 0 falls, or nothing; by the day there is a table of its own."""
        if self.book.dated:
            return SheetCell("", "measured")
        formula = f'=IF(ROUND({here["net"]},{_CENT})<>0,{here["years"]},"")'
        return SheetCell(Decimal(repr(years)) if round(self.net, _CENT) else "", "formula", "factor", formula)

    def _years(self, here: dict[str, str]) -> str:
        """When a period's flows fall, in years, by the convention."""
        convention = self.book.timeline.convention
        return {"month_end": f"={here['period']}/12", "spreadsheet": f"={here['period']}+1"}.get(
            convention, f"={here['period']}"
        )

    def _worth(self, side: str, period: CashPeriod, factor: Decimal) -> Decimal:
        financial = self.book.ctx.results.financial
        lines = financial.costs if side == "cost" else financial.gains
        flows = [flow for line in lines for flow in line.flows if flow.period == period.index]
        factors = [self.book.factor(flow) if self.book.dated else factor for flow in flows]
        return sum((flow.amount.known * by for flow, by in zip(flows, factors, strict=True)), Decimal(0))

    def _present(self, side: str, here: dict[str, str]) -> str:
        if not self.book.dated:
            return f"={here[side]}*{here['factor']}"
        tables = ["costs"] if side == "cost" else [named(f"gains.{gain.gain.id}") for gain in self.gains]
        sums = [f"SUMIF({name}.months.period,{here['period']},{name}.months.present_value)" for name in tables]
        return "=" + ("+".join(sums) or "0")


def _dated(book: Book, draft: SheetDraft, gains: list[GainResult]) -> None:
    """Add the flows by day: the rates of return take each day on its own."""
    draft.heads(book.heads(("day", "years", "net")))
    tables = [("costs", "-")] + [(named(f"gains.{gain.gain.id}"), "+") for gain in gains]
    rows = []
    for row, (day, net) in enumerate(book.by_day(), draft.next):
        sums = "".join(f"{sign}SUMIF({name}.months.day,A{row},{name}.months.net)" for name, sign in tables)
        years = Decimal((day - book.timeline.first_day).days) / 365
        rows.append(
            (
                SheetCell(day, "measured", "day"),
                number(years, f"=(A{row}-discounting.first_day)/365", "factor"),
                number(net, f"={sums}"),
            )
        )
    draft.table(rows, {0: "dated.day", 1: "dated.years", 2: "dated.net"})
