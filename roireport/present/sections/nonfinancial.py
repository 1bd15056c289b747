"""Section 6: what cannot be told in money alone: skills, relationships, processes, and what the rest must be worth."""

from dataclasses import replace
from typing import Literal

from roireport.present.blocks import Block, Item, Points, Sentence, Side, Takeaway
from roireport.present.charts.criteria import criteria_exhibit, monetised_state
from roireport.present.charts.three_figures import three_figures_exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, rate, spelled
from roireport.present.language.formats import round_half_up
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import probability
from roireport.present.story.criterion_text import furthest, state_of, with_target
from roireport.present.story.section import section, takeaway
from roireport.present.view import Section

Course = Literal["none", "unmeasured", "unweighted", "unsettled", "up", "still", "down"]
"""What the index did."""

UNSETTLED = "U06"
"""The challenge after which only the range of the index is told."""


def nonfinancial(ctx: ReportContext) -> Section:
    """The section."""
    blocks: tuple[Block, ...]
    if course_of(ctx) == "none":
        blocks = (Sentence(ctx.words("nonfinancial.empty")), *_worth(ctx))
    else:
        blocks = (
            criteria_exhibit(ctx),
            replace(three_figures_exhibit(ctx), note=_stability(ctx)),
            Side((_monetised(ctx),), (_scored(ctx),)),
            *_worth(ctx),
        )
    return section(ctx, "nonfinancial", nonfinancial_title(ctx), (*blocks, _takeaway(ctx)))


def course_of(ctx: ReportContext) -> Course:
    """Which of the situations it is, to the point that is shown."""
    result = ctx.results.nonfinancial
    if not result.criteria:
        return "none"
    if not any(each.criterion.measured for each in result.criteria):
        return "unmeasured"
    if not result.index.defined:
        return "unweighted"
    if any(found.rule.id == UNSETTLED and not found.accepted for found in ctx.findings):
        return "unsettled"
    before, now = (round_half_up(figure.known, 0) for figure in (result.index_before, result.index_now))
    return "up" if now > before else "down" if now < before else "still"


def nonfinancial_title(ctx: ReportContext) -> QuotedText:
    """What the index did, and how many criteria reached their target."""
    course, aimed = course_of(ctx), with_target(ctx)
    reached = sum(state_of(result) == "reached" for result in aimed)
    if course in ("none", "unmeasured", "unweighted"):
        return ctx.words(f"nonfinancial.title.{course}", n=len(ctx.results.nonfinancial.criteria))
    facts = {
        "before": ctx.say("nonfinancial.index_before", places=0),
        "now": ctx.say("nonfinancial.index_now", places=0),
        **_range(ctx),
        "stability": probability(ctx, "nonfinancial.sign_stability"),
    }
    if course == "unsettled":
        return ctx.words("nonfinancial.title.unsettled", **facts)
    form = "no_target" if not aimed else "all" if reached == len(aimed) else "some" if reached else "none_reached"
    count, total = spelled(ctx, reached), spelled(ctx, len(aimed))
    return ctx.words(f"nonfinancial.title.{course}.{form}", n=reached or len(aimed), count=count, total=total, **facts)


def _range(ctx: ReportContext) -> dict[str, QuotedText]:
    """The least and the greatest index with one weight halved or raised by half."""
    runs = [
        (figure.known, f"nonfinancial.weight_runs.{id}.{name}")
        for id, halved, raised in ctx.results.nonfinancial.weight_runs
        for name, figure in (("halved", halved), ("raised", raised))
        if figure.defined
    ]
    if not runs:
        return {}
    return {"low": ctx.say(min(runs)[1], signed=True), "high": ctx.say(max(runs)[1], signed=True)}


def _stability(ctx: ReportContext) -> QuotedText:
    """How much the index hangs on the weights; nothing where there is no index."""
    result, runs = ctx.results.nonfinancial, _range(ctx)
    if not result.index.defined or not runs:
        return QuotedText("")
    form = "sampled" if result.sign_stability.defined else "zero"
    return ctx.words(
        f"nonfinancial.stability.{form}", **runs, stability=probability(ctx, "nonfinancial.sign_stability"),
        evidence=ctx.say("nonfinancial.evidence_index", signed=True),
        index=ctx.say("nonfinancial.index", signed=True),
    )  # fmt: skip


