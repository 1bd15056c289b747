"""Section 8: the decisions proposed with their cost and range, and the next measurements."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.chart.decisions import Decisions as DecisionsChart
from roireport.chart.decisions import Row as Bar
from roireport.chart.decisions import draw
from roireport.chart.scale import ticks
from roireport.model.recommendation import Decision, ExpectedGain
from roireport.present.blocks import Block, Decisions, Exhibit, Sentence, Takeaway, beside
from roireport.present.blocks import Decision as Proposal
from roireport.present.charts import slot
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised, cited, spelled
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.said import Said, joined
from roireport.present.sections.next_measurements import measurements, next_measurements
from roireport.present.story.section import data_source, section, takeaway
from roireport.present.view import Section


def recommendations(desk: Desk) -> Section:
    """The section."""
    decisions = desk.engagement.recommendations.decisions
    blocks: tuple[Block, ...]
    if decisions:
        proposals = tuple(_proposal(desk, number, each) for number, each in enumerate(decisions, 1))
        blocks = (Decisions(proposals), *beside(_exhibit(desk, decisions), next_measurements(desk)))
    else:
        blocks = (Sentence(desk.words("recommendations.empty")), *next_measurements(desk))
    blocks = (*blocks, _takeaway(desk))
    return section(desk, "recommendations", recommendations_title(desk), blocks)


def recommendations_title(desk: Desk) -> Said:
    """How many decisions, at what cost, for what expected gain; where that is not known, how many to take now."""
    decisions = desk.engagement.recommendations.decisions
    if not decisions:
        return desk.words("recommendations.title.none")
    asked = sum(decision.asked for decision in decisions)
    facts: dict[str, object] = {
        "n": len(decisions),
        "count": spelled(desk, len(decisions), feminine=True),
        "asked": spelled(desk, asked, feminine=True),
    }
    priced = [(each, each.gain, each.cost) for each in decisions]
    if any(gain is None or cost is None for _, gain, cost in priced):
        form = "all" if asked == len(decisions) else "some" if asked else "later"
        return capitalised(desk.words(f"recommendations.title.{form}", **facts))
    costs = [(f"decisions.{each.id}.cost", cost) for each, _, cost in priced if cost is not None]
    lows = [(f"decisions.{each.id}.gain.low", gain.low) for each, gain, _ in priced if gain is not None]
    highs = [(f"decisions.{each.id}.gain.high", gain.high) for each, gain, _ in priced if gain is not None]
    facts |= {"cost": _sum(desk, costs), "low": _sum(desk, lows), "high": _sum(desk, highs)}
    return capitalised(desk.words("recommendations.title.priced", **facts))


def _sum(desk: Desk, parts: Sequence[tuple[str, Decimal]]) -> Said:
    """Typed amounts together."""
    total = sum((amount for _, amount in parts), Decimal(0))
    return Said(desk.formats.money_short(total), [path for path, _ in parts if path in desk.figures])


# ── The decisions ───────────────────────────────────────────────────────────


def _proposal(desk: Desk, number: int, decision: Decision) -> Proposal:
    """A decision with its reason and its facts."""
    why = (decision.why or "").rstrip(" .")
    return Proposal(
        number,
        decision.decision.rstrip(" ."),
        desk.words("recommendations.why", why=why) if why else "",
        _facts(desk, decision),
        desk.words("recommendations.asked") if decision.asked else "",
    )


def _facts(desk: Desk, decision: Decision) -> Said:
    """Cost, expected gain, owner and date, as far as they are known."""
    facts = [_cost(desk, decision)]
    if decision.gain is not None:
        low, high = _ends(desk, decision.id, decision.gain)
        facts.append(desk.words("recommendations.fact.gain", low=low, high=high))
    if decision.owner:
        facts.append(desk.words("recommendations.fact.owner", owner=decision.owner))
    if decision.due:
        facts.append(desk.words("recommendations.fact.due", due=desk.formats.day(decision.due)))
    return joined(facts, " · ")


def _cost(desk: Desk, decision: Decision) -> Said:
    if decision.cost is None:
        return desk.words("recommendations.fact.cost.unknown")
    amount = cited(desk, desk.formats.money(decision.cost), f"decisions.{decision.id}.cost")
    return desk.words(f"recommendations.fact.cost.{'some' if decision.cost else 'none'}", cost=amount)


def _ends(desk: Desk, id: str, gain: ExpectedGain) -> tuple[Said, Said]:
    low, high = (
        cited(desk, desk.formats.money(amount), f"decisions.{id}.gain.{name}")
        for name, amount in (("low", gain.low), ("high", gain.high))
    )
    return low, high


# ── What each should bring ──────────────────────────────────────────────────


def decisions_title(desk: Desk) -> Said:
    """How many decisions would cover their cost even at the low end of what they should bring."""
    priced = [each for each in desk.engagement.recommendations.decisions if each.gain and each.cost is not None]
    safe = sum(each.gain is not None and each.cost is not None and each.gain.low >= each.cost for each in priced)
    if not priced:
        return desk.words("recommendations.chart.title.unknown")
    form = "all" if safe == len(priced) else "some" if safe else "none"
    count, total = spelled(desk, safe, feminine=True), spelled(desk, len(priced), feminine=True)
    n = safe if form == "some" else len(priced)
    return capitalised(desk.words(f"recommendations.chart.title.{form}", n=n, count=count, total=total))


def _exhibit(desk: Desk, decisions: Sequence[Decision]) -> tuple[Block, ...]:
    """The ranges on one scale, with the costs; nothing where no decision has an expected gain."""
    if not any(each.gain for each in decisions):
        return ()
    amounts = [each.cost for each in decisions if each.cost is not None]
    amounts += [amount for each in decisions if each.gain for amount in (each.gain.low, each.gain.high)]
    scale = _scale(desk, amounts)
    title, subtitle = decisions_title(desk), desk.words("recommendations.chart.subtitle", unit=scale.unit)
    axis = ticks([0.0, *(float(amount) for amount in amounts)], lambda value: _tick(scale, value))
    rows = tuple(_bar(desk, scale, number, each) for number, each in enumerate(decisions, 1))
    gain, cost = desk.words("recommendations.chart.gain"), desk.words("recommendations.chart.cost")
    width = slot.HALF if measurements(desk) else slot.WHOLE
    drawing = draw(DecisionsChart(title, subtitle, rows, axis, gain, cost, width))
    return (Exhibit(title, subtitle, drawing, data_source(desk)),)


def _scale(desk: Desk, amounts: Sequence[Decimal]) -> MoneyScale:
    """The scale of the amounts, without decimals where all are whole in its unit."""
    scale = MoneyScale.over(desk.formats, amounts)
    whole = all(amount.scaleb(-scale.power) % 1 == 0 for amount in amounts)
    return MoneyScale(desk.formats, scale.power, 0) if whole else scale


def _tick(scale: MoneyScale, value: float) -> str:
    return scale.digits(scale.settle(Decimal(str(value))))


def _bar(desk: Desk, scale: MoneyScale, number: int, decision: Decision) -> Bar:
    """A decision, by its number in the list, on the scale; without an expected gain only its cost."""
    cost = None if decision.cost is None else float(decision.cost)
    label = desk.words("recommendations.chart.row", number=number)
    if decision.gain is None:
        return Bar(label, cost=cost)
    low, high = (scale.digits(scale.settle(amount)) for amount in (decision.gain.low, decision.gain.high))
    text = desk.words("recommendations.chart.range", low=low, high=high)
    return Bar(label, float(decision.gain.low), float(decision.gain.high), cost, text)


def _takeaway(desk: Desk) -> Takeaway:
    """What is to be decided now, and when it will be checked."""
    decisions, dates = desk.engagement.recommendations.decisions, measurements(desk)
    asked = sum(decision.asked for decision in decisions)
    form = f"{'asked' if asked else 'later' if decisions else 'none'}.{'next' if dates else 'open'}"
    text = desk.words(
        f"recommendations.takeaway.{form}",
        n=asked,
        count=spelled(desk, asked, feminine=True),
        day=desk.formats.day(dates[0].on) if dates else "",
    )
    return takeaway(desk, capitalised(text))
