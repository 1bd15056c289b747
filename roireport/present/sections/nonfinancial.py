"""Section 6: what cannot be told in money alone: skills, relationships, processes, and what the rest must be worth."""

from dataclasses import replace
from typing import Literal

from roireport.present.blocks import Block, Item, Points, Sentence, Side, Takeaway
from roireport.present.charts.criteria import criteria_exhibit, monetised_state
from roireport.present.charts.three_figures import three_figures_exhibit
from roireport.present.desk import Desk
from roireport.present.figures.quote import cited, rate, spelled
from roireport.present.language.formats import round_half_up
from roireport.present.language.said import Said
from roireport.present.story.assumptions import probability
from roireport.present.story.criterion_text import furthest, state_of, with_target
from roireport.present.story.section import section, takeaway
from roireport.present.view import Section

Course = Literal["none", "unmeasured", "unweighted", "unsettled", "up", "still", "down"]
"""What the index did."""

UNSETTLED = "U06"
"""The challenge after which only the range of the index is told."""


def nonfinancial(desk: Desk) -> Section:
    """The section."""
    blocks: tuple[Block, ...]
    if course_of(desk) == "none":
        blocks = (Sentence(desk.words("nonfinancial.empty")), *_worth(desk))
    else:
        blocks = (
            criteria_exhibit(desk),
            replace(three_figures_exhibit(desk), note=_stability(desk)),
            Side((_monetised(desk),), (_scored(desk),)),
            *_worth(desk),
        )
    return section(desk, "nonfinancial", nonfinancial_title(desk), (*blocks, _takeaway(desk)))


def course_of(desk: Desk) -> Course:
    """Which of the situations it is, to the point that is shown."""
    result = desk.results.nonfinancial
    if not result.criteria:
        return "none"
    if not any(each.criterion.measured for each in result.criteria):
        return "unmeasured"
    if not result.index.defined:
        return "unweighted"
    if any(found.rule.id == UNSETTLED and not found.accepted for found in desk.findings):
        return "unsettled"
    before, now = (round_half_up(figure.known, 0) for figure in (result.index_before, result.index_now))
    return "up" if now > before else "down" if now < before else "still"


def nonfinancial_title(desk: Desk) -> Said:
    """What the index did, and how many criteria reached their target."""
    course, aimed = course_of(desk), with_target(desk)
    reached = sum(state_of(result) == "reached" for result in aimed)
    if course in ("none", "unmeasured", "unweighted"):
        return desk.words(f"nonfinancial.title.{course}", n=len(desk.results.nonfinancial.criteria))
    facts = {
        "before": desk.say("nonfinancial.index_before", places=0),
        "now": desk.say("nonfinancial.index_now", places=0),
        **_range(desk),
        "stability": probability(desk, "nonfinancial.sign_stability"),
    }
    if course == "unsettled":
        return desk.words("nonfinancial.title.unsettled", **facts)
    form = "no_target" if not aimed else "all" if reached == len(aimed) else "some" if reached else "none_reached"
    count, total = spelled(desk, reached), spelled(desk, len(aimed))
    return desk.words(f"nonfinancial.title.{course}.{form}", n=reached or len(aimed), count=count, total=total, **facts)


def _range(desk: Desk) -> dict[str, Said]:
    """The least and the greatest index with one weight halved or raised by half."""
    runs = [
        (figure.known, f"nonfinancial.weight_runs.{id}.{name}")
        for id, halved, raised in desk.results.nonfinancial.weight_runs
        for name, figure in (("halved", halved), ("raised", raised))
        if figure.defined
    ]
    if not runs:
        return {}
    return {"low": desk.say(min(runs)[1], signed=True), "high": desk.say(max(runs)[1], signed=True)}


def _stability(desk: Desk) -> Said:
    """How much the index hangs on the weights; nothing where there is no index."""
    result, runs = desk.results.nonfinancial, _range(desk)
    if not result.index.defined or not runs:
        return Said("")
    form = "sampled" if result.sign_stability.defined else "zero"
    return desk.words(
        f"nonfinancial.stability.{form}", **runs, stability=probability(desk, "nonfinancial.sign_stability"),
        evidence=desk.say("nonfinancial.evidence_index", signed=True),
        index=desk.say("nonfinancial.index", signed=True),
    )  # fmt: skip


