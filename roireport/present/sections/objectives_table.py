"""The table of the objectives: how SMART they are, and whether they are reached at their due date."""

from typing import Final

from roireport.measure.figure import Reason
from roireport.measure.results import ObjectiveResult
from roireport.model.objective import Objective
from roireport.model.period import Span
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow, Tone
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.figures.value import quoted
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.outcome_text import reason_text
from roireport.present.story.section import source

TONES: Final[dict[str, Tone]] = {
    "reached": "positive",
    "reached_late": "warning",
    "missed": "negative",
    "not_measured": "muted",
    "not_due": "accent",
}


def code(n: int) -> str:
    """Return the code of an indicator in tables."""
    return f"K{n}"


def state(result: ObjectiveResult) -> str:
    """Return the status, or undefined."""
    return "undefined" if isinstance(result.status, Reason) else result.status


def objectives_table(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the table, or a sentence where no objective is recorded."""
    results = ctx.results.objectives
    if not results:
        return (Sentence(ctx.words("objectives.empty")),)
    columns = (
        TableColumn("", 4),
        TableColumn(ctx.words("objectives.column.objective"), 38),
        TableColumn(ctx.words("objectives.column.goal"), 18),
        TableColumn(ctx.words("objectives.column.kpi"), 6),
        TableColumn(ctx.words("objectives.column.due"), 11),
        TableColumn(ctx.words("objectives.column.at_due"), 9, "right"),
        TableColumn(ctx.words("objectives.column.status"), 14, "center"),
    )
    rows = tuple(_objective(ctx, n, result) for n, result in enumerate(results, 1))
    subtitle = ctx.words("objectives.smart.subtitle", day=ctx.formats.day(ctx.engagement.as_of))
    body = Table(columns, rows, dense=True)
    return (Exhibit(_smart_title(ctx), subtitle, body, source(ctx, ()), note=ctx.words("objectives.smart.note")),)


def _smart_title(ctx: ReportContext) -> QuotedText:
    """Count the objectives that are complete and serve a goal."""
    results = ctx.results.objectives
    whole, total = sum(not result.smart.missing for result in results), len(results)
    form = "all" if whole == total else "some" if whole else "none"
    count, all_of = spelled(ctx, whole), spelled(ctx, total)
    return capitalised(ctx.words(f"objectives.smart.title.{form}", n=whole or total, count=count, total=all_of))


def _objective(ctx: ReportContext, n: int, result: ObjectiveResult) -> TableRow:
    """Return the row of an objective, with what it lacks to be SMART."""
    objective = result.objective
    goals = {goal.id: goal.statement for goal in ctx.engagement.business_goals}
    none = ctx.words("common.none")
    lacks = tuple(ctx.words(f"objectives.lacks.{name}") for name in result.smart.missing)
    sub = ctx.words("objectives.lacks", list=ctx.words.listed(lacks)) if lacks else ""
    codes = {kpi.id: code(i) for i, kpi in enumerate(ctx.engagement.kpis, 1)}
    due = ctx.formats.day_short(objective.due) if objective.due else none
    return TableRow(
        (
            Cell(f"O{n}", tone="muted"),
            Cell(_statement(ctx, objective), sub=sub),
            Cell(goals.get(objective.business_goal or "", none)),
            Cell(codes.get(objective.kpi or "", none)),
            Cell(due, sort=objective.due.isoformat() if objective.due else ""),
            _value_at_due(ctx, result),
            _status(ctx, result),
        )
    )


def _statement(ctx: ReportContext, objective: Objective) -> str:
    """Write the statement of an objective, after its short name where it has one."""
    if objective.short is None:
        return objective.statement
    return ctx.words("objectives.named", short=objective.short, statement=objective.statement)


def _value_at_due(ctx: ReportContext, result: ObjectiveResult) -> Cell:
    path = f"objectives.{result.objective.id}.value_at_due"
    return Cell(quoted(ctx, path)) if result.value_at_due.defined else Cell(ctx.words("common.none"), tone="muted")


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
