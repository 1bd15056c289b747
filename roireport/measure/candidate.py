"""An engagement as a portfolio lists and compares it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, TypeVar

from roireport.measure.figure import Figure
from roireport.measure.financial import OfferResult
from roireport.measure.financial_return import Financial
from roireport.measure.registry import Measure, measures_of
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.local_text import LocalText

YEAR: Final = 12
"""The months of the first year of benefits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The facts and figures of an engagement; `established` where no blocker withholds its headline."""

    id: str
    client: LocalText
    sector: LocalText | None
    offers: tuple[str, ...]
    currency: str
    as_of: date
    horizon: int
    reference: bool
    """Whether it is a published case restated."""
    established: bool
    by_offer: tuple[OfferResult, ...]
    """What each of its offers cost and returned; the whole where it has one offer, or none."""
    by_kind: tuple[OfferResult, ...]
    """The same by kind of offer."""
    first_year_months: int
    """How many months of the first year of benefits lie within the horizon."""
    cost: Figure
    gain: Figure
    net_benefit: Figure
    roi: Figure
    gain_first_year: Figure
    roi_first_year: Figure
    roi_12_months: Figure
    cost_to_date: Figure
    gain_to_date: Figure
    roi_to_date: Figure
    npv: Figure
    payback_months: Figure
    roi_p10: Figure
    roi_p50: Figure
    roi_p90: Figure
    nonfinancial_index: Figure

    @property
    def bare(self) -> "Candidate":
        """The same without the inputs of its figures, which its own report shows: a hundredth of the size."""
        by_offer, by_kind = (tuple(_without_inputs(part) for part in parts) for parts in (self.by_offer, self.by_kind))
        return _without_inputs(replace(self, by_offer=by_offer, by_kind=by_kind))

    @property
    def whole(self) -> OfferResult:
        """What the whole engagement cost and returned, as one offer."""
        return _as_offer(None, self)

    def in_language(self, language: Language) -> "Candidate":
        """The same with its texts in a language."""
        sector = self.sector.in_language(language) if self.sector is not None else None
        return replace(self, client=self.client.in_language(language), sector=sector)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures by name."""
        return {name: getattr(self, name) for name in FIGURES}


FIGURES: Final = tuple(field.name for field in fields(Candidate) if field.type is Figure)
"""The figures that a portfolio lists."""

_SOURCES: Final = {
    **{f"roi_{name}": ("uncertainty", name) for name in ("p10", "p50", "p90")},
    "nonfinancial_index": ("nonfinancial", "index"),
}
"""The part of the results and its field, for figures that are not a financial result of the same name."""


T = TypeVar("T", OfferResult, Candidate)


def _without_inputs(noun: T) -> T:
    figures = {field.name: getattr(noun, field.name) for field in fields(noun)}
    bare: dict[str, Any] = {
        name: replace(figure, inputs=()) for name, figure in figures.items() if isinstance(figure, Figure)
    }
    return replace(noun, **bare)


def _as_offer(id: str | None, of: Candidate | Financial) -> OfferResult:
    return OfferResult(id, of.cost, of.gain, of.roi, of.gain_first_year, of.roi_first_year)


def _shares(names: Sequence[str | None], own: tuple[OfferResult, ...], financial: Financial) -> tuple[OfferResult, ...]:
    """By its own lines what each of several offers cost and returned; a single one has the whole engagement."""
    return own if len(names) > 1 else (_as_offer(next(iter(names), None), financial),)


def _first_year_months(engagement: Engagement, financial: Financial) -> int:
    """The months from the first one with a gain to the end of the horizon, twelve at most."""
    first = next((period.index for period in financial.cash_flow if period.gain.value), None)
    if first is None or engagement.discounting.yearly:
        return 0 if first is None else YEAR
    return min(YEAR, engagement.horizon - first)


def candidate_measure(name: str) -> Measure:
    """The entry of a figure of a candidate."""
    part, field = _source(name)
    noun = {field.name: field.type for field in fields(Results)}[part]
    return measures_of(noun)[field]


def as_candidate(engagement: Engagement, results: Results, established: bool) -> Candidate:
    """An engagement as it is compared."""
    sources = {name: _source(name) for name in FIGURES}
    financial = results.financial
    kinds = tuple(dict.fromkeys(engagement.offer_kinds.get(offer) for offer in engagement.offers))
    return Candidate(
        id=engagement.id,
        client=engagement.client.name,
        sector=engagement.client.sector,
        offers=tuple(map(str, engagement.offers)),
        currency=str(engagement.currency),
        as_of=engagement.as_of,
        horizon=engagement.horizon,
        reference=engagement.reference,
        established=established,
        by_offer=_shares(engagement.offers, financial.offers, financial),
        by_kind=_shares(kinds, financial.offer_kinds, financial),
        first_year_months=_first_year_months(engagement, financial),
        **{name: getattr(getattr(results, part), field) for name, (part, field) in sources.items()},
    )


def _source(name: str) -> tuple[str, str]:
    return _SOURCES.get(name, ("financial", name))
