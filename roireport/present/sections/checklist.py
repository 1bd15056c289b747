"""The challenges of measurement as a checklist: what is open, what was accepted, what has nothing to report."""

from decimal import Decimal
from typing import Final, get_args

from roireport.assess.assess import UnusedAcceptance, unused_acceptances
from roireport.assess.catalogue import RULES
from roireport.assess.finding import Family, Finding
from roireport.model.expectation import Acceptance
from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Column, Exhibit, Item, Points, Row, Sentence, Table, Tone
from roireport.present.desk import Desk
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.quote import capitalised, spelled
from roireport.present.language.said import Said
from roireport.present.story.section import data_source

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
_TONES: Final[dict[Severity, Tone]] = {"blocker": "negative", "warning": "warning", "info": "muted"}


def open_findings(desk: Desk) -> tuple[Finding, ...]:
    """What is open, the most severe first, then in the order of the checklist."""
    found = [finding for finding in desk.findings if finding.accepted is None]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def count_of(desk: Desk, severity: Severity) -> int:
    """How many open findings are of that severity."""
    return sum(finding.severity == severity for finding in open_findings(desk))


def checklist(desk: Desk) -> tuple[Block, ...]:
    """The open findings; a sentence where there is none."""
    found = open_findings(desk)
    if not found:
        return (Sentence(desk.words("challenges.list.none", rules=desk.formats.number(_rules()))), *_quiet(desk))
    words = desk.words
    columns = (
        Column(words("challenges.column.rule"), 5),
        Column(words("challenges.column.name"), 17),
        Column(words("challenges.column.severity"), 11, "center", filter=True),
        Column(words("challenges.column.evidence"), 35),
        Column(words("challenges.column.remedy"), 32),
    )
    table = Table(columns, tuple(_row(desk, finding) for finding in found), dense=True)
    subtitle = words(
        "challenges.list.subtitle", rules=desk.formats.number(_rules()), as_of=desk.formats.day(desk.engagement.as_of)
    )
    return (Exhibit(list_title(desk), subtitle, table, data_source(desk)), *_quiet(desk))


def _rules() -> Decimal:
    return Decimal(len(RULES))


def list_title(desk: Desk) -> Said:
    """How many findings are open, of which severity."""
    counts = {severity: count_of(desk, severity) for severity in SEVERITIES}
    known = tuple(
        desk.words(f"challenges.count.{severity}", n=count, count=spelled(desk, count, feminine=severity != "blocker"))
        for severity, count in counts.items()
        if count
    )
    return capitalised(desk.words("challenges.list.title", n=sum(counts.values()), counts=desk.words.listed(known)))


def _row(desk: Desk, finding: Finding) -> Row:
    """A finding: rule, name and subject, severity, what was found and the numbers, what to do and the source."""
    texts = challenge_texts(desk, finding)
    severity = Cell(desk.words(f"severity.{finding.severity}"), tone=_TONES[finding.severity], pill=True)
    return Row(
        (
            Cell(finding.rule.id, tone="muted", href=page_of_rule(finding.rule.id)),
            Cell(texts.name, sub=subject_label(desk, finding.subject)),
            severity,
            Cell(texts.message, sub=texts.evidence),
            Cell(texts.remedy, sub=finding.rule.source),
        )
    )


def page_of_rule(id: str) -> str:
    """The page that explains a challenge, from the page of an engagement."""
    return f"../method/challenges/{id}.html"


def subject_label(desk: Desk, subject: str | None) -> str:
    """What the consultant called the subject of a finding; its id where it has no label; empty for the engagement."""
    if subject is None:
        return ""
    engagement = desk.engagement
    labels = {kpi.id: str(kpi.name) for kpi in engagement.kpis}
    labels |= {each.id: str(each.label) for each in engagement.costs}
    labels |= {each.id: str(each.label) for each in engagement.gains}
    labels |= {each.id: str(each.label) for each in engagement.nonfinancial}
    labels |= {each.id: str(each.label) for each in engagement.challenges.unquantified}
    labels |= {objective.id: str(objective.statement) for objective in engagement.objectives}
    if subject in labels:
        return labels[subject]
    key = f"challenges.subject.{subject}"
    return desk.words(key) if key in desk.words else subject


def _quiet(desk: Desk) -> tuple[Block, ...]:
    """The families of challenges in which nothing was found."""
    found = {finding.rule.family for finding in desk.findings}
    quiet = [family for family in get_args(Family) if family not in found]
    names = tuple(desk.words(f"challenges.family.{family}") for family in quiet)
    return (Sentence(desk.words("challenges.quiet", n=len(names), families=desk.words.listed(names))),) if names else ()


# ── Accepted ────────────────────────────────────────────────────────────────


def accepted_findings(desk: Desk) -> tuple[Block, ...]:
    """Who accepted which finding, why and until when; acceptances that silence nothing are named too."""
    held = [(finding, finding.accepted) for finding in desk.findings if finding.accepted is not None]
    unused = unused_acceptances(desk.engagement, desk.findings)
    if not held and not unused:
        return ()
    items = [
        Item(
            _acceptance(desk, "held", one),
            _lead(desk, found.rule.id, found.subject),
            href=page_of_rule(found.rule.id),
        )
        for found, one in held
    ]
    items += [_unused(desk, one) for one in unused]
    return (Points(desk.words("challenges.accepted.title"), tuple(items), "plain"),)


def _lead(desk: Desk, rule: str, subject: str | None) -> str:
    """The name of a challenge, and what it concerns."""
    name, label = desk.words(f"challenge.{rule}.name"), subject_label(desk, subject)
    form = "of" if label else "alone"
    return desk.words(f"challenges.accepted.lead.{form}", rule=rule, name=name, subject=label)


def _acceptance(desk: Desk, form: str, one: Acceptance) -> Said:
    return desk.words(
        f"challenges.accepted.{form}", by=one.by, until=desk.formats.day(one.until), reason=one.reason.rstrip(" .")
    )


def _unused(desk: Desk, unused: UnusedAcceptance) -> Item:
    one = unused.acceptance
    lead = _lead(desk, one.rule, one.subject)
    return Item(_acceptance(desk, unused.why, one), lead, "warning", page_of_rule(one.rule))
