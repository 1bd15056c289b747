"""The values of an engagement that a report quotes as they were typed, under their paths, such as gains.marge.risk."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from roireport.measure.figure import Figure, Unit, typed
from roireport.model.cost import Cost
from roireport.model.criterion import Criterion
from roireport.model.engagement import Engagement
from roireport.model.flow import Range
from roireport.model.gain import Gain
from roireport.model.located import Located
from roireport.model.recommendation import Decision, NextMeasurement

Named = Iterator[tuple[str, Figure]]


def typed_figures(engagement: Engagement) -> Mapping[str, Figure]:
    """The typed values by path: rates, ranges, levels of criteria, decisions, alerts; what is silent has none."""
    return dict(_all(engagement))


def alert_path(measurement: NextMeasurement, bound: str) -> str:
    """The path of an alert, below or above; a KPI may be measured on several days."""
    day: date = measurement.on
    return f"next_measurements.{measurement.kpi}.{day.isoformat()}.{bound}"


def _all(engagement: Engagement) -> Named:
    yield from _values(engagement, "", "ratio", "target_roi")
    yield from _values(engagement.discounting, "discounting", "ratio", "rate", "finance_rate", "reinvest_rate")
    yield from _values(engagement.simulation, "simulation", "ratio", "correlation")
    for kpi in engagement.kpis:
        if kpi.counterfactual is not None:
            yield from _values(kpi.counterfactual, f"kpis.{kpi.id}.counterfactual", "ratio", "growth")
    for cost in engagement.costs:
        yield from _cost(cost, f"costs.{cost.id}")
    for gain in engagement.gains:
        yield from _gain(gain, f"gains.{gain.id}")
    for criterion in engagement.nonfinancial:
        yield from _criterion(criterion, f"nonfinancial.criteria.{criterion.id}")
    for decision in engagement.recommendations.decisions:
        yield from _decision(decision, f"decisions.{decision.id}")
    for measurement in engagement.recommendations.next_measurements:
        yield from _measurement(engagement, measurement)


def _values(noun: Located, prefix: str, unit: Unit, *keys: str) -> Named:
    """The numbers of a noun that were typed, each under its key."""
    for key in keys:
        value: Decimal | int | None = getattr(noun, key)
        place = noun.place(key)
        if value is not None and place is not None:
            yield f"{prefix}.{key}".removeprefix("."), typed(value, unit, place)


def _range(given: Range | None, prefix: str) -> Named:
    if given is not None:
        yield from _values(given, f"{prefix}.range", "ratio", "low", "high")


def _cost(cost: Cost, prefix: str) -> Named:
    yield from _values(cost, prefix, "money", "amount", "unit_cost")
    yield from _values(cost, prefix, "number", "quantity")
    yield from _values(cost, prefix, "ratio", "overrun")
    if cost.funded is not None:
        yield f"{prefix}.funded", typed(cost.funded.share, "ratio", cost.funded.place("share"))
    yield from _range(cost.range, prefix)


def _gain(gain: Gain, prefix: str) -> Named:
    yield from _values(gain, prefix, "months", "lag", "ramp")
    yield from _values(gain, prefix, "ratio", "margin", "deadweight", "displacement", "drop_off", "risk")
    yield from _values(gain, prefix, "ratio", "carrying_rate")
    if gain.attribution is not None:
        yield f"{prefix}.attribution", typed(gain.attribution.share, "ratio", gain.attribution.place("share"))
        yield from _values(gain.attribution, prefix, "ratio", "confidence")
    yield from _range(gain.range, prefix)


def _criterion(criterion: Criterion, prefix: str) -> Named:
    yield from _values(criterion, prefix, "score", "baseline", "current", "target")
    if criterion.anchors is not None:
        yield from _values(criterion.anchors, f"{prefix}.anchors", "score", "worst", "best")
    if criterion.monetise is not None:
        yield from _values(criterion.monetise, f"{prefix}.monetise", "money", "amount")
        yield from _values(criterion.monetise, f"{prefix}.monetise", "ratio", "confidence")


def _decision(decision: Decision, prefix: str) -> Named:
    yield from _values(decision, prefix, "money", "cost")
    if decision.gain is not None:
        yield from _values(decision.gain, f"{prefix}.gain", "money", "low", "high")


def _measurement(engagement: Engagement, measurement: NextMeasurement) -> Named:
    """The levels of an alert, in the unit of its KPI."""
    alert, unit = measurement.alert, engagement.kpi(measurement.kpi).unit
    for bound in ("below", "above"):
        value = getattr(alert, bound, None)
        if alert is not None and value is not None:
            yield alert_path(measurement, bound), typed(value, unit, alert.place(bound))
