"""The decisions that the client is asked to take now, as a table on the summary."""

from decimal import Decimal

from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.model.recommendation import Decision
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, cited, months, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.outline import number_of

_WIDTHS = {"decision": 36, "cost": 10, "gain": 15, "basis": 15, "owner": 13, "due": 11}
"""In percent."""


def asked_decisions(ctx: ReportContext) -> tuple[tuple[int, Decision], ...]:
    """Return the decisions to take now, each with its number in section 8."""
    numbered = enumerate(ctx.engagement.recommendations.decisions, 1)
    return tuple((number, decision) for number, decision in numbered if decision.asked)


def decisions(ctx: ReportContext) -> tuple[Block, ...]:
    """Return the table; a sentence where nothing is asked."""
    asked = asked_decisions(ctx)
    if not asked:
        return (Sentence(ctx.words("summary.decisions.none")),)
    columns = tuple(
        TableColumn(ctx.words(f"summary.decisions.column.{name}"), width, "right" if name == "cost" else "left")
        for name, width in _WIDTHS.items()
    )
    table = Table(columns, tuple(_row(ctx, number, decision) for number, decision in asked))
    return (
        Exhibit(decisions_title(ctx), "", table, ctx.words("summary.decisions.source"), note=_others(ctx, len(asked))),
    )


def decisions_title(ctx: ReportContext) -> QuotedText:
    """Count the decisions asked, with their cost where each has one."""
    costs = [(decision.id, decision.cost) for _, decision in asked_decisions(ctx)]
    priced = [(f"decisions.{id}.cost", cost) for id, cost in costs if cost is not None]
    total = sum((cost for _, cost in priced), Decimal(0))
    form = "open" if len(priced) < len(costs) else "priced" if total else "free"
    cost = QuotedText(typed_money(ctx, total), [path for path, _ in priced if path in ctx.figures])
    count = spelled(ctx, len(costs), feminine=True)
    return capitalised(ctx.words(f"summary.decisions.title.{form}", n=len(costs), count=count, cost=cost))


def _others(ctx: ReportContext, asked: int) -> QuotedText:
    """Say that other decisions are proposed, and where."""
    others = len(ctx.engagement.recommendations.decisions) - asked
    number = number_of(ctx, "recommendations")
    if not others or not number:
        return QuotedText("")
    count = spelled(ctx, others, feminine=True)
    return capitalised(ctx.words("summary.decisions.others", n=others, count=count, section=number))


def _row(ctx: ReportContext, number: int, decision: Decision) -> TableRow:
    """Return decision, cost, expected gain, basis, owner and date."""
    none = ctx.words("common.none")
    label = ctx.words("summary.decisions.row", number=number, decision=decision.decision.rstrip(" ."))
    return TableRow(
        (
            Cell(label, strong=True),
            Cell(_cost(ctx, decision)),
            Cell(_gain(ctx, decision), sub=_over(ctx, decision)),
            Cell(none if decision.basis is None else _basis(ctx, decision.basis)),
            Cell(decision.owner or none),
            Cell(ctx.formats.day_short(decision.due) if decision.due else none),
        )
    )


def _cost(ctx: ReportContext, decision: Decision) -> QuotedText:
    if decision.cost is None:
        return ctx.words("summary.decisions.cost.unknown")
    return cited(ctx, typed_money(ctx, decision.cost), f"decisions.{decision.id}.cost")


def _gain(ctx: ReportContext, decision: Decision) -> QuotedText:
    """Write the expected gain from low to high; that there is none where none is typed."""
    if decision.gain is None:
        return ctx.words("summary.decisions.gain.unknown")
    ends = {
        name: cited(ctx, typed_money(ctx, amount), f"decisions.{decision.id}.gain.{name}")
        for name, amount in (("low", decision.gain.low), ("high", decision.gain.high))
    }
    return ctx.words("summary.decisions.gain", **ends)


def _over(ctx: ReportContext, decision: Decision) -> QuotedText:
    if decision.gain is None or decision.over is None:
        return QuotedText("")
    return ctx.words("summary.decisions.over", months=months(ctx, decision.over))


def _basis(ctx: ReportContext, id: str) -> str:
    """The short name of the gain, cost, KPI or criterion that a decision rests on."""
    given = ctx.engagement
    lines: tuple[Gain | Cost | Kpi | Criterion, ...] = (*given.gains, *given.costs, *given.kpis, *given.nonfinancial)
    return next(str(line.short_name) for line in lines if line.id == id)


def typed_money(ctx: ReportContext, amount: Decimal) -> str:
    """A typed amount in its shortest form that loses nothing: 16 k€, 16,5 k€, 16 512 €."""
    for power, _ in ctx.formats.typography.scales:
        scaled = amount.scaleb(-power)
        places = _places(scaled)
        if abs(scaled) >= 1 and places <= 1:
            return ctx.formats.scaled(scaled, power, places)
    return ctx.formats.money(amount)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
