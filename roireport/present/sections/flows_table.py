"""B.3: the flows period by period."""

from collections.abc import Iterable, Iterator
from typing import Final

from roireport.measure.financial import CashPeriod
from roireport.model.period import month_of
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.appendix_columns import appendix_columns

_COLUMNS: Final = {"period": 20, "state": 18, "cost": 20, "gain": 20, "cumulative": 22}
_DISCOUNTED: Final = {"period": 16, "state": 14, "cost": 16, "gain": 16, "cumulative": 18, "discounted_cumulative": 20}
"""Widths in percent."""


def flows_table(ctx: ReportContext) -> Iterator[Block]:
    """Yield state, cost, gain, and the running totals of every period."""
    periods = ctx.results.financial.cash_flow
    if not any(period.cost.value or period.gain.value for period in periods):
        return
    widths = _COLUMNS if ctx.engagement.discounting.rate is None else _DISCOUNTED
    amounts = tuple(widths)[2:]
    columns = appendix_columns(ctx, widths, amounts)
    rows = tuple(_period(ctx, period, amounts) for period in periods)
    title = ctx.words("traceability.flows.title", currency=ctx.engagement.currency)
    body = Table(columns, rows, dense=True)
    yield Exhibit(title, ctx.words("traceability.flows.rounded"), body, "", note=_discounting(ctx))


def _discounting(ctx: ReportContext) -> str:
    """Write by what a flow is divided in the discounted total; empty where nothing is discounted."""
    terms = ctx.engagement.discounting
    if terms.rate is None:
        return ""
    shown = rate(ctx, terms.rate, "discounting.rate")
    return ctx.words(f"traceability.flows.discounted.{terms.convention}", rate=shown)


def _period(ctx: ReportContext, period: CashPeriod, names: Iterable[str]) -> TableRow:
    """Return the row of a period; `names` are its amounts in results.json."""
    state = ctx.words(f"costs_gains.state.{period.state}") if period.gain.value else ""
    amounts = (Cell(_whole(ctx, f"financial.cash_flow.{period.period}.{name}")) for name in names)
    return TableRow((Cell(_period_name(ctx, period)), Cell(state), *amounts))


def _period_name(ctx: ReportContext, period: CashPeriod) -> str:
    if ctx.engagement.discounting.yearly:
        return str(ctx.words("traceability.flows.year", number=period.period))
    return ctx.formats.month(month_of(ctx.engagement.period.start) + period.index, short=True)


def _whole(ctx: ReportContext, path: str) -> QuotedText | str:
    """An amount in whole units of the currency; empty where it has no value."""
    figure = ctx.figures[path]
    return "" if figure.value is None else QuotedText(ctx.formats.number(figure.value, 0), (path,))
