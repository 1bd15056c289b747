"""Section 6: non-financial results and the required value of the unquantified."""

from dataclasses import replace
from typing import Literal

from roireport.present.blocks import Block, Item, Points, Sentence, Side
from roireport.present.charts.criteria import criteria_exhibits, monetised_state
from roireport.present.charts.three_figures import three_figures_exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, rate, spelled
from roireport.present.language.formats import round_half_up
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import probability
from roireport.present.story.criterion_text import furthest, index_places, state_of, with_target
from roireport.present.story.section import section, takeaway
from roireport.present.view import Section

Course = Literal["none", "unmeasured", "unweighted", "unsettled", "up", "still", "down"]
"""The change of the index, or why it has none."""


def nonfinancial(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks: tuple[Block, ...]
    if course_of(ctx) == "none":
        blocks = (Sentence(ctx.words("nonfinancial.empty")), *_worth(ctx))
    else:
        blocks = (
            *criteria_exhibits(ctx),
            replace(three_figures_exhibit(ctx), note=_stability(ctx)),
            Side((_monetised(ctx),), (_scored(ctx),)),
            *_worth(ctx),
        )
    return section(
        ctx,
        "nonfinancial",
        nonfinancial_title(ctx),
        (*blocks, takeaway(ctx, _conclusion(ctx), ctx.engagement.nonfinancial)),
    )


def course_of(ctx: ReportContext) -> Course:
    """Return the change of the index, to the point that is shown."""
    result = ctx.results.nonfinancial
    if not result.criteria:
        return "none"
    if not any(criterion.criterion.measured for criterion in result.criteria):
        return "unmeasured"
    if not result.index.defined:
        return "unweighted"
    if ctx.editorial.index == "range":
        return "unsettled"
    before, now = (round_half_up(figure.known, 0) for figure in (result.index_before, result.index_now))
    return "up" if now > before else "down" if now < before else "still"


def nonfinancial_title(ctx: ReportContext) -> QuotedText:
    """Give the change of the index, and name the criterion that is furthest from its target."""
    course, aimed, behind = course_of(ctx), with_target(ctx), furthest(ctx)
    if course in ("none", "unmeasured", "unweighted"):
        return ctx.words(f"nonfinancial.title.{course}", n=len(ctx.results.nonfinancial.criteria))
    if course == "unsettled":
        side = "positive" if ctx.results.nonfinancial.index.known > 0 else "negative"
        stability = probability(ctx, "nonfinancial.sign_stability")
        return ctx.words(f"nonfinancial.title.unsettled.{side}", stability=stability)
    places = index_places(ctx)
    before, now = (ctx.say(f"nonfinancial.{level}", places=places) for level in ("index_before", "index_now"))
    form = "no_target" if not aimed else "behind" if behind else "all"
    name = behind.criterion.short_name if behind else ""
    facts = {"total": spelled(ctx, len(aimed)), "name": name, "before": before, "now": now}
    return ctx.words(f"nonfinancial.title.{course}.{form}", n=len(aimed), **facts)


def _range(ctx: ReportContext) -> dict[str, QuotedText]:
    """Return the index between which eight random weightings in ten lie."""
    ends = {"low": "index_p10", "high": "index_p90"}
    return {name: ctx.say(f"nonfinancial.{end}", places=0, signed=True) for name, end in ends.items()}


def _stability(ctx: ReportContext) -> QuotedText:
    """Say how much the index depends on the weights; empty without an index, or where one criterion has all weight."""
    result = ctx.results.nonfinancial
    if not result.index.defined or len(result.criteria) == 1:
        return QuotedText("")
    form = "sampled" if result.sign_stability.defined else "zero"
    return ctx.words(
        f"nonfinancial.stability.{form}", **_range(ctx), stability=probability(ctx, "nonfinancial.sign_stability"),
        evidence=ctx.say("nonfinancial.evidence_index", signed=True),
    )  # fmt: skip


# ── Monetised, scored ───────────────────────────────────────────────────────


def _monetised(ctx: ReportContext) -> Points:
    """List the monetised criteria with amount, confidence and method."""
    results = [result for result in ctx.results.nonfinancial.criteria if result.criterion.monetise]
    items = tuple(_priced(ctx, result.criterion.id) for result in results)
    empty = (Item(ctx.words("nonfinancial.monetised.none"), tone="muted"),)
    return Points(ctx.words("nonfinancial.monetised.title"), items or empty, "plain")


def _priced(ctx: ReportContext, id: str) -> Item:
    result = next(result for result in ctx.results.nonfinancial.criteria if result.criterion.id == id)
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
    """Return the labels of the gains that share a driver."""
    return tuple(str(gain.label) for gain in ctx.engagement.gains if gain.driven_by & drivers)


def _scored(ctx: ReportContext) -> Points:
    """List the criteria that are only scored."""
    criteria = (result.criterion for result in ctx.results.nonfinancial.criteria)
    names = tuple(str(criterion.label) for criterion in criteria if not criterion.monetise)
    form = "some" if names else "none"
    text = ctx.words(f"nonfinancial.scored.{form}", n=max(len(names), 1), names=ctx.words.listed(names))
    return Points(ctx.words("nonfinancial.scored.title"), (Item(text, tone="muted"),), "plain")


# ── What the unquantified must be worth ─────────────────────────────────────


def _worth(ctx: ReportContext) -> tuple[Block, ...]:
    """Give V*: the value of the unquantified that covers the target or the cost."""
    needed, target = ctx.results.combined.break_even_unquantified, ctx.engagement.target_roi
    if not ctx.verdict.established or not needed.defined:
        return ()
    covered = "covered" if ctx.verdict.profitable else "computed"
    form = f"{'target' if target is not None else 'even'}.{'needed' if needed.known > 0 else covered}"
    text = ctx.words(
        f"nonfinancial.worth.{form}",
        amount=ctx.say("combined.break_even_unquantified"),
        target="" if target is None else rate(ctx, target, "target_roi"),
    )
    return (Sentence(text),)


def _conclusion(ctx: ReportContext) -> QuotedText:
    """Say where the next effort belongs."""
    course, behind = course_of(ctx), furthest(ctx)
    if course in ("none", "unmeasured", "unweighted", "unsettled"):
        return ctx.words(f"nonfinancial.takeaway.{course}")
    results = ctx.results.nonfinancial.criteria
    fallen = [str(result.criterion.label) for result in results if state_of(result) == "lost"]
    if fallen:
        names = ctx.words.listed(fallen)
        return ctx.words("nonfinancial.takeaway.fallen", n=len(fallen), names=names)
    name = str(behind.criterion.label) if behind else ""
    form = "behind" if behind else "reached" if with_target(ctx) else "no_target"
    return ctx.words(f"nonfinancial.takeaway.{form}", name=name)
