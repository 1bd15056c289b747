"""What the engagements of the portfolio ask for: what to decide, what to measure, what is overdue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.present.blocks import Item, Points, Tone
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.portfolio.points import Point, PointKind

MOST: Final = 5
"""More items than that are counted."""
_TONES: Final[Mapping[str, Tone]] = {"decide": "accent", "measure": "muted", "overdue": "warning"}
"""The lists in their order."""
_SECTIONS: Final[Mapping[PointKind, str]] = {
    "decision": "recommendations",
    "measurement": "recommendations",
    "objective": "objectives",
    "waiver": "challenges",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A point of an engagement."""

    entry: PortfolioEntry
    point: Point

    def is_overdue(self, day: date) -> bool:
        """Whether its day has come; a waiver holds on its last day."""
        if self.point.on is None:
            return False
        return self.point.on < day if self.point.kind == "waiver" else self.point.on <= day

    def list_on(self, day: date) -> str:
        """The list that it is on: overdue from its day on."""
        if self.is_overdue(day):
            return "overdue"
        return "decide" if self.point.kind == "decision" else "measure"

    @property
    def order(self) -> tuple[date, str]:
        """The earliest first; what has no date last."""
        return self.point.on or date.max, self.entry.id


def as_of_day(entries: Iterable[PortfolioEntry], today: date | None) -> date:
    """The day that lists of tasks are made for: the one asked for, else the newest cut-off. No clock is read."""
    return today or max((entry.compared.as_of for entry in entries), default=date.min)


def tasks_of(entries: Iterable[PortfolioEntry]) -> list[Task]:
    """The points of all engagements."""
    return [Task(entry, point) for entry in entries for point in entry.points]


def to_do(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> tuple[Points, ...]:
    """List the decisions asked, the measurements due later, and what was due by that day."""
    tasks = [task for task in tasks_of(entries) if task.point.kind in ("decision", "measurement")]
    by_list: dict[str, list[Task]] = {name: [] for name in _TONES}
    for task in tasks:
        by_list[task.list_on(day)].append(task)
    return tuple(_points(name, by_list[name], words, formats) for name in _TONES)


def _points(name: str, tasks: Sequence[Task], words: Words, formats: Formats) -> Points:
    """Title the list with its number, and write the first tasks."""
    ordered = sorted(tasks, key=lambda task: task.order)
    items = [_item(task, words, formats) for task in ordered[:MOST]]
    if len(tasks) > MOST:
        items.append(Item(words("portfolio.to_do.more", n=len(tasks) - MOST)))
    title = words(f"portfolio.to_do.{name}", count=formats.number(Decimal(len(tasks))))
    return Points(
        title, tuple(items) or (Item(words(f"portfolio.to_do.{name}.none")),), _TONES[name] if tasks else "plain"
    )


def _item(task: Task, words: Words, formats: Formats) -> Item:
    """Name the engagement, what it asks for, until when, for how much and by whom."""
    point, entry = task.point, task.entry
    facts = [formats.day(point.on)] if point.on else []
    if point.cost:
        facts.append(Formats(formats.language, entry.compared.currency).money_short(point.cost))
    if point.owner:
        facts.append(point.owner)
    subject = subject_of(point, words)
    text = words("portfolio.to_do.item", what=subject, facts=" · ".join(facts))
    return Item(text if facts else subject, entry.name, href=address_of(task))


def subject_of(point: Point, words: Words) -> str:
    """What is to be settled, in words."""
    return point.what or words("questions.everything")


def address_of(task: Task) -> str:
    """The address of the section that shows it."""
    return f"{task.entry.page}#{_SECTIONS[task.point.kind]}"
