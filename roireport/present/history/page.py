"""The page of the history of one engagement: a claim with the figures, a chart, and a row for each version."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from roireport.chart import versions as chart
from roireport.chart.axis import Period
from roireport.chart.scale import Labelled, ticks
from roireport.compare.history import EngagementHistory, EngagementVersion
from roireport.present.blocks import Align, Block, Cell, Exhibit, Sentence, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.history.rows import HistoryTexts, VersionRow, roi_change
from roireport.present.language.words import Words

MOST: Final = 20
"""More versions than that are a picture that nobody reads: the table lists them all."""
_SPELLED: Final = 10


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page about versions; `home` is the page that its kicker leads to, empty where there is none."""

    kicker: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    home: str = ""


def history_page(ctx: ReportContext, history: EngagementHistory, home: str) -> HistoryPage:
    """Make the page of an engagement that has an earlier version."""
    texts = HistoryTexts.of(ctx.words, ctx.engagement.currency)
    words = ctx.words
    notes = (Sentence(note) for note in texts.notes(history))
    drawn = _drawn(history)
    blocks = (*((_chart(texts, history, drawn),) if len(drawn) > 1 else ()), _table(texts, history), *notes)
    return HistoryPage(
        kicker=words("history.kicker", client=ctx.engagement.client.name),
        title=claim(texts, history),
        lead=words("history.lead", title=ctx.engagement.title),
        blocks=blocks,
        home=home,
    )


def claim(texts: HistoryTexts, history: EngagementHistory) -> str:
    """Say how the ROI moved over all versions, and which version lowered it most."""
    stated = [version for version in history.versions if version.roi is not None]
    count = spelled(len(history.versions), texts.words)
    if len(stated) < 2:
        return str(texts.words("history.title.none", n=len(history.versions), count=count))
    facts = {"n": len(stated), "count": spelled(len(stated), texts.words)}
    now, first = texts.roi(stated[0]), texts.roi(stated[-1])
    if now == first:
        return str(texts.words("history.title.same", now=now, **facts))
    lowest = _lowest(history)
    fall = ""
    if lowest and len(stated) > 2:
        version, before = lowest
        fall = texts.words("history.title.fall", version=texts.name(version), points=_size(texts, version, before))
    return str(texts.words("history.title.moved", first=first, now=now, fall=fall, **facts))


def _lowest(history: EngagementHistory) -> tuple[EngagementVersion, EngagementVersion] | None:
    """The version that lowered the ROI most, and the one before it; None where none did."""
    steps = pairwise(history.versions)
    falls = [(change, step) for step in steps if (change := roi_change(*step)) is not None and change < 0]
    return min(falls, key=lambda fall: fall[0])[1] if falls else None


def _size(texts: HistoryTexts, version: EngagementVersion, before: EngagementVersion) -> str:
    change = roi_change(version, before) or Decimal(0)
    return texts.formats.percentage_points(-change, 0).removeprefix("+")


def spelled(n: int, words: Words) -> str:
    """A small number as a word."""
    return str(words("count.1.feminine" if n == 1 else f"count.{n}")) if n <= _SPELLED else str(n)


# ── The chart ───────────────────────────────────────────────────────────────


def _drawn(history: EngagementHistory) -> list[EngagementVersion]:
    """The newest versions that state an ROI, the oldest first."""
    return [version for version in history.versions if version.roi is not None][:MOST][::-1]


def _chart(texts: HistoryTexts, history: EngagementHistory, drawn: Sequence[EngagementVersion]) -> Exhibit:
    words, marks = texts.words, tuple(_mark(texts, version) for version in drawn)
    values = [value for mark in marks for value in (mark.value, mark.low, mark.high) if value is not None]
    title = words("history.chart.title")
    data = chart.Versions(
        title=title,
        description=words("history.chart.description", n=len(marks)),
        marks=marks,
        ticks=ticks([0.0, *values], lambda value: texts.formats.percent(Decimal(str(value)))),
    )
    left_out = len(history.versions) - len(drawn)
    note = words("history.chart.left_out", n=left_out) if left_out else ""
    has_band = any(mark.low is not None for mark in marks)
    subtitle = words(f"history.chart.subtitle.{'interval' if has_band else 'roi'}")
    return Exhibit(title, subtitle, chart.draw(data), words("history.chart.source"), note=note)


def _mark(texts: HistoryTexts, version: EngagementVersion) -> chart.VersionMark:
    figures = version.record.figures
    assert figures is not None
    assert figures.roi is not None
    name, day, roi = texts.name(version), texts.day(version), texts.roi(version)
    low, high = figures.interval or (None, None)
    if low is None or high is None:
        tip = texts.words("history.chart.tip", version=name, day=day, roi=roi)
        return chart.VersionMark(Period(name, day), Labelled(float(figures.roi), roi), str(tip))
    ends = {"low": texts.formats.percent(low), "high": texts.formats.percent(high)}
    tip = texts.words("history.chart.tip.interval", version=name, day=day, roi=roi, **ends)
    return chart.VersionMark(Period(name, day), Labelled(float(figures.roi), roi), str(tip), float(low), float(high))


# ── The table ───────────────────────────────────────────────────────────────

_WIDTHS: Final[tuple[tuple[str, float, Align], ...]] = (
    *(("version", 9.0, "left"), ("day", 10.0, "left"), ("roi", 9.0, "right"), ("interval", 12.0, "right")),
    *(("change", 8.0, "right"), ("why", 24.0, "left"), ("index", 6.0, "right"), ("observed", 7.0, "right")),
    *(("reservations", 7.0, "right"), ("commit", 8.0, "left")),
)


def _table(texts: HistoryTexts, history: EngagementHistory) -> Exhibit:
    columns = tuple(TableColumn(texts.words(f"history.column.{name}"), width, align) for name, width, align in _WIDTHS)
    rows = tuple(_row(texts, row) for row in texts.rows(history))
    note = texts.words("history.table.note")
    return Exhibit(texts.words("history.table.title"), "", Table(columns, rows, cards=True), "", note=note)


def _row(texts: HistoryTexts, row: VersionRow) -> TableRow:
    lines = (("came", row.came), ("went", row.went))
    moved = (str(texts.words(f"history.{key}", n=len(own), names=", ".join(own))) for key, own in lines if own)
    return TableRow(
        (
            Cell(row.version, strong=True),
            Cell(row.day),
            Cell(row.roi),
            Cell(row.interval),
            Cell(row.change),
            Cell(row.why, sub=" ".join(moved)),
            Cell(row.index),
            Cell(row.observed),
            Cell(row.reservations),
            Cell(row.commit),
        )
    )
