"""How the effect on each KPI was isolated: what it is compared with, over which periods, with which reservations."""

from decimal import Decimal
from typing import Final

from roireport.measure.results import KpiResult
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.doubt_text import doubt_text
from roireport.present.figures.figure_text import capitalised, rate
from roireport.present.language.quoted_text import joined
from roireport.present.language.typography import NO_BREAK
from roireport.present.sections.measurement import control_group

_COLUMNS: Final = {"kpi": 21, "comparison": 37, "periods": 13, "doubts": 29}
"""Widths in percent."""


def isolation_table(ctx: ReportContext) -> Block:
    """Return a row for each KPI; a sentence where there is none."""
    words = ctx.words
    if not ctx.results.kpis:
        return Sentence(words("method.counterfactual.empty"))
    columns = tuple(TableColumn(words(f"method.isolation.{name}"), width) for name, width in _COLUMNS.items())
    groups = _groups(ctx)
    rows = tuple(_row(ctx, result, groups[result.kpi.id]) for result in ctx.results.kpis)
    return Exhibit(words("method.counterfactual.title"), "", Table(columns, rows, dense=True), "")


def _groups(ctx: ReportContext) -> dict[str, str]:
    """Describe the control group of each KPI; one that several share at the first, to which the others refer."""
    described: dict[str, str] = {}
    groups: dict[str, str] = {}
    for kpi in ctx.engagement.kpis:
        text = "" if kpi.control is None else control_group(ctx, kpi.control)
        first = described.setdefault(text, str(kpi.name)) if text else str(kpi.name)
        groups[kpi.id] = text if first == str(kpi.name) else str(ctx.words("method.control.same", kpi=first))
    return groups


def _row(ctx: ReportContext, result: KpiResult, group: str) -> TableRow:
    given = result.kpi.counterfactual
    growth = Decimal(0) if given is None or given.growth is None else given.growth
    method = ctx.words(
        f"method.counterfactual.{result.kpi.method}",
        growth=rate(ctx, growth, f"kpis.{result.kpi.id}.counterfactual.growth"),
    )
    periods = f"{result.effect.periods_before}{NO_BREAK}+{NO_BREAK}{result.effect.periods}"
    doubts = joined([doubt_text(ctx, result, doubt) for doubt in result.effect.doubts], ctx.words("common.semicolon"))
    return TableRow(
        (
            Cell(str(result.kpi.name), strong=True),
            Cell(method, sub=group),
            Cell(periods),
            Cell(capitalised(doubts) if doubts else ctx.words("common.none")),
        )
    )
