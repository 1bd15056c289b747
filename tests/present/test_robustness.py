"""Section 5 gives the effect of the ranges on the ROI, computed here by hand."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.engagement import Engagement
from roireport.present.charts.tornado import tornado, tornado_title
from roireport.present.sections.robustness import footing_of, robustness, robustness_title
from roireport.present.sections.switching import switching
from roireport.present.story.assumptions import probability, worst
from tests.contexts import LANGUAGES, ctx, percent, real, simple
from tests.engagements import cost, engagement, gain


def ranged(amount: Any, low: str, high: str, **sections: Any) -> Engagement:
    """A cost of 1,000 and one gain with a range."""
    return simple(amount, keys={"range": {"low": low, "high": high}}, **sections)


def two(first: tuple[str, str], second: tuple[str, str], amount: int = 2000) -> Engagement:
    """A cost of 1,000 and a gain, each with a range."""
    spent = cost(1000, range={"low": first[0], "high": first[1]})
    won = gain(flows={"2025-06-15": amount}, range={"low": second[0], "high": second[1]})
    return engagement(costs=[spent], gains=[won])


@pytest.mark.parametrize(
    ("amount", "low", "high", "footing"),
    [
        (2260, "80%", "120%", "holds"),  # 808 / 1000 at worst
        (1100, "80%", "120%", "falls"),  # 880 − 1000 < 0 < 1100 − 1000
        (1000, "80%", "120%", "even"),
        (900, "80%", "120%", "lifts"),  # 1080 − 1000 > 0 > 900 − 1000
        (500, "80%", "120%", "loses"),  # 600 − 1000 at best
    ],
)
def test_the_footing_is_the_effect_of_a_single_assumption(amount: int, low: str, high: str, footing: str) -> None:
    assert footing_of(ctx(ranged(amount, low, high))) == footing


def test_without_a_range_nothing_is_judged() -> None:
    assert footing_of(ctx(simple(2260))) == "no_range"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_holds_the_worst_of_all_single_changes(language: Any) -> None:
    at_hand = ctx(two(("90%", "125%"), ("75%", "110%")), language)
    ends = [Decimal(2000) / 900 - 1, Decimal(2000) / 1250 - 1, Decimal("0.5"), Decimal("1.2")]
    title = robustness_title(at_hand)
    assert percent(min(ends), language) in title
    assert "uncertainty.sensitivity.costs.fees.roi_high" not in title.paths
    assert "uncertainty.sensitivity.gains.margin.roi_low" in title.paths


def cheap(**keys: Any) -> Engagement:
    """A cost of 1,000 and a gain of 8,000 before its steps, 20 % less at worst; `keys` are those of the gain."""
    spent = cost(1000, range={"low": "97.5%", "high": "102.5%"})
    won = gain(flows={"2025-06-15": 8000}, range={"low": "80%", "high": "102.5%"}, **keys)
    return engagement(costs=[spent], gains=[won])


def per_unit() -> Engagement:
    """A cost of 1,000 and a gain of 8,000 on an effect of 10, with a narrow interval: 1 × 100 × 10 × 8 months."""
    rows = [(f"2024-{month:02}", "100") for month in range(5, 13)]
    rows += [(f"2025-{month:02}", "109.9" if month % 2 else "110.1") for month in range(1, 9)]
    kpis = [{"id": "sales", "baseline": 100, "counterfactual": {"method": "none"}}]
    won = gain(kpi="sales", per_unit={"value": 1, "volume": 100}, range={"low": "99%", "high": "101%"})
    return engagement(
        as_of="2025-08-31", horizon="8 months", costs=[cost(1000)], gains=[won], kpis=kpis, observed={"sales": rows}
    )


def attributed(share: str) -> dict[str, Any]:
    """A share that the sales director gave."""
    return {"attribution": {"share": share, "by": "Sales director"}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sample", "roi", "case"),
    [
        # 8000 × 5 % = 400 where 25 % brought 2000; the range of the gain ends at 1600.
        (cheap(**attributed("25%")), Decimal("0.4") - 1, "shares_20_points_lower"),
        # 8000 × 50 % × 30 % = 1200, where the range of the gain ends at 1600.
        (cheap(**attributed("50%"), margin="50%"), Decimal("0.2"), "shares_20_points_lower"),
        # 8000 × 15 % = 1200, where a share of 80 % leaves 1280, as does the range.
        (cheap(margin="20%"), Decimal("0.2"), "margins_5_points_lower"),
        # Six months later, two of eight months remain: 2000. Shares and volumes a fifth lower would leave 6400.
        (per_unit(), Decimal(1), "gains_6_months_later"),
    ],
    ids=["share", "share of a margin", "margin", "delay"],
)
def test_the_lowest_roi_allows_for_what_has_no_range(
    sample: Engagement, roi: Decimal, case: str, language: Any
) -> None:
    at_hand = ctx(sample, language)
    lowest = worst(at_hand)
    assert (lowest.source, lowest.value) == (case, roi)
    title = robustness_title(at_hand)
    assert percent(roi, language) in title
    assert f"uncertainty.what_if.{case}.roi" in title.paths


def test_a_result_that_lower_shares_turn_into_a_loss_does_not_hold() -> None:
    """8000 × 25 % × 80 % = 1600 at the low end of the range, but 8000 × 5 % = 400 with a share 20 points lower."""
    at_hand = ctx(cheap(**attributed("25%")))
    assert at_hand.verdict.profitable
    assert footing_of(at_hand) == "falls"
    assert "with attributed shares 20 points lower the ROI is \u221260%" in repr(robustness(at_hand).blocks[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_sample_excludes_a_lower_roi_of_one_assumption(language: Any) -> None:
    """The lowest ROI that is printed is below that of every single share, margin, volume, effect, cost and range."""
    at_hand = real("aurelis-excellence-commerciale", language)
    gain_total, cost_total = (at_hand.results.financial.gain.known, at_hand.results.financial.cost.known)
    rois = [at_hand.results.uncertainty.sensitivity[0].roi_low.known]
    for line in at_hand.results.financial.gains:
        share = line.gain.attribution.share if line.gain.attribution else Decimal(1)
        for rate, points in ((share, Decimal("0.2")), (line.gain.margin or Decimal(1), Decimal("0.05"))):
            rois.append((gain_total - line.net.known * min(Decimal(1), points / rate)) / cost_total - 1)
        if line.gain.per_unit:
            rois.append((gain_total - line.net.known / 5) / cost_total - 1)
    rois += [end.known for swing in at_hand.results.uncertainty.sensitivity for end in (swing.roi_low, swing.roi_high)]
    assert worst(at_hand).value <= min(rois)
    assert percent(worst(at_hand).value, language) in robustness_title(at_hand)


def test_the_title_gives_the_share_of_draws_at_the_target() -> None:
    at_hand = ctx(ranged(2260, "50%", "120%", target_roi="100%"))
    reached = at_hand.results.uncertainty.probability_target.known
    title = robustness_title(at_hand)
    assert 0 < reached < 1
    assert title.startswith(f"Target of 100% reached in {percent(reached, 'en')} of simulations;")


@pytest.mark.parametrize(("share", "shown"), [("0.9996", "99.96%"), ("1", "100%"), ("0.0004", "0.04%"), ("0", "0%")])
def test_only_a_certainty_reads_a_hundred_per_cent(share: str, shown: str) -> None:
    at_hand = ctx(ranged(2260, "50%", "120%"))
    path = "uncertainty.probability_positive"
    figure = at_hand.figures[path]
    changed = type(figure)(Decimal(share), figure.unit, figure.formula)
    forged = type(at_hand)(
        **{name: getattr(at_hand, name) for name in at_hand.__slots__ if name != "figures"},
        figures={**at_hand.figures, path: changed},
    )
    assert probability(forged, path) == shown


def test_the_assumption_with_the_largest_effect_is_named() -> None:
    # The gain moves the ROI from 60 % to 140 %, the cost from 90 % to 111 %.
    at_hand = ctx(two(("95%", "105%"), ("80%", "120%")))
    assert tornado_title(at_hand) == "Of the ranges and intervals, “margin” weighs most: 60% to 140%"


def test_two_assumptions_with_equal_effects_are_both_named() -> None:
    gains = [gain(id=id, flows={"2025-06-15": 1000}, range={"low": "80%", "high": "120%"}) for id in ("a", "b")]
    at_hand = ctx(engagement(costs=[cost(1000)], gains=gains))
    assert tornado_title(at_hand) == "Of the ranges and intervals, “a” and “b” weigh most, and alike: 80% to 120%"


def test_the_widest_bars_are_drawn_and_the_others_counted() -> None:
    gains = [
        gain(id=f"g{n}", label=f"Gain {n}", flows={"2025-06-15": 100 * n}, range={"low": "80%", "high": "120%"})
        for n in range(1, 9)
    ]
    exhibit = tornado(ctx(engagement(costs=[cost(1000)], gains=gains)))
    assert isinstance(exhibit.body, Drawing)
    names = [text.text for text in exhibit.body.texts if text.text.startswith("Gain")]
    assert names == ["Gain 8", "Gain 7", "Gain 6", "Gain 5", "Gain 4"]
    assert exhibit.note.startswith("Three other quantified assumptions move the ROI less.")
    # 20 of 100 points of every share take 20 % off the gain of 3,600 for 1,000; the margin has no steps to lower.
    assert "attributed shares 20 points lower: 188%" in exhibit.note
    assert "one of the 8 assumptions" in exhibit.subtitle


@pytest.mark.parametrize(
    ("amount", "low", "value", "reach"),
    [(2000, "60%", "50%", "its range stops at 60%"), (2000, "40%", "50%", "which lies within its range (low end 40%)")],
)
def test_the_switching_value_is_the_factor_at_which_gain_equals_cost(
    amount: int, low: str, value: str, reach: str
) -> None:
    text = switching(ctx(ranged(amount, low, "120%"))).text
    assert f"falls to {value} of its amount" in text
    assert reach in text


def test_a_loss_says_how_far_the_gain_must_rise() -> None:
    assert "rises to 125% of its amount" in switching(ctx(ranged(800, "80%", "120%"))).text


def test_the_takeaway_of_a_loss_agrees_with_the_draws() -> None:
    # Alone the gain comes to 910 of 1,000 at best, the cost to 750 for 700; both together pay off.
    hopeless, chancy = ctx(ranged(500, "80%", "120%")), ctx(two(("75%", "100%"), ("80%", "130%"), 700))
    assert hopeless.results.uncertainty.probability_positive.known == 0
    assert "No simulation makes" in repr(robustness(hopeless).blocks[-1])
    assert footing_of(chancy) == "loses"
    paid = probability(chancy, "uncertainty.probability_positive")
    assert chancy.results.uncertainty.probability_positive.known > 0
    assert f"in {paid} of simulations" in repr(robustness(chancy).blocks[-1])
