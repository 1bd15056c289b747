"""G10, G14: whether targets were agreed beforehand, and decisions rest on what was measured."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from roireport.assess.finding import Case, Fact, Trigger, finding_phrases, for_author, rule
from roireport.assess.sources import SHADISH, UNSUPPORTED
from roireport.measure.figure import Figure, figure, rounded, typed
from roireport.measure.financial import GainResult
from roireport.model.place import Place
from roireport.model.recommendation import Decision


@rule("G10", "warning", SHADISH, threshold=Decimal(30), counts="days", key="objectives.set_on")
def target_set_afterwards(case: Case) -> Iterator[Trigger]:
    """G10: a target or anchors set more days after the start than the threshold (30), or a target that is the latest.

    A target that equals the latest value was read off the result. It touches no money: no effect on the ROI is given.
    """
    latest = case.engagement.period.start + timedelta(days=ceil(case.threshold))
    for subject, label, day, place in _dates(case):
        if day > latest:
            facts = finding_phrases("G10", "late", day=day, start=case.engagement.period.start)
            yield Trigger(subject, {"label": label, **facts, "threshold": ceil(case.threshold)}, place)
    for kpi in case.results.kpis:
        target, value = kpi.target, kpi.latest
        if target.defined and value.defined and rounded(target) == rounded(value):
            facts = finding_phrases("G10", "read_off", target=target)
            yield Trigger(kpi.kpi.id, {"label": kpi.kpi.name, **facts, "threshold": 0}, kpi.kpi.place("target"))


def _dates(case: Case) -> Iterator[tuple[str | None, str, date, Place | None]]:
    """When each target and each scale was agreed: subject, label, day and place."""
    engagement = case.engagement
    if engagement.target_set_on is not None:
        yield None, engagement.title, engagement.target_set_on, engagement.place("target_set_on")
    for objective in engagement.objectives:
        if objective.set_on is not None:
            yield objective.id, objective.statement, objective.set_on, objective.place("set_on")
    for criterion in engagement.nonfinancial:
        if criterion.anchors is not None and criterion.anchors.fixed_on is not None:
            yield criterion.id, criterion.label, criterion.anchors.fixed_on, criterion.anchors.place("fixed_on")


@for_author
@rule("G14", "warning", UNSUPPORTED, key="recommendations.decisions.due")
def decision_not_supported(case: Case) -> Iterator[Trigger]:
    """G14: a decision asked that was due by as_of, names no basis, or expects more a month than its basis gave."""
    gains = {result.gain.id: result for result in case.results.financial.gains}
    for decision in case.engagement.recommendations.decisions:
        fault = _fault(decision, gains.get(decision.basis or ""), case.engagement.as_of) if decision.asked else None
        if fault:
            key, facts = fault
            yield Trigger(decision.id, {"label": decision.decision, **facts}, decision.place(key))


def _fault(decision: Decision, basis: GainResult | None, as_of: date) -> tuple[str | None, dict[str, Fact]] | None:
    """The first thing that is wrong with a decision, with its key; None where nothing is."""
    if decision.due is not None and decision.due <= as_of:
        return "due", finding_phrases("G14", "past", due=decision.due, as_of=as_of)
    if decision.basis is None:
        return None, finding_phrases("G14", "no_basis")
    expected, given = _a_month(decision), _given_a_month(basis)
    if expected is None or given is None or expected.known <= given.known:
        return None
    return "gain", finding_phrases("G14", "more", expected=expected, given=given)


def _a_month(decision: Decision) -> Figure | None:
    """The highest expected gain a month; None where the gain or its duration is not given."""
    if decision.gain is None or not decision.over:
        return None
    high = typed(decision.gain.high, "money", decision.gain.place("high"))
    return figure(high.known / decision.over, "money", "expected_a_month", high=high)


def _given_a_month(basis: GainResult | None) -> Figure | None:
    """What a gain brought a month to date; None where nothing is measured, or the basis is no gain."""
    months = {flow.month for flow in basis.flows if flow.state != "forecast"} if basis else set()
    if basis is None or not months or not basis.to_date.defined:
        return None
    return figure(basis.to_date.known / len(months), "money", "gain_a_month", to_date=basis.to_date)
