"""What holds for every engagement."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.financial_return import Financial
from roireport.measure.results import Results
from tests.engagements import cost, engagement, gain

CLOSE = Decimal("1e-20")
MONTHS = [f"{2025 + month // 12}-{month % 12 + 1:02d}" for month in range(30)]
CATEGORIES = ["fees", "client_time", "tools", "other"]

amounts = st.decimals(1, 10**6, places=2)
rates = st.sampled_from(["0%", "10%", "33.3%", "75%", "100%"])
offers = st.sampled_from(["strategy", "training", None])
ranges = st.fixed_dictionaries(
    {"low": st.sampled_from(["50%", "90%", 1]), "high": st.sampled_from([1, "110%", "200%"])}
)
months = st.integers(0, 29)
days = st.dates(date(2024, 6, 1), date(2027, 6, 30))
Lines = list[dict[str, Any]]
few = settings(max_examples=30)


@st.composite
def stretches(draw: st.DrawFn) -> dict[str, str]:
    """A `from` and a `to`, in order."""
    first, last = sorted((draw(months), draw(months)))
    return {"from": MONTHS[first], "to": MONTHS[last]}


@st.composite
def cost_lines(draw: st.DrawFn) -> Lines:
    """One to four costs of any timing."""
    lines: Lines = []
    for at in range(draw(st.integers(1, 4))):
        timing: dict[str, Any] = draw(st.one_of(stretches(), st.just({}), st.fixed_dictionaries({"date": days})))
        extra = {"overrun": draw(rates), "category": draw(st.sampled_from(CATEGORIES))}
        funded = {"share": draw(st.sampled_from(["0%", "30%"])), "by": "OPCO"}
        line = cost(draw(amounts), id=f"c{at}", funded=funded, **extra)
        lines.append(_with_offer({**line, **timing}, draw(offers)))
    return lines


@st.composite
def gain_lines(draw: st.DrawFn) -> Lines:
    """One to four gains, steady or of flows, with every deduction."""
    lines: Lines = []
    for at in range(draw(st.integers(1, 4))):
        steady: dict[str, Any] = {
            "per_month": draw(amounts),
            "lag": "2 months",
            "ramp": "5 months",
            "drop_off": draw(rates),
        }
        flows: dict[str, Any] = {
            "flows": {MONTHS[month]: draw(amounts) for month in draw(st.sets(months, min_size=1, max_size=4))}
        }
        way = draw(st.sampled_from([{**steady, **draw(stretches())}, flows]))
        cut = {key: draw(rates) for key in ("margin", "deadweight", "displacement", "risk")}
        attribution = {"share": draw(rates), "confidence": draw(rates)}
        line = gain(id=f"g{at}", attribution=attribution, **cut)
        lines.append(_with_offer({**line, **way}, draw(offers)))
    return lines


def _with_offer(line: dict[str, Any], offer: str | None) -> dict[str, Any]:
    return line if offer is None else {**line, "offer": offer}


def results(costs: Lines, gains: Lines, **keys: Any) -> Results:
    """The results of some lines over 24 months."""
    values: Mapping[str, Any] = {"horizon": "24 months", "discounting": {"rate": "8%"}, **keys}
    return measure(engagement(costs=costs, gains=gains, **values))


def financial(costs: Lines, gains: Lines, **keys: Any) -> Financial:
    return results(costs, gains, **keys).financial


def same(left: Figure, right: Figure, factor: Decimal = Decimal(1)) -> bool:
    """Whether two figures agree, the one times a factor, or lack a value for the same reason."""
    if left.value is None or right.value is None:
        return left.why == right.why
    return abs(left.value * factor - right.value) <= CLOSE * max(Decimal(1), abs(right.value))


def scaled(lines: Lines, factor: Decimal) -> Lines:
    """The lines with all money times a factor."""
    result: Lines = []
    for line in lines:
        money: dict[str, Any] = {key: line[key] * factor for key in ("amount", "per_month") if key in line}
        if "flows" in line:
            money["flows"] = {when: amount * factor for when, amount in line["flows"].items()}
        result.append({**line, **money})
    return result


def total(figures: list[Figure]) -> Decimal:
    return sum((figure.value or Decimal(0) for figure in figures), Decimal(0))


@few
@given(cost_lines(), gain_lines(), st.sampled_from([Decimal("0.5"), Decimal(7), Decimal(1000)]))
def test_all_money_times_a_factor_leaves_the_returns(costs: Lines, gains: Lines, factor: Decimal) -> None:
    original, other = financial(costs, gains), financial(scaled(costs, factor), scaled(gains, factor))
    for name in ("roi", "bcr", "roi_12_months", "roi_to_date", "forecast_share", "payback_months", "break_even"):
        assert same(getattr(original, name), getattr(other, name)), name
    for name in ("cost", "gain", "net_benefit", "npv", "pv_gain", "peak_exposure"):
        assert same(getattr(original, name), getattr(other, name), factor), name


@few
@given(cost_lines(), gain_lines(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_is_irrelevant(costs: Lines, gains: Lines, chance: Any) -> None:
    result = financial(costs, gains)
    other = financial(chance.sample(costs, len(costs)), chance.sample(gains, len(gains)))
    for name in ("cost", "gain", "roi", "npv", "payback_months", "peak_exposure", "forecast_share", "irr", "mirr"):
        left, right = getattr(result, name), getattr(other, name)
        assert (left.value is None) == (right.value is None)
        assert left.value is None or float(left.value) == pytest.approx(float(right.value), rel=1e-9, abs=1e-9)


@few
@given(cost_lines(), gain_lines())
def test_the_sign_of_the_roi_is_that_of_the_net_benefit(costs: Lines, gains: Lines) -> None:
    result = financial(costs, gains)
    assume(result.roi.defined)
    assert (result.roi.known > 0) == (result.net_benefit.known > 0)
    assert abs(result.bcr.known - result.roi.known - 1) < CLOSE


@few
@given(cost_lines(), gain_lines())
def test_parts_add_up_to_the_total(costs: Lines, gains: Lines) -> None:
    result = financial(costs, gains)
    for line in result.gains:
        assert abs(line.gross.known - total([amount for _, amount in line.taken]) - line.net.known) < CLOSE
        assert abs(total([flow.amount for flow in line.flows]) - line.net.known) < CLOSE
    parts = {
        "cost": [
            [line.net for line in result.costs],
            [amount for _, amount in result.cost_by_category],
            [offer.cost for offer in result.offers],
            [period.cost for period in result.cash_flow],
        ],
        "gain": [
            [line.net for line in result.gains],
            [offer.gain for offer in result.offers],
            [period.gain for period in result.cash_flow],
        ],
    }
    for name, ways in parts.items():
        for way in ways:
            assert abs(total(way) - getattr(result, name).known) < CLOSE, name
    assert abs(result.cash_flow[-1].cumulative.known - result.net_benefit.known) < CLOSE
    assert abs(result.cash_flow[-1].discounted_cumulative.known - result.npv.known) < Decimal("1e-6")


@few
@given(cost_lines(), gain_lines())
def test_what_is_measured_is_part_of_the_whole(costs: Lines, gains: Lines) -> None:
    result = financial(costs, gains)
    assert 0 <= result.cost_to_date.known <= result.cost.known
    assert 0 <= result.gain_to_date.known <= result.gain.known <= result.gain_gross.known
    later = financial(costs, gains, as_of="2027-12-31")
    assert abs(later.gain_to_date.known - later.gain.known) < CLOSE
    assert later.forecast_share.value in (None, 0)


@few
@given(cost_lines(), gain_lines())
def test_a_longer_horizon_takes_in_what_lay_beyond(costs: Lines, gains: Lines) -> None:
    short, long = financial(costs, gains, horizon="12 months"), financial(costs, gains, horizon="30 months")
    assert abs(short.gain.known + short.beyond_horizon.known - long.gain.known) < CLOSE
    assert long.beyond_horizon.value == 0


written = st.dictionaries(st.integers(0, 23), st.decimals(1, 1000, places=2), min_size=1, max_size=5)


@few
@given(written, written, st.sampled_from(["month_end", "year_end", "spreadsheet", "dated"]))
def test_npv_at_the_irr_is_0(spent: dict[int, Decimal], won: dict[int, Decimal], convention: str) -> None:
    costs = [cost(flows={MONTHS[month]: amount for month, amount in spent.items()})]
    gains = [gain(flows={MONTHS[month]: amount for month, amount in won.items()})]
    for root in financial(costs, gains, discounting={"convention": convention}).irr_roots:
        terms = {"convention": convention, "rate": f"{100 * root.known:.17f}%"}
        result = financial(costs, gains, discounting=terms)
        assert abs(result.npv.known) <= Decimal("1e-9") * (result.pv_gain.known + result.pv_cost.known)


def with_ranges(lines: Lines, spans: list[dict[str, Any]]) -> Lines:
    """The lines, each with a range."""
    return [{**line, "range": span} for line, span in zip(lines, spans, strict=False)]


@few
@given(cost_lines(), gain_lines(), st.lists(ranges, min_size=8, max_size=8))
def test_no_draw_leaves_what_the_ranges_allow(costs: Lines, gains: Lines, spans: list[dict[str, Any]]) -> None:
    result = results(with_ranges(costs, spans), with_ranges(gains, spans[4:]))
    roi = result.uncertainty
    assume(roi.p10.defined)

    def at(key: str, lines: Any, noun: str) -> float:
        return float(sum(line.net.known * getattr(getattr(line, noun).range, key) for line in lines))

    low = at("low", result.financial.gains, "gain") / at("high", result.financial.costs, "cost") - 1
    high = at("high", result.financial.gains, "gain") / at("low", result.financial.costs, "cost") - 1
    p10, p50, p90 = (float(figure.known) for figure in (roi.p10, roi.p50, roi.p90))
    assert low - 1e-9 <= p10 <= p50 <= p90 <= high + 1e-9


@few
@given(cost_lines(), gain_lines())
def test_the_same_input_gives_the_same_results(costs: Lines, gains: Lines) -> None:
    spans = [{"low": "50%", "high": "150%"}] * 4
    lines = with_ranges(costs, spans), with_ranges(gains, spans)
    first, other = results(*lines), results(*lines)
    assert first.uncertainty == other.uncertainty
    assert first.financial.cash_flow == other.financial.cash_flow
