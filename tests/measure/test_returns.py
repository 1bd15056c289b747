"""Returns over time: to date, twelve months, offers, payback, rates of return; and figures without a value."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.financial import OfferResult
from roireport.measure.financial_return import Financial
from roireport.measure.internal_rate import has_root_beyond, roots
from roireport.model.offer import OfferKind
from tests.engagements import cost, engagement, gain


def of(costs: list[dict[str, Any]], gains: list[dict[str, Any]], **keys: Any) -> Financial:
    """The financial results of some lines."""
    return measure(engagement(costs=costs, gains=gains, **keys)).financial


def why(figure: Figure) -> str | None:
    """The key of the reason why there is no value."""
    return figure.why.key if figure.why else None


def test_to_date_twelve_months_and_forecast_share() -> None:
    result = of(
        [cost(flows={"2025-01-10": 100, "2026-02": 50})],
        [gain(per_month=10)],
        as_of="2025-06-30",
        horizon="24 months",
    )
    assert [result.cost.known, result.gain.known, result.net_benefit.known] == [150, 240, 90]
    assert [result.cost_to_date.known, result.gain_to_date.known] == [100, 60]
    ratios = [result.roi, result.bcr, result.roi_to_date, result.roi_12_months, result.forecast_share]
    assert [float(ratio.known) for ratio in ratios] == [0.6, 1.6, -0.4, 0.2, 0.75]


def test_twelve_months_of_a_year_grid_are_periods_0_and_1() -> None:
    flows: dict[str, Any] = {"costs": [cost(flows={0: 100, 2: 1})], "gains": [gain(flows={1: 150, 2: 1000})]}
    result = measure(engagement(horizon="2 years", discounting={"convention": "year_end"}, **flows)).financial
    assert result.roi_12_months.value == Decimal("0.5")


NEEDS_COST = "cost net_benefit roi bcr roi_12_months cost_to_date roi_to_date pv_cost npv roi_discounted irr mirr"
NEEDS_GAIN = "gain gain_gross gain_to_date forecast_share beyond_horizon pv_gain"
WITH_RATE: dict[str, Any] = {"discounting": {"rate": "8%"}}


@pytest.mark.parametrize("name", [*NEEDS_COST.split(), "payback_months", "break_even", "peak_exposure"])
def test_without_a_cost_line_what_uses_the_cost_is_undefined(name: str) -> None:
    assert why(getattr(of([], [gain(per_month=1)], **WITH_RATE), name)) == "no_cost"


@pytest.mark.parametrize("name", NEEDS_GAIN.split())
def test_without_a_cost_line_gains_stand(name: str) -> None:
    assert getattr(of([], [gain(per_month=1)], **WITH_RATE), name).defined


@pytest.mark.parametrize("name", [*NEEDS_GAIN.split(), "net_benefit", "roi", "bcr", "npv", "irr", "payback_months"])
def test_without_a_gain_line_what_uses_the_gain_is_undefined(name: str) -> None:
    assert why(getattr(of([cost(5)], [], **WITH_RATE), name)) == "no_gain"


@pytest.mark.parametrize("credit", [0, -7])
def test_a_total_cost_of_0_or_below_has_no_ratios_no_payback_and_no_irr(credit: int) -> None:
    result = of([cost(0), cost(credit, id="credit")], [gain(per_month=1)], **WITH_RATE)
    assert [result.cost.known, result.net_benefit.known, result.npv.known > 0] == [credit, 12 - credit, True]
    undefined = (result.roi, result.bcr, result.roi_discounted, result.roi_to_date, result.roi_12_months, result.irr)
    paybacks = (result.payback_months, result.discounted_payback_months, result.break_even)
    assert {why(figure) for figure in (*undefined, *paybacks)} == {"cost_not_above_zero"}


def test_without_a_rate_nothing_is_discounted() -> None:
    result = of([cost(5)], [gain(per_month=1)])
    figures = [result.pv_cost, result.pv_gain, result.npv, result.roi_discounted, result.mirr]
    figures += [result.discounted_payback_months, result.cash_flow[0].discounted_cumulative]
    assert {why(figure) for figure in figures} == {"no_discount_rate"}
    assert result.irr.defined


def test_a_rate_of_0_discounts_nothing_exactly() -> None:
    result = of([cost("0.1")], [gain(per_month="0.7")], discounting={"rate": 0})
    assert [result.pv_cost.known, result.pv_gain.known] == [Decimal("0.1"), Decimal("8.4")]


@pytest.mark.parametrize(
    ("convention", "years"),
    [("month_end", [0, 13 / 12]), ("year_end", [0, 2]), ("spreadsheet", [1, 3]), ("dated", [0, 389 / 365])],
)
def test_each_convention_has_its_own_time(convention: str, years: list[float]) -> None:
    """A cost on the first day, 2025-01-06, and a gain on 2026-01-30 (month 13 would be February): year 2."""
    when = "2026-02-15" if convention == "month_end" else "2026-01-30"
    result = of(
        [cost(100)],
        [gain(flows={when: 300})],
        horizon="24 months",
        discounting={"rate": "10%", "convention": convention},
    )
    assert float(result.pv_cost.known) == pytest.approx(100 / 1.1 ** years[0], rel=1e-14)
    assert float(result.pv_gain.known) == pytest.approx(300 / 1.1 ** years[1], rel=1e-14)


def test_what_is_written_for_a_quarter_is_discounted_from_its_last_day_as_a_dated_flow() -> None:
    """From 2025-01-06 to 2025-06-30 are 175 days."""
    result = of([cost(100)], [gain(flows={"2025-Q2": 300})], discounting={"rate": "10%", "convention": "dated"})
    assert float(result.pv_gain.known) == pytest.approx(300 / 1.1 ** (175 / 365), rel=1e-14)


@pytest.mark.parametrize(
    ("spent", "won", "months", "month"),
    [
        ({0: 100}, {2: 50, 3: 100}, 3.5, 3),
        ({0: 100}, {2: 100}, 3, 2),
        ({0: 100}, {1: 200, 2: -150, 3: 100}, 3.5, 3),
        ({0: 100}, {0: 100}, 0, 0),
        ({0: 100, 4: 90}, {0: 150, 5: 80}, 5.5, 5),
        ({0: 100}, {5: 99}, None, None),
    ],
)
def test_payback_is_linear_through_the_period_after_the_last_one_below_0(
    spent: dict[int, int], won: dict[int, int], months: float | None, month: int | None
) -> None:
    result = of([cost(flows=spent)], [gain(flows=won)])
    assert result.payback_months.value == months
    assert result.break_even.value == month


def test_thirds_add_up_to_an_exact_payback() -> None:
    result = of([cost(100)], [gain(flows={"2025-Q2": 100})], horizon="7 months")
    assert result.payback_months.value == 6


def test_a_year_grid_pays_back_within_a_year() -> None:
    flows: dict[str, Any] = {"costs": [cost(flows={0: 100})], "gains": [gain(flows={1: 50, 2: 200})]}
    result = measure(engagement(horizon="2 years", discounting={"convention": "year_end"}, **flows)).financial
    assert [result.payback_months.known, result.break_even.known] == [15, 14]


def test_peak_exposure_is_the_lowest_cumulative() -> None:
    result = of([cost(flows={0: 100, 2: 80})], [gain(flows={1: 30, 3: 500})])
    assert [period.cumulative.known for period in result.cash_flow][:4] == [-100, -70, -150, 350]
    assert result.peak_exposure.value == -150


def test_offers_have_their_own_returns_and_add_up() -> None:
    costs = [cost(100, offer="b"), cost(40, id="own"), cost(60, id="more", offer="training")]
    gains = [gain(per_month=20, offer="b"), gain(id="alone", per_month=5, offer="a")]
    result = of(costs, gains, offer=["a", "unused"])
    assert [offer.id for offer in result.offers] == ["a", "b", "training", None]
    assert [offer.cost.value for offer in result.offers] == [None, 100, 60, 40]
    assert [offer.gain.value for offer in result.offers] == [60, 240, None, None]
    assert [offer.roi.value for offer in result.offers] == [None, Decimal("1.4"), None, None]


def test_categories_add_up_to_the_cost() -> None:
    costs = [cost(1, category="tools"), cost(2, id="b"), cost(4, id="c", category="tools")]
    result = of(costs, [])
    assert {category: amount.known for category, amount in result.cost_by_category} == {"fees": 2, "tools": 5}


def polynomial(actual: list[float]) -> dict[float, Decimal]:
    """Yearly flows whose rates of return are given: the product of (x − 1/(1 + r)), constant first."""
    flows = [Decimal(1)]
    for rate in actual:
        factor = 1 / (1 + Decimal(str(rate)))
        flows = [a - factor * b for a, b in zip([Decimal(0), *flows], [*flows, Decimal(0)], strict=True)]
    return {float(year): flow for year, flow in enumerate(flows)}


@pytest.mark.parametrize(
    "actual",
    [[0.1], [-0.98], [20.0], [0.1, 0.2], [-0.5, 0.0, 3.0], [0.05, 0.051], [-0.9, -0.2, 0.1, 0.4, 1.5, 15.0]],
)
def test_all_roots_are_found(actual: list[float]) -> None:
    assert list(roots(polynomial(actual))) == pytest.approx(actual, abs=1e-7)


def test_a_touching_root_is_one_root() -> None:
    assert list(roots(polynomial([0.25, 0.25]))) == pytest.approx([0.25], abs=1e-6)


@pytest.mark.parametrize(
    ("actual", "inside"), [([24.0], []), ([-0.995], []), ([0.1, 30.0], [0.1]), ([0.1, 0.2], [0.1, 0.2])]
)
def test_a_root_beyond_the_rates_searched_is_reported(actual: list[float], inside: list[float]) -> None:
    moments = polynomial(actual)
    assert list(roots(moments)) == pytest.approx(inside)
    assert has_root_beyond(moments) == (actual != inside)


@pytest.mark.parametrize(
    ("won", "key"),
    [({1: 50}, None), ({1: 100000}, "root_beyond"), ({0: 1000}, "not_meaningful"), ({1: 0}, "not_defined")],
)
def test_an_irr_that_is_not_one_rate_says_so(won: dict[int, int], key: str | None) -> None:
    flows: dict[str, Any] = {"costs": [cost(flows={0: 100})], "gains": [gain(flows=won)]}
    result = measure(engagement(discounting={"convention": "year_end"}, **flows)).financial
    assert why(result.irr) == key
    assert len(result.irr_roots) == (key is None)


def test_days_are_counted_from_the_first_flow() -> None:
    """A first flow before the start of the engagement is the origin of a dated present value."""
    whole = engagement(
        discounting={"rate": "10%", "convention": "dated"},
        costs=[cost(100, date="2024-01-07"), cost(110, id="later", date="2025-01-06")],
        gains=[gain(flows={"2025-01-06": 0})],
    )
    result = measure(whole).financial
    assert float(result.pv_cost.known) == pytest.approx(200, abs=1e-9)
    assert [(one.key, one.subject) for one in result.omitted] == [("before_start", "costs.fees")]


def test_a_modified_rate_compounded_beyond_any_meaning_is_undefined() -> None:
    """100 becomes 150,000 within a month: 1,500 to the twelfth power is 1.3e38 a year; in 30 days under dated, too."""
    flows: dict[str, Any] = {"costs": [cost(100, date="2025-01-31")]}
    for convention in ("month_end", "dated"):
        gains = [gain(flows={"2025-02-01" if convention == "dated" else "2025-02": 150_000})]
        result = of(**flows, gains=gains, discounting={"rate": "8%", "convention": convention})
        assert why(result.mirr) == "too_large"


def test_a_large_modified_rate_is_still_a_number() -> None:
    """100 becomes 1,000 within a month: 10 to the twelfth power, less one."""
    result = of([cost(100, date="2025-01-31")], [gain(flows={"2025-02": 1000})], discounting={"rate": "8%"})
    assert float(result.mirr.known) == pytest.approx(1e12 - 1, rel=1e-12)


def by_id(results: tuple[OfferResult, ...]) -> dict[str | None, list[Decimal | str | None]]:
    """Cost, gain and ROI of each, or why not."""
    return {one.id: [f.value if f.defined else why(f) for f in (one.cost, one.gain, one.roi)] for one in results}


def test_offers_add_up_to_their_kinds_and_kinds_to_the_whole() -> None:
    """Training is negotiation and coaching: 30 + 20 and 60 + 0; what names no offer stands apart."""
    kinds: dict[str, OfferKind] = {"negotiation": "training", "coaching": "training", "crm": "tools"}
    whole = engagement(
        offer_kinds=kinds,
        costs=[
            cost(25, id="a", offer="crm"), cost(30, id="b", offer="negotiation"), cost(20, id="c", offer="coaching"),
            cost(5, id="d"),
        ],
        gains=[
            gain(id="a", offer="negotiation", flows={"2025-03": 60}), gain(id="b", offer="crm", flows={"2025-03": 35}),
            gain(id="c", flows={"2025-04": 7}),
        ],
    )  # fmt: skip
    financial = measure(whole).financial
    assert by_id(financial.offer_kinds) == {
        "training": [50, 60, Decimal("0.2")],
        "tools": [25, 35, Decimal("0.4")],
        None: [5, 7, Decimal("0.4")],
    }
    assert by_id(financial.offers)["coaching"] == [20, "no_gain", "no_gain"]
    assert sum(kind.cost.known for kind in financial.offer_kinds) == financial.cost.known == 80
    assert sum(kind.gain.known for kind in financial.offer_kinds) == financial.gain.known == 102


def test_kinds_that_only_spend_only_win_or_cost_nothing_have_no_roi() -> None:
    lines: dict[str, Any] = {
        "costs": [cost(10, id="a", offer="strategy"), cost(0, id="b", offer="consulting")],
        "gains": [gain(id="a", offer="tools", flows={"2025-03": 4}), gain(offer="consulting", flows={"2025-03": 6})],
    }
    assert by_id(measure(engagement(**lines)).financial.offer_kinds) == {
        "strategy": [10, "no_gain", "no_gain"],
        "consulting": [0, 6, "cost_not_above_zero"],
        "tools": ["no_cost", 4, "no_cost"],
    }


def test_without_a_line_there_is_neither_an_offer_nor_a_kind() -> None:
    financial = measure(engagement(offer=["training"])).financial
    assert (financial.offers, financial.offer_kinds) == ((), ())
