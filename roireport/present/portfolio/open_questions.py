"""Challenges across the portfolio: which fire where, what is due to be measured again, which acceptances end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, get_args

from roireport.model.workspace import Severity
from roireport.present.blocks import Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow, Tone
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import Accepted, PortfolioEntry

SOON: Final = timedelta(days=90)
"""How long before its end an acceptance is told of."""
_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
_TONES: Final[dict[Severity, Tone]] = {"blocker": "negative", "warning": "warning", "info": "muted"}


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The page: a title that counts, and a table or a sentence for each of the three questions."""

    kicker: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


def open_questions(entries: Sequence[PortfolioEntry], words: Words, today: date | None = None) -> OpenQuestions:
    """The page as of a day: by default the newest cut-off date of all, so that no clock is read."""
    formats = Formats(words.language, "EUR")
    day = today or max((entry.compared.as_of for entry in entries), default=date.min)
    blocks = (_firing(entries, words), _overdue(entries, day, words, formats), _expiring(entries, day, words, formats))
    count = sum(len(entry.open) for entry in entries)
    counts = {"n": count, "count": str(count), "total": str(len(entries))}
    return OpenQuestions(
        words("questions.kicker"),
        words("questions.title", **counts) if count else words("questions.none"),
        words("questions.lead", day=formats.day(day)) if entries else "",
        blocks if entries else (),
    )


# ── Which challenges fire where ─────────────────────────────────────────────


def _firing(entries: Sequence[PortfolioEntry], words: Words) -> Block:
    """A row a rule that fires, the most severe and the most frequent first, with the engagements it fires on."""
    found = _by_rule(entries)
    if not found:
        return Sentence(words("questions.firing.none"))
    columns = (
        TableColumn(words("questions.column.rule"), 7),
        TableColumn(words("questions.column.name"), 37),
        TableColumn(words("questions.column.severity"), 12, "center"),
        TableColumn(words("questions.column.count"), 10, "right"),
        TableColumn(words("questions.column.where"), 34),
    )
    rows = tuple(_rule(words, *each) for each in found)
    return Exhibit(words("questions.firing.title", n=len(rows), count=str(len(rows))), "", Table(columns, rows), "")


def _by_rule(entries: Sequence[PortfolioEntry]) -> list[tuple[str, Severity, list[PortfolioEntry]]]:
    """Each rule with its severity, and an entry for each time that it is open."""
    found: dict[tuple[str, Severity], list[PortfolioEntry]] = {}
    for entry in entries:
        for each in entry.open:
            found.setdefault(each, []).append(entry)
    listed = [(rule, severity, where) for (rule, severity), where in found.items()]
    return sorted(listed, key=lambda each: (_SEVERITIES.index(each[1]), -len(each[2]), each[0]))


def _rule(words: Words, rule: str, severity: Severity, where: Sequence[PortfolioEntry]) -> TableRow:
    places = dict.fromkeys((entry.name, f"{entry.page}#challenges") for entry in where)
    return TableRow(
        (
            Cell(rule, href=f"method/challenges/{rule}.html", sort=rule),
            Cell(words(f"challenge.{rule}.name")),
            Cell(words(f"severity.{severity}"), tone=_TONES[severity], pill=True, sort=_SEVERITIES.index(severity)),
            Cell(str(len(where)), sort=float(len(where))),
            Cell(links=tuple(places)),
        )
    )


# ── What is to be measured again ────────────────────────────────────────────


def _overdue(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> Block:
    """What was to be measured by that day, after the data ends."""
    found = [(due, entry) for entry in entries for due in entry.dues if due.on <= day]
    found.sort(key=lambda each: (each[0].on, each[1].id))
    if not found:
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
        for due, entry in found
    )
    title = words("questions.overdue.title", n=len(found), count=str(len(found)))
    return Exhibit(title, "", Table(columns, tuple(rows)), "")


# ── What was accepted ───────────────────────────────────────────────────────


def _expiring(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> Block:
    """Acceptances that have ended by that day or will within three months."""
    accepted = ((one, entry) for entry in entries for one in entry.accepted)
    found = [(one, entry) for one, entry in accepted if one.until < day + SOON]
    if not found:
        return Sentence(words("questions.expiring.none"))
    columns = (
        TableColumn(words("questions.column.until"), 18),
        TableColumn(words("questions.column.rule"), 8),
        TableColumn(words("questions.column.engagement"), 26),
        TableColumn(words("questions.column.by"), 20),
        TableColumn(words("questions.column.reason"), 28),
    )
    found.sort(key=lambda each: (each[0].until, each[1].id, each[0].rule))
    rows = tuple(_acceptance(one, entry, day, words, formats) for one, entry in found)
    title = words("questions.expiring.title", n=len(rows), count=str(len(rows)))
    return Exhibit(title, "", Table(columns, rows), "")


def _acceptance(one: Accepted, entry: PortfolioEntry, day: date, words: Words, formats: Formats) -> TableRow:
    ended = one.until < day
    return TableRow(
        (
            Cell(
                formats.day(one.until),
                sub=words("questions.ended") if ended else "",
                tone="negative" if ended else "warning",
                sort=one.until.isoformat(),
            ),
            Cell(one.rule, href=f"method/challenges/{one.rule}.html"),
            Cell(entry.name, href=f"{entry.page}#challenges"),
            Cell(one.by),
            Cell(one.reason),
        )
    )
