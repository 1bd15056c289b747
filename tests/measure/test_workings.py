"""The inputs of figures, and the reasons of those without a value."""

from decimal import Decimal

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, figure
from roireport.measure.nonfinancial import points_per_10k
from roireport.measure.outcomes import outcomes
from tests.engagements import Row, cost, criterion, engagement, gain


def test_what_is_left_out_of_a_cost_is_net_of_what_is_funded_and_with_its_overrun() -> None:
    """1,000 × (1 − 40 %) × (1 + 10 %) = 660, before the start and beyond the horizon alike."""
    flows = {"2024-11": 1000, "2025-03": 5, "2026-02": 1000}
    line = cost(None, flows=flows, funded={"share": "40%", "by": "OPCO"}, overrun="10%")
    omitted = measure(engagement(costs=[line], horizon="12 months")).financial.omitted
    assert {one.key: one.amount.known for one in omitted if one.amount} == {"beyond_horizon": 660, "before_start": 660}


def test_points_per_cost_of_nothing_are_not_defined() -> None:
    index = figure(Decimal(30), "points", "index")
    none = points_per_10k(index, figure(Decimal(0), "money", "cost"))
    assert none.why is not None
    assert (none.formula, none.why.key) == ("points_per_10k", "cost_not_above_zero")
    assert points_per_10k(index, figure(Decimal(60_000), "money", "cost")).value == Decimal(5)


def test_a_payback_that_is_not_reached_says_so() -> None:
    whole = engagement(costs=[cost(1000)], gains=[gain(flows={"2025-05": 10})])
    why = measure(whole).financial.payback_months.why
    assert why is not None
    assert why.key == "not_reached_within_the_horizon"


@pytest.mark.parametrize(("amount", "share"), [(Decimal("0.5"), Decimal("0.5")), (Decimal("0.01"), Decimal(0))])
def test_the_least_gain_has_a_forecast_share(amount: Decimal, share: Decimal) -> None:
    """Half of 0.50 is still to come; a cent that has come leaves nothing."""
    flows = {"2025-05": amount / 2, "2026-01": amount / 2} if share else {"2025-05": amount}
    whole = engagement(costs=[cost(1)], gains=[gain(flows=flows)], horizon="24 months")
    assert measure(whole).financial.forecast_share.value == share


BEFORE: list[Row] = [(f"2024-{month:02d}", 10 + month, 10) for month in (9, 10, 11, 12)]
AFTER: list[Row] = [("2025-02", 20, 10)]


def parallel(rows: list[Row], method: str) -> tuple[Figure, Figure]:
    """The slope before the start and its certainty."""
    kpi = {"id": "k", "baseline": 10, "counterfactual": {"method": method}}
    effect = measure(engagement(kpis=[kpi], observed={"k": rows})).kpis[0].effect
    return effect.parallel.slope, effect.parallel.certainty


def test_the_slope_of_a_control_group_names_its_periods_and_its_certainty_the_slope() -> None:
    slope, certainty = parallel(BEFORE + AFTER, "control")
    assert (slope.formula, certainty.formula) == ("control_slope", "control_slope_certainty")
    assert [given.name for given in slope.inputs] == ["2024-09", "2024-10", "2024-11", "2024-12"]
    assert [(given.name, given.figure) for given in certainty.inputs] == [("slope", slope)]


def test_too_few_periods_before_the_start_differ_from_no_control_group() -> None:
    few, _ = parallel(BEFORE[1:] + AFTER, "control")
    assert few.why is not None
    assert (few.why.key, few.why.facts) == ("too_few_for_a_slope", (("count", "4"),))
    other, _ = parallel(BEFORE + AFTER, "none")
    assert other.why is not None
    assert other.why.key == "no_control_group"


def test_a_kind_of_offers_names_the_offers_it_adds_up() -> None:
    whole = engagement(
        costs=[cost(10, id="a", offer="one"), cost(20, id="b", offer="two")],
        gains=[gain(id="c", offer="one", flows={"2025-05": 5}), gain(id="d", offer="two", flows={"2025-05": 7})],
        offer_kinds={"one": "training", "two": "training"},
    )
    (kind,) = measure(whole).financial.offer_kinds
    assert [given.name for given in kind.cost.inputs] == ["one", "two"]
    assert [given.name for given in kind.gain.inputs] == ["one", "two"]


def test_an_index_that_falls_keeps_its_sign_where_every_criterion_falls() -> None:
    """Both lose half their way: each weighting gives a negative sum."""
    anchors = {"worst": 0, "best": 10}
    falling = [criterion(id=id, anchors=anchors, baseline=8, current=3, swing=50) for id in ("one", "two")]
    stability = measure(engagement(nonfinancial=falling)).nonfinancial.sign_stability
    assert stability.value == 1


def test_the_modified_rate_counts_from_the_first_flow() -> None:
    """1,000 in March is 1,100 a year later: 10 % a year, though neither lies in the month of the start."""
    whole = engagement(
        costs=[cost(1000, date="2025-03-15")], gains=[gain(flows={"2026-03": 1100})], horizon="24 months",
        discounting={"rate": "5%", "convention": "month_end"},
    )  # fmt: skip
    assert measure(whole).financial.mirr.known == pytest.approx(Decimal("0.1"), abs=Decimal("1e-12"))


def test_a_percentage_is_attained_on_a_way_of_a_few_points() -> None:
    """From 20 % to 25 % with 24 % measured: four fifths of the way."""
    kpi = {"id": "k", "unit": "percent", "baseline": "20%", "target": "25%"}
    whole = engagement(kpis=[kpi], observed={"k": [("2025-05", Decimal("0.24"))]})
    (actual,) = [one for one in outcomes(measure(whole), ()) if one.kind == "kpi_attainment"]
    assert actual.weight == Decimal("0.8")
