"""The reservations as a table: what limits the result, by how much, and what is done about it."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from roireport.assess.catalogue import RULES
from roireport.assess.finding import FAMILIES, Family, Finding
from roireport.assess.reservations import Reservation
from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.figures.reservation_figures import effect_path
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.sections.follow_up import follow_up
from roireport.present.severity import SEVERITIES, SEVERITY_TONES
from roireport.present.story.section import data_source

_COLUMNS: Final = {"reservation": 42, "effect": 14, "follow_up": 28, "owner": 16}
"""Widths in percent."""


def count_of(ctx: ReportContext, severity: Severity) -> int:
    """Count the reservations of a severity."""
    return sum(one.severity == severity for one in ctx.reservations)


def reservation_table(ctx: ReportContext) -> tuple[Block, ...]:
    """List the reservations; a sentence where there is none."""
    words, rules = ctx.words, ctx.formats.number(Decimal(len(RULES)))
    if not ctx.reservations:
        return (Sentence(words("challenges.list.none", rules=rules)),)
    columns = tuple(
        TableColumn(words(f"challenges.column.{name}"), width, "right" if name == "effect" else "left")
        for name, width in _COLUMNS.items()
    )
    table = Table(columns, tuple(_row(ctx, one) for one in ctx.reservations), dense=True)
    form = "established" if ctx.verdict.established else "withheld"
    day = ctx.formats.day(ctx.engagement.as_of)
    subtitle = words(f"challenges.list.subtitle.{form}", rules=rules, as_of=day)
    return (Exhibit(list_title(ctx), subtitle, table, data_source(ctx)), *without_reservation(ctx))


def list_title(ctx: ReportContext) -> QuotedText:
    """Count the rows of the table: blockers, reservations and notes."""
    counts = {severity: count_of(ctx, severity) for severity in SEVERITIES}
    counted = tuple(
        ctx.words(f"challenges.count.{severity}", n=count, count=spelled(ctx, count, feminine=severity == "warning"))
        for severity, count in counts.items()
        if count
    )
    return capitalised(ctx.words.listed(counted))


def _row(ctx: ReportContext, reservation: Reservation) -> TableRow:
    """Return what it is, its effect on the ROI, what is done, and by whom and by when."""
    leading = challenge_texts(ctx, reservation.leading)
    planned = follow_up(ctx, reservation)
    none = ctx.words("common.none")
    due = ctx.formats.day_short(planned.due) if planned and planned.due else ""
    owner = (planned.owner if planned else None) or ""
    return TableRow(
        (
            Cell(
                leading.name,
                sub=_messages(ctx, reservation),
                tone="plain" if reservation.severity == "info" else SEVERITY_TONES[reservation.severity],
                strong=True,
                href=page_of_rule(ctx, reservation.leading.rule.id),
            ),
            _effect(ctx, reservation),
            Cell(planned.text, sub=leading.settles) if planned else Cell(leading.settles),
            Cell(owner or due or none, sub=due if owner else ""),
        )
    )


def _messages(ctx: ReportContext, reservation: Reservation) -> QuotedText:
    """Write what was found; where nothing non-financial is measured, that says it all."""
    findings = reservation.findings
    if reservation.cause == "nothing_nonfinancial":
        findings = tuple(one for one in findings if one.rule is reservation.leading.rule)
    alike: dict[str, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(challenge_texts(ctx, _about(finding, "")).message, []).append(finding)
    return joined((_message(ctx, *same) for same in alike.values()), " ")


def _message(ctx: ReportContext, first: Finding, *others: Finding) -> QuotedText:
    """Write what was found, and name what else it was found of."""
    message = joined((challenge_texts(ctx, first).message,))
    labels = [str(finding.facts["label"]) for finding in others if "label" in finding.facts]
    if not labels:
        return message
    quoted = tuple(ctx.words("challenges.quoted", label=label) for label in dict.fromkeys(labels))
    return joined((message, ctx.words("challenges.same", labels=ctx.words.listed(quoted))), " ")


def _about(finding: Finding, label: str) -> Finding:
    """The finding with another label."""
    return replace(finding, facts={**finding.facts, "label": label}) if "label" in finding.facts else finding


def _effect(ctx: ReportContext, reservation: Reservation) -> Cell:
    """Return the points of ROI and what they assume; a dash where the ROI or the effect is not known."""
    text = effect_text(ctx, reservation)
    if not text or reservation.effect is None:
        return Cell(ctx.words("common.none"))
    form = reservation.way if reservation.effect.value else "no_gain"
    return Cell(text, sub=ctx.words(f"challenges.way.{form}"))


def effect_text(ctx: ReportContext, reservation: Reservation) -> QuotedText:
    """Write the effect on the ROI in points; empty where it is not known or the ROI is withheld."""
    if reservation.effect is None or reservation.effect.value is None or not ctx.verdict.established:
        return QuotedText("")
    return ctx.say(effect_path(reservation))


def page_of_rule(ctx: ReportContext, id: str) -> str:
    """Return the page of a challenge, from the page of an engagement."""
    root = "" if ctx.engagement.is_view else "../"
    return f"{root}{ctx.workspace.site.folder(ctx.words.language)}method/challenges/{id}.html"


def without_reservation(ctx: ReportContext) -> tuple[Block, ...]:
    """Name the families in which nothing is reserved and nothing was accepted."""
    touched = {finding.rule.family for one in ctx.reservations for finding in one.findings}
    touched |= {finding.rule.family for finding in ctx.findings if finding.accepted is not None}
    quiet: list[Family] = [family for family in FAMILIES.values() if family not in touched]
    names = tuple(ctx.words(f"challenges.family.{family}") for family in quiet)
    return (Sentence(ctx.words("challenges.quiet", families=ctx.words.listed(names))),) if names else ()
