"""Simulation, sensitivity, verdict and objectives that are worked out by hand in the comments."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.oracle.cases import engagement, kpi, monthly
from tests.oracle.objectives import objective_document
from tests.oracle.oracle import document
from tests.oracle.published import Near
from tests.oracle.reading import read
from tests.oracle.test_gains_by_hand import cost, gain, per_unit
from tests.oracle.uncertainty import DRAWS, coverage, seed, sensitivity, simulate
from tests.oracle.verdict import Evidence, blockers
from tests.oracle.written import Section, Undefined

ROWS = monthly("2025-01", [7, 9])
"""Effects 7, 9 against a declared 0: mean 8, se 1, t(1); two periods leave no adjusted interval."""


def rests(**frame: Any) -> Section:
    """Net 10 × 7 + 10 × 9 = 160 in two months, and 80 in each of ten more: 960; cost 1000."""
    return per_unit(ROWS, {"value": "10", "volume": "1"}, as_of="2025-02-28", **frame)


def test_an_effect_is_drawn_after_the_ranges_in_the_order_of_the_files() -> None:
    whole = rests(line={"range": {"low": "50%", "high": "120%"}})
    whole["costs"][0]["range"] = {"low": "90%", "high": "150%"}
    case, kpis = read(whole)
    random = np.random.Generator(np.random.PCG64(seed("case")))
    costs = 1000 * random.triangular(0.9, 1, 1.5, DRAWS)
    factors = random.triangular(0.5, 1, 1.2, DRAWS)
    # c = 10 + 10 × 10/2 = 60 for both periods alike: u = 1; exposure 120, se 1.
    gains = (960 + 120 * random.standard_t(1, DRAWS)) * factors
    assert simulate(case, kpis, "case") == pytest.approx((gains - costs) / costs)


def test_an_effect_is_an_input_of_the_sensitivity() -> None:
    # The mean of 8 moves by t(1) × 1 = 6.313752 a period: the gain by 120 × that = 757.65.
    case, kpis = read(rests())
    (swing,) = sensitivity(case, kpis)
    assert swing.input == "kpis.rate"
    assert [float(end) for end in (swing.low, swing.high) if isinstance(end, Fraction)] == pytest.approx(
        [(960 - 757.650182) / 1000 - 1, (960 + 757.650182) / 1000 - 1]
    )
    # The net benefit is −40: the factor 1 + 40/960.
    assert swing.switching == Fraction(1000, 960)


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ({}, 0),
        ({"range": {"low": "80%", "high": "100%"}}, 1),  # reaches down to 80 %
        ({"range": {"low": "81%", "high": "130%"}}, 0),
        ({"range": {"low": "95%", "high": "105%"}, "observed": {"source": "L"}}, 1),  # 10 points wide, observed
        ({"range": {"low": "95%", "high": "104%"}, "observed": {"source": "L"}}, 0),
        ({"range": {"low": "81%", "high": "130%"}, "observed": {"source": "L"}}, 1),
    ],
)
def test_coverage_counts_what_is_in_the_draws(line: Section, share: int) -> None:
    # A typed gain of 320 in the last month with data, beside 960 that rest on an interval: 960/1280 or all of it.
    whole = rests()
    whole["gains"].append({**gain(flows={"1": "320"}, **line), "id": "typed"})
    assert coverage(*read(whole)) == (1 if share else Fraction(3, 4))
    # One measured period has no interval, so only the typed gain can count; February ended without a value: 11 × 70.
    whole["series"]["rate"] = ROWS[:1]
    assert coverage(*read(whole)) == share * Fraction(320, 1090)


def what_if(whole: Section) -> dict[str, Any]:
    """The ROI of each what-if."""
    entries = document(whole)["uncertainty"]["what_if"].entries
    return {id: roi for (id,), roi in entries.items()}


def test_what_if() -> None:
    # 100 a month for 12 months × margin 50 % × share 90 %: 540, and 60 in month 8; cost 400; measured to June: 6 × 45.
    lines = [
        {**gain(per_month="100", margin="50%", attribution={"share": "90%"}), "kind": "revenue"},
        {**gain(flows={"8": "60"}), "id": "once"},
    ]
    cases = what_if(engagement(costs=[cost("400")], gains=lines, as_of="2025-06-30"))
    assert cases == {
        "shares_20_points_lower": Decimal("0.17"),  # 600 × 70 % + 60 × 80 % = 468
        "margins_5_points_lower": Decimal("0.365"),  # 1200 × 45 % × 90 % + 60 = 546
        "volumes_20_percent_lower": Decimal("0.5"),  # no volume here
        "costs_20_percent_higher": Decimal("0.25"),  # 600 / 480
        "gains_3_months_later": Decimal("0.1625"),  # 9 × 45 + 60 in month 11 = 465
        "gains_6_months_later": Decimal("-0.325"),  # 6 × 45, and month 14 is lost
        "without_forecast": Decimal("-0.325"),  # 270
        "without_largest_gain": Decimal("-0.85"),  # 60
        "over_12_months": Decimal("0.5"),
    }
    assert what_if(rests())["volumes_20_percent_lower"] == Decimal("-0.232")  # 768


def test_break_even() -> None:
    # Gain 600 (540 + 60), cost 400: the first may lose 200 of 540, × 17/27; the second would need −140.
    lines = [
        {**gain(per_month="100", margin="50%", attribution={"share": "90%"}), "kind": "revenue"},
        {**gain(flows={"8": "60"}), "id": "once"},
    ]
    whole = engagement(costs=[cost("400")], gains=lines, target_roi="60%")
    entries = document(whole)["uncertainty"]["break_even"].entries
    first = {key: value for key, value in entries.items() if key[0].startswith("gains.saving")}
    assert first == {
        ("gains.saving.attribution.share", "zero"): Decimal("0.5666666667"),  # 90 % × 17/27
        ("gains.saving.margin", "zero"): Decimal("0.3148148148"),  # 50 % × 17/27
        ("gains.saving.amount", "zero"): Decimal("755.56"),  # 1200 × 17/27
        # The target needs 640: 580 of the first, × 29/27.
        ("gains.saving.attribution.share", "target"): Decimal("0.9666666667"),
        ("gains.saving.margin", "target"): Decimal("0.5370370370"),
        ("gains.saving.amount", "target"): Decimal("1288.89"),
    }
    assert entries["gains.once.amount", "zero"].whys == {"not needed"}
    # The second would need 100 of its 60: a share of 166.7 %.
    assert "not even at 100 %" in entries["gains.once.attribution.share", "target"].whys
    # Per unit: 960 must become 1000: volume 1 × 25/24, effect 8 × 25/24.
    entries = document(rests())["uncertainty"]["break_even"].entries
    assert entries["gains.saving.per_unit.volume", "zero"] == Decimal("1.0416666667")
    assert entries["gains.saving.effect", "zero"] == Decimal("8.3333333333")


def verdict(gains: list[Section], **frame: Any) -> Section:
    """The verdict on typed gains against a cost of 1,000."""
    judged = document(engagement(**{"costs": [cost("1000")], "gains": gains, **frame}))["verdict"]
    assert isinstance(judged, dict)
    return judged


WIDE = {"attribution": {"share": "80%"}, "range": {"low": "80%", "high": "110%"}}


def test_the_seven_verdicts() -> None:
    assert verdict([gain(flows={"3": "3000"}, **WIDE)]) == {"kind": "profitable", "low_case": True}
    assert verdict([gain(flows={"3": "1000"}, **WIDE)])["kind"] == "loss"
    # 1300 × 80 % = 1040, from 832 to 1144: the ROI may be on either side of 0.
    assert verdict([gain(flows={"3": "1300"}, **WIDE)])["kind"] == "uncertain"
    assert verdict([gain(flows={"3": "3000"})])["kind"] == "not_established"  # A01: nobody isolated it
    assert verdict([])["kind"] == "no_data"
    assert verdict([gain(flows={"3": "3000"}, attribution={"share": "80%"})]) == {"kind": "untested", "low_case": False}
    # Measured by the end of January: nothing of the gain, all of the cost.
    assert verdict([gain(flows={"3": "3000"}, **WIDE)], as_of="2025-01-31")["kind"] == "too_early"


def open_blockers(gains: list[Section], established: set[str], **kpi_keys: Any) -> set[str]:
    """The open blockers of gains, with a KPI `rate` beside them."""
    rate = {"id": "rate", "unit": "number", "counterfactual": {"method": "control"}, **kpi_keys}
    whole = engagement(costs=[cost("1")], gains=gains, kpis=[rate], series={"rate": ROWS} if kpi_keys else {})
    return blockers(Evidence(*read(whole), established, whole))


def test_blockers() -> None:
    none = {"method": "none"}
    shared = {"flows": {"3": "10"}, "attribution": {"share": "89%"}}
    assert open_blockers([gain(**shared)], set()) == set()
    assert open_blockers([gain(flows={"3": "10"}, attribution={"share": "90%"})], set()) == {"A01"}
    assert open_blockers([gain(flows={"3": "10"}, deadweight="11%")], set()) == set()
    assert open_blockers([gain(flows={"3": "10"}, isolated={"method": "trial"}, evidence="3")], set()) == set()
    assert open_blockers([gain(kpi="rate", deadweight="50%", **shared)], set()) == {"A04"}
    assert open_blockers([{**gain(**shared), "kind": "revenue"}], set()) == {"V01"}
    assert open_blockers([{**gain(**shared | {"per_month": "1"}), "kind": "cash_release"}], set()) == set()
    monthly_release = {"id": "cash", "kind": "cash_release", "per_month": "1", "attribution": {"share": "89%"}}
    assert open_blockers([monthly_release], set()) == {"V06"}
    two = [gain(**shared, drivers=["x", "y"]), {**gain(**shared, drivers=["y"]), "id": "b"}]
    assert open_blockers(two, set()) == {"V02"}
    both = [gain(kpi="rate", **shared), {**gain(kpi="rate", **shared), "id": "b"}]
    assert open_blockers(both, set()) == {"A08", "V02"}
    apart = [gain(kpi="rate", drivers=["x"], **shared), {**gain(kpi="rate", drivers=["y"], **shared), "id": "b"}]
    assert open_blockers(apart, set()) == set()
    assert open_blockers([gain(kpi="rate", **shared)], set(), counterfactual=none) == {"G02"}
    unit = {"value": "1", "volume": "1"}
    rests_on = gain(kpi="rate", per_unit=unit, attribution={"share": "89%"})
    declared = {"counterfactual": none, "baseline": "0"}
    assert open_blockers([rests_on], {"rate"}, **declared) == set()
    assert open_blockers([rests_on], set(), **declared) == {"A07"}
    # Effects 7 and 9, then ten months of 8: 96, and 100 beside them, both × 89 %: a warning only.
    assert (
        open_blockers([rests_on, {**gain(**shared | {"flows": {"3": "100"}}), "id": "b"}], set(), **declared) == set()
    )


@pytest.mark.parametrize(
    ("values", "due", "status", "more"),
    [
        ([1, 5, 1], "2025-02-10", "reached", 5),
        ([1, 4, 5], "2025-02", "reached_late", "2025-03"),
        ([5, 4, 1], "2025-02", "missed", 4),  # met before, not at the due date
        ([1, None, 5], "2025-02-28", "not_measured", None),
        # From 0 on 1 January to 5 on 31 December (364 days): on 31 March (89 days) 1.2225.
        ([9, 9, 2], "2025-12-31", "not_due", "ahead"),
        ([9, 9, 1], "2025-Q4", "not_due", "behind"),
        ([], "2025-12", "not_due", None),
    ],
)
def test_objectives_are_judged_at_their_due_date(values: list[Any], due: str, status: str, more: object) -> None:
    frame = engagement(as_of="2025-03-31")
    indicator = kpi(monthly("2025-01", values), frame=frame, baseline="0")
    written = objective_document(
        {"id": "o", "kpi": "rate", "target": "5", "due": due}, {"rate": indicator}, frame, indicator.grid
    )
    assert written["status"] == status
    if status == "not_due":
        assert written["pace"] == more or (more is None and isinstance(written["pace"], Undefined))
    elif status == "reached_late":
        assert written["reached_on"] == more
    else:
        assert written["value_at_due"] == more or isinstance(written["value_at_due"], Undefined)


def test_percentile_and_standard_error() -> None:
    uncertainty = document(engagement(costs=[cost("1000")], gains=[gain(flows={"3": "1250"}, **WIDE)]))["uncertainty"]
    # The factors are triangular (0.8, 1, 1.1): the mode has two thirds of the draws below it.
    assert isinstance(uncertainty["percentile"], Near)
    assert float(uncertainty["percentile"].value) == pytest.approx(2 / 3, abs=0.02)
