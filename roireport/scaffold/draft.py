"""Pieces of an engagement to be written: from the library, or as another engagement has them, without any figure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from roireport.load.library import Library
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.engagement import Engagement
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi, Method, Unit
from roireport.model.language import Language
from roireport.model.library import CostEntry, CriterionEntry, EntryKind, GainEntry, KpiEntry, LibraryEntry
from roireport.model.local_text import LocalText
from roireport.scaffold.starter import Fact, Facts, Starter

SECTION_OF: Final[Mapping[EntryKind, str]] = MappingProxyType(
    {"kpi": "kpis", "gain": "gains", "cost": "costs", "criterion": "nonfinancial"}
)
_COLUMN: Final[Mapping[Method, str]] = MappingProxyType({"control": ",control", "forecast": ",expected"})
"""The column of its series that a counterfactual needs."""
_EXAMPLE: Final[Mapping[Unit, str]] = MappingProxyType({"percent": "18.5%", "score": "3.4"})
"""How a value of a series is written, where it is not a whole number."""
_WHOLE: Final = "96"


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of an engagement: its kind, its id, and the facts that fill its form.

    A cost or a gain without an amount is `open`: it is written as comments, since no line of an engagement may do
    without one.
    """

    kind: EntryKind
    id: str
    facts: Facts

    @property
    def open(self) -> bool:
        """Whether its amount is still to be written."""
        return "open" in self.facts

    def text(self, starter: Starter) -> str:
        """Its lines in a section file."""
        text = starter.filled(f"entry/{self.kind}.yaml", self.facts)
        return "".join(map(_as_comment, text.splitlines(keepends=True))) if self.open else text


def _as_comment(line: str) -> str:
    return line if line.startswith("#") else f"# {line}"


def library_draft(
    entry: LibraryEntry, library: Library, languages: Sequence[Language], kpis: Collection[str], amount: Decimal | None
) -> Draft:
    """The draft of an entry of the library.

    Args:
        entry: The entry.
        library: The library that it is of.
        languages: The languages of the engagement; the first one gives the id.
        kpis: The ids of the engagement's KPIs.
        amount: The amount of a cost, or of a gain in a month; None where it is not known yet.
    """
    id = str(entry.id.in_language(languages[0]))
    facts: dict[str, Fact] = {
        "id": id,
        "title": entry.title,
        "formula": entry.formula,
        "usual_source": entry.usual_source,
        "pitfalls": entry.pitfalls,
        "why": entry.counterfactual.why,
    }
    match entry:
        case KpiEntry():
            return Draft("kpi", id, {**facts, **_kpi_facts(entry, entry.counterfactual.method)})
        case GainEntry():
            facts |= _wanted_kpi(entry, library, languages, kpis)
            return Draft("gain", id, {**facts, **_gain_facts(entry, entry.amount == "flows", amount)})
        case CostEntry():
            return Draft("cost", id, {**facts, **_cost_facts(entry, amount)})
        case CriterionEntry():
            return Draft("criterion", id, {**facts, "levels": entry.levels, **_criterion_facts(entry)})
    raise TypeError(type(entry).__name__)


def _wanted_kpi(
    entry: GainEntry, library: Library, languages: Sequence[Language], kpis: Collection[str]
) -> Iterator[tuple[str, Fact]]:
    """The KPI of a gain: a reference where the engagement has it, else the id that it would have."""
    kpi = library.entry("kpi", entry.kpi) if entry.kpi else None
    if kpi is not None:
        id = str(kpi.id.in_language(languages[0]))
        yield ("kpi" if id in kpis else "kpi_wanted"), id


def engagement_drafts(engagement: Engagement) -> Iterator[Draft]:
    """The KPIs, costs, gains and criteria of another engagement without figures, sources and dates.

    What stays is what could be asked of the next client too: names, units, categories, scales; a metric only where it
    holds no other number than those of its scale.
    """
    for kpi in engagement.kpis:
        method = kpi.counterfactual.method if kpi.counterfactual else None
        yield Draft("kpi", kpi.id, {"id": kpi.id, **_kpi_facts(kpi, method)})
    for cost in engagement.costs:
        yield Draft("cost", cost.id, {"id": cost.id, **_cost_facts(cost, None)})
    for gain in engagement.gains:
        reference: Facts = {"kpi": gain.kpi} if gain.kpi else {}
        yield Draft("gain", gain.id, {"id": gain.id, **reference, **_gain_facts(gain, gain.flows is not None, None)})
    for criterion in engagement.nonfinancial:
        facts = {"id": criterion.id, **_criterion_facts(criterion)}
        if criterion.metric and holds_figures(criterion.metric, facts):
            del facts["metric"]
            facts["open_metric"] = ""
        yield Draft("criterion", criterion.id, facts)


def holds_figures(text: LocalText, facts: Facts) -> bool:
    """Whether a text holds a number that is no end of the scale of its piece."""
    numbers = {number for form in (*text.forms.values(), text) for number in re.findall(r"\d+(?:[.,]\d+)?", form)}
    return not numbers <= {facts.get("worst"), facts.get("best")}


def _kpi_facts(kpi: KpiEntry | Kpi, method: Method | None) -> Facts:
    """The facts of a KPI; the mark `compared` chooses the line of a control group."""
    column = _COLUMN.get(method, "") if method else ""
    value = _EXAMPLE.get(kpi.unit, _WHOLE)
    facts: dict[str, Fact] = {
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "columns": f"period,value{column}",
        "example": f"2024-01,{value}" + (f",{value}" if column else ""),
    }
    return facts | _given(short=kpi.short, method=method, compared="" if method == "control" else None)


def _cost_facts(cost: CostEntry | Cost, amount: Decimal | None) -> Facts:
    facts: dict[str, Fact] = {"label": cost.label, "category": cost.category}
    facts |= _given(short=cost.short, offer=cost.offer if isinstance(cost, Cost) else None)
    return facts | ({"open": ""} if amount is None else {"amount": f"{amount:f}"})


def _gain_facts(gain: GainEntry | Gain, by_flows: bool, amount: Decimal | None) -> Facts:
    """The facts of a gain; the marks `monthly`, `revenue`, `by_effect` and `open…` choose the lines of its form."""
    facts: dict[str, Fact] = {"label": gain.label, "kind": gain.kind}
    facts |= _given(short=gain.short, offer=gain.offer if isinstance(gain, Gain) else None)
    if not gain.cashable:
        facts["cashable"] = "false"
    if gain.kind == "revenue":
        facts["revenue"] = ""
    if not by_flows:
        facts |= {"monthly": "", **({"by_effect": ""} if gain.kpi else {})}
    if amount is not None:
        return facts | {"per_month": f"{amount:f}"}
    return facts | {"open": "", "open_flows" if by_flows else "open_monthly": ""}


def _criterion_facts(criterion: CriterionEntry | Criterion) -> Facts:
    facts: dict[str, Fact] = {"dimension": criterion.dimension, "label": criterion.label}
    facts |= _given(short=criterion.short, metric=criterion.metric, unit=criterion.unit)
    if criterion.anchors:
        facts |= {"worst": f"{criterion.anchors.worst:f}", "best": f"{criterion.anchors.best:f}"}
    return facts


def _given(**facts: Fact | LocalText | None) -> dict[str, Fact]:
    """The facts that there are."""
    return {name: fact for name, fact in facts.items() if fact is not None}
