"""The table of gains: gross, rates and net; its columns add up to the shown totals."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from roireport.measure.financial import STATES, GainResult
from roireport.model.gain import Gain
from roireport.present.blocks import Cell, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.totals import Totals

_NET_WIDTH: Final = 9.5
_STEP_WIDTH: Final = 8.6
_NAME_WIDTH: Final = 24.0
"""The least width of the names."""

RATES: Final[dict[str, Callable[[Gain], Decimal | None]]] = {
    "drop_off": lambda gain: gain.drop_off,
    "margin": lambda gain: gain.margin,
    "deadweight": lambda gain: gain.deadweight,
    "displacement": lambda gain: gain.displacement,
    "attribution": lambda gain: gain.attribution.share if gain.attribution else None,
    "confidence": lambda gain: gain.attribution.confidence if gain.attribution else None,
    "risk": lambda gain: gain.risk,
}
"""The typed rate of each step; None where the gain has none."""


def gains_table(ctx: ReportContext, shown: Totals) -> Table:
    """Make a row for each gain, and columns for gross, each step, and net."""
    steps = tuple(step for step, _ in shown.taken)
    results = ctx.results.financial.gains
    gross = shown.scale.parts([result.gross.value or Decimal(0) for result in results], shown.gross)
    net = shown.scale.parts([result.net.value or Decimal(0) for result in results], shown.net)
    amounts = zip(results, gross, net, strict=True)
    rows = [_row(ctx, shown, f"G{n}", *gain) for n, gain in enumerate(amounts, 1)]
    return Table(_columns(ctx, shown, steps), (*rows, *_taken(ctx, shown), _total(ctx, shown)), dense=True)


def _columns(ctx: ReportContext, shown: Totals, steps: tuple[str, ...]) -> tuple[TableColumn, ...]:
    """Return the columns; the name takes the width that the figures leave."""
    words, unit = ctx.words, shown.scale.unit
    step_width = min(_STEP_WIDTH, (100 - 4 - 2 * _NET_WIDTH - _NAME_WIDTH) / max(len(steps), 1))
    left = 100 - 4 - 2 * _NET_WIDTH - step_width * len(steps)
    return (
        TableColumn("", 4),
        TableColumn(words("costs_gains.column.gain"), left),
        TableColumn(words("costs_gains.column.gross", unit=unit), _NET_WIDTH, "right"),
        *(TableColumn(words(f"costs_gains.column.{step}"), step_width, "right") for step in steps),
        TableColumn(words("costs_gains.column.net", unit=unit), _NET_WIDTH, "right"),
    )


def _row(ctx: ReportContext, shown: Totals, code: str, result: GainResult, gross: Decimal, net: Decimal) -> TableRow:
    """Return the row of a gain: its amounts, and its rates as typed."""
    path = f"financial.gains.{result.gain.id}"
    why = _states(ctx, result) if result.gross.defined else ctx.text(result.gross)
    return TableRow(
        (
            Cell(code, tone="muted"),
            Cell(result.gain.label, sub=why),
            _amount(ctx, shown, result.gross.defined, f"{path}.gross", gross),
            *(_rate(ctx, path, step, result.gain) for step, _ in shown.taken),
            _amount(ctx, shown, result.net.defined, f"{path}.net", net, strong=True),
        )
    )


def _states(ctx: ReportContext, result: GainResult) -> str:
    """Say how sure the amounts of a gain are: observed, elapsed, forecast, or some of each."""
    states = {flow.state for flow in result.flows}
    return ctx.words.listed(tuple(ctx.words(f"costs_gains.state.{state}") for state in STATES if state in states))


def _amount(
    ctx: ReportContext, shown: Totals, is_defined: bool, path: str, amount: Decimal, *, strong: bool = False
) -> Cell:
    """Write an amount in the unit of the column; a dash where it is undefined."""
    if not is_defined:
        return Cell(ctx.words("common.none"), tone="muted", strong=strong)
    return Cell(QuotedText(shown.scale.digits(amount), (path,)), strong=strong, sort=float(amount))


def _rate(ctx: ReportContext, path: str, step: str, gain: Gain) -> Cell:
    """Write the rate of a step as typed.

    Lag and ramp in months; a dash where there is none.
    """
    if step == "lag_ramp":
        if gain.lag is None and gain.ramp is None:
            return Cell(ctx.words("common.none"), tone="muted")
        months = ctx.words("costs_gains.lag_ramp", lag=gain.lag or 0, ramp=gain.ramp or 0)
        return Cell(cited(ctx, months, f"gains.{gain.id}.lag", f"{path}.lag_ramp"))
    typed = RATES[step](gain)
    if typed is None:
        return Cell(ctx.words("common.none"), tone="muted")
    shown = rate(ctx, typed, f"gains.{gain.id}.{step}", f"{path}.{step}")
    return Cell(ctx.words("costs_gains.yearly", rate=shown) if step == "drop_off" else shown)


def _takers(ctx: ReportContext, step: str) -> list[str]:
    """Return the paths of the amounts that a step takes from the gains."""
    paths = [f"financial.gains.{result.gain.id}.{step}" for result in ctx.results.financial.gains]
    return [path for path in paths if ctx.figures[path].value]


def _taken(ctx: ReportContext, shown: Totals) -> tuple[TableRow, ...]:
    """Return the row of the amounts that each step takes; none where no step takes anything."""
    if not shown.taken:
        return ()
    label = Cell(ctx.words("costs_gains.taken", unit=shown.scale.unit))
    taken = (Cell(QuotedText(shown.scale.digits(-amount), _takers(ctx, step))) for step, amount in shown.taken)
    return (TableRow((Cell(), label, Cell(), *taken, Cell())),)


def _total(ctx: ReportContext, shown: Totals) -> TableRow:
    """Return the totals of gross and net; the rates have none."""
    net = shown.net if shown.net is not None else Decimal(0)
    return TableRow(
        (
            Cell(),
            Cell(ctx.words("costs_gains.total"), strong=True),
            Cell(QuotedText(shown.scale.digits(shown.gross), ("financial.gain_gross",)), strong=True),
            *(Cell() for _ in shown.taken),
            Cell(QuotedText(shown.scale.digits(net), ("financial.gain",)), strong=True),
        ),
        "total",
    )
