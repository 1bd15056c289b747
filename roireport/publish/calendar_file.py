"""The calendar beside the page of open points."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urljoin

from roireport.present.portfolio.calendar import CalendarEvent
from roireport.publish.edition import Edition
from roireport.text.icalendar import content_lines, escaped


def calendar_file(edition: Edition, events: Sequence[CalendarEvent]) -> bytes:
    """Write a calendar (RFC 5545, and RFC 7986 for its name), the same bytes for the same events.

    The time stamp of an event comes from its data, since no clock is read.
    """
    words, base = edition.words, (edition.workspace.site.base_url or "").rstrip("/")
    name = escaped(words("questions.calendar.name", site=edition.workspace.site.title or words("site.title")))
    page = f"{base}/{edition.folder}" if base else ""
    return content_lines(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//roireport//open points//{edition.language.upper()}",
            f"NAME:{name}",
            f"X-WR-CALNAME:{name}",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            *(line for event in events for line in _event(event, page)),
            "END:VCALENDAR",
        )
    )


def _event(event: CalendarEvent, page: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.key)}@roireport"
    yield f"DTSTAMP:{_date(event.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(event.on)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    if page:
        yield f"URL:{urljoin(page, event.href)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")
