"""Section 3: costs, gains, and the steps from gross to net."""

from decimal import Decimal
from typing import Final

from roireport.chart.cascade import Cascade, Kind, Step
from roireport.chart.cascade import draw as draw_cascade
from roireport.measure.financial import STEPS
from roireport.present.blocks import Block, Exhibit, Sentence, beside
from roireport.present.charts import slot
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, share, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.cost_lines import costs
from roireport.present.sections.gains_table import gains_table
from roireport.present.sections.measurement import estimators, initiatives
from roireport.present.sections.offers_table import offers_exhibit
from roireport.present.sections.totals import Totals, taken_by, totals
from roireport.present.story.section import data_source, gain_sources, section, source, takeaway, withheld_notice
from roireport.present.story.verdict import blocker_name
from roireport.present.view import Section

CASCADE: Final = 126.0
"""Height of the cascade."""
MOST_NAMED: Final = 2
"""Steps named in the title of the section."""


def costs_gains(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks = (
        *withheld_notice(ctx),
        *_costs_by_offer(ctx),
        *_gains(ctx),
        takeaway(ctx, _conclusion(ctx), ctx.engagement.gains),
    )
    return section(ctx, "costs-gains", costs_gains_title(ctx), blocks)


def costs_gains_title(ctx: ReportContext) -> QuotedText:
    """Say how much of the gross gain is kept."""
    financial = ctx.results.financial
    cost = ctx.say("financial.cost")
    if not financial.gains:
        return ctx.words("costs_gains.title.no_gain" if financial.costs else "costs_gains.title.empty", cost=cost)
    if not financial.gain.defined:
        return ctx.words("costs_gains.title.no_value", cost=cost)
    if not ctx.verdict.established:
        return ctx.words("costs_gains.title.withheld", blocker=blocker_name(ctx, ctx.verdict.blockers[0]))
    gross, net = financial.gain_gross.known, financial.gain.known
    adjusted = _already_adjusted(ctx)
    whole = "adjusted" if adjusted else "whole"
    form = "filtered" if gross > net > 0 else whole if gross == net > 0 else "other"
    facts = {"gross": ctx.say("financial.gain_gross"), "net": ctx.say("financial.gain")}
    if form != "filtered":
        return ctx.words(f"costs_gains.title.{form}", steps=adjusted, **facts)
    steps = _largest_steps(ctx)
    return ctx.words("costs_gains.title.filtered", n=len(steps), steps=ctx.words.listed(steps), **facts)


def _largest_steps(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """Name the two steps that take most, the largest first."""
    taken = {step: taken_by(ctx, step) for step in STEPS}
    ranked = sorted((step for step in STEPS if taken[step] > 0), key=lambda step: -taken[step])
    return tuple(ctx.words(f"costs_gains.named.{step}") for step in ranked[:MOST_NAMED])


def _already_adjusted(ctx: ReportContext) -> str:
    """List the steps that the sources deducted before their gains were entered; empty if there is none."""
    steps = dict.fromkeys(step for gain in ctx.engagement.gains for step in gain.already_adjusted)
    return ctx.words.listed(tuple(ctx.words(f"costs_gains.adjusted.{step}") for step in steps)) if steps else ""


# ── Costs ───────────────────────────────────────────────────────────────────


def _costs_by_offer(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the costs, beside the table of offers where there are several."""
    offers = _offers(ctx)
    return beside(costs(ctx, slot.HALF if offers else slot.WHOLE), offers)


# ── Gains ───────────────────────────────────────────────────────────────────


def _gains(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the cascade and the table of gains."""
    shown = totals(ctx)
    if not ctx.results.financial.gains or shown is None or shown.net is None:
        form = "no_value" if ctx.results.financial.gains else "empty"
        return (Sentence(ctx.words(f"costs_gains.gains.{form}", why=ctx.text(ctx.results.financial.gain))),)
    table = gains_table(ctx, shown)
    form = "steps" if shown.taken else "plain"
    heading = ctx.words(f"costs_gains.gains.subtitle.{form}", unit=shown.scale.unit)
    return (*_cascade(ctx, shown), Exhibit(gains_title(ctx), heading, table, data_source(ctx), note=_estimated(ctx)))


def _cascade(ctx: ReportContext, shown: Totals) -> tuple[Exhibit, ...]:
    """Draw the steps from gross to net; nothing where gross is net."""
    if not shown.taken:
        return ()
    title = cascade_title(ctx)
    horizon = ctx.formats.number(Decimal(ctx.engagement.horizon))
    subtitle = ctx.words("costs_gains.cascade.subtitle", horizon=horizon, unit=shown.scale.unit)
    drawing = draw_cascade(Cascade(title, subtitle, _steps(ctx, shown), height=CASCADE))
    return (Exhibit(title, subtitle, drawing, source(ctx, gain_sources(ctx))),)


def _estimated(ctx: ReportContext) -> str:
    """Name the estimators of the shares, and what else was under way."""
    return " ".join(text for text in (estimators(ctx), initiatives(ctx, dated=True)) if text)


def _offers(ctx: ReportContext) -> tuple[Exhibit, ...]:
    """Return the table of offers, where there are several."""
    shown = totals(ctx)
    return () if shown is None else offers_exhibit(ctx, shown)


def cascade_title(ctx: ReportContext) -> QuotedText:
    """Count the steps from gross to net."""
    taken = [step for step in STEPS if taken_by(ctx, step)]
    if not ctx.verdict.established:
        return ctx.words("costs_gains.cascade.title.withheld")
    return capitalised(
        ctx.words(
            "costs_gains.cascade.title",
            n=len(taken),
            count=spelled(ctx, len(taken)),
            gross=ctx.say("financial.gain_gross"),
            net=ctx.say("financial.gain"),
        )
    )


def _steps(ctx: ReportContext, shown: Totals) -> tuple[Step, ...]:
    """Return gross, the steps, net, cost and profit; the shown amounts add up."""
    gross, net = shown.gross, shown.net

    def step(name: str, amount: Decimal, kind: Kind, share: str = "") -> Step:
        label = ctx.words(f"costs_gains.step.{name}")
        tip = ctx.words("common.labelled", label=label, value=shown.scale.text(amount))
        return Step(label, float(amount), shown.scale.digits(amount), kind, share, tip)

    steps = [step("gross", gross, "total")]
    for name, amount in shown.taken:
        steps.append(step(name, -amount, "step", ctx.formats.percent(-amount / gross) if gross > 0 else ""))
    if net is not None:
        steps.append(step("net", net, "total"))
    if shown.cost is not None and shown.profit is not None:
        steps.append(step("cost", -shown.cost, "cost"))
        steps.append(step("profit" if shown.profit >= 0 else "loss", shown.profit, "result"))
    return tuple(steps)


def gains_title(ctx: ReportContext) -> QuotedText:
    """Name the largest gain."""
    results = ctx.results.financial.gains
    largest = max(results, key=lambda result: result.net.known if result.net.defined else Decimal(0))
    path, whole = f"financial.gains.{largest.gain.id}.net", ctx.results.financial.gain
    if not largest.net.defined or largest.net.known <= 0 or not whole.defined or whole.known <= 0:
        return ctx.words("costs_gains.gains.title.none")
    if len(results) == 1:
        return ctx.words("costs_gains.gains.title.only", name=largest.gain.label)
    if not ctx.verdict.established:
        return ctx.words("costs_gains.gains.title.first", name=largest.gain.label)
    part = share(ctx, path, "financial.gain")
    return ctx.words("costs_gains.gains.title.share", name=largest.gain.label, share=part)


def _conclusion(ctx: ReportContext) -> QuotedText:
    """Name the assumption that takes most; the margin counts only where it is alone."""
    shown = totals(ctx)
    if shown is None or not ctx.results.financial.gains:
        return ctx.words("costs_gains.takeaway.empty")
    taken = {step: amount for step, amount in shown.taken if amount > 0}
    if not taken:
        return _nothing_taken(ctx)
    assumed = [step for step in taken if step != "margin"]
    step = max(assumed or taken, key=lambda name: taken[name])
    form, amount = "step" if assumed else "margin", shown.scale.text(taken[step])
    return _largest_step(ctx, form, step, amount)


def _nothing_taken(ctx: ReportContext) -> QuotedText:
    """Say that gross is net, and which steps the sources had deducted."""
    adjusted = _already_adjusted(ctx)
    return ctx.words(f"costs_gains.takeaway.{'adjusted' if adjusted else 'whole'}", steps=adjusted)


def _largest_step(ctx: ReportContext, form: str, step: str, amount: str) -> QuotedText:
    paths = [f"financial.gains.{gain.id}.{step}" for gain in ctx.engagement.gains]
    name = ctx.words(f"costs_gains.takes.{step}")
    return ctx.words(f"costs_gains.takeaway.{form}", step=name, amount=QuotedText(amount, paths))
