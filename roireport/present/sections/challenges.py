"""Section 7: what could be wrong with the result: the lag, the checklist, what was accepted, what has no number."""

from typing import Literal

from roireport.assess.catalogue import RULES
from roireport.present.blocks import Block, Item, Points, Takeaway, beside
from roireport.present.charts.plan import fits_half, plan_exhibit, timing
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.figure_text import spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.checklist import accepted_findings, checklist, count_of, open_findings
from roireport.present.story.section import section, takeaway
from roireport.present.story.verdict import blocker_name
from roireport.present.view import Section

Openness = Literal["blocked", "warned", "informed", "clear"]
"""The most severe thing that is open."""


def challenges(ctx: ReportContext) -> Section:
    """The section."""
    blocks: tuple[Block, ...] = (
        *_lag(ctx),
        *checklist(ctx),
        _takeaway(ctx),
    )
    return section(ctx, "challenges", challenges_title(ctx), blocks)


def _lag(ctx: ReportContext) -> tuple[Block, ...]:
    """The gain against its plan; beside it what was agreed on time, what has no number, and what was accepted."""
    plan, said = plan_exhibit(ctx), (*timing(ctx), *_unquantified(ctx), *accepted_findings(ctx))
    return beside(plan, said) if fits_half(ctx) else (*plan, *said)


def openness(ctx: ReportContext) -> Openness:
    """Which of the situations it is."""
    severities = {finding.severity for finding in open_findings(ctx)}
    if "blocker" in severities:
        return "blocked"
    if "warning" in severities:
        return "warned"
    return "informed" if severities else "clear"


def challenges_title(ctx: ReportContext) -> QuotedText:
    """How many points of which severity are open."""
    form, blockers, warnings = openness(ctx), count_of(ctx, "blocker"), count_of(ctx, "warning")
    infos = count_of(ctx, "info")
    n = {"blocked": blockers, "warned": warnings, "informed": infos, "clear": len(RULES)}[form]
    facts: dict[str, object] = {"n": n, "count": spelled(ctx, n, feminine=form == "warned")}
    if form == "blocked":
        facts["blocker"] = blocker_name(ctx, ctx.verdict.blockers[0])
    return ctx.words(f"challenges.title.{form}", **facts)


def _unquantified(ctx: ReportContext) -> tuple[Block, ...]:
    """The returns without a number: why they have none, and what would measure them."""
    items = []
    for each in ctx.engagement.challenges.unquantified:
        known = f"{'why' if each.why else 'silent'}.{'plan' if each.plan else 'open'}"
        text = ctx.words(
            f"challenges.unquantified.{known}", why=(each.why or "").rstrip(" ."), plan=(each.plan or "").rstrip(" .")
        )
        lead = ctx.words("finding.lead", subject=each.label)
        items.append(Item(text, lead, "plain" if each.why and each.plan else "warning"))
    if not items:
        return ()
    return (Points(ctx.words("challenges.unquantified.title", n=len(items)), tuple(items), "plain"),)


def _takeaway(ctx: ReportContext) -> Takeaway:
    """What to do first."""
    found = open_findings(ctx)
    if not found:
        return takeaway(ctx, ctx.words("challenges.takeaway.clear"))
    texts = challenge_texts(ctx, found[0])
    return takeaway(ctx, ctx.words(f"challenges.takeaway.{openness(ctx)}", name=texts.name, remedy=texts.remedy))
