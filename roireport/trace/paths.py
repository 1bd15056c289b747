"""Every figure of the results under its path, such as financial.roi or kpis.taux-conversion.latest."""

from collections.abc import Iterable, Mapping
from itertools import chain

from roireport.measure.figure import Figure
from roireport.measure.financial import OfferResult, Omitted
from roireport.measure.financial_return import Financial
from roireport.measure.registry import PLAIN, Measure
from roireport.measure.results import (
    BreakEven,
    EffectShare,
    KpiResult,
    NonFinancial,
    ObjectiveResult,
    Results,
    Uncertainty,
)
from roireport.model.engagement import Engagement
from roireport.trace.entry import Branch, Entries, FigureEntry, Owner, OwnerKind
from roireport.trace.typed import typed_entries

_KINDS: Mapping[str, OwnerKind] = {"costs": "cost", "gains": "gain", "kpis": "kpi"}
"""The owners that a reference such as gains.margin can name."""


def figure_entries(engagement: Engagement, results: Results) -> Mapping[str, FigureEntry]:
    """All figures by path, the computed ones and then the typed ones that a report quotes."""
    return {entry.path: entry for entry in chain(_computed(results), typed_entries(engagement))}


def figures(results: Results) -> Mapping[str, Figure]:
    """All computed figures by path; a member of a list is under its id, a row under its period."""
    return {entry.path: entry.figure for entry in _computed(results)}


def _computed(results: Results) -> Entries:
    yield from _financial(results.financial)
    yield from _uncertainty(results.uncertainty)
    for kpi in results.kpis:
        yield from _kpi(kpi)
    for share in results.effect_shares:
        yield from _effect_share(share)
    for objective in results.objectives:
        yield from _objective(objective)
    yield from _nonfinancial(results.nonfinancial)
    yield from Branch("combined", "combined").measures(results.combined)


def _financial(financial: Financial) -> Entries:
    branch = Branch("financial", "financial")
    yield from branch.measures(financial)
    yield from branch.below("plan").measures(financial.plan)
    for category, amount in financial.cost_by_category:
        name = "financial.cost_by_category"
        yield FigureEntry(f"{name}.{category}", amount, PLAIN, name, Owner("category", category))
    for cost in financial.costs:
        yield from Branch.of("financial.costs", "cost", cost.cost.id).measures(cost)
    for gain in financial.gains:
        of_gain = Branch.of("financial.gains", "gain", gain.gain.id)
        yield from of_gain.measures(gain)
        yield from of_gain.listed(gain.taken, PLAIN)
    yield from _offers("financial.offers", financial.offers)
    yield from _offers("financial.offer_kinds", financial.offer_kinds)
    for period in financial.cash_flow:
        yield from branch.row("cash_flow", period.period).measures(period)
    for item in financial.omitted:
        yield from _omitted(item)


def _offers(path: str, results: Iterable[OfferResult]) -> Entries:
    for result in results:
        yield from Branch.of(path, "offer", str(result.id)).measures(result)


def _omitted(item: Omitted) -> Entries:
    """The amount that is left out of a line, under the reason."""
    branch = _of_reference("financial.omitted", item.subject)
    for entry in branch.measures(item):
        yield branch.entry(item.key, entry.measure, entry.figure)


def _of_reference(path: str, reference: str) -> Branch:
    """The branch of what a reference such as gains.margin names."""
    top, _, id = reference.partition(".")
    return Branch.of(f"{path}.{top}", _KINDS[top], id)


def _uncertainty(uncertainty: Uncertainty) -> Entries:
    yield from Branch("uncertainty", "uncertainty").measures(uncertainty)
    for swing in uncertainty.sensitivity:
        yield from _of_reference("uncertainty.sensitivity", swing.input).measures(swing)
    for case in uncertainty.what_if:
        yield from Branch("uncertainty.what_if", "uncertainty.what_if").below(case.id).measures(case)
    for value in uncertainty.break_even:
        yield _break_even(value)


def _break_even(value: BreakEven) -> FigureEntry:
    """The value of an input under its path and zero or target; an effect is written as a difference."""
    input = value.input.removeprefix(f"gains.{value.gain}.")
    measure = Measure("difference") if input == "effect" else PLAIN
    return Branch.of("uncertainty.break_even.gains", "gain", value.gain).entry(
        f"{input}.{value.at}.value", measure, value.value
    )


def _kpi(kpi: KpiResult) -> Entries:
    branch = Branch.of("kpis", "kpi", kpi.kpi.id)
    yield from branch.measures(kpi)
    yield from branch.below("effect").measures(kpi.effect)
    yield from branch.below("effect.adjusted").measures(kpi.effect.adjusted)
    yield from branch.below("effect.parallel").measures(kpi.effect.parallel)
    for row in kpi.series:
        yield from branch.row("series", str(row.period)).measures(row)


def _effect_share(share: EffectShare) -> Entries:
    return Branch.of("kpis", "kpi", share.kpi).below("effect").measures(share)


def _objective(result: ObjectiveResult) -> Entries:
    """The value at the due date, in the unit of the KPI; an objective without both has none."""
    objective = result.objective
    if objective.kpi and objective.due:
        owner = Owner("kpi", objective.kpi)
        branch = Branch(f"objectives.{objective.id}", "objectives", owner, objective.due.isoformat())
        yield from branch.measures(result)


def _nonfinancial(nonfinancial: NonFinancial) -> Entries:
    yield from Branch("nonfinancial", "nonfinancial").measures(nonfinancial)
    for dimension, index in nonfinancial.dimensions:
        name = "nonfinancial.dimensions"
        yield FigureEntry(f"{name}.{dimension}", index, PLAIN, name, Owner("dimension", dimension))
    for criterion in nonfinancial.criteria:
        yield from Branch.of("nonfinancial.criteria", "criterion", criterion.criterion.id).measures(criterion)
    for id, halved, raised in nonfinancial.weight_runs:
        runs = (("halved", halved), ("raised", raised))
        yield from Branch.of("nonfinancial.weight_runs", "criterion", id).listed(runs, PLAIN)
