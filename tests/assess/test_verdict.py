"""The seven kinds of verdict, each near its threshold, from results with the figures that decide."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from roireport.assess.assess import assess
from roireport.assess.verdict import Verdict, verdict
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, Reason, figure
from roireport.measure.results import Results
from tests.contexts import finding
from tests.engagements import cost, engagement, gain

RANGE: dict[str, Any] = {"low": "80%", "high": "120%"}
NONE = Figure(None, "ratio", "simulation", (), Reason("no_range"))


def ratio(value: Any) -> Figure:
    """A figure of that value; without one where it is None."""
    return NONE if value is None else figure(Decimal(str(value)), "ratio", "simulation")


BASE = measure(engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2000}, range=RANGE)]))


def results(**figures: Any) -> Results:
    """Results with these figures of the return and of its uncertainty; an ROI of 100 % that is sure and observed."""
    given = {"probability_positive": 1, "coverage": 1, "percentile": "0.5", "forecast_share": 0, "roi_to_date": 1}
    values: dict[str, Any] = {name: ratio(value) for name, value in {**given, **figures}.items()}
    doubt = {name: values.pop(name) for name in ("probability_positive", "coverage", "percentile")}
    return replace(BASE, financial=replace(BASE.financial, **values), uncertainty=replace(BASE.uncertainty, **doubt))


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ({}, "profitable"),
        ({"probability_positive": "0.9"}, "profitable"),
        ({"probability_positive": "0.8999"}, "uncertain"),
        ({"probability_positive": "0.1001"}, "uncertain"),
        ({"probability_positive": "0.1"}, "loss"),
        ({"probability_positive": 0}, "loss"),
        ({"coverage": "0.5"}, "profitable"),
        ({"coverage": "0.4999"}, "untested"),
        ({"coverage": None}, "untested"),
        ({"probability_positive": None}, "untested"),
        ({"coverage": "0.4999", "probability_positive": 0}, "untested"),
        ({"forecast_share": "0.51", "roi_to_date": "-0.01"}, "too_early"),
        ({"forecast_share": "0.51", "roi_to_date": "-0.01", "probability_positive": 0}, "too_early"),
        ({"forecast_share": "0.51", "roi_to_date": "-0.01", "coverage": "0.4"}, "untested"),
        ({"forecast_share": "0.5", "roi_to_date": "-0.01"}, "profitable"),
        ({"forecast_share": "0.51", "roi_to_date": 0}, "profitable"),
        ({"forecast_share": "0.51", "roi_to_date": None}, "profitable"),
        ({"forecast_share": None, "roi_to_date": "-0.01"}, "profitable"),
        ({"gain": None}, "no_data"),
        ({"cost": None}, "no_data"),
        ({"gain": None, "probability_positive": None}, "no_data"),
    ],
)
def test_the_kind_follows_from_the_figures(figures: dict[str, Any], kind: str) -> None:
    assert verdict(results(**figures), ()).kind == kind


@pytest.mark.parametrize("figures", [{}, {"gain": None}, {"coverage": None}, {"probability_positive": 0}])
def test_an_open_blocker_comes_before_everything(figures: dict[str, Any]) -> None:
    assert verdict(results(**figures), [finding("A01", "blocker")]).kind == "not_established"
    assert verdict(results(**figures), [finding("A01", "warning")]).kind != "not_established"


@pytest.mark.parametrize(
    ("figures", "named"),
    [({}, True), ({"coverage": "0.5"}, True), ({"coverage": "0.4999"}, False), ({"coverage": None}, False)],
)
def test_a_low_case_is_named_only_where_the_doubt_of_half_the_gain_is_counted(
    figures: dict[str, Any], named: bool
) -> None:
    assert verdict(results(**figures), ()).low_case is named
    assert not verdict(results(probability_positive=None), ()).low_case


@pytest.mark.parametrize(("rank", "beside"), [("0.7501", True), ("0.75", False), (None, False)])
def test_the_median_is_printed_beside_an_roi_that_lies_high_among_its_draws(rank: Any, beside: bool) -> None:
    assert verdict(results(percentile=rank), ()).median_beside is beside


def judged(*gains: dict[str, Any], costs: Any = None, **keys: Any) -> Verdict:
    """The verdict on an engagement whose attribution is accepted as it is."""
    sample = engagement(costs=[cost(1000)] if costs is None else costs, gains=list(gains), **keys)
    results = measure(sample)
    open_ones = [one for one in assess(sample, results, {}) if one.severity != "blocker"]
    return verdict(results, open_ones)


def test_whole_engagements_have_the_kind_that_their_files_earn() -> None:
    """P(ROI > 0) of a triangle (0.8, 1, 1.2): above 1 − 0.02² / 0.08 where the ROI is 0 at a factor of 0.82."""
    wide: dict[str, Any] = {"range": RANGE}
    assert judged(gain(flows={"2025-06": 1220}, **wide)).kind == "profitable"  # 0.5 % below 0.82
    assert judged(gain(flows={"2025-06": 1100}, **wide)).kind == "uncertain"  # 0.909: 15 % below
    assert judged(gain(flows={"2025-06": 850}, **wide)).kind == "loss"  # 1.176: 0.7 % above
    assert judged(gain(flows={"2025-06": 9000})).kind == "untested"
    assert judged(gain(flows={"2025-06": 9000}), costs=[cost(1000, range=RANGE)]).kind == "untested"
    assert judged(gain(flows={"2026-06": 9000}, **wide), horizon="24 months").kind == "too_early"
    assert judged().kind == "no_data"
    assert judged(gain(flows={"2025-06": 900}, **wide), costs=[]).kind == "no_data"
    assert judged(gain(flows={"2025-06": 900}, **wide), costs=[cost(0)]).kind == "untested"
