"""The table of offers: cost, net gain and ROI of each, and of each kind; its columns add up to the shown totals."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.financial import OfferResult
from roireport.model.offer import OfferKind
from roireport.present.blocks import Align, Cell, Column, Exhibit, Row, Table
from roireport.present.desk import Desk
from roireport.present.figures.comparison import order, told_apart
from roireport.present.figures.name import offer_label
from roireport.present.figures.quote import capitalised, spelled
from roireport.present.language.said import Said
from roireport.present.sections.totals import Totals
from roireport.present.story.section import data_source

_COLUMNS: Final[tuple[tuple[str, float, Align], ...]] = (
    ("offer", 52, "left"), ("cost", 15, "right"), ("net", 17, "right"), ("roi", 16, "right"),
)  # fmt: skip
_FEWEST: Final = 2
"""With one offer, its figures are those of the engagement."""

Amounts = Mapping[str | None, Decimal]
"""What is shown of each offer or kind, by its id."""


def offers_exhibit(desk: Desk, shown: Totals) -> tuple[Exhibit, ...]:
    """Each offer with its kind, and each kind of several offers; what names no offer has a row of its own."""
    offers = desk.results.financial.offers
    if len(_named(offers)) < _FEWEST:
        return ()
    unit = shown.scale.unit
    columns = tuple(
        Column(desk.words(f"costs_gains.offers.{name}", unit=unit), width, align) for name, width, align in _COLUMNS
    )
    cost, gain = _parts(shown, offers, "cost", shown.cost), _parts(shown, offers, "gain", shown.net)
    rows = (*_rows(desk, shown, "offers", offers, cost, gain), *_kind_rows(desk, shown, cost, gain))
    body = Table(columns, (*rows, _total(desk, shown)), dense=True)
    subtitle = desk.words("costs_gains.offers.subtitle", horizon=desk.engagement.horizon)
    note = desk.words("costs_gains.offers.reading") if offers[-1].id is None else ""
    return (Exhibit(offers_title(desk), subtitle, body, data_source(desk), note=note),)


def offers_title(desk: Desk) -> Said:
    """The offers with the highest and the lowest ROI."""
    offers = _named(desk.results.financial.offers)
    if not desk.verdict.established:
        return desk.words("costs_gains.offers.title.withheld")
    known = sorted((offer for offer in offers if offer.roi.defined), key=lambda offer: offer.roi.known)
    if len(known) < _FEWEST:
        form = "single" if known else "none"
        facts = {"name": _label(desk, known[0].id), "roi": desk.say(_path("offers", known[0], "roi"))} if known else {}
        return desk.words(f"costs_gains.offers.title.{form}", count=spelled(desk, len(offers)), **facts)
    worst, best = known[0], known[-1]
    places = told_apart(best.roi.known, worst.roi.known)
    low, high = (desk.say(_path("offers", offer, "roi"), places=places) for offer in (worst, best))
    if order(best.roi.known, worst.roi.known) == "equal":
        return desk.words("costs_gains.offers.title.level", count=spelled(desk, len(known)), roi=high)
    names = {"best": _label(desk, best.id), "worst": _label(desk, worst.id)}
    return desk.words("costs_gains.offers.title.best", **names, high=high, low=low)


def _named(results: Sequence[OfferResult]) -> list[OfferResult]:
    return [result for result in results if result.id is not None]


def _label(desk: Desk, id: str | None) -> str:
    return capitalised(offer_label(desk.workspace, desk.words, id))


def _path(block: str, result: OfferResult, name: str) -> str:
    return f"financial.{block}.{result.id}.{name}"


def _parts(shown: Totals, offers: Sequence[OfferResult], name: str, total: Decimal | None) -> Amounts:
    """The amounts of the offers as shown, which add up to the shown total."""
    figures: list[Figure] = [getattr(offer, name) for offer in offers]
    parts = shown.scale.parts([figure.value or Decimal(0) for figure in figures], total)
    return {offer.id: part for offer, part in zip(offers, parts, strict=True)}


def _kind(desk: Desk, offer: str | None) -> OfferKind | None:
    return desk.engagement.offer_kinds.get(offer) if offer else None


def _kind_rows(desk: Desk, shown: Totals, cost: Amounts, gain: Amounts) -> tuple[Row, ...]:
    """The kinds of several offers, whose amounts are those of their offers as shown, added up; others are one row."""
    kinds: list[str | None] = [_kind(desk, offer.id) for offer in desk.results.financial.offers if offer.id is not None]
    several = [one for one in desk.results.financial.offer_kinds if kinds.count(one.id) > 1]
    if len(set(kinds)) < _FEWEST or not several:
        return ()
    return tuple(_rows(desk, shown, "offer_kinds", several, _by_kind(desk, cost), _by_kind(desk, gain)))


def _by_kind(desk: Desk, amounts: Amounts) -> Amounts:
    sums: dict[str | None, Decimal] = {}
    for offer, amount in amounts.items():
        kind = _kind(desk, offer)
        sums[kind] = sums.get(kind, Decimal(0)) + amount
    return sums


def _rows(
    desk: Desk, shown: Totals, block: str, results: Sequence[OfferResult], cost: Amounts, gain: Amounts
) -> Iterator[Row]:
    """A row an offer, with its kind, or a row a kind."""
    for result in results:
        kind, label = _kind(desk, result.id), _label(desk, result.id)
        if block == "offer_kinds":
            kind, label = None, desk.words("costs_gains.offers.of_kind", kind=label)
        if kind:
            of = offer_label(desk.workspace, desk.words, kind)
            label = desk.words("costs_gains.offers.with_kind", offer=label, kind=of)
        yield Row(
            (
                Cell(label),
                _amount(desk, shown, result.cost, _path(block, result, "cost"), cost[result.id]),
                _amount(desk, shown, result.gain, _path(block, result, "gain"), gain[result.id]),
                _roi(desk, result.roi, _path(block, result, "roi")),
            )
        )


def _amount(desk: Desk, shown: Totals, figure: Figure, path: str, amount: Decimal) -> Cell:
    """An amount in the unit of the column; a dash where none is recorded."""
    if not figure.defined:
        return Cell(Said(desk.words("common.none"), (path,)), tone="muted")
    return Cell(Said(shown.scale.digits(amount), (path,)), sort=float(amount))


def _roi(desk: Desk, figure: Figure, path: str) -> Cell:
    """The ROI; that it is not established, or a dash where there is none."""
    if desk.withholds(path):
        return Cell(Said(desk.say(path), (path,)), tone="muted")
    if not figure.defined:
        return Cell(Said(desk.words("common.none"), (path,)), tone="muted")
    return Cell(desk.say(path), tone="negative" if figure.known < 0 else "plain", strong=True)


def _total(desk: Desk, shown: Totals) -> Row:
    financial = desk.results.financial
    return Row(
        (
            Cell(desk.words("costs_gains.total"), strong=True),
            _amount(desk, shown, financial.cost, "financial.cost", shown.cost or Decimal(0)),
            _amount(desk, shown, financial.gain, "financial.gain", shown.net or Decimal(0)),
            _roi(desk, financial.roi, "financial.roi"),
        ),
        "total",
    )
