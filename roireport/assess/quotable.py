"""The figures that a text can quote, with what names them in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from roireport.assess.narrative_claims import RATIO_NAME, ROI_NAME
from roireport.assess.prose_numbers import ProseNumber
from roireport.measure.figure import Figure
from roireport.measure.registry import measured
from roireport.measure.results import Results
from roireport.model.engagement import Engagement

_UNITS: Final = {
    "percent": ("ratio", "rate_of_return", "percent"),
    "money": ("money",),
    "number": ("ratio", "number", "score", "points", "count", "days", "hours"),
    "months": ("months",),
    "days": ("days",),
    "hours": ("hours",),
}
_SHORTEST_NAME: Final = 4
"""Letters of a name that is looked for in a sentence."""
_NPV: Final = re.compile(r"\b(?:NPV|VAN)\b|(?i:\bnet present value\b|\bvaleur actuelle nette\b)")
_IRR: Final = re.compile(r"\b(?:IRR|TRI)\b|(?i:\binternal rate of return\b|\btaux de rentabilité interne\b)")
_PAYBACK: Final = re.compile(r"\bpayback\b|\bdélai de récupération\b", re.IGNORECASE)
_COST: Final = re.compile(r"\bfull cost\b|\bco[ûu]t complet\b", re.IGNORECASE)
_NET: Final = re.compile(r"\bnet benefit\b|\brésultat net\b", re.IGNORECASE)
_NAMES: Final = (
    ("financial.bcr", RATIO_NAME),
    ("financial.npv", _NPV),
    ("irr", _IRR),
    ("payback_months", _PAYBACK),
    ("financial.cost", _COST),
    ("financial.net_benefit", _NET),
    ("roi", ROI_NAME),
)
"""The names of measures, by a part of their path; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """A figure with its path and what it is called: the family of its measure, or the item that it belongs to.

    Args:
        is_difference: Whether it is a difference of levels: percentages in points.
    """

    path: str
    figure: Figure
    name: re.Pattern[str] | None
    is_difference: bool = False

    def is_named_in(self, sentence: str) -> bool:
        """Whether a sentence names it."""
        return self.name is not None and self.name.search(sentence) is not None

    def name_ends(self, sentence: str) -> Iterator[int]:
        """Where its name ends in a sentence, each time."""
        yield from (match.end() for match in self.name.finditer(sentence)) if self.name else ()

    def prints_as(self, number: ProseNumber, currency: str) -> bool:
        """Whether a number is this figure at its printed digits, whatever its sign.

        Args:
            currency: That of the engagement.
        """
        value = self.figure.value
        if value is None or not self.compares_with(number, currency):
            return False
        scaled = value * 100 if number.kind == "points" and self.figure.unit == "percent" else value
        return any(reading.prints(scaled) or reading.prints(-scaled) for reading in number.readings)

    def compares_with(self, number: ProseNumber, currency: str) -> bool:
        """Whether a number counts the same: a difference of percentages is in points, an amount in its currency."""
        unit = self.figure.unit
        if number.kind == "points":
            return unit == "points" or (self.is_difference and unit == "percent")
        if number.kind == "money" and number.currency != currency:
            return False
        if unit in ("ratio", "rate_of_return", "percent") and (self.is_difference or number.is_count):
            return False
        return unit in _UNITS[number.kind]


def quotables(engagement: Engagement, results: Results) -> tuple[Quotable, ...]:
    """The figures of the results by path, those that a report leads with first."""
    return tuple(_all(engagement, results))


def _all(engagement: Engagement, results: Results) -> Iterator[Quotable]:
    yield from _of("financial", results.financial)
    yield from _of("uncertainty", results.uncertainty)
    yield from _of("combined", results.combined)
    yield from _of("nonfinancial", results.nonfinancial)
    for kpi in results.kpis:
        name = item_name(kpi.kpi.name, kpi.kpi.short)
        yield from _of(f"kpis.{kpi.kpi.id}", kpi, name)
        yield from _of(f"kpis.{kpi.kpi.id}.effect", kpi.effect, name)
    for gain in results.financial.gains:
        yield from _of(f"financial.gains.{gain.gain.id}", gain, item_name(gain.gain.label, gain.gain.short))
    for cost in results.financial.costs:
        yield from _of(f"financial.costs.{cost.cost.id}", cost, item_name(cost.cost.label, cost.cost.short))
    for criterion in results.nonfinancial.criteria:
        noun = criterion.criterion
        yield from _of(f"nonfinancial.criteria.{noun.id}", criterion, item_name(noun.label, noun.short))


def _of(path: str, noun: object, name: re.Pattern[str] | None = None) -> Iterator[Quotable]:
    for entry, figure in measured(noun):
        if entry.scope != "trace":
            whole = f"{path}.{entry.path}"
            yield Quotable(whole, figure, name or _measure_name(whole), entry.kind == "difference")


def _measure_name(path: str) -> re.Pattern[str] | None:
    return next((name for part, name in _NAMES if part in path), None)


def item_name(*names: str | None) -> re.Pattern[str] | None:
    """What an item is called in a sentence, in any of its forms; None where its names are too short."""
    spellings = [r"\s+".join(map(re.escape, name.split())) for name in names if name and len(name) >= _SHORTEST_NAME]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)", re.IGNORECASE) if spellings else None
