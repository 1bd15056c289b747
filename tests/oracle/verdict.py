"""Which blockers are open, and what the return may be called."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from tests.oracle.effects import LEVEL_METHODS, Kpi
from tests.oracle.established import accepted, open_rule
from tests.oracle.money import Line
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, Value, number, rate

ISOLATING = ("control", "trend", "year_before", "market", "forecast")
"""The methods that compute a counterfactual."""


@dataclass(frozen=True)
class Evidence:
    """What the blockers are read from."""

    case: Case
    kpis: Mapping[str, Kpi]
    established: set[str]
    engagement: Section


def blockers(evidence: Evidence) -> set[str]:
    """The open blockers; V03 needs a narrative, and there is none here."""
    sections = [line.section for line in evidence.case.gains]
    is_open = {
        "A01": any(not_isolated(one, evidence) for one in sections),
        "A04": any(deducted_twice(one, evidence) for one in sections),
        "A07": mostly_not_established(evidence),
        "A08": any(shared_too_often(id, sections) for id in evidence.kpis),
        "A10": any(open_rule(kpi, "A10", evidence.engagement) for kpi in evidence.kpis.values()),
        "G02": any(without_baseline(id, sections, evidence) for id in evidence.kpis),
        "V01": any(without_margin(one, evidence) for one in sections),
        "V02": any(drivers(one) & drivers(other) for one, other in combinations(sections, 2)),
        "V06": any(one["kind"] == "cash_release" and "flows" not in one for one in sections),
    }
    return {rule for rule, fires in is_open.items() if fires}


def method_of(gain: Section, evidence: Evidence) -> str:
    """The method of the KPI that a gain names; none where it names none."""
    return evidence.kpis[gain["kpi"]].method if "kpi" in gain else "none"


def drivers(gain: Section) -> set[str]:
    """What a gain is a gain from: its KPI where silent."""
    return set(gain.get("drivers", [gain["kpi"]] if "kpi" in gain else []))


def claimed(gain: Section) -> Fraction:
    """share × (1 − deadweight)."""
    return rate(gain.get("attribution", {}), "share", silent=1) * (1 - rate(gain, "deadweight"))


def not_isolated(gain: Section, evidence: Evidence) -> bool:
    """A01: nothing isolates the effect, and 90 % or more is claimed."""
    isolated = "isolated" in gain and number(gain.get("evidence", 0)) >= 3
    fires = method_of(gain, evidence) not in ISOLATING and not isolated and claimed(gain) >= Fraction(9, 10)
    return fires and not accepted(evidence.engagement, "A01", gain["id"])


def deducted_twice(gain: Section, evidence: Evidence) -> bool:
    """A04: deadweight on top of a counterfactual that removes it."""
    fires = method_of(gain, evidence) in ISOLATING and rate(gain, "deadweight") > 0
    return fires and not accepted(evidence.engagement, "A04", gain["id"])


def without_margin(gain: Section, evidence: Evidence) -> bool:
    """V01: revenue without a margin."""
    fires = gain["kind"] == "revenue" and "margin" not in gain
    return fires and not accepted(evidence.engagement, "V01", gain["id"])


def mostly_not_established(evidence: Evidence) -> bool:
    """A07 as a blocker: more than half of Σ |net| rests on effects that are not established."""

    def size(lines: list[Line]) -> Fraction:
        return sum((abs(evidence.case.net(line)) for line in lines), Fraction(0))

    gains = evidence.case.gains
    weak = [g for g in gains if "per_unit" in g.section and g.section["kpi"] not in evidence.established]
    return size(weak) > size(gains) / 2


def shared_too_often(kpi: str, gains: list[Section]) -> bool:
    """A08 as a blocker: more than 100 % of one KPI is claimed by gains that do not all name different drivers."""
    own = [gain for gain in gains if gain.get("kpi") == kpi]
    different = all(not drivers(one) & drivers(other) for one, other in combinations(own, 2))
    return sum((claimed(gain) for gain in own), Fraction(0)) > 1 and not different


def without_baseline(kpi: str, gains: list[Section], evidence: Evidence) -> bool:
    """G02: a KPI that carries a gain needs a baseline and has none."""
    indicator = evidence.kpis[kpi]
    carries = any(gain.get("kpi") == kpi for gain in gains)
    fires = carries and indicator.method in LEVEL_METHODS and isinstance(indicator.baseline(), Undefined)
    return fires and not accepted(evidence.engagement, "G02", kpi)


def kind(evidence: Evidence, positive: Value, coverage: Value, forecast: Value, to_date: Value) -> str:
    """The verdict: `positive` is P(ROI > 0), `forecast` the forecast share, `to_date` the ROI to date."""
    if blockers(evidence):
        return "not_established"
    if isinstance(evidence.case.cost(), Undefined) or isinstance(evidence.case.gain(), Undefined):
        return "no_data"
    if isinstance(positive, Undefined) or isinstance(coverage, Undefined) or coverage < Fraction(1, 2):
        return "untested"
    early = not isinstance(forecast, Undefined) and forecast > Fraction(1, 2)
    if early and not isinstance(to_date, Undefined) and to_date < 0:
        return "too_early"
    if positive >= Fraction(9, 10):
        return "profitable"
    return "loss" if positive <= Fraction(1, 10) else "uncertain"
