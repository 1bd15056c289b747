"""The portfolio: all engagements together, what they returned, and each in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.figure import EXACT
from roireport.model.workspace import ExchangeRate, Workspace
from roireport.present.blocks import Exhibit, Item, Points, Table, Tile, Tiles
from roireport.present.figures.quote import written_places
from roireport.present.language.formats import NO_BREAK, Formats
from roireport.present.language.said import Said
from roireport.present.language.words import Words
from roireport.present.portfolio.charts import exhibits, leaders
from roireport.present.portfolio.entry import PortfolioEntry, converted, median, rate_for, site_currency
from roireport.present.portfolio.table import table

__all__ = ["Portfolio", "PortfolioEntry", "portfolio"]

_MOST_SPELLED = 10


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The first page of a site; `notes` say what is counted apart, `failures` what could not be built."""

    kicker: str
    title: str
    failures: tuple[Points, ...]
    tiles: Tiles | None
    notes: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    table_title: str
    table: Table | None
    leaders: tuple[Exhibit, ...]


def portfolio(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    failures: Sequence[tuple[str, Sequence[str]]] = (),
) -> Portfolio:
    """The view of these engagements in one language; a failure is the id of an engagement and why it was not built."""
    formats = Formats(words.language, site_currency(workspace))
    ordered = sorted(entries, key=lambda e: (e.roi_12_months is None, -(e.roi_12_months or 0), e.engagement.id))
    return Portfolio(
        kicker=words("portfolio.kicker", n=len(entries), count=formats.number(Decimal(len(entries)))),
        title=_title(entries, words),
        failures=_failures(failures, words),
        tiles=_tiles(entries, workspace, words, formats) if entries else None,
        notes=_notes(entries, workspace, words, formats),
        exhibits=exhibits(ordered, workspace, words, formats),
        table_title=words("portfolio.table"),
        table=table(ordered, workspace, words, formats) if entries else None,
        leaders=leaders(ordered, words, formats),
    )


def _title(entries: Sequence[PortfolioEntry], words: Words) -> Said:
    """How many of the engagements whose ROI stands reach their target; without targets, how many are profitable."""
    states = [entry.state for entry in entries]
    aimed, judged = states.count("reached") + states.count("below"), states.count("profit") + states.count("loss")
    if not entries:
        return words("portfolio.title.empty")
    if not aimed and not judged:
        return words("portfolio.title.none_established", n=len(entries), count=_spelled(len(entries), words))
    kind, good, all_of = "profit", states.count("profit"), judged
    if aimed:
        kind, good, all_of = "target", states.count("reached"), aimed
    form = "none" if good == 0 else "every" if good == all_of else "some"
    n = all_of if form == "every" else good
    said = words(f"portfolio.title.{kind}.{form}", n=n, good=_spelled(good, words), total=_spelled(all_of, words))
    return Said(said[:1].upper() + said[1:])


def _spelled(n: int, words: Words) -> str:
    if n > _MOST_SPELLED:
        return str(n)
    return words("count.1.feminine" if n == 1 else f"count.{n}")


def _failures(failures: Sequence[tuple[str, Sequence[str]]], words: Words) -> tuple[Points, ...]:
    if not failures:
        return ()
    items = tuple(Item(" ".join(messages), words("portfolio.failure", id=id)) for id, messages in failures)
    return (Points(words("portfolio.failures", n=len(items)), items, "negative"),)


