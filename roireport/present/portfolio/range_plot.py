"""The range plot of the portfolio: how far the ROI of each engagement may lie from what it is, and from its target."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from roireport.chart import ranges
from roireport.chart.scale import Labelled, ticks
from roireport.measure.figure import Figure
from roireport.present.blocks import Exhibit
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry

MOST: Final = 24
"""More rows are a picture that nobody reads: the table lists them all."""
_WIDE: Final = 820.0


def range_plot(entries: Sequence[PortfolioEntry], words: Words, formats: Formats) -> Exhibit | None:
    """Draw the newest engagements with an established ROI, the highest ROI first; None where there is none."""
    drawable = [entry for entry in entries if entry.published(entry.compared.roi) is not None]
    newest = sorted(drawable, key=lambda entry: (entry.compared.as_of, entry.id), reverse=True)[:MOST]
    shown = sorted(newest, key=lambda entry: (-entry.compared.roi.known, entry.id))
    if not shown:
        return None
    data = _ranges(shown, words, formats)
    return Exhibit(
        data.title,
        words("portfolio.ranges.subtitle"),
        ranges.draw(data),
        words("portfolio.source"),
        note=_note(entries, drawable, shown, words),
    )


def _ranges(shown: Sequence[PortfolioEntry], words: Words, formats: Formats) -> ranges.Ranges:
    rows = tuple(_row(entry, words, formats) for entry in shown)
    present = {
        "band": any(row.low is not None for row in rows),
        "to_date": any(row.to_date for row in rows),
        "at_horizon": True,
        "target": any(row.target for row in rows),
    }
    return ranges.Ranges(
        title=_title(shown, words, formats),
        description=words("portfolio.ranges.description", n=len(rows)),
        rows=rows,
        ticks=ticks(_values(rows), lambda value: formats.percent(Decimal(str(value)))),
        width=_WIDE,
        **{sign: words(f"portfolio.ranges.{sign}") if is_drawn else "" for sign, is_drawn in present.items()},
    )


def _title(entries: Sequence[PortfolioEntry], words: Words, formats: Formats) -> str:
    """Name the highest and the lowest ROI; one alone by its name."""
    best, worst = entries[0], entries[-1]
    high, low = (formats.percent(entry.compared.roi.known) for entry in (best, worst))
    form = "one" if best is worst else "level" if high == low else "apart"
    return words(f"portfolio.ranges.title.{form}", best=best.name, high=high, worst=worst.name, low=low)


def _row(entry: PortfolioEntry, words: Words, formats: Formats) -> ranges.RangeRow:
    of = entry.compared

    def value(figure: Figure) -> Decimal | None:
        return entry.published(figure)

    low, high = (value(of.roi_p10), value(of.roi_p90)) if entry.low_case else (None, None)
    to_date, roi = value(of.roi_to_date), formats.percent(of.roi.known)
    facts = {"name": entry.name, "roi": roi, "months": of.horizon, "n": of.horizon}
    tip = words("portfolio.ranges.tip", **facts)
    if low is not None and high is not None:
        shown = {"low": formats.percent(low), "high": formats.percent(high)}
        tip = words("portfolio.ranges.tip.range", **facts, **shown)
    return ranges.RangeRow(
        name=entry.name,
        value=Labelled(float(of.roi.known), roi),
        tip=tip,
        low=None if low is None or high is None else float(low),
        high=None if low is None or high is None else float(high),
        to_date=_mark(to_date, "to_date", entry, words, formats),
        target=_mark(entry.target, "target", entry, words, formats),
    )


def _mark(value: Decimal | None, name: str, entry: PortfolioEntry, words: Words, formats: Formats) -> Labelled | None:
    if value is None:
        return None
    return Labelled(float(value), words(f"portfolio.ranges.tip.{name}", name=entry.name, roi=formats.percent(value)))


def _values(rows: Sequence[ranges.RangeRow]) -> list[float]:
    """Every value that the axis must hold, with zero."""
    marks = (mark.value for row in rows for mark in (row.value, row.to_date, row.target) if mark)
    ends = (end for row in rows for end in (row.low, row.high) if end is not None)
    return [0.0, *marks, *ends]


def _note(
    entries: Sequence[PortfolioEntry],
    drawable: Sequence[PortfolioEntry],
    shown: Sequence[PortfolioEntry],
    words: Words,
) -> str:
    """Say which engagements are not drawn."""
    if len(shown) < len(drawable):
        return words("portfolio.ranges.newest", n=len(shown), total=len(drawable))
    withheld = [entry.name for entry in entries if entry not in drawable]
    if not withheld or len(withheld) > MOST:
        return ""
    return words("portfolio.ranges.not_drawn", n=len(withheld), names=words.listed(withheld))
