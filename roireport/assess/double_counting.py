"""V02, V06, V08, V10: whether anything is counted twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import StatisticsError, correlation

from roireport.assess.correction import left_out
from roireport.assess.finding import Case, Fact, Trigger, cause, finding_phrases, on_gain, phrase, rule
from roireport.assess.sources import BREALEY, COUNTED_ONCE
from roireport.measure.figure import Figure, typed
from roireport.measure.results import KpiResult
from roireport.model.gain import Gain

FEWEST_PERIODS = 8
"""Periods whose changes are compared: fewer are alike by chance too often."""


@cause("shared_driver")
@rule(
    "V02",
    "blocker",
    COUNTED_ONCE,
    key="gains.drivers",
)
def driver_counted_twice(case: Case) -> Iterator[Trigger]:
    """V02: a gain shares a driver with a gain before it; of the two the later is named.

    If the doubt is right the later gain is left out.
    """
    for gain, others in sharing_a_driver(case.engagement.gains):
        yield _left_out(case, on_gain(gain, _shared_facts(gain.driven_by, others)))


def _left_out(case: Case, trigger: Trigger) -> Trigger:
    """A trigger on a gain that is left out if the doubt is right."""
    return trigger.corrected(
        left_out(result for result in case.results.financial.gains if result.gain.id == trigger.subject)
    )


def sharing_a_driver(gains: Iterable[Gain]) -> Iterator[tuple[Gain, list[Gain]]]:
    """Each gain with those before it that it shares a driver with."""
    before: list[Gain] = []
    for gain in gains:
        others = [other for other in before if other.driven_by & gain.driven_by]
        if others:
            yield gain, others
        before.append(gain)


def _shared_facts(drivers: frozenset[str], others: list[Gain]) -> dict[str, Fact]:
    shared = sorted({driver for gain in others for driver in gain.driven_by & drivers})
    return {"n": len(shared), "drivers": tuple(shared), "others": tuple(gain.label for gain in others)}


@rule("V06", "blocker", BREALEY, key="gains.flows")
def cash_counted_as_gain(case: Case) -> Iterator[Trigger]:
    """V06: released cash is given per month, year or unit, or twice for one driver.

    If the doubt is right the gain is left out: what the cash costs is not known.
    """
    releases = [gain for gain in case.engagement.gains if gain.kind == "cash_release"]
    twice = {gain.id: others for gain, others in sharing_a_driver(releases)}
    for gain in releases:
        if gain.flows is None:
            key = next(key for key in ("per_month", "per_year", "per_unit") if getattr(gain, key) is not None)
            yield _left_out(case, on_gain(gain, finding_phrases("V06", "repeated", key=phrase("V06", key)), key))
        elif gain.id in twice:
            facts = finding_phrases("V06", "twice", **_shared_facts(gain.driven_by, twice[gain.id]))
            yield replace(_left_out(case, on_gain(gain, facts)), cause="shared_driver")


@rule("V08", "info", COUNTED_ONCE, key="nonfinancial.monetise.drivers")
def criterion_in_a_gain_already(case: Case) -> Iterator[Trigger]:
    """V08: a monetised criterion shares a driver with a gain, and is left out of the extended ROI.

    The ROI never counted it: no effect on it is given.
    """
    left_out = set(case.results.combined.left_out)
    for criterion in case.engagement.nonfinancial:
        if criterion.id in left_out and criterion.monetise is not None:
            others = [gain for gain in case.engagement.gains if gain.driven_by & criterion.driven_by]
            amount = typed(criterion.monetise.amount, "money", criterion.monetise.place("amount"))
            facts = {"label": criterion.label, "amount": amount, **_shared_facts(criterion.driven_by, others)}
            yield Trigger(criterion.id, facts, criterion.monetise.place())


@cause("shared_driver")
@rule(
    "V10",
    "warning",
    COUNTED_ONCE,
    threshold=Decimal("0.80"),
    key="gains.drivers",
)
def indicators_move_as_one(case: Case) -> Iterator[Trigger]:
    """V10: the KPIs of two gains move as one: |r| of their changes is above the threshold (80 %).

    Over 8 common periods or more, in file order; of the two gains the later is named. If the doubt is right it is left
    out.
    """
    with_kpi = [gain for gain in case.engagement.gains if gain.kpi is not None]
    kpis = {kpi.kpi.id: kpi for kpi in case.results.kpis}
    for first, second in combinations(with_kpi, 2):
        if first.kpi == second.kpi or first.kpi is None or second.kpi is None:
            continue
        r, periods = _correlation(kpis[first.kpi], kpis[second.kpi])
        if r is not None and abs(r.known) > case.threshold:
            facts: dict[str, Fact] = {
                "other": first.label,
                "r": r,
                "threshold": case.limit,
                "n": periods,
                "kpis": (kpis[first.kpi].kpi.name, kpis[second.kpi].kpi.name),
            }
            yield _left_out(case, on_gain(second, facts))


def _correlation(first: KpiResult, second: KpiResult) -> tuple[Figure | None, int]:
    """Pearson's r of the changes of two series from one common period to the next, and how many periods they share."""
    values = [{row.period: float(row.value.known) for row in kpi.series} for kpi in (first, second)]
    common = sorted(set(values[0]) & set(values[1]), key=lambda span: span.first)
    if len(common) < FEWEST_PERIODS:
        return None, len(common)
    changes = [[series[later] - series[earlier] for earlier, later in pairwise(common)] for series in values]
    return _pearson(*changes), len(common)


def _pearson(xs: Sequence[float], ys: Sequence[float]) -> Figure | None:
    """|r| of two lists of one length; None where one does not vary."""
    try:
        r = correlation(xs, ys)
    except StatisticsError:
        return None
    return Figure(abs(Decimal(r)), "ratio", "correlation_of_changes")
