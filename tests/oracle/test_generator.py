"""The random engagements reach what there is to reach; else their agreement would say little."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.oracle.established import established_effects
from tests.oracle.generator import generated
from tests.oracle.grid import STATES
from tests.oracle.oracle import document
from tests.oracle.published import Keyed, Near
from tests.oracle.reading import read
from tests.oracle.verdict import Evidence, blockers
from tests.oracle.written import Section, Undefined

ENGAGEMENTS = range(150)
"""As many as `make test` compares."""

KEYS = {
    "": "period as_of horizon discounting target_roi reference independence target_set_on concurrent_initiatives "
    "business_goals objectives kpis costs gains nonfinancial recommendations",
    "title": "fr en",
    "discounting": "rate convention finance_rate reinvest_rate",
    "objectives": "statement business_goal kpi target due rationale owner short set_on",
    "kpis": "unit direction baseline target series counterfactual control short",
    "counterfactual": "method growth",
    "control": "label n n_after treated contact initiatives",
    "costs": "category offer amount quantity unit_cost flows date from to funded prorate overrun range short",
    "prorate": "used of",
    "gains": "kind offer kpi flows per_month per_year per_unit from to plan margin cashable carrying_rate "
    "isolated deadweight displacement attribution lag ramp drop_off risk range drivers evidence "
    "observed owner booked already_adjusted short",
    "per_unit": "value volume forecast_from",
    "observed": "source through",
    "plan": "flows per_month per_year from to",
    "attribution": "share by confidence",
    "nonfinancial": "dimension anchors baseline current target value swing evidence monetise",
    "monetise": "amount confidence drivers",
    "challenges": "expectations unquantified accepted",
    "decisions": "basis over",
}
VALUES = {
    "convention": "month_end year_end dated spreadsheet",
    "method": "control trend year_before market forecast estimate none",
    "kind": "revenue margin saving cash_release",
    "unit": "money percent number days hours score",
    "direction": "up down",
    "swing": "0 100",
    "baseline": "computed",
    "volume": "series",
    "contact": "none some full",
    "initiatives": "shared not_shared",
}
REASONS = {
    "no plan is recorded",
    "nothing was agreed",
    "no cost is recorded",
    "no gain is recorded",
    "no discount rate is set",
    "not defined",
    "not unique",
    "not meaningful",
    "the cost is not above zero",
    "not reached within the horizon",
    "no input has a range",
    "no period measured yet",
    "not even at 100 %",
    "not needed",
}
KINDS = {"not_established", "no_data", "untested", "too_early", "profitable", "loss", "uncertain"}
STATUSES = {"reached", "reached_late", "missed", "not_measured", "not_due"}


def entries(node: Any, under: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key of a tree with the key of the mapping that holds it, lists left out of account."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield under, str(key), value
            yield from entries(value, str(key))
    elif isinstance(node, list):
        for item in node:
            yield from entries(item, under)


@pytest.fixture(scope="module")
def written() -> Counter[tuple[str, str]]:
    """How often each key is inside another, and each text value under its key."""
    counts: Counter[tuple[str, str]] = Counter()
    for seed in ENGAGEMENTS:
        for under, key, value in entries({k: v for k, v in generated(seed).items() if k != "series"}):
            counts[under, key] += 1
            if isinstance(value, str):
                counts[f"{key}:", value] += 1
    return counts


@pytest.mark.parametrize("under", KEYS)
def test_every_key_is_written(written: Counter[tuple[str, str]], under: str) -> None:
    assert [key for key in KEYS[under].split() if not written[under, key]] == []


@pytest.mark.parametrize("key", VALUES)
def test_every_choice_is_made(written: Counter[tuple[str, str]], key: str) -> None:
    assert [value for value in VALUES[key].split() if not written[f"{key}:", value]] == []


@pytest.fixture(scope="module")
def documents() -> list[Section]:
    """What the oracle makes of the engagements."""
    return [document(generated(seed)) for seed in ENGAGEMENTS]


def leaves(node: Any) -> Iterator[Any]:
    """Every value of a document, those that are found by their keys too."""
    if isinstance(node, Keyed):
        yield from node.entries.values()
    elif isinstance(node, dict):
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from leaves(item)
    else:
        yield node


def test_every_reason_without_a_value_occurs(documents: list[Section]) -> None:
    written = (leaf for one in documents for leaf in leaves(one))
    assert {why for leaf in written if isinstance(leaf, Undefined) for why in leaf.whys} >= REASONS


def test_every_verdict_status_and_state_occurs(documents: list[Section]) -> None:
    assert {one["verdict"]["kind"] for one in documents} == KINDS
    objectives = [objective for one in documents for objective in one["objectives"]]
    assert {status for one in objectives if isinstance(status := one["status"], str)} == STATUSES
    assert {pace for one in objectives if isinstance(pace := one.get("pace"), str)} == {"ahead", "behind"}
    periods = [period for one in documents for period in one["financial"]["cash_flow"]]
    assert {period["state"] for period in periods if "state" in period} == set(STATES)


def test_every_method_has_both_intervals_and_established_effects_occur(documents: list[Section]) -> None:
    effects = [kpi["effect"] for one in documents for kpi in one["kpis"]]
    for name in ("low", "high"):
        assert {one["method"] for one in effects if isinstance(one[name], Near)} == set(VALUES["method"].split())
        adjusted = {one["method"] for one in effects if isinstance(one["adjusted"][name], Near)}
        assert adjusted == set(VALUES["method"].split())
    assert len({one["method"] for one in effects if one["established"]}) >= 5
    assert sum(one.get("outliers", []) != [] for one in effects) >= 5
    assert sum(isinstance(one["parallel"]["certainty"], Near) for one in effects) >= 5


def test_every_blocker_is_open_somewhere() -> None:
    open_rules: set[str] = set()
    for seed in range(260):  # an impossible counterfactual (A10) is rare
        engagement = generated(seed)
        case, kpis = read(engagement)
        open_rules |= blockers(Evidence(case, kpis, established_effects(kpis, engagement), engagement))
    assert open_rules == {"A01", "A04", "A07", "A08", "A10", "G02", "V01", "V02", "V06"}


def test_rows_lie_in_transitions_after_as_of_and_beside_gaps() -> None:
    kpis = [kpi for seed in ENGAGEMENTS for kpi in read(generated(seed))[1].values()]
    kinds = {
        "transition": sum(bool(kpi.transition) for kpi in kpis),
        "after as_of": sum(len(kpi.all_rows) > len(kpi.rows) for kpi in kpis),
        "gap": sum(any(b.place - a.place > 1 for a, b in pairwise(kpi.rows)) for kpi in kpis),
        "cell not filled": sum(len(kpi.before) < len(kpi.pre) for kpi in kpis),
    }
    assert [name for name, times in kinds.items() if times < 5] == []


def test_maturity_is_reached_each_way(documents: list[Section]) -> None:
    agreed = [
        document["financial"]["maturity"]
        for seed, document in zip(ENGAGEMENTS, documents, strict=True)
        if generated(seed).get("challenges", {}).get("expectations")
    ]
    maturities = [
        document["financial"]["maturity"]
        for document in documents
        if not isinstance(document["financial"]["maturity"], Undefined)
    ]
    assert sum(not isinstance(maturity, Undefined) for maturity in agreed) >= 5
    assert len(maturities) - len(agreed) >= 5


def test_profits_losses_and_late_paybacks_occur(documents: list[Section]) -> None:
    financial = [one["financial"] for one in documents]
    rois = [one["roi"] for one in financial if not isinstance(one["roi"], Undefined)]
    paybacks = [one["payback_months"] for one in financial if not isinstance(one["payback_months"], Undefined)]
    published = {
        "loss": sum(roi < 0 for roi in rois),
        "profit": sum(roi > 0 for roi in rois),
        "gains below zero": sum(not isinstance(one["gain"], Undefined) and one["gain"] < 0 for one in financial),
        "never in debt": sum(months == 0 for months in paybacks),
        "paid back later": sum(months > 12 for months in paybacks),
        "one rate of return": sum(isinstance(one["irr"], Near) for one in financial),
        "forecast": sum(any(period["forecast"] for period in one["cash_flow"]) for one in financial),
        "index": sum(isinstance(one["nonfinancial"]["sign_stability"], Undefined) for one in documents),
    }
    assert [name for name, times in published.items() if times < 5] == []
