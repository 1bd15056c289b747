"""The table of objectives and indicators: from where, to where, how far, and whether the objective is reached."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roireport.chart.bullet import Bullet, draw
from roireport.chart.drawing import Role
from roireport.measure.figure import Reason
from roireport.measure.results import KpiResult, ObjectiveResult
from roireport.model.period import Span
from roireport.present.blocks import Align, Cell, Table, TableColumn, TableRow, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import bare_level, named
from roireport.present.figures.value import quoted
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.outcome_text import reason_text

TONES: Final[dict[str, Tone]] = {
    "reached": "positive",
    "reached_late": "warning",
    "missed": "negative",
    "not_measured": "muted",
    "not_due": "accent",
}
_ROLES: Final[dict[Tone, Role]] = {"positive": "positive", "warning": "warning", "negative": "negative"}
_COLUMNS: Final = (
    ("objective", 31), ("baseline", 8), ("target", 8), ("latest", 8), ("way", 16), ("due", 12), ("status", 13),
)  # fmt: skip
_SIDES: Final[dict[str, Align]] = {
    "baseline": "right",
    "target": "right",
    "latest": "right",
    "way": "right",
    "status": "center",
}


def state(result: ObjectiveResult) -> str:
    """Return the status, or undefined."""
    return "undefined" if isinstance(result.status, Reason) else result.status


def under_way(ctx: ReportContext) -> list[KpiResult]:
    """Return the indicators whose attainment is ranked.

    They are measured since the start, and their target is in the wanted direction.
    """
    attainments = [outcome for outcome in ctx.outcomes if outcome.kind == "kpi_attainment"]
    weights = {outcome.subject: outcome.weight for outcome in attainments}
    return [result for result in ctx.results.kpis if weights[result.kpi.id] is not None]


def short_of(ctx: ReportContext, result: ObjectiveResult) -> str:
    """Return the short name of an objective, or of its indicator; empty where neither is given."""
    kpis = {kpi.id: str(kpi.short_name) for kpi in ctx.engagement.kpis}
    return str(result.objective.short or kpis.get(result.objective.kpi or "", ""))


def objectives_table(ctx: ReportContext) -> Table:
    """Return a row for each objective under its goal, then one for each indicator without an objective."""
    columns = (
        TableColumn("", 4),
        *(
            TableColumn(ctx.words(f"objectives.column.{name}"), width, _SIDES.get(name, "left"))
            for name, width in _COLUMNS
        ),
    )
    return Table(columns, tuple(_rows(ctx)), dense=True)


def _rows(ctx: ReportContext) -> Iterator[TableRow]:
    """Yield the rows by goal; a table without any goal has no heads."""
    results = ctx.results.objectives
    served = _by_goal(ctx)
    for goal in sorted(served, key=lambda goal: not goal):
        if any(served):
            yield _head(goal or ctx.words("objectives.goal.none"))
        yield from (_objective(ctx, n, result) for n, result in served[goal])
    others = _without_objective(ctx)
    if others and results:
        yield _head(ctx.words("objectives.kpis.other", n=len(others)))
    yield from (_indicator(ctx, result) for result in others)


def _without_objective(ctx: ReportContext) -> list[KpiResult]:
    owned = {result.objective.kpi for result in ctx.results.objectives}
    return [result for result in ctx.results.kpis if result.kpi.id not in owned]


def _by_goal(ctx: ReportContext) -> dict[str, list[tuple[int, ObjectiveResult]]]:
    """Return the objectives with their numbers by the goal that they serve; empty where they serve none."""
    goals = {goal.id: str(goal.statement) for goal in ctx.engagement.business_goals}
    served: dict[str, list[tuple[int, ObjectiveResult]]] = {}
    for n, result in enumerate(ctx.results.objectives, 1):
        served.setdefault(goals.get(result.objective.business_goal or "", ""), []).append((n, result))
    return served


def _head(text: str) -> TableRow:
    return TableRow((Cell(text),), "group")


def _objective(ctx: ReportContext, n: int, result: ObjectiveResult) -> TableRow:
    """Return the row of an objective: its indicator with unit, and its statement."""
    kpi = next((kpi for kpi in ctx.results.kpis if kpi.kpi.id == result.objective.kpi), None)
    short = short_of(ctx, result)
    lead = named(ctx, kpi, short) if kpi else QuotedText(short)
    statement = str(result.objective.statement)
    sub = f"{statement.rstrip('.')}." if lead else ""
    return TableRow(
        (
            Cell(f"O{n}", tone="muted"),
            Cell(lead or statement, sub=sub, strong=bool(lead)),
            *_levels(ctx, kpi),
            _due(ctx, result),
            _status(ctx, result),
        )
    )


def _indicator(ctx: ReportContext, result: KpiResult) -> TableRow:
    """Return the row of an indicator without an objective."""
    name = Cell(named(ctx, result, str(result.kpi.name)))
    return TableRow((Cell(), name, *_levels(ctx, result), Cell(), Cell()))


def _levels(ctx: ReportContext, result: KpiResult | None) -> tuple[Cell, ...]:
    """Return baseline, target, latest value and attainment of an indicator; dashes without one."""
    if result is None:
        return (Cell(ctx.words("common.none"), tone="muted"),) * 4
    return (
        Cell(bare_level(ctx, result, "baseline")),
        Cell(bare_level(ctx, result, "target")),
        Cell(bare_level(ctx, result, "latest"), strong=True),
        _attainment(ctx, result),
    )


def _attainment(ctx: ReportContext, result: KpiResult) -> Cell:
    """Write the progress to the target, with a bar."""
    way = result.attainment
    tone = _tone(result) if result in under_way(ctx) else "muted"
    text: str = ctx.words("common.none")
    if way.defined:
        text = ctx.detail(f"kpis.{result.kpi.id}.attainment", places=distinct_places(way.known, Decimal(1)))
    share = float(way.known) if way.defined else None
    bullet = draw(Bullet(result.kpi.short_name, text, share, _ROLES.get(tone, "reference")))
    return Cell(text, tone=tone, drawing=bullet, sort=share)


def _tone(result: KpiResult) -> Tone:
    """Return positive at the target, a warning on the way, else negative."""
    way = result.attainment.known
    return "positive" if way >= 1 else "warning" if way > 0 else "negative"


def _due(ctx: ReportContext, result: ObjectiveResult) -> Cell:
    """Write the due date, and below it the value of the indicator then."""
    due = result.objective.due
    if due is None:
        return Cell(ctx.words("common.none"), tone="muted")
    value = quoted(ctx, f"objectives.{result.objective.id}.value_at_due") if result.value_at_due.defined else ""
    return Cell(ctx.formats.day_short(due), sub=value, sort=due.isoformat())


def _status(ctx: ReportContext, result: ObjectiveResult) -> Cell:
    """Write the status, and below it when the objective was reached late or how far it is."""
    if isinstance(result.status, Reason):
        return Cell(ctx.words("common.none"), sub=reason_text(ctx, result.status), tone="muted")
    sub = QuotedText("")
    if isinstance(result.reached_on, Span):
        sub = ctx.words("objectives.reached_on", period=ctx.formats.span(result.reached_on))
    elif isinstance(result.pace, str):
        sub = ctx.words(f"status.pace.{result.pace}")
    tone: Tone = "warning" if result.pace == "behind" else TONES[result.status]
    return Cell(ctx.words(f"status.objective.{result.status}"), sub=sub, tone=tone, pill=True)
