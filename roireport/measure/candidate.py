"""An engagement as a portfolio lists and compares it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from roireport.measure.figure import Figure
from roireport.measure.registry import Measure, measures_of
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.local_text import LocalText


@dataclass(frozen=True, slots=True)
class Candidate:
    """The facts and figures of an engagement; `established` where no blocker withholds its headline."""

    id: str
    client: LocalText
    sector: LocalText | None
    offers: tuple[str, ...]
    kinds: tuple[str | None, ...]
    currency: str
    as_of: date
    horizon: int
    established: bool
    cost: Figure
    gain: Figure
    net_benefit: Figure
    roi: Figure
    cost_12_months: Figure
    gain_12_months: Figure
    roi_12_months: Figure
    npv: Figure
    payback_months: Figure
    roi_p10: Figure
    roi_p50: Figure
    roi_p90: Figure
    nonfinancial_index: Figure
    scored: bool
    """Whether some of its non-financial return is measured: an index that nobody measured is not 0."""

    @property
    def bare(self) -> "Candidate":
        """The same without the inputs of its figures, which its own report shows: a hundredth of the size."""
        figures = {name: replace(figure, inputs=()) for name, figure in self.figures.items()}
        stripped: dict[str, Any] = {**figures}
        return replace(self, **stripped)

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


def candidate_measure(name: str) -> Measure:
    """The entry of a figure of a candidate."""
    part, field = _source(name)
    noun = {field.name: field.type for field in fields(Results)}[part]
    return measures_of(noun)[field]


def as_candidate(engagement: Engagement, results: Results, established: bool) -> Candidate:
    """An engagement as it is compared."""
    sources = {name: _source(name) for name in FIGURES}
    return Candidate(
        id=engagement.id,
        client=engagement.client.name,
        sector=engagement.client.sector,
        offers=tuple(map(str, engagement.offers)),
        kinds=tuple(dict.fromkeys(engagement.offer_kinds.get(offer) for offer in engagement.offers)),
        currency=str(engagement.currency),
        as_of=engagement.as_of,
        horizon=engagement.horizon,
        established=established,
        scored=bool(results.nonfinancial.coverage.value),
        **{name: getattr(getattr(results, part), field) for name, (part, field) in sources.items()},
    )


def _source(name: str) -> tuple[str, str]:
    return _SOURCES.get(name, ("financial", name))
