"""Section 7: what could be wrong with the result."""

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
"""The most severe open challenge."""


def challenges(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks: tuple[Block, ...] = (
        *_lag(ctx),
        *checklist(ctx),
        _takeaway(ctx),
    )
    return section(ctx, "challenges", challenges_title(ctx), blocks)


def _lag(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the gain against its plan, with timing, unquantified returns and acceptances."""
    plan, notes = plan_exhibit(ctx), (*timing(ctx), *_unquantified(ctx), *accepted_findings(ctx))
    return beside(plan, notes) if fits_half(ctx) else (*plan, *notes)


def openness(ctx: ReportContext) -> Openness:
    """Return the most severe open challenge."""
    severities = {finding.severity for finding in open_findings(ctx)}
    if "blocker" in severities:
        return "blocked"
    if "warning" in severities:
        return "warned"
    return "informed" if severities else "clear"


def challenges_title(ctx: ReportContext) -> QuotedText:
    """Count the open challenges of the highest severity."""
    form, blockers, warnings = openness(ctx), count_of(ctx, "blocker"), count_of(ctx, "warning")
    infos = count_of(ctx, "info")
    n = {"blocked": blockers, "warned": warnings, "informed": infos, "clear": len(RULES)}[form]
    facts: dict[str, object] = {"n": n, "count": spelled(ctx, n, feminine=form == "warned")}
    if form == "blocked":
        facts["blocker"] = blocker_name(ctx, ctx.verdict.blockers[0])
    return ctx.words(f"challenges.title.{form}", **facts)


def _unquantified(ctx: ReportContext) -> tuple[Block, ...]:
    """List the returns without a number, with reason and plan."""
    items = []
    for item in ctx.engagement.challenges.unquantified:
        form = f"{'why' if item.why else 'silent'}.{'plan' if item.plan else 'open'}"
        text = ctx.words(
            f"challenges.unquantified.{form}", why=(item.why or "").rstrip(" ."), plan=(item.plan or "").rstrip(" .")
        )
        lead = ctx.words("finding.lead", subject=item.label)
        items.append(Item(text, lead, "plain" if item.why and item.plan else "warning"))
    if not items:
        return ()
    return (Points(ctx.words("challenges.unquantified.title", n=len(items)), tuple(items), "plain"),)


def _takeaway(ctx: ReportContext) -> Takeaway:
    """Say what to do first."""
    findings = open_findings(ctx)
    if not findings:
        return takeaway(ctx, ctx.words("challenges.takeaway.clear"))
    texts = challenge_texts(ctx, findings[0])
    return takeaway(ctx, ctx.words(f"challenges.takeaway.{openness(ctx)}", name=texts.name, remedy=texts.remedy))
