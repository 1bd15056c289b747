"""The reservations that somebody accepted: by whom, why and until when."""

from roireport.present.blocks import Block, Item, Points
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.reservation_table import page_of_rule


def accepted_reservations(ctx: ReportContext) -> tuple[Block, ...]:
    """List the accepted findings of the reader; nothing where there is none.

    An acceptance without effect is the author's to take out: `check` names it.
    """
    items = [
        Item(
            ctx.words(
                "challenges.accepted.held",
                by=finding.accepted.by,
                until=ctx.formats.day(finding.accepted.until),
                reason=finding.accepted.reason.rstrip(" ."),
            ),
            _lead(ctx, finding.rule.id, finding.subject),
            href=page_of_rule(ctx, finding.rule.id),
        )
        for finding in ctx.findings
        if finding.accepted is not None and not finding.rule.for_author
    ]
    return (Points(ctx.words("challenges.accepted.title"), tuple(items), "plain"),) if items else ()


def _lead(ctx: ReportContext, rule: str, subject: str | None) -> QuotedText:
    """Write the name of a challenge and its subject."""
    name, label = ctx.words(f"challenge.{rule}.name"), subject_label(ctx, subject)
    form = "of" if label else "alone"
    return ctx.words(f"challenges.accepted.lead.{form}", name=name, subject=label)


def subject_label(ctx: ReportContext, subject: str | None) -> str:
    """Return the label of a subject, or its id; empty for the engagement."""
    if subject is None:
        return ""
    engagement = ctx.engagement
    labels = {kpi.id: str(kpi.name) for kpi in engagement.kpis}
    unquantified = engagement.challenges.unquantified
    for subjects in (engagement.costs, engagement.gains, engagement.nonfinancial, unquantified):
        labels |= {labelled.id: str(labelled.label) for labelled in subjects}
    labels |= {objective.id: str(objective.statement) for objective in engagement.objectives}
    if subject in labels:
        return labels[subject]
    key = f"challenges.subject.{subject}"
    return ctx.words(key) if key in ctx.words else subject
