"""Costs and gains, from what was written to what counts."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import rounded
from roireport.measure.financial import STEPS, CostResult, GainResult
from roireport.measure.shape import fading, ramp_up
from tests.engagements import Row, cost, engagement, gain


def one_cost(**keys: Any) -> CostResult:
    (line,) = measure(engagement(costs=[cost(**keys)])).financial.costs
    return line


def one_gain(*, observed: list[Row] | None = None, unit: str = "number", **keys: Any) -> GainResult:
    """A single gain of an engagement from 2025-01-06 with data to 2025-06-30 and a horizon of 12 months.

    `observed` are the rows of its KPI, `observed_` the accounts that its amounts were read from.
    """
    own = {key: keys.pop(key) for key in ("horizon", "discounting", "as_of") if key in keys}
    kpis = [{"id": "k", "unit": unit, "baseline": 10}]
    whole = engagement(
        **{"as_of": "2025-06-30", **own},
        gains=[gain(**keys)],
        kpis=kpis,
        observed={"k": observed} if observed else None,
    )
    (line,) = measure(whole).financial.gains
    return line


@pytest.mark.parametrize(
    ("keys", "net"),
    [
        ({"amount": "12_500.50"}, "12500.50"),
        ({"quantity": 40, "unit_cost": "62.5"}, "2500"),
        ({"flows": {"2025-01": 20000, "2025-03": 28000}}, "48000"),
        ({"amount": 1000, "funded": {"share": "30%", "by": "OPCO"}}, "700"),
        ({"amount": 1000, "overrun": "10%"}, "1100"),
        ({"amount": 1000, "funded": {"share": "30%", "by": "OPCO"}, "overrun": "10%"}, "770"),
        ({"amount": 0}, "0"),
        ({"amount": 11000, "prorate": {"used": 25, "of": 110}}, "2500"),
        ({"flows": {"2025-01": 600, "2025-02": 500}, "prorate": {"used": "1.5", "of": 6}}, "275"),
        ({"amount": 1000, "prorate": {"used": 0, "of": 3}}, "0"),
        (
            {
                "quantity": 40,
                "unit_cost": 25,
                "prorate": {"used": 2, "of": 5},
                "funded": {"share": "30%", "by": "O"},
                "overrun": "10%",
            },
            "308",
        ),
    ],
)
def test_a_cost_is_its_amount_less_what_is_funded_plus_its_overrun(keys: dict[str, Any], net: str) -> None:
    line = one_cost(**keys)
    assert line.net.value == Decimal(net)
    assert line.to_date.value == Decimal(net)
    assert line.gross.known - line.funded.known + line.overrun.known == line.net.known


def test_lag_and_ramp_count_from_the_month_after_from() -> None:
    """Lag 2, ramp 4: nothing for two months, then a quarter more each month."""
    quarters = [ramp_up(month, 2, 4) * 4 for month in range(8)]
    assert quarters == [0, 0, 1, 2, 3, 4, 4, 4]
    assert [ramp_up(month, 0, 0) for month in range(2)] == [1, 1]
    assert [ramp_up(month, 1, 1) for month in range(3)] == [0, 1, 1]


def test_drop_off_starts_twelve_months_after_full_effect() -> None:
    """Lag 2, ramp 4: full effect in month 5, a fifth less from month 17 and again from month 29."""
    left = {month: fading(month, 2, 4, Decimal("0.2")) for month in (0, 5, 16, 17, 28, 29)}
    assert left == {0: 1, 5: 1, 16: 1, 17: Decimal("0.8"), 28: Decimal("0.8"), 29: Decimal("0.64")}


def test_each_step_takes_from_what_the_step_before_it_left() -> None:
    line = one_gain(
        kind="revenue",
        flows={"2025-05": 1000},
        margin="50%",
        deadweight="10%",
        displacement="20%",
        attribution={"share": "60%", "confidence": "80%"},
        risk="25%",
    )
    taken = {step: amount.known for step, amount in line.taken}
    assert tuple(taken) == STEPS
    assert [float(taken[step]) for step in STEPS] == [0, 0, 500, 50, 90, 144, 43.2, 43.2]
    assert line.net.value == Decimal("129.6")


def test_the_shape_touches_every_month_that_nobody_observed() -> None:
    """A lag of 4 and a ramp of 8: nothing in months 0 to 3, then an eighth more a month, elapsed or forecast."""
    line = one_gain(per_month=80, lag="4 months", ramp="8 months")
    assert [flow.amount.known for flow in line.flows] == [0] * 4 + [10, 20, 30, 40, 50, 60, 70, 80]
    assert [flow.state for flow in line.flows] == ["elapsed"] * 6 + ["forecast"] * 6
    assert dict(line.taken)["lag_ramp"].value == 12 * 80 - 360
    assert [line.to_date.known, line.observed.known] == [30, 0]
    assert line.forecast


def test_the_shape_never_touches_an_observed_month() -> None:
    """Read up to April: four months as read, two that are over and have half of a ramp that is over by month 11."""
    line = one_gain(per_month=80, ramp="12 months", observed_={"through": "2025-04"}, drop_off="50%")
    ahead = [Decimal(80) * n / 12 for n in range(5, 13)]
    assert [round(flow.amount.known, 20) for flow in line.flows] == [80] * 4 + [round(one, 20) for one in ahead]
    assert [flow.state for flow in line.flows] == ["observed"] * 4 + ["elapsed"] * 2 + ["forecast"] * 6
    assert line.observed.value == 320
    assert rounded(line.to_date) == 320 + rounded_sum(ahead[:2])


def rounded_sum(amounts: list[Decimal]) -> Decimal:
    return round(sum(amounts, Decimal(0)), 2)


def test_accounts_without_a_month_were_read_up_to_as_of() -> None:
    line = one_gain(flows={"2025-06-30": 1, "2025-07-01": 2, "2025-Q2": 3}, observed_={"source": "Ledger"})
    assert [flow.state for flow in line.flows] == ["observed", "forecast", "observed", "observed", "observed"]
    assert [flow.amount.known for flow in line.flows] == [1, 2, 1, 1, 1]


def test_a_year_of_the_grid_is_observed_as_a_whole() -> None:
    """Index 0 is the start; year 1 was read only up to its eleventh month, and is over: elapsed."""
    own: dict[str, Any] = {"discounting": {"convention": "year_end"}, "as_of": "2025-12-31", "horizon": "24 months"}
    line = one_gain(flows={0: 5, 1: 12, 2: 12}, observed_={"through": "2025-11"}, **own)
    assert {flow.period: flow.state for flow in line.flows} == {0: "observed", 1: "elapsed", 2: "forecast"}
    assert line.observed.value == 5
    whole = one_gain(flows={0: 5, 1: 12, 2: 12}, observed_={"through": "2025-12"}, **own)
    assert [whole.observed.known, whole.to_date.known] == [17, 17]


def test_a_carrying_cost_is_observed_up_to_the_month_that_was_read() -> None:
    """1,200 at 10 % are worth 10 a month, from March: read in March and April, elapsed in May and June."""
    line = one_gain(kind="cash_release", flows={"2025-03": 1200}, carrying_rate="10%", observed_={"through": "2025-04"})
    assert [flow.state for flow in line.flows] == ["observed"] * 2 + ["elapsed"] * 2 + ["forecast"] * 6
    assert [line.observed.known, line.to_date.known] == [20, 40]


def test_cash_that_is_taken_back_leaves_months_of_nothing() -> None:
    """Set free in March, back in April: the months from then on are worth 0, and elapsed up to as_of."""
    line = one_gain(kind="cash_release", flows={"2025-03": 1200, "2025-04": -1200}, carrying_rate="10%")
    assert [flow.state for flow in line.flows] == ["elapsed"] * 4 + ["forecast"] * 6


def test_a_release_of_nothing_begins_no_months() -> None:
    line = one_gain(kind="cash_release", flows={"2025-02": 0, "2025-05": 1200}, carrying_rate="10%")
    assert [flow.period for flow in line.flows] == list(range(4, 12))


def test_drop_off_is_taken_after_the_ramp() -> None:
    line = one_gain(per_month=100, drop_off="20%", horizon="15 months")
    assert [flow.amount.known for flow in line.flows] == [100] * 12 + [80] * 3
    assert [amount.known for _, amount in line.taken[:2]] == [0, 60]


def test_per_year_is_a_twelfth_a_month() -> None:
    assert one_gain(per_year=1000, from_="2025-04", to="2025-06").net.value == Decimal(250)


def test_a_drop_off_of_100_percent_ends_a_gain_after_a_year_of_full_effect() -> None:
    line = one_gain(per_month=100, drop_off="100%", from_="2025-07", horizon="20 months")
    assert [flow.amount.known for flow in line.flows] == [100] * 12 + [0] * 2


MEASURED: list[Row] = [("2025-02", 12), ("2025-03", 14), ("2025-05", 19), ("2025-08", 99)]


def test_a_gain_per_unit_is_measured_effects_then_their_mean() -> None:
    """Effects 2, 4, 9 from a baseline of 10; April is missing, August is after the data; the mean is 5."""
    line = one_gain(kpi="k", per_unit={"value": 10, "volume": 3}, from_="2025-02", observed=MEASURED)
    months = {1: 60, 2: 120, 4: 270, **dict.fromkeys(range(6, 12), 150)}
    assert {flow.month: flow.amount.known for flow in line.flows} == months
    assert line.to_date.value == 450
    assert line.measured_periods == 3
    assert all(flow.state == ("observed" if flow.month < 6 else "forecast") for flow in line.flows)
    assert line.observed.value == 450


def test_past_periods_without_a_row_are_named() -> None:
    whole = engagement(
        as_of="2025-06-30",
        kpis=[{"id": "k", "baseline": 10}],
        gains=[gain(kpi="k", per_unit={"value": 10, "volume": 3}, from_="2025-02", to="2025-06")],
        observed={"k": MEASURED},
    )
    texts = [(one.key, one.subject, one.detail) for one in measure(whole).financial.omitted]
    assert texts == [
        ("missing_period", "gains.margin", "2025-04"),
        ("missing_period", "gains.margin", "2025-06"),
        ("after_as_of", "kpis.k", "2025-08"),
        ("missing_period", "kpis.k", "2025-04"),
        ("missing_period", "kpis.k", "2025-06"),
    ]


def test_a_quarter_that_ends_after_the_data_is_a_forecast_in_all_its_months() -> None:
    """The horizon of eight months holds two whole quarters; the third is left out, as the next test says."""
    rows: list[Row] = [("2025-Q1", 13)]
    line = one_gain(kpi="k", per_unit={"value": 1, "volume": 1}, observed=rows, as_of="2025-05-31", horizon="8 months")
    assert {flow.month: round(flow.amount.known, 20) for flow in line.flows} == dict.fromkeys(range(6), 1)
    assert [flow.month for flow in line.flows if flow.measured] == [0, 1, 2]


@pytest.mark.parametrize(
    ("horizon", "to", "named"),
    [
        ("8 months", None, ["2025-Q3"]),
        ("9 months", None, []),
        ("7 months", None, ["2025-Q3"]),
        ("8 months", "2025-07", []),
    ],
)
def test_a_quarter_that_the_horizon_cuts_is_named(horizon: str, to: str | None, named: list[str]) -> None:
    """One that the gain's own last month cuts is the consultant's choice."""
    ends = {} if to is None else {"to": to}
    whole = engagement(
        as_of="2025-05-31",
        horizon=horizon,
        kpis=[{"id": "k", "baseline": 10}],
        gains=[gain(kpi="k", per_unit={"value": 1, "volume": 1}, **ends)],
        observed={"k": [("2025-Q1", 13)]},
    )
    omitted = measure(whole).financial.omitted
    assert [one.detail for one in omitted if one.key == "cut_by_horizon"] == named


def test_the_shape_of_a_gain_per_unit_counts_measured_months() -> None:
    rows: list[Row] = [(f"2025-{month:02d}", 18) for month in range(1, 7)]
    line = one_gain(kpi="k", per_unit={"value": 1, "volume": 10}, ramp="8 months", observed=rows)
    assert [flow.amount.known for flow in line.flows] == [80] * 6 + [70, 80, 80, 80, 80, 80]


def test_a_gain_per_unit_without_a_measured_period_has_no_value_and_counts_as_nothing() -> None:
    whole = engagement(
        as_of="2025-03-31",
        costs=[cost(100)],
        kpis=[{"id": "k", "baseline": 10}],
        gains=[
            gain(kpi="k", per_unit={"value": 1, "volume": 1}, from_="2025-04"),
            gain(id="other", per_month=10),
        ],
        observed={"k": [("2025-01", 12), ("2025-05", 12)]},
    )
    financial = measure(whole).financial
    undefined, other = financial.gains
    assert undefined.net.why is not None
    assert undefined.net.why.key == "no_measured_period"
    assert undefined.flows == ()
    assert [financial.gain.known, other.net.known] == [120, 120]
    assert [one.key for one in financial.omitted if one.subject == "gains.margin"] == ["without_value"]


@pytest.mark.parametrize(
    ("flows", "convention", "periods"),
    [
        ({"2025-03-10": 1200}, "month_end", dict.fromkeys(range(2, 12), 6)),
        ({"2025-Q1": 1200}, "month_end", {0: 2, 1: 4, **dict.fromkeys(range(2, 12), 6)}),
        ({"2025-03": 1200, "2025-06": -1200}, "month_end", {2: 6, 3: 6, 4: 6, **dict.fromkeys(range(5, 12), 0)}),
        ({0: 1200}, "year_end", {1: 72}),
        ({1: 1200}, "year_end", {1: 39}),
    ],
)
def test_released_cash_is_worth_its_carrying_cost_from_its_month_on(
    flows: dict[Any, int], convention: str, periods: dict[int, int]
) -> None:
    """At 6 % a year 1,200 carry 6 a month; over a year grid a twelfth is released each month: 6 × (1 + … + 12)/12."""
    line = one_gain(
        kind="cash_release", flows=flows, discounting={"rate": "6%", "convention": convention}, as_of="2025-06-30"
    )
    sums: dict[int, Decimal] = {}
    for flow in line.flows:
        sums[flow.period] = sums.get(flow.period, Decimal(0)) + flow.amount.known
    assert {period: round(amount, 20) for period, amount in sums.items()} == periods


def test_released_cash_without_any_rate_has_no_value() -> None:
    line = one_gain(kind="cash_release", flows={"2025-03-10": 1200})
    assert line.gross.why is not None
    assert line.gross.why.key == "no_carrying_rate"


def test_the_plan_is_net_as_written() -> None:
    line = one_gain(per_month=100, risk="50%", plan={"per_month": 60, "from": "2025-05"})
    assert [line.plan.known, line.plan_to_date.known] == [480, 120]
    assert one_gain(per_month=100).plan.why is not None


def test_a_half_cent_is_rounded_up_although_a_third_was_cut_on_the_way() -> None:
    """72,674 × 5/12 × 1.83 = 55,413.925 exactly; the twelfth is 6,056.1666…"""
    whole = engagement(costs=[cost(flows={"2025": 72674}, overrun="83%")], horizon="5 months")
    assert rounded(measure(whole).financial.cost) == Decimal("55413.93")