# ── Monetised, scored ───────────────────────────────────────────────────────


def _monetised(desk: Desk) -> Points:
    """The criteria worth money, with amount, confidence and method; those left out, and why."""
    results = [result for result in desk.results.nonfinancial.criteria if result.criterion.monetise]
    items = tuple(_priced(desk, result.criterion.id) for result in results)
    empty = (Item(desk.words("nonfinancial.monetised.none"), tone="muted"),)
    return Points(desk.words("nonfinancial.monetised.title"), items or empty, "plain")


def _priced(desk: Desk, id: str) -> Item:
    result = next(each for each in desk.results.nonfinancial.criteria if each.criterion.id == id)
    priced, path = result.criterion.monetise, f"nonfinancial.criteria.{id}.monetise"
    if priced is None:
        raise ValueError(f"{id} is not monetised")
    state = monetised_state(desk, result)
    form = state if state == "left_out" else f"{state}.{'sure' if priced.confidence is None else 'doubted'}"
    text = desk.words(
        f"nonfinancial.monetised.item.{form}.{'method' if priced.method else 'bare'}",
        amount=cited(desk, desk.formats.money_short(priced.amount), f"{path}.amount"),
        confidence="" if priced.confidence is None else rate(desk, priced.confidence, f"{path}.confidence"),
        method=(priced.method or "").rstrip(" ."),
        drivers=desk.words.listed(_shared(desk, result.criterion.driven_by)),
    )
    lead = desk.words("finding.lead", subject=result.criterion.label)
    return Item(text, lead, "muted" if state == "left_out" else "positive")


def _shared(desk: Desk, drivers: frozenset[str]) -> tuple[str, ...]:
    """The gains that share a driver, by their labels."""
    return tuple(str(gain.label) for gain in desk.engagement.gains if gain.driven_by & drivers)


def _scored(desk: Desk) -> Points:
    """The criteria that are only scored."""
    criteria = (each.criterion for each in desk.results.nonfinancial.criteria)
    names = tuple(str(criterion.label) for criterion in criteria if not criterion.monetise)
    form = "some" if names else "none"
    text = desk.words(f"nonfinancial.scored.{form}", n=max(len(names), 1), names=desk.words.listed(names))
    return Points(desk.words("nonfinancial.scored.title"), (Item(text, tone="muted"),), "plain")


# ── What the unquantified must be worth ─────────────────────────────────────


def _worth(desk: Desk) -> tuple[Block, ...]:
    """V*: what the unquantified must be worth for the target, or for the cost, to be covered."""
    needed, target = desk.results.combined.break_even_unquantified, desk.engagement.target_roi
    if not desk.verdict.established or not needed.defined:
        return ()
    form = f"{'target' if target is not None else 'even'}.{'needed' if needed.known > 0 else 'covered'}"
    text = desk.words(
        f"nonfinancial.worth.{form}",
        amount=desk.say("combined.break_even_unquantified"),
        target="" if target is None else rate(desk, target, "target_roi"),
    )
    return (Sentence(text),)


def _takeaway(desk: Desk) -> Takeaway:
    """Where the next effort belongs."""
    course, behind = course_of(desk), furthest(desk)
    if course in ("none", "unmeasured", "unweighted", "unsettled"):
        return takeaway(desk, desk.words(f"nonfinancial.takeaway.{course}"))
    fallen = [str(each.criterion.label) for each in desk.results.nonfinancial.criteria if state_of(each) == "lost"]
    if fallen:
        names = desk.words.listed(fallen)
        return takeaway(desk, desk.words("nonfinancial.takeaway.fallen", n=len(fallen), names=names))
    name = str(behind.criterion.label) if behind else ""
    form = "behind" if behind else "reached" if with_target(desk) else "no_target"
    return takeaway(desk, desk.words(f"nonfinancial.takeaway.{form}", name=name))
