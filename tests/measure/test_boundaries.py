"""What falls exactly on a boundary, and what a line without a value leaves behind."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.combined import monetised_value
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, Reason, typed
from roireport.measure.financial import STEPS
from roireport.measure.financial_return import Financial
from roireport.measure.nonfinancial import value_of
from tests.engagements import cost, criterion, engagement, gain


def of(costs: Sequence[dict[str, Any]], gains: Sequence[dict[str, Any]], **keys: Any) -> Financial:
    """The financial results of an engagement."""
    return measure(engagement(costs=list(costs), gains=list(gains), **keys)).financial


def test_a_quarter_that_holds_the_start_belongs_to_the_first_year_of_a_market() -> None:
    """It began before the start, and half of its 92 days lie on or after it: 100 has grown to 110."""
    noun = {"id": "k", "baseline": 100, "counterfactual": {"method": "market", "growth": "10%"}}
    period = {"start": "2024-11-16", "end": "2025-06-30"}
    (kpi_result,) = measure(engagement(kpis=[noun], observed={"k": [("2024-Q4", 115)]}, period=period)).kpis
    assert [row.after_start for row in kpi_result.series] == [True]
    assert kpi_result.effect.mean.value == 5


def test_a_trend_says_how_many_periods_it_needs() -> None:
    noun = {"id": "k", "counterfactual": {"method": "trend"}}
    rows = [("2024-11", 1), ("2024-12", 2), ("2025-01", 3)]
    (kpi_result,) = measure(engagement(kpis=[noun], observed={"k": rows})).kpis
    assert kpi_result.effect.mean.why is not None
    assert dict(kpi_result.effect.mean.why.facts) == {"count": "3"}


def test_a_gain_without_a_value_has_none_at_any_step_and_is_no_forecast() -> None:
    """Released cash without a rate: the gross, every step and the net have the reason."""
    (gain_result,) = of([], [gain(kind="cash_release", flows={"2026-01-10": 1000}, plan={"per_month": 5})]).gains
    assert [step for step, _ in gain_result.taken] == list(STEPS)
    figures: list[Figure] = [
        gain_result.gross,
        *(taken for _, taken in gain_result.taken),
        gain_result.net,
        gain_result.to_date,
    ]
    assert {one.why.key for one in figures if one.why} == {"no_carrying_rate"}
    assert all(one.why for one in figures)
    assert [one.formula for _, one in gain_result.taken] == [f"taken_by_{step}" for step in STEPS]
    assert (gain_result.net.formula, [given.name for given in gain_result.net.inputs]) == ("gain_net", ["gross"])
    assert (gain_result.gross.formula, [given.name for given in gain_result.gross.inputs]) == (
        "carrying_cost",
        ["released"],
    )
    assert (gain_result.flows, gain_result.forecast, gain_result.measured_periods) == ((), False, 0)
    assert (gain_result.plan.known, gain_result.plan_to_date.known) == (Decimal(60), Decimal(60))
    assert len(gain_result.planned) == 12


def test_the_modified_rate_finances_costs_at_one_rate_and_reinvests_gains_at_another() -> None:
    """Excel MIRR: costs are brought back at 10 %, gains are carried forward at 5 %, over three years."""
    discounting = {"rate": "8%", "finance_rate": "10%", "reinvest_rate": "5%", "convention": "year_end"}
    flows = {1: 70, 2: 80, 3: 90}
    result = of([cost(flows={0: 100, 1: 55})], [gain(flows=flows)], discounting=discounting, horizon="36 months")
    # Netted: −100, 15, 80, 90.
    kept = 15 * 1.05**2 + 80 * 1.05 + 90
    assert float(result.mirr.known) == pytest.approx((kept / 100) ** (1 / 3) - 1, abs=1e-12)
    result = of([cost(flows={0: 100, 2: 132})], [gain(flows=flows)], discounting=discounting, horizon="36 months")
    # Netted: −100, 70, −52, 90.
    kept, paid = 70 * 1.05**2 + 90, 100 + 52 / 1.1**2
    assert float(result.mirr.known) == pytest.approx((kept / paid) ** (1 / 3) - 1, abs=1e-12)


@pytest.mark.parametrize(("gains", "key"), [({1: 0}, "not_defined"), ({1: -5}, "not_defined")])
def test_without_a_gain_or_without_a_cost_no_modified_rate_is_defined(gains: dict[int, int], key: str) -> None:
    discounting = {"rate": "8%", "convention": "year_end"}
    result = of([cost(flows={0: 100})], [gain(flows=gains)], discounting=discounting)
    assert result.mirr.why is not None
    assert result.mirr.why.key == key
    result = of([cost(0)], [gain(flows={1: 100})], discounting=discounting)
    assert result.mirr.why is not None
    assert result.mirr.why.key == key


@pytest.mark.parametrize(("amount", "share"), [(100, Decimal(1)), (0, None), (-50, None)])
def test_only_a_positive_gain_has_a_forecast_share(amount: int, share: Decimal | None) -> None:
    result = of([cost(10)], [gain(flows={"2026-01-05": amount})], horizon="24 months")
    assert result.forecast_share.value == share


def test_quarters_are_forecast_from_the_first_whole_one_on() -> None:
    """From February on: the second quarter is measured at 10 a unit, the third and fourth are like it."""
    noun = {"id": "k", "baseline": 0}
    whole = engagement(
        kpis=[noun],
        observed={"k": [("2025-Q2", 10)]},
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 3})],
        period={"start": "2025-02-10", "end": "2025-06-30"},
        as_of="2025-06-30",
    )
    (line,) = measure(whole).financial.gains
    assert sorted({flow.month for flow in line.flows}) == list(range(2, 11))
    assert (line.net.value, line.to_date.value, line.measured_periods) == (Decimal(90), Decimal(30), 1)


def test_quarters_that_began_before_the_gain_are_no_forecast() -> None:
    """The work began in January and the gain counts from February: the first quarter is not whole."""
    whole = engagement(
        kpis=[{"id": "k", "baseline": 0}],
        observed={"k": [("2025-Q2", 10)]},
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 3}, from_="2025-02")],
        as_of="2025-06-30",
    )
    (line,) = measure(whole).financial.gains
    assert sorted({flow.month for flow in line.flows}) == list(range(3, 12))


def test_the_months_of_a_quarter_are_discounted_from_its_last_day_as_dated_flows() -> None:
    """The first flow is the cost of 2025-01-31; the quarter ends 150 days later."""
    whole = engagement(
        costs=[cost(100, date="2025-01-31")],
        kpis=[{"id": "k", "baseline": 0}],
        observed={"k": [("2025-Q2", 10)]},
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 3}, to="2025-06")],
        discounting={"rate": "10%", "convention": "dated"},
    )
    assert float(measure(whole).financial.pv_gain.known) == pytest.approx(30 / 1.1 ** (150 / 365), abs=1e-9)


def test_a_period_without_a_control_value_is_not_counted_per_unit() -> None:
    """Effects of 4 and, without a control, none: one measured period."""
    whole = engagement(
        kpis=[{"id": "k", "counterfactual": {"method": "control"}}],
        observed={"k": [("2024-12", 10, 5), ("2025-01", 14, 5), ("2025-02", 15)]},
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 3}, to="2025-02")],
    )
    result = measure(whole).financial
    (line,) = result.gains
    assert (line.net.value, line.measured_periods) == (Decimal(12), 1)
    assert [(one.key, one.subject, one.detail) for one in result.omitted] == [
        ("missing_period", "gains.margin", "2025-02")
    ]


def test_a_level_between_0_and_the_worst_anchor_is_worth_nothing() -> None:
    (skill,) = engagement(nonfinancial=[criterion(anchors={"worst": 1, "best": 5})]).nonfinancial
    assert [value_of(skill, Decimal(level)) for level in ("0.5", "1", "2", "5", "6")] == [0, 0, Decimal("0.25"), 1, 1]


@pytest.mark.parametrize(
    ("kpi", "measurable"),
    [({"baseline": 1, "target": 3}, True), ({"target": 3}, False), ({"baseline": 1}, False), ({}, False)],
)
def test_what_can_be_measured_has_a_start_and_a_target(kpi: dict[str, int], measurable: bool) -> None:
    goal = {"id": "o", "statement": "More", "kpi": "k"}
    (objective_result,) = measure(engagement(kpis=[{"id": "k", **kpi}], objectives=[goal])).objectives
    assert objective_result.smart.measurable is measurable
    rows = {"k": [("2025-01", 2)]}
    (objective_result,) = measure(engagement(kpis=[{"id": "k", **kpi}], objectives=[goal], observed=rows)).objectives
    assert objective_result.smart.measurable is ("target" in kpi)


def test_what_was_not_given_is_refused_by_name() -> None:
    (skill,) = engagement(nonfinancial=[criterion()]).nonfinancial
    with pytest.raises(ValueError, match="skill is not monetised"):
        monetised_value(skill)


def test_a_row_keeps_the_value_of_its_control_group() -> None:
    whole = engagement(
        kpis=[{"id": "k", "counterfactual": {"method": "control"}}],
        observed={"k": [("2024-12", 10, 5), ("2025-01", 9)]},
    )
    first, second = measure(whole).kpis[0].series
    assert first.control == typed(Decimal(5), "number", whole.series["k"].rows[0].place)
    assert second.control is None


@pytest.mark.parametrize(("from_", "to", "periods"), [(2, 2, [2]), (1, 2, [1, 2]), (0, 1, [1]), (None, 2, [1, 2])])
def test_indices_of_a_year_grid_cover_whole_years(from_: int | None, to: int, periods: list[int]) -> None:
    """Index 0 is the start itself: what is steady from then on begins with the first year."""
    begin: dict[str, Any] = {} if from_ is None else {"from_": from_}
    result = of([], [gain(per_month=10, to=to, **begin)], horizon="36 months", discounting={"convention": "year_end"})
    (line,) = result.gains
    assert sorted({flow.period for flow in line.flows}) == periods
    assert line.net.value == Decimal(120) * len(periods)


@pytest.mark.parametrize(
    ("won", "key"),
    [({1: 230, 2: -132}, "not_unique"), ({1: 100_000}, "root_beyond"), ({1: -5}, "not_defined")],
)
def test_an_internal_rate_that_there_is_not_rests_on_cost_and_gain(won: dict[int, int], key: str) -> None:
    """−100, 230, −132 is worth nothing at 10 % and at 20 %."""
    keys: dict[str, Any] = {"discounting": {"convention": "year_end"}, "horizon": "36 months"}
    irr = of([cost(flows={0: 100})], [gain(flows=won)], **keys).irr
    assert irr.why is not None
    assert (irr.why.key, irr.formula, [one.name for one in irr.inputs]) == (key, "internal_rate", ["cost", "gain"])


def test_where_nothing_flows_no_rate_is_defined() -> None:
    result = of([cost(0)], [gain(flows={"2025-03": 0})], discounting={"rate": "8%"})
    assert [one.why.key for one in (result.irr, result.mirr) if one.why] == ["cost_not_above_zero", "not_defined"]


def test_a_dimension_without_weight_has_no_index_though_others_have() -> None:
    scale: dict[str, Any] = {"anchors": {"worst": 0, "best": 10}, "baseline": 2, "current": 7}
    weightless = criterion(**scale, swing=0)
    other = criterion(**{**scale, "id": "speed", "dimension": "processes"})
    result = measure(engagement(nonfinancial=[weightless, other])).nonfinancial
    dimensions = dict(result.dimensions)
    assert (dimensions["skills"].value, dimensions["skills"].why) == (None, Reason("no_weight"))
    assert dimensions["processes"].value == result.index.value == 50


@pytest.mark.parametrize(
    ("start", "phase", "mean"),
    [
        ("2024-10-01", "after", Decimal(25)),  # begins on the first day
        ("2024-11-16", "after", Decimal(25)),  # 46 of 92 days
        ("2024-11-17", "transition", None),  # 45 of 92
        ("2024-12-31", "transition", None),  # the last day alone
        ("2025-01-01", "before", None),
    ],
)
def test_a_period_that_holds_the_start_counts_where_half_of_it_lies_after(
    start: str, phase: str, mean: Decimal | None
) -> None:
    """The transition is on neither side: not in the baseline, without effect, and listed."""
    rows = {"k": [("2024-Q3", 90), ("2024-Q4", 115)]}
    period = {"start": start, "end": "2025-06-30"}
    results = measure(engagement(kpis=[{"id": "k"}], observed=rows, period=period))
    (kpi_result,) = results.kpis
    assert kpi_result.series[-1].phase == phase
    assert kpi_result.effect.mean.value == mean
    assert kpi_result.baseline.value == (Decimal("102.5") if phase == "before" else 90)
    listed = [item.detail for item in results.financial.omitted if item.key == "transition"]
    assert listed == (["2024-Q4"] if phase == "transition" else [])


@pytest.mark.parametrize(
    ("flows", "forecast"),
    [({"2025-06": 5}, False), ({"2026-02": 5}, True), ({"2025-06": 5, "2026-02": 5}, True), ({"2027-02": 5}, False)],
)
def test_a_gain_is_forecast_where_some_of_it_within_the_horizon_is_still_to_come(
    flows: dict[str, int], forecast: bool
) -> None:
    (line,) = of([], [gain(flows=flows)], horizon="24 months").gains
    assert line.forecast is forecast
    assert [flow.measured for flow in line.flows] == [month < "2026" for month in flows if month < "2027"]


def test_a_cost_that_is_paid_back_is_no_return_without_a_gain_line() -> None:
    result = of([cost(flows={"2025-01": 100, "2025-06": -110})], [])
    assert (result.irr_roots, result.irr_beyond) == ((), False)
    assert result.irr.why == Reason("no_gain")
