"""What moved in the portfolio since the start of the quarter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.compare.history import EngagementHistory, EngagementVersion
from roireport.present.blocks import Align, Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.history.page import HistoryPage, spelled
from roireport.present.history.rows import HistoryTexts, roi_change
from roireport.present.language.words import Words


@dataclass(frozen=True, slots=True)
class Movement:
    """An engagement: its versions since the start of the quarter, the newest first, and the one at the start."""

    id: str
    since: tuple[EngagementVersion, ...]
    before: EngagementVersion

    @property
    def change(self) -> Decimal:
        """By how much the printed ROI moved; 0 where one of them states none."""
        return roi_change(self.since[0], self.before) or Decimal(0)

    @property
    def has_moved(self) -> bool:
        """Whether the printed ROI is another, or only one of two reports that can be read states one."""
        now, before = self.since[0], self.before
        is_read = now.record.figures is not None and before.record.figures is not None
        return bool(self.change) or (is_read and (now.roi is None) != (before.roi is None))


@dataclass(frozen=True, slots=True)
class Quarter:
    """What moved from the start of a quarter up to now, the largest change first; `left_out` have no version before."""

    start: date
    movements: tuple[Movement, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def moved(self) -> tuple[Movement, ...]:
        """The engagements whose ROI moved."""
        return tuple(movement for movement in self.movements if movement.has_moved)


def quarter(histories: Iterable[EngagementHistory], day: date) -> Quarter:
    """Compare each engagement with its last version at or before the start of the quarter of a day."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    movements, left_out, limits = list[Movement](), list[str](), dict[str, None]()
    for history in histories:
        limits |= dict.fromkeys([history.limit] if history.limit else [])
        before = next((i for i, one in enumerate(history.versions) if one.day is not None and one.day <= start), None)
        if before is None or not history.has_course:
            left_out.append(history.id)
            continue
        since = history.versions[:before] or history.versions[:1]
        movements.append(Movement(history.id, since, history.versions[before]))
    movements.sort(key=lambda movement: (-abs(movement.change), not movement.has_moved, movement.id))
    return Quarter(start, tuple(movements), tuple(left_out), tuple(limits))


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement in words."""

    before: str
    now: str
    change: str
    why: str
    version: str


def movement_row(texts: HistoryTexts, movement: Movement) -> MovementRow:
    """Write a movement: the ROI then and now, and why."""
    words, now, before = texts.words, movement.since[0], movement.before
    changed = before is not now
    return MovementRow(
        before=texts.roi(before),
        now=texts.roi(now),
        change=texts.change(now, before) or str(words("common.none")),
        why=texts.why(movement.since, before) if changed else str(words("history.why.nothing")),
        version=str(words("history.version_of", version=texts.name(before), day=texts.day(before))),
    )


def quarter_title(texts: HistoryTexts, own: Quarter, name: Callable[[str], str]) -> str:
    """Count the engagements that moved, and name the largest change.

    Args:
        name: Names the engagement of an id.
    """
    moved, total = own.moved, len(own.movements)
    if not total:
        return str(texts.words("history.quarter.title.empty"))
    if not moved:
        return str(texts.words("history.quarter.title.none", n=total, total=spelled(total, texts.words)))
    row = movement_row(texts, moved[0])
    facts = {"name": name(moved[0].id), "before": row.before, "now": row.now}
    if total == 1:
        return str(texts.words("history.quarter.title.only", **facts))
    facts |= {"count": spelled(len(moved), texts.words), "total": spelled(total, texts.words)}
    title = str(texts.words("history.quarter.title.some", n=len(moved), **facts))
    return title[:1].upper() + title[1:]


def quarter_notes(words: Words, own: Quarter, names: Sequence[str]) -> tuple[str, ...]:
    """Say what git does not know, name the engagements without an earlier version, and say how they get one."""
    limits = tuple(str(words(f"history.limit.{limit}")) for limit in own.limits)
    if not names:
        return limits
    left_out = str(words("history.quarter.left_out", n=len(names), names=words.listed(list(names))))
    return (*limits, left_out, str(words("history.quarter.how")))


@dataclass(frozen=True, slots=True)
class ListedHistory:
    """The history of an engagement of the portfolio, its name and the address of its page; empty without one."""

    history: EngagementHistory
    name: str
    page: str


def quarter_page(listed: Sequence[ListedHistory], day: date, words: Words) -> HistoryPage:
    """Make the page of the portfolio in one language."""
    texts = HistoryTexts.of(words)
    own = quarter((one.history for one in listed), day)
    by_id = {one.history.id: one for one in listed}
    blocks: list[Block] = [_table(texts, own, by_id)] if own.movements else []
    blocks += [Sentence(note) for note in quarter_notes(words, own, [by_id[id].name for id in own.left_out])]
    return HistoryPage(
        kicker=words("history.navigation"),
        title=quarter_title(texts, own, lambda id: by_id[id].name),
        lead=words("history.quarter.lead", start=texts.formats.day(own.start), day=texts.formats.day(day)),
        blocks=tuple(blocks),
    )


_WIDTHS: Final[tuple[tuple[str, float, Align], ...]] = (
    *(("engagement", 24.0, "left"), ("before", 10.0, "right"), ("now", 10.0, "right"), ("change", 10.0, "right")),
    *(("why", 30.0, "left"), ("compared", 16.0, "left")),
)


def _table(texts: HistoryTexts, own: Quarter, by_id: dict[str, ListedHistory]) -> Exhibit:
    columns = tuple(TableColumn(texts.words(f"history.column.{name}"), width, align) for name, width, align in _WIDTHS)
    rows = tuple(_row(texts, movement, by_id[movement.id]) for movement in own.movements)
    note = texts.words("history.quarter.note")
    return Exhibit(texts.words("history.quarter.table"), "", Table(columns, rows, cards=True), "", note=note)


def _row(texts: HistoryTexts, movement: Movement, listed: ListedHistory) -> TableRow:
    row = movement_row(texts, movement)
    texts_of_row = (row.before, row.now, row.change, row.why, row.version)
    return TableRow((Cell(listed.name, href=listed.page), *(Cell(text) for text in texts_of_row)))
