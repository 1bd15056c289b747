"""The values of an engagement that a report quotes as they were typed, under their paths, such as gains.marge.risk."""

from datetime import date
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure, Unit, typed
from roireport.measure.registry import Measure
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.engagement import Engagement
from roireport.model.flow import Range
from roireport.model.gain import Gain
from roireport.model.located import Located
from roireport.model.recommendation import Decision, NextMeasurement
from roireport.trace.entry import Branch, Entries, FigureEntry, Owner

INPUT: Final = Measure(scope="trace")
"""The entry of a typed value."""
ALERT: Final = Measure("level", scope="trace")
"""The entry of a level of a KPI that calls for action."""


def typed_entries(engagement: Engagement) -> Entries:
    """The typed values: rates, ranges, levels of criteria, decisions, alerts; an absent key has none."""
    yield from _own(engagement)
    for kpi in engagement.kpis:
        if kpi.counterfactual is not None:
            branch = Branch.of("kpis", "kpi", kpi.id).below("counterfactual")
            yield from _values(branch, kpi.counterfactual, "ratio", "growth")
    for cost in engagement.costs:
        yield from _cost(cost)
    for gain in engagement.gains:
        yield from _gain(gain)
    for criterion in engagement.nonfinancial:
        yield from _criterion(criterion)
    for decision in engagement.recommendations.decisions:
        yield from _decision(decision)
    for measurement in engagement.recommendations.next_measurements:
        yield from _measurement(engagement, measurement)


def alert_path(measurement: NextMeasurement, bound: str) -> str:
    """The path of an alert, below or above; a KPI may be measured on several days."""
    day: date = measurement.on
    return f"next_measurements.{measurement.kpi}.{day.isoformat()}.{bound}"


def _own(engagement: Engagement) -> Entries:
    """The values that belong to no line."""
    if (target := _value(engagement, "ratio", "target_roi")) is not None:
        yield FigureEntry("target_roi", target, INPUT, "target_roi")
    discounting = Branch("discounting", "discounting")
    yield from _values(discounting, engagement.discounting, "ratio", "rate", "finance_rate", "reinvest_rate")


def _value(noun: Located, unit: Unit, key: str) -> Figure | None:
    """The number of a key that was typed."""
    value: Decimal | int | None = getattr(noun, key)
    place = noun.place(key)
    return None if value is None or place is None else typed(value, unit, place)


def _values(branch: Branch, noun: Located, unit: Unit, *keys: str) -> Entries:
    """The numbers of a noun that were typed, each under its key."""
    for key in keys:
        if (figure := _value(noun, unit, key)) is not None:
            yield branch.entry(key, INPUT, figure)


def _range(branch: Branch, range: Range | None) -> Entries:
    if range is not None:
        yield from _values(branch.below("range"), range, "ratio", "low", "high")


def _cost(cost: Cost) -> Entries:
    branch = Branch.of("costs", "cost", cost.id)
    yield from _values(branch, cost, "money", "amount", "unit_cost")
    yield from _values(branch, cost, "number", "quantity")
    yield from _values(branch, cost, "ratio", "overrun")
    if cost.prorate is not None:
        yield from _values(branch.below("prorate"), cost.prorate, "number", "used", "of")
    if cost.funded is not None:
        yield branch.entry("funded", INPUT, typed(cost.funded.share, "ratio", cost.funded.place("share")))
    yield from _range(branch, cost.range)


def _gain(gain: Gain) -> Entries:
    branch = Branch.of("gains", "gain", gain.id)
    yield from _values(branch, gain, "months", "lag", "ramp")
    yield from _values(branch, gain, "ratio", "margin", "deadweight", "displacement", "drop_off", "risk")
    yield from _values(branch, gain, "ratio", "carrying_rate")
    if gain.attribution is not None:
        share = typed(gain.attribution.share, "ratio", gain.attribution.place("share"))
        yield branch.entry("attribution", INPUT, share)
        yield from _values(branch, gain.attribution, "ratio", "confidence")
    yield from _range(branch, gain.range)


def _criterion(criterion: Criterion) -> Entries:
    branch = Branch.of("nonfinancial.criteria", "criterion", criterion.id)
    yield from _values(branch, criterion, "score", "baseline", "current", "target")
    if criterion.anchors is not None:
        yield from _values(branch.below("anchors"), criterion.anchors, "score", "worst", "best")
    if criterion.monetise is not None:
        yield from _values(branch.below("monetise"), criterion.monetise, "money", "amount")
        yield from _values(branch.below("monetise"), criterion.monetise, "ratio", "confidence")


def _decision(decision: Decision) -> Entries:
    branch = Branch.of("decisions", "decision", decision.id)
    yield from _values(branch, decision, "money", "cost")
    if decision.gain is not None:
        yield from _values(branch.below("gain"), decision.gain, "money", "low", "high")


def _measurement(engagement: Engagement, measurement: NextMeasurement) -> Entries:
    """The levels of an alert, in the unit of its KPI."""
    alert, unit = measurement.alert, engagement.kpi(measurement.kpi).unit
    if alert is None:
        return
    for bound in ("below", "above"):
        if (value := getattr(alert, bound)) is not None:
            yield FigureEntry(
                alert_path(measurement, bound),
                typed(value, unit, alert.place(bound)),
                ALERT,
                f"next_measurements.{bound}",
                Owner("measurement", measurement.kpi),
                measurement.on.isoformat(),
            )
