"""The table of offers and their kinds; its columns add up to the shown totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.financial import OfferResult
from roireport.model.offer import OfferKind
from roireport.present.blocks import Align, Cell, Exhibit, Table, TableColumn, TableRow
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order
from roireport.present.figures.figure_text import capitalised, spelled
from roireport.present.figures.name import offer_label
from roireport.present.language.quoted_text import QuotedText
from roireport.present.sections.totals import Totals
from roireport.present.story.section import data_source

_COLUMNS: Final[tuple[tuple[str, float, Align], ...]] = (
    ("offer", 52, "left"), ("cost", 15, "right"), ("net", 17, "right"), ("roi", 16, "right"),
)  # fmt: skip
_FEWEST: Final = 2
"""With one offer, its figures are those of the engagement."""

Amounts = Mapping[str | None, Decimal]
"""The shown amounts of offers or kinds, by id."""


def offers_exhibit(ctx: ReportContext, shown: Totals) -> tuple[Exhibit, ...]:
    """Make the table of offers and kinds; amounts without an offer have a row."""
    offers = ctx.results.financial.offers
    if len(_named(offers)) < _FEWEST:
        return ()
    unit = shown.scale.unit
    columns = tuple(
        TableColumn(ctx.words(f"costs_gains.offers.{name}", unit=unit), width, align) for name, width, align in _COLUMNS
    )
    rows = _rows(ctx, shown, _parts(shown, offers, "cost", shown.cost), _parts(shown, offers, "gain", shown.net))
    body = Table(columns, (*rows, _total(ctx, shown)), dense=True)
    subtitle = ctx.words("costs_gains.offers.subtitle", horizon=ctx.engagement.horizon)
    note = ctx.words("costs_gains.offers.reading") if offers[-1].id is None else ""
    return (Exhibit(offers_title(ctx, shown), subtitle, body, data_source(ctx), note=note),)


def offers_title(ctx: ReportContext, shown: Totals) -> QuotedText:
    """Name the offers with the highest and the lowest ROI; a cost without a gain is below any of them."""
    offers = _named(ctx.results.financial.offers)
    if not ctx.verdict.established:
        return ctx.words("costs_gains.offers.title.withheld")
    ranked = sorted((offer for offer in offers if offer.roi.defined), key=lambda offer: offer.roi.known)
    bare = _without_gain(offers)
    if not ranked:
        return ctx.words("costs_gains.offers.title.none", count=spelled(ctx, len(offers)))
    form = "single" if len(ranked) < _FEWEST else "best"
    facts = {"best": _label(ctx, ranked[-1].id), "roi": ctx.say(_path("offers", ranked[-1], "roi"))}
    if bare:
        return ctx.words(f"costs_gains.offers.title.{form}.bare", **facts, **_bare(ctx, shown, bare))
    if form == "single":
        return ctx.words("costs_gains.offers.title.single", count=spelled(ctx, len(offers)), **facts)
    return _span_title(ctx, ranked)


def _without_gain(offers: Sequence[OfferResult]) -> list[OfferResult]:
    """Return the offers that cost something and have no gain."""
    return [offer for offer in offers if (offer.cost.value or 0) > 0 and not offer.gain.value]


def _span_title(ctx: ReportContext, ranked: Sequence[OfferResult]) -> QuotedText:
    """Name the offers with the highest and the lowest ROI, all with a cost and a gain."""
    worst, best = ranked[0], ranked[-1]
    places = distinct_places(best.roi.known, worst.roi.known)
    low, high = (ctx.say(_path("offers", offer, "roi"), places=places) for offer in (worst, best))
    if order(best.roi.known, worst.roi.known) == "equal":
        return ctx.words("costs_gains.offers.title.level", count=spelled(ctx, len(ranked)), roi=high)
    names = {"best": _label(ctx, best.id), "worst": _label(ctx, worst.id)}
    return ctx.words("costs_gains.offers.title.best", **names, high=high, low=low)


def _bare(ctx: ReportContext, shown: Totals, offers: Sequence[OfferResult]) -> dict[str, object]:
    """Return the cost of the offers without a gain, as the table shows it, and their names."""
    parts = _parts(shown, ctx.results.financial.offers, "cost", shown.cost)
    amount = shown.scale.text(sum((parts[offer.id] for offer in offers), Decimal(0)))
    paths = [_path("offers", offer, "cost") for offer in offers]
    names = ctx.words.listed(tuple(_label(ctx, offer.id) for offer in offers))
    return {"cost": QuotedText(amount, paths), "names": names, "n": len(offers)}


def _named(results: Sequence[OfferResult]) -> list[OfferResult]:
    return [result for result in results if result.id is not None]


def _label(ctx: ReportContext, id: str | None) -> str:
    return capitalised(offer_label(ctx.workspace, ctx.words, id))


def _path(block: str, result: OfferResult, name: str) -> str:
    return f"financial.{block}.{result.id}.{name}"


def _parts(shown: Totals, offers: Sequence[OfferResult], name: str, total: Decimal | None) -> Amounts:
    """Return the shown amounts of the offers, which add up to the shown total."""
    figures: list[Figure] = [getattr(offer, name) for offer in offers]
    parts = shown.scale.parts([figure.value or Decimal(0) for figure in figures], total)
    return {offer.id: part for offer, part in zip(offers, parts, strict=True)}


def _kind(ctx: ReportContext, offer: str | None) -> OfferKind | None:
    return ctx.engagement.offer_kinds.get(offer) if offer else None


def _families(ctx: ReportContext) -> tuple[OfferResult, ...]:
    """Return the kinds with several offers, where there are several kinds."""
    kinds: list[str | None] = [_kind(ctx, offer.id) for offer in _named(ctx.results.financial.offers)]
    several = len(set(kinds)) >= _FEWEST
    return tuple(kind for kind in ctx.results.financial.offer_kinds if several and kind.id and kinds.count(kind.id) > 1)


def _by_kind(ctx: ReportContext, amounts: Amounts) -> Amounts:
    sums: dict[str | None, Decimal] = {}
    for offer, amount in amounts.items():
        kind = _kind(ctx, offer)
        sums[kind] = sums.get(kind, Decimal(0)) + amount
    return sums


def _rows(ctx: ReportContext, shown: Totals, cost: Amounts, gain: Amounts) -> Iterator[TableRow]:
    """Yield a row for each kind with several offers, and under it its offers; then the other offers."""
    families = {family.id: family for family in _families(ctx)}
    offers = ctx.results.financial.offers
    costs, gains = _by_kind(ctx, cost), _by_kind(ctx, gain)
    for id, family in families.items():
        amounts = costs[id], gains[id]
        yield _row(ctx, shown, "offer_kinds", family, amounts)
        for offer in offers:
            if offer.id is not None and _kind(ctx, offer.id) == id:
                amounts = cost[offer.id], gain[offer.id]
                yield replace(_row(ctx, shown, "offers", offer, amounts), role="part")
    for offer in offers:
        if offer.id is None or _kind(ctx, offer.id) not in families:
            yield _row(ctx, shown, "offers", offer, (cost[offer.id], gain[offer.id]))


def _row(
    ctx: ReportContext, shown: Totals, block: str, result: OfferResult, amounts: tuple[Decimal, Decimal]
) -> TableRow:
    """Return the row of an offer or of a kind, with its shown cost and gain."""
    label = _label(ctx, result.id)
    if block == "offer_kinds":
        label = ctx.words("costs_gains.offers.of_kind", kind=label)
    cost, gain = amounts
    return TableRow(
        (
            Cell(label),
            _amount(ctx, shown, result.cost, _path(block, result, "cost"), cost),
            _amount(ctx, shown, result.gain, _path(block, result, "gain"), gain),
            _roi(ctx, result.roi, _path(block, result, "roi")),
        )
    )


def _amount(ctx: ReportContext, shown: Totals, figure: Figure, path: str, amount: Decimal) -> Cell:
    """Write an amount in the unit of the column; a dash where none is recorded."""
    if not figure.defined:
        return Cell(QuotedText(ctx.words("common.none"), (path,)), tone="muted")
    return Cell(QuotedText(shown.scale.digits(amount), (path,)), sort=float(amount))


def _roi(ctx: ReportContext, figure: Figure, path: str) -> Cell:
    """Write the ROI, that it is not established, or a dash where there is none."""
    if ctx.withholds(path):
        return Cell(QuotedText(ctx.say(path), (path,)), tone="muted")
    if not figure.defined:
        return Cell(QuotedText(ctx.words("common.none"), (path,)), tone="muted")
    return Cell(ctx.say(path), tone="negative" if figure.known < 0 else "plain", strong=True)


def _total(ctx: ReportContext, shown: Totals) -> TableRow:
    financial = ctx.results.financial
    return TableRow(
        (
            Cell(ctx.words("costs_gains.total"), strong=True),
            _amount(ctx, shown, financial.cost, "financial.cost", shown.cost or Decimal(0)),
            _amount(ctx, shown, financial.gain, "financial.gain", shown.net or Decimal(0)),
            _roi(ctx, financial.roi, "financial.roi"),
        ),
        "total",
    )
