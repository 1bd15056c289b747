"""Section 7: the reservations on the result."""

from typing import Literal

from roireport.assess.catalogue import RULES
from roireport.assess.reservations import Reservation
from roireport.present.blocks import Block, Item, Points, Takeaway, beside
from roireport.present.charts.plan import fits_half, plan_exhibit, timing
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.accepted import accepted_reservations
from roireport.present.sections.reservation_table import count_of, effect_text, reservation_table
from roireport.present.story.section import section, takeaway
from roireport.present.story.verdict import blocker_name
from roireport.present.view import Section

Openness = Literal["blocked", "warned", "informed", "clear"]
"""The severity of the most severe reservation."""


def challenges(ctx: ReportContext) -> Section:
    """Return the section."""
    blocks: tuple[Block, ...] = (
        *reservation_table(ctx),
        *_lag(ctx),
        _takeaway(ctx),
    )
    return section(ctx, "challenges", challenges_title(ctx), blocks)


def _lag(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the gain against its plan, with timing and unquantified returns; below them what was accepted."""
    plan, notes = plan_exhibit(ctx), (*timing(ctx), *_unquantified(ctx))
    compared = beside(plan, notes) if fits_half(ctx) else (*plan, *notes)
    return (*compared, *accepted_reservations(ctx))


def openness(ctx: ReportContext) -> Openness:
    """Return the severity of the most severe reservation."""
    if not ctx.reservations:
        return "clear"
    forms: dict[str, Openness] = {"blocker": "blocked", "warning": "warned", "info": "informed"}
    return forms[ctx.reservations[0].severity]


def challenges_title(ctx: ReportContext) -> QuotedText:
    """Count the reservations of the highest severity."""
    form = openness(ctx)
    severity: dict[str, int] = {
        "blocked": count_of(ctx, "blocker"),
        "warned": count_of(ctx, "warning"),
        "informed": count_of(ctx, "info"),
        "clear": len(RULES),
    }
    n = severity[form]
    facts: dict[str, object] = {"n": n, "count": spelled(ctx, n, feminine=form == "warned")}
    if form == "blocked":
        facts["blocker"] = blocker_name(ctx, ctx.reservations[0].leading)
    return capitalised(ctx.words(f"challenges.title.{form}", **facts))


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
    """Name the reservation that counts most, what it does to the ROI, and what would settle it."""
    if not ctx.reservations:
        return takeaway(ctx, ctx.words("challenges.takeaway.clear"))
    heaviest = ctx.reservations[0]
    texts, effect = challenge_texts(ctx, heaviest.leading), effect_text(ctx, heaviest)
    form = "weighed" if openness(ctx) == "warned" and _has_effect(heaviest) and effect else openness(ctx)
    return takeaway(
        ctx, ctx.words(f"challenges.takeaway.{form}", name=texts.name, settles=texts.settles, effect=effect)
    )


def _has_effect(reservation: Reservation) -> bool:
    """Whether a reservation has an effect on the ROI that is not 0."""
    return reservation.effect is not None and bool(reservation.effect.value)
