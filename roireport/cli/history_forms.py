"""The forms of `history`: text, Markdown and JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from roireport import __version__
from roireport.cli.diff_forms import escaped, markdown_table
from roireport.cli.tables import aligned
from roireport.compare.history import EngagementHistory
from roireport.present.difference.tables import TextTable
from roireport.present.history.document import history_document
from roireport.present.history.portfolio import Movement, movement_row, quarter, quarter_notes, quarter_title
from roireport.present.history.rows import HistoryTexts, VersionRow
from roireport.present.language.words import Words
from roireport.text.json_text import json_text

_COLUMNS: Final = ("version", "day", "roi", "interval", "change", "index", "observed", "reservations", "commit", "why")
_MOVED: Final = ("engagement", "before", "now", "change", "compared", "why")


@dataclass(frozen=True, slots=True)
class Shown:
    """The histories to print; with a day, what moved in its quarter."""

    histories: tuple[EngagementHistory, ...]
    words: Words
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A title, a table with its head, and sentences."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


def _parts(shown: Shown) -> Iterator[_Part]:
    if shown.day is not None:
        yield _quarter(shown, shown.day)
        return
    for history in shown.histories:
        yield _history(shown.words, history)


def _history(words: Words, history: EngagementHistory) -> _Part:
    """The versions of an engagement, with the reservations that came and went below the table."""
    texts = HistoryTexts.of(words)
    rows = tuple(texts.rows(history))
    moved = (line for row in rows for line in _reservations(words, row))
    return _Part(history.id, _table(words, _COLUMNS, [_cells(row) for row in rows]), (*moved, *texts.notes(history)))


def _cells(row: VersionRow) -> tuple[str, ...]:
    figures = (row.roi, row.interval, row.change, row.index, row.observed, row.reservations)
    return (row.version, row.day, *figures, row.commit, row.why)


def _reservations(words: Words, row: VersionRow) -> Iterator[str]:
    for key, own in (("came", row.came), ("went", row.went)):
        if own:
            text = words(f"history.{key}", n=len(own), names=", ".join(own))
            yield str(words("common.labelled", label=row.version, value=text))


def _quarter(shown: Shown, day: date) -> _Part:
    """What moved since the start of the quarter."""
    words, texts = shown.words, HistoryTexts.of(shown.words)
    own = quarter(shown.histories, day)
    lead = words("history.quarter.lead", start=texts.formats.day(own.start), day=texts.formats.day(day))
    rows = [_moved(texts, movement) for movement in own.movements]
    notes = quarter_notes(words, own, own.left_out)
    return _Part(quarter_title(texts, own, str), _table(words, _MOVED, rows), (str(lead), *notes))


def _moved(texts: HistoryTexts, movement: Movement) -> tuple[str, ...]:
    row = movement_row(texts, movement)
    return (movement.id, row.before, row.now, row.change, row.version, row.why)


def _table(words: Words, names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows under their head; nothing without rows."""
    return (tuple(str(words(f"history.column.{name}")) for name in names), *rows) if rows else ()


def _text(shown: Shown) -> str:
    blocks = []
    for part in _parts(shown):
        table = [f"  {line}" for line in aligned(part.rows)] if part.rows else []
        blocks.append("\n".join((part.title, *table, *(f"  {line}" for line in part.lines))))
    return "\n\n".join(blocks)


def _markdown(shown: Shown) -> str:
    parts = [f"# {shown.words('history.navigation')}"]
    for part in _parts(shown):
        parts.append(f"## {escaped(part.title)}")
        parts += [markdown_table(TextTable(part.title, part.rows[0], part.rows[1:]))] if part.rows else []
        parts += [escaped(line) for line in part.lines]
    return "\n\n".join(parts)


def _json(shown: Shown) -> str:
    start = quarter(shown.histories, shown.day).start if shown.day else None
    return json_text(
        {
            "schema": "roireport/history/1",
            "tool": __version__,
            "quarter_start": start.isoformat() if start else None,
            "engagements": [history_document(history) for history in shown.histories],
        }
    )


FORMS: Final[Mapping[str, Callable[[Shown], str]]] = {"text": _text, "md": _markdown, "json": _json}
