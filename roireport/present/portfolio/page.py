"""The portfolio page: all engagements together, and a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from roireport.measure.comparison import Comparison, Member, compare
from roireport.measure.exchange import Exchange
from roireport.model.workspace import ExchangeRate, Workspace
from roireport.present.blocks import Exhibit, Item, Points, Table, Tile, Tiles, Tone
from roireport.present.figures.figure_text import written_places
from roireport.present.language.formats import Formats
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.typography import NO_BREAK
from roireport.present.language.words import Words
from roireport.present.portfolio.comparison_table import comparison_table
from roireport.present.portfolio.entry import PortfolioEntry, State, references, without_references
from roireport.present.portfolio.range_plot import range_plot
from roireport.present.portfolio.table import table
from roireport.present.portfolio.to_do import as_of_day, to_do

__all__ = ["Portfolio", "PortfolioEntry", "portfolio"]

_MOST_SPELLED = 10
GOOD: Final[tuple[State, ...]] = ("reached", "profitable")
"""The states of a profitable engagement; the first reaches its target too."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The first page of a site.

    `notes` list what is counted apart, `failures` what was not built.
    """

    kicker: str
    title: str
    failures: tuple[Points, ...]
    tiles: Tiles | None
    to_do: tuple[Points, ...]
    """What to decide, what to measure, what is overdue."""
    notes: tuple[str, ...]
    ranges: Exhibit | None
    comparison: Exhibit | None
    table_title: str
    table: Table | None
    references_title: str
    references_note: str
    references: Table | None
    """The published cases restated, which no other part of the page counts."""


def portfolio(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    failures: Sequence[tuple[str, Sequence[str]]] = (),
    written: Mapping[str, str] = MappingProxyType({}),
    today: date | None = None,
) -> Portfolio:
    """Make the page of these engagements in one language.

    Args:
        today: the day that decides what is overdue, by default the newest cut-off.
        failures: the id of each engagement that was not built, with the messages why.
        written: cached rows of the table as markup, by the id of the engagement.
    """
    exchange = Exchange.of(workspace)
    formats = Formats(words.language, exchange.currency)
    ranked = sorted(entries, key=_rank)
    ordered, restated, day = without_references(ranked), references(ranked), as_of_day(entries, today)
    comparison = compare((entry.compared for entry in ordered), exchange)
    return Portfolio(
        kicker=words("portfolio.kicker", n=len(ordered), count=formats.number(Decimal(len(ordered)))),
        title=_title(ordered, words),
        failures=_failures(failures, words),
        tiles=_tiles(comparison, words, formats),
        to_do=to_do(ordered, day, words, formats) if ordered else (),
        notes=_notes(comparison, exchange, words, formats),
        ranges=range_plot(ordered, words, formats),
        comparison=comparison_table(comparison, workspace, words, formats),
        table_title=words("portfolio.table"),
        table=table(ordered, workspace, words, formats, written) if ordered else None,
        references_title=words("portfolio.references.switch", n=len(restated)) if restated else "",
        references_note=words("portfolio.references.note", n=len(restated)) if restated else "",
        references=table(restated, workspace, words, formats, written) if restated else None,
    )


def _rank(entry: PortfolioEntry) -> tuple[bool, Decimal, str]:
    """The highest ROI at the horizon first, what is not established last."""
    roi = entry.published(entry.compared.roi)
    return roi is None, -(roi or Decimal(0)), entry.id


def _title(entries: Sequence[PortfolioEntry], words: Words) -> QuotedText:
    """Count the engagements that reach their target; without targets, the profitable ones."""
    judged = [entry for entry in entries if entry.state not in ("not_established", "no_data")]
    if not entries:
        return words("portfolio.title.empty")
    if not judged:
        return words("portfolio.title.none_established", n=len(entries), count=_spelled(len(entries), words))
    aimed = [entry for entry in judged if entry.target is not None]
    kind, counted, wanted = ("target", aimed, GOOD[:1]) if aimed else ("profit", judged, GOOD)
    good, all_of = sum(entry.state in wanted for entry in counted), len(counted)
    form, n = _form(good, all_of)
    title = words(f"portfolio.title.{kind}.{form}", n=n, good=_spelled(good, words), total=_spelled(all_of, words))
    return QuotedText(title[:1].upper() + title[1:])


def _form(good: int, all_of: int) -> tuple[str, int]:
    """Return none, some or every, and the number that the plural follows."""
    if good == all_of:
        return "every", all_of
    return "some" if good else "none", good


def _spelled(n: int, words: Words) -> str:
    if n > _MOST_SPELLED:
        return str(n)
    return words("count.1.feminine" if n == 1 else f"count.{n}")


def _failures(failures: Sequence[tuple[str, Sequence[str]]], words: Words) -> tuple[Points, ...]:
    if not failures:
        return ()
    items = tuple(Item(" ".join(messages), words("portfolio.failure", id=id)) for id, messages in failures)
    return (Points(words("portfolio.failures", n=len(items)), items, "negative"),)


def _tiles(comparison: Comparison, words: Words, formats: Formats) -> Tiles | None:
    """Show what the engagements returned so far, together; None where none is compared."""
    cost, gain, roi = comparison.to_date.cost, comparison.to_date.gain, comparison.to_date.roi
    if cost.value is None or gain.value is None or roi.value is None:
        return None
    n = len(comparison.all.compared)
    facts = {"n": n, "count": formats.number(Decimal(n))}
    tone: Tone = "negative" if roi.value < 0 else "plain"
    spent, returned = formats.money_short(cost.value), formats.money_short(gain.value)
    return Tiles(
        (
            _tile("to_date", formats.percent(roi.value), words("portfolio.to_date.note", **facts), words, tone),
            _tile("spent", spent, words("portfolio.spent.note"), words),
            _tile("returned", returned, words("portfolio.returned.note", spent=spent), words),
        )
    )


def _tile(name: str, value: str, note: str, words: Words, tone: Tone = "plain") -> Tile:
    digits, _, unit = value.rpartition(NO_BREAK)
    return Tile(words(f"portfolio.{name}.label"), digits or value, unit if digits else "", note, tone)


def _notes(comparison: Comparison, exchange: Exchange, words: Words, formats: Formats) -> tuple[str, ...]:
    """List what is not compared, what has a short horizon, and the exchange rates."""
    whole = comparison.all
    apart = {
        "not_established": whole.of_standing("not_established"),
        "undefined": whole.of_standing("undefined"),
        "without_rate": whole.of_standing("without_rate"),
        "short": whole.short,
    }
    named = {
        key: [_apart(key, member, exchange, words, formats) for member in members] for key, members in apart.items()
    }
    notes = [
        words(f"portfolio.note.{key}", n=len(names), names=words.listed(names)) for key, names in named.items() if names
    ]
    rates = [rate for member in whole.compared if (rate := exchange.rate_for(member.engagement))]
    by_day = {(rate.from_, rate.date): rate for rate in rates}
    if by_day:
        listed = words("common.semicolon").join(_rate(by_day[key], words, formats) for key in sorted(by_day))
        notes.append(words("portfolio.note.converted", currency=exchange.currency, rates=listed))
    return tuple(notes)


def _apart(key: str, member: Member, exchange: Exchange, words: Words, formats: Formats) -> str:
    """Name a client, with the missing rate or the short horizon."""
    engagement = member.engagement
    facts = {"name": engagement.client, "months": engagement.first_year_months, "n": engagement.first_year_months}
    pair = {"currency": engagement.currency, "wanted": exchange.currency, "day": formats.day_short(engagement.as_of)}
    return words(f"portfolio.apart.{key}", **facts, **pair) if key in ("without_rate", "short") else str(facts["name"])


def _rate(rate: ExchangeRate, words: Words, formats: Formats) -> str:
    places = max(2, written_places(rate.rate))
    day, shown = formats.day_short(rate.date), formats.number(rate.rate, places)
    form = "sourced" if rate.source else "unsourced"
    return words(f"portfolio.rate.{form}", currency=rate.from_, rate=shown, day=day, source=rate.source or "")
