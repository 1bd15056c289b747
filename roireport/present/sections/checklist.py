"""The challenges as a checklist: open, accepted, and families without findings."""

from decimal import Decimal
from typing import get_args

from roireport.assess.assess import UnusedAcceptance, unused_acceptances
from roireport.assess.catalogue import RULES
from roireport.assess.finding import Family, Finding
from roireport.model.expectation import Acceptance
from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Exhibit, Item, Points, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.severity import SEVERITIES, SEVERITY_TONES
from roireport.present.story.section import data_source


def open_findings(ctx: ReportContext) -> tuple[Finding, ...]:
    """Return the open findings, the most severe first, then in the order of the checklist."""
    findings = [finding for finding in ctx.findings if finding.accepted is None]
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def count_of(ctx: ReportContext, severity: Severity) -> int:
    """Count the open findings of a severity."""
    return sum(finding.severity == severity for finding in open_findings(ctx))


def checklist(ctx: ReportContext) -> tuple[Block, ...]:
    """List the open findings; a sentence where there is none."""
    findings = open_findings(ctx)
    if not findings:
        return (Sentence(ctx.words("challenges.list.none", rules=ctx.formats.number(_rules()))), *_quiet(ctx))
    words = ctx.words
    columns = (
        TableColumn(words("challenges.column.rule"), 5),
        TableColumn(words("challenges.column.name"), 17),
        TableColumn(words("challenges.column.severity"), 11, "center", filter=True),
        TableColumn(words("challenges.column.evidence"), 35),
        TableColumn(words("challenges.column.remedy"), 32),
    )
    table = Table(columns, tuple(_row(ctx, finding) for finding in findings), dense=True)
    subtitle = words(
        "challenges.list.subtitle", rules=ctx.formats.number(_rules()), as_of=ctx.formats.day(ctx.engagement.as_of)
    )
    return (Exhibit(list_title(ctx), subtitle, table, data_source(ctx)), *_quiet(ctx))


def _rules() -> Decimal:
    return Decimal(len(RULES))


def list_title(ctx: ReportContext) -> QuotedText:
    """Count the open findings by severity."""
    counts = {severity: count_of(ctx, severity) for severity in SEVERITIES}
    counted = tuple(
        ctx.words(f"challenges.count.{severity}", n=count, count=spelled(ctx, count, feminine=severity != "blocker"))
        for severity, count in counts.items()
        if count
    )
    return capitalised(ctx.words("challenges.list.title", n=sum(counts.values()), counts=ctx.words.listed(counted)))


def _row(ctx: ReportContext, finding: Finding) -> TableRow:
    """Return the row of a finding."""
    texts = challenge_texts(ctx, finding)
    severity = Cell(ctx.words(f"severity.{finding.severity}"), tone=SEVERITY_TONES[finding.severity], pill=True)
    return TableRow(
        (
            Cell(finding.rule.id, tone="muted", href=page_of_rule(finding.rule.id)),
            Cell(texts.name, sub=subject_label(ctx, finding.subject)),
            severity,
            Cell(texts.message, sub=texts.evidence),
            Cell(texts.remedy, sub=finding.rule.source),
        )
    )


def page_of_rule(id: str) -> str:
    """Return the page of a challenge, from the page of an engagement."""
    return f"../method/challenges/{id}.html"


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


def _quiet(ctx: ReportContext) -> tuple[Block, ...]:
    """Name the families of challenges without findings."""
    families = {finding.rule.family for finding in ctx.findings}
    quiet = [family for family in get_args(Family) if family not in families]
    names = tuple(ctx.words(f"challenges.family.{family}") for family in quiet)
    return (Sentence(ctx.words("challenges.quiet", n=len(names), families=ctx.words.listed(names))),) if names else ()


# ── Accepted ────────────────────────────────────────────────────────────────


def accepted_findings(ctx: ReportContext) -> tuple[Block, ...]:
    """List the accepted findings, and the acceptances that match no finding."""
    accepted = [(finding, finding.accepted) for finding in ctx.findings if finding.accepted is not None]
    unused = unused_acceptances(ctx.engagement, ctx.findings)
    if not accepted and not unused:
        return ()
    items = [
        Item(
            _acceptance(ctx, "held", acceptance),
            _lead(ctx, finding.rule.id, finding.subject),
            href=page_of_rule(finding.rule.id),
        )
        for finding, acceptance in accepted
    ]
    items += [_unused(ctx, acceptance) for acceptance in unused]
    return (Points(ctx.words("challenges.accepted.title"), tuple(items), "plain"),)


def _lead(ctx: ReportContext, rule: str, subject: str | None) -> str:
    """Write the name of a challenge and its subject."""
    name, label = ctx.words(f"challenge.{rule}.name"), subject_label(ctx, subject)
    form = "of" if label else "alone"
    return ctx.words(f"challenges.accepted.lead.{form}", rule=rule, name=name, subject=label)


def _acceptance(ctx: ReportContext, form: str, acceptance: Acceptance) -> QuotedText:
    return ctx.words(
        f"challenges.accepted.{form}",
        by=acceptance.by,
        until=ctx.formats.day(acceptance.until),
        reason=acceptance.reason.rstrip(" ."),
    )


def _unused(ctx: ReportContext, unused: UnusedAcceptance) -> Item:
    acceptance = unused.acceptance
    lead = _lead(ctx, acceptance.rule, acceptance.subject)
    return Item(_acceptance(ctx, unused.why, acceptance), lead, "warning", page_of_rule(acceptance.rule))