# ── Monetised, scored ───────────────────────────────────────────────────────


def _monetised(ctx: ReportContext) -> Points:
    """The criteria worth money, with amount, confidence and method; those left out, and why."""
    results = [result for result in ctx.results.nonfinancial.criteria if result.criterion.monetise]
    items = tuple(_priced(ctx, result.criterion.id) for result in results)
    empty = (Item(ctx.words("nonfinancial.monetised.none"), tone="muted"),)
    return Points(ctx.words("nonfinancial.monetised.title"), items or empty, "plain")


def _priced(ctx: ReportContext, id: str) -> Item:
    result = next(each for each in ctx.results.nonfinancial.criteria if each.criterion.id == id)
    priced, path = result.criterion.monetise, f"nonfinancial.criteria.{id}.monetise"
    if priced is None:
        raise ValueError(f"{id} is not monetised")
    state = monetised_state(ctx, result)
    form = state if state == "left_out" else f"{state}.{'sure' if priced.confidence is None else 'doubted'}"
    text = ctx.words(
        f"nonfinancial.monetised.item.{form}.{'method' if priced.method else 'bare'}",
        amount=cited(ctx, ctx.formats.money_short(priced.amount), f"{path}.amount"),
        confidence="" if priced.confidence is None else rate(ctx, priced.confidence, f"{path}.confidence"),
        method=(priced.method or "").rstrip(" ."),
        drivers=ctx.words.listed(_shared(ctx, result.criterion.driven_by)),
    )
    lead = ctx.words("finding.lead", subject=result.criterion.label)
    return Item(text, lead, "muted" if state == "left_out" else "positive")


def _shared(ctx: ReportContext, drivers: frozenset[str]) -> tuple[str, ...]:
    """The gains that share a driver, by their labels."""
    return tuple(str(gain.label) for gain in ctx.engagement.gains if gain.driven_by & drivers)


def _scored(ctx: ReportContext) -> Points:
    """The criteria that are only scored."""
    criteria = (each.criterion for each in ctx.results.nonfinancial.criteria)
    names = tuple(str(criterion.label) for criterion in criteria if not criterion.monetise)
    form = "some" if names else "none"
    text = ctx.words(f"nonfinancial.scored.{form}", n=max(len(names), 1), names=ctx.words.listed(names))
    return Points(ctx.words("nonfinancial.scored.title"), (Item(text, tone="muted"),), "plain")


# ── What the unquantified must be worth ─────────────────────────────────────


def _worth(ctx: ReportContext) -> tuple[Block, ...]:
    """V*: what the unquantified must be worth for the target, or for the cost, to be covered."""
    needed, target = ctx.results.combined.break_even_unquantified, ctx.engagement.target_roi
    if not ctx.verdict.established or not needed.defined:
        return ()
    form = f"{'target' if target is not None else 'even'}.{'needed' if needed.known > 0 else 'covered'}"
    text = ctx.words(
        f"nonfinancial.worth.{form}",
        amount=ctx.say("combined.break_even_unquantified"),
        target="" if target is None else rate(ctx, target, "target_roi"),
    )
    return (Sentence(text),)


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Where the next effort belongs."""
    course, behind = course_of(ctx), furthest(ctx)
    if course in ("none", "unmeasured", "unweighted", "unsettled"):
        return takeaway(ctx, ctx.words(f"nonfinancial.takeaway.{course}"))
    fallen = [str(each.criterion.label) for each in ctx.results.nonfinancial.criteria if state_of(each) == "lost"]
    if fallen:
        names = ctx.words.listed(fallen)
        return takeaway(ctx, ctx.words("nonfinancial.takeaway.fallen", n=len(fallen), names=names))
    name = str(behind.criterion.label) if behind else ""
    form = "behind" if behind else "reached" if with_target(ctx) else "no_target"
    return takeaway(ctx, ctx.words(f"nonfinancial.takeaway.{form}", name=name))
