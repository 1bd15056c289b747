"""The portfolio page: all engagements together, and a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from roireport.measure.comparison import Comparison, ComparisonGroup, Member, compare
from roireport.measure.exchange import Exchange
from roireport.measure.figure import Figure
from roireport.model.workspace import ExchangeRate, Workspace
from roireport.present.blocks import Exhibit, Item, Points, Table, Tile, Tiles
from roireport.present.figures.figure_text import written_places
from roireport.present.language.formats import Formats
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.typography import NO_BREAK
from roireport.present.language.words import Words
from roireport.present.portfolio.charts import exhibits, leaders
from roireport.present.portfolio.comparison_table import comparison_table
from roireport.present.portfolio.entry import PortfolioEntry, State, references, without_references
from roireport.present.portfolio.table import table

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
    notes: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    comparison: Exhibit | None
    table_title: str
    table: Table | None
    references_title: str
    references_note: str
    references: Table | None
    """The published cases restated, which no other part of the page counts."""
    leaders: tuple[Exhibit, ...]


def portfolio(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    failures: Sequence[tuple[str, Sequence[str]]] = (),
    written: Mapping[str, str] = MappingProxyType({}),
) -> Portfolio:
    """Make the page of these engagements in one language.

    Args:
        failures: the id of each engagement that was not built, with the messages why.
        written: cached rows of the table as markup, by the id of the engagement.
    """
    exchange = Exchange.of(workspace)
    formats = Formats(words.language, exchange.currency)
    ranked = sorted(entries, key=lambda e: (e.roi_first_year is None, -(e.roi_first_year or 0), e.id))
    ordered, restated = without_references(ranked), references(ranked)
    comparison = compare((entry.compared for entry in ordered), exchange)
    return Portfolio(
        kicker=words("portfolio.kicker", n=len(ordered), count=formats.number(Decimal(len(ordered)))),
        title=_title(ordered, words),
        failures=_failures(failures, words),
        tiles=_tiles(comparison, words, formats) if ordered else None,
        notes=_notes(comparison, exchange, words, formats),
        exhibits=exhibits(ordered, comparison, workspace, words, formats),
        comparison=comparison_table(comparison, workspace, words, formats),
        table_title=words("portfolio.table"),
        table=table(ordered, workspace, words, formats, written) if ordered else None,
        references_title=words("portfolio.references"),
        references_note=words("portfolio.references.note", n=len(restated)) if restated else "",
        references=table(restated, workspace, words, formats, written) if restated else None,
        leaders=leaders(comparison, words, formats),
    )


def _title(entries: Sequence[PortfolioEntry], words: Words) -> QuotedText:
    """Count the engagements that reach their target; without targets, the profitable ones."""
    judged = [entry for entry in entries if entry.state not in ("not_established", "no_data")]
    if not entries:
        return words("portfolio.title.empty")
    if not judged:
        return words("portfolio.title.none_established", n=len(entries), count=_spelled(len(entries), words))
    aimed = [entry for entry in judged if entry.aimed]
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


def _tiles(comparison: Comparison, words: Words, formats: Formats) -> Tiles:
    return Tiles(
        (
            _roi_tile(comparison.all, words, formats),
            _gain_tile(comparison, words, formats),
            _payback_tile(comparison, words, formats),
            _index_tile(comparison.index, words, formats),
        )
    )


def _tile(name: str, value: str | None, note: str, words: Words) -> Tile:
    label = words(f"portfolio.{name}.label")
    if value is None:
        return Tile(label, words("common.none"), "", words(f"portfolio.{name}.none"), "muted")
    digits, _, unit = value.rpartition(NO_BREAK)
    return Tile(label, digits or value, unit if digits else "", note)


def _roi_tile(whole: ComparisonGroup, words: Words, formats: Formats) -> Tile:
    """Show the median ROI, with the cost-weighted one as a note."""
    if not whole.median.defined:
        return _tile("roi", None, "", words)
    note = words("portfolio.roi.note.median")
    if whole.cost_weighted.defined:
        note = words("portfolio.roi.note", weighted=formats.percent(whole.cost_weighted.known))
    return _tile("roi", formats.percent(whole.median.known), note, words)


def _gain_tile(comparison: Comparison, words: Words, formats: Formats) -> Tile:
    """Show the net gains of the compared engagements, with their costs as a note."""
    gain, cost = comparison.all.gain, comparison.all.cost
    if gain.value is None or cost.value is None:
        return _tile("gain", None, "", words)
    note = words("portfolio.gain.note", cost=formats.money_short(cost.value))
    return _tile("gain", formats.money_short(gain.value), note, words)


def _payback_tile(comparison: Comparison, words: Words, formats: Formats) -> Tile:
    """Show the median payback, with the number of engagements without one."""
    middle = comparison.payback_months
    if middle.value is None:
        return _tile("payback", None, "", words)
    paybacks = [given.figure.known for given in middle.inputs]
    without = len(comparison.all.compared) - len(paybacks)
    low, high = formats.number(min(paybacks), 1), formats.number(max(paybacks), 1)
    note = words(f"portfolio.payback.note.{'open' if without else 'all'}", low=low, high=high, n=without)
    value = words("portfolio.months", value=formats.number(middle.value, 1), n=middle.value)
    return _tile("payback", value, note, words)


def _index_tile(index: Figure, words: Words, formats: Formats) -> Tile:
    """Show the median gain of the non-financial index."""
    if index.value is None:
        return _tile("index", None, "", words)
    shown = words("portfolio.points", value=formats.number(index.value, 0, signed=True), n=abs(index.value))
    return _tile("index", shown, words("portfolio.index.note", n=len(index.inputs)), words)


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
