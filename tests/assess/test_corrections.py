"""What each finding does to the ROI if its doubt is right, worked out by hand from the first case of its rule."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.assess.assess import assess
from roireport.assess.catalogue import RULES
from roireport.assess.correction import Correction, UnsureAmount, together
from roireport.assess.finding import Finding
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, typed
from roireport.model.engagement import Engagement
from roireport.present.document.results import results_document
from tests.assess.cases import built, files
from tests.contexts import ctx
from tests.engagements import cost, engagement, gain

PER_UNIT: dict[str, Any] = {"gains": [gain(kpi="sales", per_unit={"value": 10, "volume": 1})]}
"""10 for each unit of the effect on the KPI of a case."""
CONTROL = {"sales": ["2024-11 10 20", "2024-12 10 20", "2025-02 14 14", "2025-03 14 14"]}
"""Twice an effect of 4 + 6: the control group fell by 6."""
THIN = {"kpis": [{"id": "sales", "counterfactual": {"method": "control"}, "control": {"n": "9"}}], "observed": CONTROL}
SETBACK = {"sales": ["2024-07 9", "2024-08 11", "2024-09 9", "2024-10 11", "2024-11 7.6", "2024-12 7.6", "2025-07 20"]}
SHORT_YEAR = {"sales": ["2024-10 10", "2024-11 10", "2024-12 10", "2025-02 15", "2025-03 15"]}
"""Twice an effect of 5 against three months before."""
LATE = {"gains": [gain(flows={"2027-12": 50, "2028-01": 70})]}
LICENCES = {"gains": [gain(flows={"2025-06": 2202})]}

IN_DOUBT = [
    ("A01", {}, "90"),  # 90 % of 100, left out
    ("A02", {}, "30"),  # half of 60
    ("A03", {}, "300"),  # half of 600
    ("A04", {}, "-10"),  # 90 counted, 100 without the deadweight
    ("A05", {}, "50"),
    ("A06", PER_UNIT, "37.5"),  # half of 20 − 12.5 = 7.5 units
    ("A07", {}, "100"),  # 127 − 12 × 10.5 = 1 unit of 100
    ("A08", {}, "900"),  # half of 1,200 and of 600
    ("A09", {"observed": SHORT_YEAR, "kpis": [{"id": "sales"}], **PER_UNIT}, "100"),
    ("A10", PER_UNIT, "60"),  # (2 − 0) + (3 + 1)
    ("A12", {"observed": SETBACK, **PER_UNIT}, "110"),  # 20 − 9
    ("A14", PER_UNIT, "120"),  # 60 % of 2 × 10 units
    ("A15", {**THIN, **PER_UNIT}, "100"),  # half of 2 × 10 units
    ("A16", {}, "30"),
    ("A18", PER_UNIT, "15"),  # half of 14 − 11 units
    ("L04", {}, "600"),  # half of the second year
    ("L07", {}, "360"),  # nine months of 4 units
    ("L10", {}, "1"),  # 101 − 100
    ("L14", {}, "200"),  # five months of 10 − 6 units
    ("L15", LATE, "70"),  # after three times twelve months
    ("L16", {}, "100"),
    ("V01", {}, "500"),
    ("V02", {}, "100"),
    ("V05", {}, "310"),
    ("V06", {}, "12000"),
    ("V07", PER_UNIT, "35"),  # 3 × (11 / 3 − 2.5) units
    ("V10", {}, "100"),
    ("V11", {}, "1"),  # 61 % − 60 % of 100
    ("G02", {}, "100"),
    ("G07", {"observed": {"sales": ["2024-11 98", "2024-12 102", "2025-02 110", "2025-03 110"]}, **PER_UNIT}, "200"),
    ("G11", {}, "50"),
]
"""The rule, what its first case needs to hold a gain in doubt, and how much of it is not left."""

RETURNS = [
    ("L02", {}, "-1.2"),  # 600 to come, a cost of 500
    ("L13", {}, "-1.2"),  # half of 1,200, a cost of 500
    ("L17", LICENCES, "-0.202"),  # 2,202 against 1,000, then 1,101
    ("V12", {}, str(Decimal(1) - Decimal(1310) / Decimal(690))),  # 2,000 against 690, then 1,000
]
"""The rule, what its first case needs, and the effect on the ROI."""

OF_NO_MONEY = {"A11"}
"""Tested on its own: its first case has a negative effect."""


def of_rule(rule: str, given: dict[str, Any]) -> Finding:
    """The first finding of a rule on its first case, changed so."""
    case = {key: value for key, value in files()[rule]["fires"][0].items() if key not in ("because", "evidence")}
    case.pop("subjects", None)
    return first(rule, built({**case, **given}))


def first(rule: str, sample: Engagement) -> Finding:
    return next(found for found in assess(sample, measure(sample), {}) if found.rule.id == rule)


def effect(finding: Finding) -> Decimal:
    """The effect of a finding, to ten decimals."""
    assert finding.effect is not None
    return round(finding.effect.known, 10)


@pytest.mark.parametrize(("rule", "given", "in_doubt"), IN_DOUBT, ids=[one[0] for one in IN_DOUBT])
def test_what_is_in_doubt_of_a_gain_lowers_the_roi(rule: str, given: dict[str, Any], in_doubt: str) -> None:
    """Against a cost of 1,000."""
    assert effect(of_rule(rule, {"costs": [cost(1000)], **given})) == round(-Decimal(in_doubt) / 1000, 10)


@pytest.mark.parametrize(("rule", "given", "expected"), RETURNS, ids=[one[0] for one in RETURNS])
def test_a_cost_that_is_not_counted_lowers_the_roi(rule: str, given: dict[str, Any], expected: str) -> None:
    assert effect(of_rule(rule, given)) == round(Decimal(expected), 10)


def test_a_doubt_of_a_loss_raises_the_roi() -> None:
    """A11: a line of 10, 11, 13 rises by 1.5; 14 to 17 stay below it by 31 / 3 units in all."""
    finding = of_rule("A11", {"costs": [cost(1000)], **PER_UNIT})
    assert effect(finding) == round(Decimal(31) / 3 * 10 / 2 / 1000, 10)


def test_every_rule_that_changes_the_roi_is_tested() -> None:
    """A rule without a test never says what its doubt does to the ROI."""
    tested = {one[0] for one in (*IN_DOUBT, *RETURNS)} | OF_NO_MONEY
    for rule, file in files().items():
        for case in file["fires"]:
            given = {key: value for key, value in case.items() if key not in ("because", "evidence", "subjects")}
            sample = built(given)
            findings = [one for one in assess(sample, measure(sample), {}) if one.rule.id == rule]
            assert rule in tested or all(one.correction is None for one in findings), rule
    assert tested <= {rule.id for rule in RULES if not rule.for_author}


def test_a_doubt_about_a_kpi_without_a_gain_is_about_no_money() -> None:
    finding = of_rule("A18", {"costs": [cost(1000)], "gains": [gain(flows={"2025-06": 100})]})
    assert effect(finding) == 0


def test_without_an_roi_there_is_no_effect_on_it() -> None:
    finding = of_rule("A05", {})
    assert finding.effect is not None
    assert finding.effect.why is not None
    assert finding.effect.why.key == "no_cost"


def test_the_effect_leads_back_to_the_net_gain() -> None:
    sample = engagement(costs=[cost(1000)], gains=[gain(kind="revenue", flows={"2025-06": 800})])
    finding = first("V01", sample)
    assert finding.effect is not None
    inputs = {given.name: given.figure for given in finding.effect.inputs}
    assert inputs["roi"] == measure(sample).financial.roi
    corrected = {given.name: given.figure for given in inputs["corrected"].inputs}
    assert corrected["in_doubt"].known == 400
    assert [given.name for given in corrected["in_doubt"].inputs] == ["margin"]


def test_the_effect_is_in_the_results_of_each_challenge() -> None:
    """V01 halves 800 against 1,000; L08 is about no money; null where nothing can be said."""
    context = ctx(engagement(costs=[cost(1000)], gains=[gain(kind="revenue", flows={"2025-06": 800})]), findings=None)
    challenges: Any = results_document(context)["challenges"]
    by_rule = {each["rule"]: each["roi_effect"] for each in challenges}
    assert by_rule["V01"] == Decimal("-0.4")
    assert by_rule["L08"] is None
    assert by_rule["U07"] is None


# ── Several doubts at once ──────────────────────────────────────────────────


def amount(value: int) -> Figure:
    return typed(value, "money", None)


def test_no_amount_is_taken_off_twice() -> None:
    """All of a gain of 100, then half of it: 100. A forecast of 60 and 20 of what has elapsed: 80."""
    whole = Correction("left_out", (UnsureAmount("margin", amount(100)),))
    half = Correction("halved", (UnsureAmount("margin", amount(50)), UnsureAmount("travel", amount(30))))
    merged = together([half, whole])
    assert {part.line: int(part.amount.known) for part in merged.gains} == {"margin": 100, "travel": 30}
    assert merged.way == "left_out"
    forecast = Correction("left_out", (UnsureAmount("margin", amount(60), "forecast"),))
    elapsed = Correction("halved", (UnsureAmount("margin", amount(20), "elapsed"),))
    merged = together([elapsed, forecast])
    assert sum(part.amount.known for part in merged.gains) == 80


@pytest.mark.parametrize(("whole", "taken"), [(79, 80), (80, 80), (81, 81)])
def test_the_whole_of_a_gain_counts_where_it_is_more_than_its_parts(whole: int, taken: int) -> None:
    parts = Correction(
        "left_out", (UnsureAmount("m", amount(60), "forecast"), UnsureAmount("m", amount(20), "elapsed"))
    )
    merged = together([parts, Correction("halved", (UnsureAmount("m", amount(whole)),))])
    assert sum(part.amount.known for part in merged.gains) == taken
