"""What the engagements of the portfolio ask for: what to decide, what to measure, what is overdue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.present.blocks import Item, Points, Tone
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import Asked, Due, PortfolioEntry

MOST: Final = 5
"""More items than that are counted."""
_TONES: Final[Mapping[str, Tone]] = {"decide": "accent", "measure": "muted", "overdue": "warning"}
"""The lists in their order."""


@dataclass(frozen=True, slots=True)
class Task:
    """A decision or a measurement of an engagement."""

    entry: PortfolioEntry
    what: Asked | Due

    @property
    def on(self) -> date | None:
        return self.what.due if isinstance(self.what, Asked) else self.what.on

    def list_on(self, day: date) -> str:
        """The list that it is on: overdue from its day on."""
        if self.on is not None and self.on <= day:
            return "overdue"
        return "decide" if isinstance(self.what, Asked) else "measure"

    @property
    def order(self) -> tuple[date, str]:
        """The earliest first; what has no date last."""
        return self.on or date.max, self.entry.id


def as_of_day(entries: Iterable[PortfolioEntry], today: date | None) -> date:
    """The day that lists of tasks are made for: the one asked for, else the newest cut-off. No clock is read."""
    return today or max((entry.compared.as_of for entry in entries), default=date.min)


def to_do(entries: Sequence[PortfolioEntry], day: date, words: Words, formats: Formats) -> tuple[Points, ...]:
    """List the decisions asked, the measurements due later, and what was due by that day."""
    tasks = [Task(entry, asked) for entry in entries for asked in entry.asked]
    tasks += [Task(entry, due) for entry in entries for due in entry.dues]
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
    what, entry = task.what, task.entry
    facts = [formats.day(task.on)] if task.on else []
    subject: str
    if isinstance(what, Asked):
        subject = what.decision
        own = Formats(formats.language, entry.compared.currency)
        facts += [own.money_short(what.cost)] if what.cost else []
    else:
        subject = what.kpi or words("questions.everything")
    facts += [what.owner] if what.owner else []
    text = words("portfolio.to_do.item", what=subject, facts=" · ".join(facts))
    return Item(text if facts else subject, entry.name, href=f"{entry.page}#recommendations")
