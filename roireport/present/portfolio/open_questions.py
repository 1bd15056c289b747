"""Open points across the portfolio: checks that fire, overdue measurements, expiring acceptances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from roireport.assess.catalogue import find_rule
from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import Accepted, PortfolioEntry, without_references
from roireport.present.portfolio.to_do import as_of_day
from roireport.present.severity import SEVERITIES, SEVERITY_TONES

SOON: Final = timedelta(days=90)
"""An acceptance is listed this long before its end."""


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The page: a title with the count, and a block for each of four questions."""

    kicker: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


def open_questions(entries: Sequence[PortfolioEntry], words: Words, today: date | None = None) -> OpenQuestions:
    """Make the page as of a day, by default the newest cut-off date: no clock is read."""
    formats = Formats(words.language, "EUR")
    day = as_of_day(entries, today)
    entries = without_references(entries)
    firing = (_firing(entries, words, for_author=for_author) for for_author in (False, True))
    blocks = (*firing, _overdue(entries, day, words, formats), _expiring(entries, day, words, formats))
    count = sum(len(entry.open) for entry in entries)
    counts = {"n": count, "count": str(count), "total": str(len(entries))}
    return OpenQuestions(
        words("questions.kicker"),
        words("questions.title", **counts) if count else words("questions.none"),
        words("questions.lead", day=formats.day(day)) if entries else "",
        blocks if entries else (),
    )


# ── Which checks fire where, for the reader and for the author ──────────────


def _firing(entries: Sequence[PortfolioEntry], words: Words, *, for_author: bool) -> Block:
    """List the open rules of the reader or of the author, the most severe and frequent first, with the key to write."""
    whose = "author" if for_author else "reader"
    firing = [row for row in _by_rule(entries) if find_rule(row[0]).for_author is for_author]
    if not firing:
        return Sentence(words(f"questions.firing.{whose}.none"))
    columns = (
        TableColumn(words("questions.column.rule"), 7),
        TableColumn(words("questions.column.name"), 29),
        TableColumn(words("questions.column.key"), 20),
        TableColumn(words("questions.column.severity"), 10, "center"),
        TableColumn(words("questions.column.count"), 6, "right"),
        TableColumn(words("questions.column.where"), 28),
    )
    rows = tuple(_rule(words, rule, severity, where) for rule, severity, where in firing)
    title = words(f"questions.firing.{whose}.title", n=len(rows), count=str(len(rows)))
    return Exhibit(title, "", Table(columns, rows), "")


def _by_rule(entries: Sequence[PortfolioEntry]) -> list[tuple[str, Severity, list[PortfolioEntry]]]:
    """Return each rule with its severity, and an entry for each open finding."""
    entries_by_rule: dict[tuple[str, Severity], list[PortfolioEntry]] = {}
    for entry in entries:
        for rule_and_severity in entry.open:
            entries_by_rule.setdefault(rule_and_severity, []).append(entry)
    listed = [(rule, severity, where) for (rule, severity), where in entries_by_rule.items()]
    return sorted(listed, key=lambda row: (SEVERITIES.index(row[1]), -len(row[2]), row[0]))


def _rule(words: Words, rule: str, severity: Severity, where: Sequence[PortfolioEntry]) -> TableRow:
    places = dict.fromkeys((entry.name, f"{entry.page}#challenges") for entry in where)
    return TableRow(
        (
            Cell(rule, href=f"method/challenges/{rule}.html", sort=rule),
            Cell(words(f"challenge.{rule}.name")),
            Cell(find_rule(rule).key),
            Cell(
                words(f"severity.{severity}"), tone=SEVERITY_TONES[severity], pill=True, sort=SEVERITIES.index(severity)
            ),
            Cell(str(len(where)), sort=float(len(where))),
            Cell(links=tuple(places)),
        )
    )


# ── What is to be measured again ────────────────────────────────────────────


def _overdue(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> Block:
    """List the measurements that were due by that day."""
    overdue = [(due, entry) for entry in entries for due in entry.dues if due.on <= day]
    overdue.sort(key=lambda pair: (pair[0].on, pair[1].id))
    if not overdue:
        return Sentence(words("questions.overdue.none"))
    columns = (
        TableColumn(words("questions.column.on"), 20),
        TableColumn(words("questions.column.engagement"), 36),
        TableColumn(words("questions.column.what"), 44),
    )
    rows = (
        TableRow(
            (
                Cell(formats.day(due.on), sort=due.on.isoformat()),
                Cell(entry.name, href=f"{entry.page}#recommendations"),
                Cell(due.kpi or words("questions.everything")),
            )
        )
        for due, entry in overdue
    )
    title = words("questions.overdue.title", n=len(overdue), count=str(len(overdue)))
    return Exhibit(title, "", Table(columns, tuple(rows)), "")


# ── What was accepted ───────────────────────────────────────────────────────


def _expiring(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> Block:
    """List the acceptances that have ended by that day or end within three months."""
    accepted = ((acceptance, entry) for entry in entries for acceptance in entry.accepted)
    expiring = [(acceptance, entry) for acceptance, entry in accepted if acceptance.until < day + SOON]
    if not expiring:
        return Sentence(words("questions.expiring.none"))
    columns = (
        TableColumn(words("questions.column.until"), 18),
        TableColumn(words("questions.column.rule"), 8),
        TableColumn(words("questions.column.engagement"), 26),
        TableColumn(words("questions.column.by"), 20),
        TableColumn(words("questions.column.reason"), 28),
    )
    expiring.sort(key=lambda pair: (pair[0].until, pair[1].id, pair[0].rule))
    rows = tuple(_acceptance(acceptance, entry, day, words, formats) for acceptance, entry in expiring)
    title = words("questions.expiring.title", n=len(rows), count=str(len(rows)))
    return Exhibit(title, "", Table(columns, rows), "")


def _acceptance(acceptance: Accepted, entry: PortfolioEntry, day: date, words: Words, formats: Formats) -> TableRow:
    ended = acceptance.until < day
    return TableRow(
        (
            Cell(
                formats.day(acceptance.until),
                sub=words("questions.ended") if ended else "",
                tone="negative" if ended else "warning",
                sort=acceptance.until.isoformat(),
            ),
            Cell(acceptance.rule, href=f"method/challenges/{acceptance.rule}.html"),
            Cell(entry.name, href=f"{entry.page}#challenges"),
            Cell(acceptance.by),
            Cell(acceptance.reason),
        )
    )
