"""Open points across the portfolio: what somebody has to settle, and the checks that fire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from roireport.assess.catalogue import find_rule
from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry, without_references
from roireport.present.portfolio.points import Point
from roireport.present.portfolio.to_do import Task, address_of, as_of_day, subject_of, tasks_of
from roireport.present.severity import SEVERITIES, SEVERITY_TONES
from roireport.text.searching import in_words

SOON: Final = timedelta(days=90)
"""An acceptance is listed this long before its end."""
CALENDAR: Final = "open-points.ics"
"""The file beside the page that holds its dates."""
_NO_DATE: Final = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The page: a title with the count, a block for each of three questions, and its calendar, empty without dates."""

    kicker: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    calendar: str = ""


def open_questions(entries: Sequence[PortfolioEntry], words: Words, today: date | None = None) -> OpenQuestions:
    """Make the page as of a day, by default the newest cut-off date: no clock is read."""
    formats = Formats(words.language, "EUR")
    day = as_of_day(entries, today)
    entries = without_references(entries)
    tasks = tasks_to_settle(entries, day)
    firing = (_firing(entries, words, for_author=for_author) for for_author in (False, True))
    blocks = (_to_settle(tasks, day, words, formats), *firing)
    count = len(tasks) + sum(len(entry.open) for entry in entries)
    where = words("questions.where", n=len(entries))
    return OpenQuestions(
        words("questions.kicker"),
        words("questions.title", n=count, count=str(count), where=where) if count else words("questions.none"),
        words("questions.lead", day=formats.day(day)) if entries else "",
        blocks if entries else (),
        CALENDAR if any(task.point.on for task in tasks) else "",
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


# ── What somebody has to settle ─────────────────────────────────────────────


def tasks_to_settle(entries: Sequence[PortfolioEntry], day: date) -> list[Task]:
    """Return the points by person and date: overdue before later ones, nobody and no date last.

    A waiver is a point once it has ended or ends within three months.
    """
    tasks = (task for task in tasks_of(without_references(entries)) if _is_due_soon(task.point, day))
    return sorted(tasks, key=lambda task: (*_by_person(task.point), *task.order, task.point.key))


def _is_due_soon(point: Point, day: date) -> bool:
    return point.kind != "waiver" or (point.on is not None and point.on < day + SOON)


def _by_person(point: Point) -> tuple[bool, str]:
    return not point.owner, in_words(point.owner or "").casefold()


def _to_settle(tasks: Sequence[Task], day: date, words: Words, formats: Formats) -> Block:
    """List the points with who settles them, until when, and where they are written."""
    if not tasks:
        return Sentence(words("questions.settle.none"))
    columns = (
        TableColumn(words("questions.column.person"), 24),
        TableColumn(words("questions.column.on"), 16),
        TableColumn(words("questions.column.what"), 36),
        TableColumn(words("questions.column.engagement"), 24),
    )
    rows = tuple(_task(task, day, words, formats) for task in tasks)
    late = sum(task.is_overdue(day) for task in tasks)
    title = words("questions.settle.title", n=len(rows), count=str(len(rows)))
    if late:
        title = words("questions.settle.title.late", n=late, count=str(late), title=title)
    return Exhibit(title, "", Table(columns, rows), "")


def _task(task: Task, day: date, words: Words, formats: Formats) -> TableRow:
    point, entry, is_late = task.point, task.entry, task.is_overdue(day)
    person = point.owner or words("questions.nobody")
    return TableRow(
        (
            Cell(person, tone="plain" if point.owner else "muted"),
            Cell(
                formats.day(point.on) if point.on else words("questions.no_date"),
                sub=words(f"questions.late.{point.kind}") if is_late else "",
                tone="negative" if is_late else "plain" if point.on else "muted",
                sort=point.on.isoformat() if point.on else _NO_DATE,
            ),
            Cell(subject_of(point, words), sub=_kind(task, words)),
            Cell(entry.name, href=address_of(task)),
        )
    )


def _kind(task: Task, words: Words) -> str:
    """What kind of point it is, with the cost of a decision or the rule of a waiver."""
    point = task.point
    kind = words(f"questions.kind.{point.kind}", rule=point.rule)
    if not point.cost:
        return kind
    cost = Formats(words.language, task.entry.compared.currency).money_short(point.cost)
    return words("questions.kind.cost", kind=kind, cost=cost)