def _tiles(entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> Tiles:
    return Tiles(
        (
            _roi_tile(entries, workspace, words, formats),
            _gain_tile(entries, workspace, words, formats),
            _payback_tile(entries, words, formats),
            _index_tile(entries, words, formats),
        )
    )


def _tile(name: str, value: str | None, note: str, words: Words) -> Tile:
    label = words(f"portfolio.{name}.label")
    if value is None:
        return Tile(label, words("common.none"), "", words(f"portfolio.{name}.none"), "muted")
    digits, _, unit = value.rpartition(NO_BREAK)
    return Tile(label, digits or value, unit if digits else "", note)


def _roi_tile(entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> Tile:
    """The median ROI over twelve months, and the mean weighted by cost."""
    known = [(entry, roi) for entry in entries if (roi := entry.roi_12_months) is not None]
    middle = median([roi for _, roi in known])
    costs = [(converted(entry.results.financial.cost.value, entry, workspace), roi) for entry, roi in known]
    weights = sum((cost for cost, _ in costs if cost), Decimal(0))
    if middle is None:
        return _tile("roi", None, "", words)
    if not weights:
        return _tile("roi", formats.percent(middle), words("portfolio.roi.note.median"), words)
    total = sum((EXACT.multiply(cost, roi) for cost, roi in costs if cost), Decimal(0))
    note = words("portfolio.roi.note", weighted=formats.percent(EXACT.divide(total, weights)))
    return _tile("roi", formats.percent(middle), note, words)


def _gain_tile(entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> Tile:
    """The net gains of the engagements whose headline stands, and their costs, in the site's currency."""
    pairs = [
        (converted(entry.published(entry.results.financial.gain), entry, workspace),
         converted(entry.results.financial.cost.value, entry, workspace))
        for entry in entries
    ]  # fmt: skip
    known = [(gain, cost) for gain, cost in pairs if gain is not None and cost is not None]
    if not known:
        return _tile("gain", None, "", words)
    gain, cost = (sum(column, Decimal(0)) for column in zip(*known, strict=True))
    return _tile("gain", formats.money_short(gain), words("portfolio.gain.note", cost=formats.money_short(cost)), words)


def _payback_tile(entries: Sequence[PortfolioEntry], words: Words, formats: Formats) -> Tile:
    """The median payback of those that reach it, and how many do not."""
    figures = [entry.results.financial.payback_months for entry in entries if entry.roi_12_months is not None]
    known = [figure.value for figure in figures if figure.value is not None]
    middle = median(known)
    if middle is None:
        return _tile("payback", None, "", words)
    open_ones = len(figures) - len(known)
    low, high = formats.number(min(known), 1), formats.number(max(known), 1)
    note = words(f"portfolio.payback.note.{'open' if open_ones else 'all'}", low=low, high=high, n=open_ones)
    return _tile("payback", words("portfolio.months", value=formats.number(middle, 1), n=middle), note, words)


def _index_tile(entries: Sequence[PortfolioEntry], words: Words, formats: Formats) -> Tile:
    """The median gain of the non-financial index, over those that have one."""
    known = [index for entry in entries if (index := entry.results.nonfinancial.index.value) is not None]
    middle = median(known)
    if middle is None:
        return _tile("index", None, "", words)
    shown = words("portfolio.points", value=formats.number(middle, 0, signed=True), n=abs(middle))
    return _tile("index", shown, words("portfolio.index.note", n=len(known)), words)


def _notes(entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> tuple[str, ...]:
    """What is in none of the sums and medians, and what was converted at which rates."""
    currency = site_currency(workspace)
    foreign = [entry for entry in entries if entry.engagement.currency != currency]
    apart = {
        "withheld": [entry for entry in entries if not entry.verdict.established],
        "undefined": [entry for entry in entries if entry.verdict.established and entry.roi_12_months is None],
        "not_converted": [entry for entry in foreign if rate_for(entry, workspace) is None],
    }
    said = [
        words(f"portfolio.note.{key}", n=len(found), names=words.listed([e.name for e in found]), currency=currency)
        for key, found in apart.items()
        if found
    ]
    rates = {(rate.from_, rate.date): rate for entry in foreign if (rate := rate_for(entry, workspace))}
    if rates:
        listed = words("common.semicolon").join(_rate(rates[key], words, formats) for key in sorted(rates))
        said.append(words("portfolio.note.converted", currency=currency, rates=listed))
    return tuple(said)


def _rate(rate: ExchangeRate, words: Words, formats: Formats) -> str:
    places = max(2, written_places(rate.rate))
    day, shown = formats.day_short(rate.date), formats.number(rate.rate, places)
    return words("portfolio.rate", currency=rate.from_, rate=shown, day=day)
