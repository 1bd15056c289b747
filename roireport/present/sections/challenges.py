"""Section 7: what could be wrong with the result: the lag, the checklist, what was accepted, what has no number."""

from typing import Literal

from roireport.assess.catalogue import RULES
from roireport.present.blocks import Block, Item, Points, Takeaway, beside
from roireport.present.charts.plan import fits_half, plan_exhibit, timing
from roireport.present.desk import Desk
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.quote import spelled
from roireport.present.language.said import Said
from roireport.present.sections.checklist import accepted_findings, checklist, count_of, open_findings
from roireport.present.story.section import section, takeaway
from roireport.present.story.verdict import blocker_name
from roireport.present.view import Section

Openness = Literal["blocked", "warned", "informed", "clear"]
"""The most severe thing that is open."""


def challenges(desk: Desk) -> Section:
    """The section."""
    blocks: tuple[Block, ...] = (
        *_lag(desk),
        *checklist(desk),
        _takeaway(desk),
    )
    return section(desk, "challenges", challenges_title(desk), blocks)


def _lag(desk: Desk) -> tuple[Block, ...]:
    """The gain against its plan; beside it what was agreed on time, what has no number, and what was accepted."""
    plan, said = plan_exhibit(desk), (*timing(desk), *_unquantified(desk), *accepted_findings(desk))
    return beside(plan, said) if fits_half(desk) else (*plan, *said)


def openness(desk: Desk) -> Openness:
    """Which of the situations it is."""
    severities = {finding.severity for finding in open_findings(desk)}
    if "blocker" in severities:
        return "blocked"
    if "warning" in severities:
        return "warned"
    return "informed" if severities else "clear"


def challenges_title(desk: Desk) -> Said:
    """How many points of which severity are open."""
    form, blockers, warnings = openness(desk), count_of(desk, "blocker"), count_of(desk, "warning")
    infos = count_of(desk, "info")
    n = {"blocked": blockers, "warned": warnings, "informed": infos, "clear": len(RULES)}[form]
    facts: dict[str, object] = {"n": n, "count": spelled(desk, n, feminine=form == "warned")}
    if form == "blocked":
        facts["blocker"] = blocker_name(desk, desk.verdict.blockers[0])
    return desk.words(f"challenges.title.{form}", **facts)


def _unquantified(desk: Desk) -> tuple[Block, ...]:
    """The returns without a number: why they have none, and what would measure them."""
    items = []
    for each in desk.engagement.challenges.unquantified:
        known = f"{'why' if each.why else 'silent'}.{'plan' if each.plan else 'open'}"
        text = desk.words(
            f"challenges.unquantified.{known}", why=(each.why or "").rstrip(" ."), plan=(each.plan or "").rstrip(" .")
        )
        lead = desk.words("finding.lead", subject=each.label)
        items.append(Item(text, lead, "plain" if each.why and each.plan else "warning"))
    if not items:
        return ()
    return (Points(desk.words("challenges.unquantified.title", n=len(items)), tuple(items), "plain"),)


def _takeaway(desk: Desk) -> Takeaway:
    """What to do first."""
    found = open_findings(desk)
    if not found:
        return takeaway(desk, desk.words("challenges.takeaway.clear"))
    texts = challenge_texts(desk, found[0])
    return takeaway(desk, desk.words(f"challenges.takeaway.{openness(desk)}", name=texts.name, remedy=texts.remedy))
