"""The table of offers and their kinds; its columns add up to the shown totals."""

from collections.abc import Iterator, Mapping, Sequence
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
    cost, gain = _parts(shown, offers, "cost", shown.cost), _parts(shown, offers, "gain", shown.net)
    rows = (*_rows(ctx, shown, "offers", offers, cost, gain), *_kind_rows(ctx, shown, cost, gain))
    body = Table(columns, (*rows, _total(ctx, shown)), dense=True)
    subtitle = ctx.words("costs_gains.offers.subtitle", horizon=ctx.engagement.horizon)
    note = ctx.words("costs_gains.offers.reading") if offers[-1].id is None else ""
    return (Exhibit(offers_title(ctx), subtitle, body, data_source(ctx), note=note),)


def offers_title(ctx: ReportContext) -> QuotedText:
    """Name the offers with the highest and the lowest ROI."""
    offers = _named(ctx.results.financial.offers)
    if not ctx.verdict.established:
        return ctx.words("costs_gains.offers.title.withheld")
    ranked = sorted((offer for offer in offers if offer.roi.defined), key=lambda offer: offer.roi.known)
    if len(ranked) < _FEWEST:
        form = "single" if ranked else "none"
        facts = {"name": _label(ctx, ranked[0].id), "roi": ctx.say(_path("offers", ranked[0], "roi"))} if ranked else {}
        return ctx.words(f"costs_gains.offers.title.{form}", count=spelled(ctx, len(offers)), **facts)
    worst, best = ranked[0], ranked[-1]
    places = distinct_places(best.roi.known, worst.roi.known)
    low, high = (ctx.say(_path("offers", offer, "roi"), places=places) for offer in (worst, best))
    if order(best.roi.known, worst.roi.known) == "equal":
        return ctx.words("costs_gains.offers.title.level", count=spelled(ctx, len(ranked)), roi=high)
    names = {"best": _label(ctx, best.id), "worst": _label(ctx, worst.id)}
    return ctx.words("costs_gains.offers.title.best", **names, high=high, low=low)


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


def _kind_rows(ctx: ReportContext, shown: Totals, cost: Amounts, gain: Amounts) -> tuple[TableRow, ...]:
    """Return the rows of the kinds with several offers: sums of the shown amounts."""
    kinds: list[str | None] = [_kind(ctx, offer.id) for offer in ctx.results.financial.offers if offer.id is not None]
    several = [kind for kind in ctx.results.financial.offer_kinds if kinds.count(kind.id) > 1]
    if len(set(kinds)) < _FEWEST or not several:
        return ()
    return tuple(_rows(ctx, shown, "offer_kinds", several, _by_kind(ctx, cost), _by_kind(ctx, gain)))


def _by_kind(ctx: ReportContext, amounts: Amounts) -> Amounts:
    sums: dict[str | None, Decimal] = {}
    for offer, amount in amounts.items():
        kind = _kind(ctx, offer)
        sums[kind] = sums.get(kind, Decimal(0)) + amount
    return sums


def _rows(
    ctx: ReportContext, shown: Totals, block: str, results: Sequence[OfferResult], cost: Amounts, gain: Amounts
) -> Iterator[TableRow]:
    """Yield a row for each offer, with its kind, or for each kind."""
    for result in results:
        kind, label = _kind(ctx, result.id), _label(ctx, result.id)
        if block == "offer_kinds":
            kind, label = None, ctx.words("costs_gains.offers.of_kind", kind=label)
        if kind:
            of = offer_label(ctx.workspace, ctx.words, kind)
            label = ctx.words("costs_gains.offers.with_kind", offer=label, kind=of)
        yield TableRow(
            (
                Cell(label),
                _amount(ctx, shown, result.cost, _path(block, result, "cost"), cost[result.id]),
                _amount(ctx, shown, result.gain, _path(block, result, "gain"), gain[result.id]),
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
