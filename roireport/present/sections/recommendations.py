"""Section 8: the proposed decisions and the next measurements."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from roireport.chart.decisions import DecisionBar, DecisionBars, draw
from roireport.chart.scale import ticks
from roireport.model.recommendation import Decision, ExpectedGain
from roireport.present.blocks import Block, DecisionItem, Decisions, Exhibit, Sentence, Takeaway, beside
from roireport.present.charts import slot
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, cited, months, spelled
from roireport.present.figures.name import labels_of
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.sections.next_measurements import measurements, next_measurements
from roireport.present.story.section import data_source, section, takeaway
from roireport.present.view import Section
from roireport.trace.entry import OwnerKind

FEWEST: Final = 2
"""With one decision, its line of facts says all that a chart would."""


def recommendations(ctx: ReportContext) -> Section:
    """Return the section."""
    decisions = ctx.engagement.recommendations.decisions
    blocks: tuple[Block, ...]
    if decisions:
        proposals = tuple(_proposal(ctx, number, decision) for number, decision in enumerate(decisions, 1))
        blocks = (Decisions(proposals), *beside(_exhibit(ctx, decisions), next_measurements(ctx)))
    else:
        blocks = (Sentence(ctx.words("recommendations.empty")), *next_measurements(ctx))
    blocks = (*blocks, _takeaway(ctx))
    return section(ctx, "recommendations", recommendations_title(ctx), blocks)


def recommendations_title(ctx: ReportContext) -> QuotedText:
    """Give number, cost and expected gain of the decisions, or how many to take now."""
    decisions = ctx.engagement.recommendations.decisions
    if not decisions:
        return ctx.words("recommendations.title.none")
    asked = sum(decision.asked for decision in decisions)
    facts: dict[str, object] = {
        "n": len(decisions),
        "count": spelled(ctx, len(decisions), feminine=True),
        "asked": spelled(ctx, asked, feminine=True),
    }
    priced = _priced(decisions)
    if len(priced) < len(decisions):
        form = "all" if asked == len(decisions) else "some" if asked else "later"
        return capitalised(ctx.words(f"recommendations.title.{form}", **facts))
    costs = [(f"decisions.{id}.cost", cost) for id, cost, _ in priced]
    lows = [(f"decisions.{id}.gain.low", gain.low) for id, _, gain in priced]
    highs = [(f"decisions.{id}.gain.high", gain.high) for id, _, gain in priced]
    facts |= {"cost": _sum(ctx, costs), "low": _sum(ctx, lows), "high": _sum(ctx, highs)}
    return capitalised(ctx.words("recommendations.title.priced", **facts))


def _priced(decisions: Sequence[Decision]) -> list[tuple[str, Decimal, ExpectedGain]]:
    """Return id, cost and expected gain of the decisions that have both."""
    return [
        (decision.id, decision.cost, decision.gain)
        for decision in decisions
        if decision.cost is not None and decision.gain is not None
    ]


def _sum(ctx: ReportContext, parts: Sequence[tuple[str, Decimal]]) -> QuotedText:
    """Add up typed amounts."""
    total = sum((amount for _, amount in parts), Decimal(0))
    return QuotedText(ctx.formats.money_short(total), [path for path, _ in parts if path in ctx.figures])


# ── The decisions ───────────────────────────────────────────────────────────


def _proposal(ctx: ReportContext, number: int, decision: Decision) -> DecisionItem:
    """Return a decision with its reason and its facts."""
    why = (decision.why or "").rstrip(" .")
    return DecisionItem(
        number,
        decision.decision.rstrip(" ."),
        ctx.words("recommendations.why", why=why) if why else "",
        _facts(ctx, decision),
        ctx.words("recommendations.asked") if decision.asked else "",
    )


def _facts(ctx: ReportContext, decision: Decision) -> QuotedText:
    """List cost, expected gain, owner and date, if given."""
    facts = [_cost(ctx, decision)]
    if decision.gain is not None:
        low, high = _ends(ctx, decision.id, decision.gain)
        facts.append(ctx.words("recommendations.fact.gain", low=low, high=high))
    if decision.over is not None:
        facts.append(ctx.words("recommendations.fact.over", months=months(ctx, decision.over)))
    if decision.basis is not None:
        facts.append(ctx.words("recommendations.fact.basis", basis=_basis(ctx, decision.basis)))
    if decision.owner:
        facts.append(ctx.words("recommendations.fact.owner", owner=decision.owner))
    if decision.due:
        facts.append(ctx.words("recommendations.fact.due", due=ctx.formats.day(decision.due)))
    return joined(facts, " · ")


def _basis(ctx: ReportContext, id: str) -> str:
    """The label of the gain, cost, KPI or criterion that a decision rests on."""
    kinds: tuple[OwnerKind, ...] = ("gain", "cost", "kpi", "criterion")
    return next(label for kind in kinds if (label := labels_of(ctx, kind).get(id)) is not None)


def _cost(ctx: ReportContext, decision: Decision) -> QuotedText:
    if decision.cost is None:
        return ctx.words("recommendations.fact.cost.unknown")
    amount = cited(ctx, ctx.formats.money(decision.cost), f"decisions.{decision.id}.cost")
    return ctx.words(f"recommendations.fact.cost.{'some' if decision.cost else 'none'}", cost=amount)


def _ends(ctx: ReportContext, id: str, gain: ExpectedGain) -> tuple[QuotedText, QuotedText]:
    low, high = (
        cited(ctx, ctx.formats.money(amount), f"decisions.{id}.gain.{name}")
        for name, amount in (("low", gain.low), ("high", gain.high))
    )
    return low, high


# ── The expected gains ──────────────────────────────────────────────────────


def decisions_title(ctx: ReportContext) -> QuotedText:
    """Count the decisions that cover their cost even at the low end of their gain."""
    priced = _priced(ctx.engagement.recommendations.decisions)
    safe = sum(gain.low >= cost for _, cost, gain in priced)
    if not priced:
        return ctx.words("recommendations.chart.title.unknown")
    form = "all" if safe == len(priced) else "some" if safe else "none"
    count, total = spelled(ctx, safe, feminine=True), spelled(ctx, len(priced), feminine=True)
    n = safe if form == "some" else len(priced)
    return capitalised(ctx.words(f"recommendations.chart.title.{form}", n=n, count=count, total=total))


def _exhibit(ctx: ReportContext, decisions: Sequence[Decision]) -> tuple[Block, ...]:
    """Draw the ranges and costs; nothing for a single decision, or where none has an expected gain."""
    if len(decisions) < FEWEST or not any(decision.gain for decision in decisions):
        return ()
    amounts = _amounts(decisions)
    scale = _scale(ctx, amounts)
    title, subtitle = decisions_title(ctx), ctx.words("recommendations.chart.subtitle", unit=scale.unit)
    axis = ticks([0.0, *(float(amount) for amount in amounts)], lambda value: _tick(scale, value))
    rows = tuple(_bar(ctx, scale, number, decision) for number, decision in enumerate(decisions, 1))
    names = ctx.words("recommendations.chart.gain"), ctx.words("recommendations.chart.cost")
    width = slot.HALF if measurements(ctx) else slot.WHOLE
    drawing = draw(DecisionBars(title, subtitle, rows, axis, *names, width))
    return (Exhibit(title, subtitle, drawing, data_source(ctx)),)


def _amounts(decisions: Sequence[Decision]) -> list[Decimal]:
    """Return every cost and both ends of every expected gain."""
    costs = [decision.cost for decision in decisions if decision.cost is not None]
    gains = [decision.gain for decision in decisions if decision.gain]
    return [*costs, *(amount for gain in gains for amount in (gain.low, gain.high))]


def _scale(ctx: ReportContext, amounts: Sequence[Decimal]) -> MoneyScale:
    """Choose the scale, without decimals where all amounts are whole in its unit."""
    scale = MoneyScale.over(ctx.formats, amounts)
    whole = all(amount.scaleb(-scale.power) % 1 == 0 for amount in amounts)
    return MoneyScale(ctx.formats, scale.power, 0) if whole else scale


def _tick(scale: MoneyScale, value: float) -> str:
    return scale.digits(scale.settle(Decimal(str(value))))


def _bar(ctx: ReportContext, scale: MoneyScale, number: int, decision: Decision) -> DecisionBar:
    """Return the bar of a decision; without an expected gain only its cost."""
    cost = None if decision.cost is None else float(decision.cost)
    label = ctx.words("recommendations.chart.row", number=number)
    if decision.gain is None:
        return DecisionBar(label, cost=cost)
    low, high = (scale.digits(scale.settle(amount)) for amount in (decision.gain.low, decision.gain.high))
    text = ctx.words("recommendations.chart.range", low=low, high=high)
    return DecisionBar(label, float(decision.gain.low), float(decision.gain.high), cost, text)


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Say what to decide now, and when it will be checked."""
    decisions, dates = ctx.engagement.recommendations.decisions, measurements(ctx)
    asked = sum(decision.asked for decision in decisions)
    form = f"{'asked' if asked else 'later' if decisions else 'none'}.{'next' if dates else 'open'}"
    text = ctx.words(
        f"recommendations.takeaway.{form}",
        n=asked,
        count=spelled(ctx, asked, feminine=True),
        day=ctx.formats.day(dates[0].on) if dates else "",
    )
    return takeaway(ctx, capitalised(text))
