"""The dates of the page of open points, as events of a calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.present.portfolio.open_questions import tasks_to_settle
from roireport.present.portfolio.to_do import Task, address_of, as_of_day, subject_of


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a whole day.

    Args:
        key: Names it among all events, also after its day or its texts have changed.
        as_of: The last day of the data that it was written from.
        href: Where it is written, from the page of open points.
    """

    key: str
    on: date
    as_of: date
    summary: str
    description: str
    href: str


def calendar_events(
    entries: Sequence[PortfolioEntry], words: Words, today: date | None = None
) -> tuple[CalendarEvent, ...]:
    """Return the points of the page that have a date, by date."""
    tasks = tasks_to_settle(entries, as_of_day(entries, today))
    return tuple(sorted(_events(tasks, words), key=lambda event: (event.on, event.key)))


def _events(tasks: Sequence[Task], words: Words) -> Iterator[CalendarEvent]:
    for task in tasks:
        point, entry = task.point, task.entry
        if point.on is None:
            continue
        summary = words(
            "questions.calendar.summary",
            kind=words(f"questions.kind.{point.kind}", rule=point.rule),
            what=subject_of(point, words),
            engagement=entry.name,
        )
        lines = [f"{entry.name} · {entry.title}"]
        lines += [words("questions.calendar.owner", owner=point.owner)] if point.owner else []
        yield CalendarEvent(
            f"{entry.id}.{point.key}", point.on, entry.compared.as_of, summary, "\n".join(lines), address_of(task)
        )
