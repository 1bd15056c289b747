"""The random engagements reach what there is to reach; else their agreement would say little."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.oracle.generator import generated
from tests.oracle.oracle import document
from tests.oracle.published import Near
from tests.oracle.written import Section, Undefined

ENGAGEMENTS = range(150)
"""As many as `make test` compares."""

KEYS = {
    "": "period as_of horizon discounting target_roi simulation business_goals offer "
    "objectives kpis costs gains nonfinancial",
    "discounting": "rate convention finance_rate reinvest_rate",
    "objectives": "statement business_goal kpi target due rationale owner",
    "kpis": "unit direction baseline target series counterfactual",
    "counterfactual": "method growth",
    "costs": "category offer amount quantity unit_cost flows date from to funded overrun range",
    "gains": "kind offer kpi flows per_month per_year per_unit from to plan margin cashable carrying_rate "
    "isolated deadweight displacement attribution lag ramp drop_off risk range drivers evidence",
    "plan": "flows per_month per_year from to",
    "attribution": "share by confidence",
    "nonfinancial": "dimension anchors baseline current target value swing evidence monetise",
    "monetise": "amount confidence drivers",
}
VALUES = {
    "convention": "month_end year_end dated spreadsheet",
    "method": "control trend market forecast estimate none",
    "kind": "revenue margin saving cash_release",
    "unit": "money percent number days hours score",
    "direction": "up down",
    "swing": "0 100",
    "baseline": "computed",
}
DOUBTS = {"not_isolated", "few_before", "few_after", "diverging_control", "missing", "outliers"}
"""The seventh, autocorrelation, is too rare for so few: tests/measure/test_validity.py makes it."""
REASONS = {
    "no plan is recorded",
    "nothing was agreed",
    "no cost is recorded",
    "no gain is recorded",
    "no discount rate is set",
    "not defined",
    "not unique",
    "not reached within the horizon",
    "no input has a range",
    "no period measured yet",
}


def entries(node: Any, under: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key of a tree with the key that it stands under, lists left out of account."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield under, str(key), value
            yield from entries(value, str(key))
    elif isinstance(node, list):
        for item in node:
            yield from entries(item, under)


@pytest.fixture(scope="module")
def written() -> Counter[tuple[str, str]]:
    """How often each key stands under another, and each text value under its key."""
    found: Counter[tuple[str, str]] = Counter()
    for seed in ENGAGEMENTS:
        for under, key, value in entries({k: v for k, v in generated(seed).items() if k != "series"}):
            found[under, key] += 1
            if isinstance(value, str):
                found[f"{key}:", value] += 1
    return found


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


def test_every_reason_without_a_value_occurs(documents: list[Section]) -> None:
    leaves = (value for one in documents for _, _, value in entries(one))
    assert {why for leaf in leaves if isinstance(leaf, Undefined) for why in leaf.whys} >= REASONS


def test_every_doubt_about_an_effect_occurs_and_most_intervals_are_known(documents: list[Section]) -> None:
    effects = [kpi["effect"] for one in documents for kpi in one["kpis"]]
    assert {doubt["doubt"] for effect in effects for doubt in effect["doubts"]} >= DOUBTS
    robust = {effect["method"] for effect in effects if isinstance(effect["robust"]["error"], Near)}
    assert robust == set(VALUES["method"].split())
    assert sum(effect["outliers"] != [] for effect in effects) >= 5
    assert sum(isinstance(effect["parallel"]["certainty"], Near) for effect in effects) >= 5


def test_maturity_is_reached_each_way(documents: list[Section]) -> None:
    agreed = [
        one["financial"]["maturity"]
        for seed, one in zip(ENGAGEMENTS, documents, strict=True)
        if generated(seed).get("challenges", {}).get("expectations")
    ]
    known = [
        one["financial"]["maturity"] for one in documents if not isinstance(one["financial"]["maturity"], Undefined)
    ]
    assert sum(not isinstance(maturity, Undefined) for maturity in agreed) >= 5
    assert len(known) - len(agreed) >= 5


def test_profits_losses_and_late_paybacks_occur(documents: list[Section]) -> None:
    financial = [one["financial"] for one in documents]
    rois = [one["roi"] for one in financial if not isinstance(one["roi"], Undefined)]
    paybacks = [one["payback_months"] for one in financial if not isinstance(one["payback_months"], Undefined)]
    found = {
        "loss": sum(roi < 0 for roi in rois),
        "profit": sum(roi > 0 for roi in rois),
        "gains below zero": sum(not isinstance(one["gain"], Undefined) and one["gain"] < 0 for one in financial),
        "never in debt": sum(months == 0 for months in paybacks),
        "paid back later": sum(months > 12 for months in paybacks),
        "one rate of return": sum(isinstance(one["irr"], Near) for one in financial),
        "forecast": sum(any(period["forecast"] for period in one["cash_flow"]) for one in financial),
        "index": sum(isinstance(one["nonfinancial"]["sign_stability"], Undefined) for one in documents),
    }
    assert [name for name, times in found.items() if times < 5] == []
