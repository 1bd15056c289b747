"""What the figures show: each form of a remark, the ranking, one unfavourable at least."""

from typing import Any

import pytest

from roireport.model.engagement import Engagement, Language
from roireport.present.desk import Desk
from roireport.present.story.findings import favourable, leading, remarks, unfavourable
from tests.desks import LANGUAGES, desk, engagement_ids, finding, real
from tests.engagements import cost, criterion, engagement, gain

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def followed(latest: Any, *, target: Any = 30, direction: str = "up", id: str = "wins", **sections: Any) -> Engagement:
    """One KPI from a baseline of 20 to a latest value."""
    kpi = {"id": id, "baseline": 20, "target": target, "direction": direction}
    return engagement(kpis=[kpi], observed={id: [("2025-11", 25), ("2025-12", latest)]}, **sections)


@pytest.mark.parametrize(
    ("latest", "told", "good"),
    [
        (32, "from 20 to 32, beyond the target of 30.", True),
        (30, "from 20 to 30, the target is reached.", True),
        (26, "from 20 to 26, 60% of the way to the target of 30.", False),
        ("29.97", "from 20.0 to 30.0, 99.7% of the way to the target of 30.0.", False),
        (20, "unchanged at 20, for a target of 30.", False),
        (18, "from 20 to 18, away from the target of 30.", False),
    ],
)
def test_an_indicator_is_told_by_how_far_it_went(latest: Any, told: str, good: bool) -> None:
    (remark,) = remarks(desk(followed(latest)))
    assert (remark.text, remark.favourable) == (told, good)
    assert "kpis.wins.latest" in remark.text.paths


def test_less_is_better_where_the_direction_is_down() -> None:
    (remark,) = remarks(desk(followed(8, target=10, direction="down")))
    assert (remark.text, remark.favourable) == ("from 20 to 8, beyond the target of 10.", True)


def test_an_indicator_whose_objective_is_still_in_time_is_not_unfavourable() -> None:
    objective = {"id": "o", "statement": "Win", "kpi": "wins", "target": 30, "due": "2026-12-31"}
    (remark,) = remarks(desk(followed(26, objectives=[objective])))
    assert remark.favourable
    assert "not due yet" in remark.text


def test_of_two_indicators_still_in_time_the_one_nearer_its_target_weighs_more() -> None:
    objective = {"id": "o", "statement": "Win", "kpi": "wins", "target": 30, "due": "2026-12-31"}
    (far,), (near,) = (remarks(desk(followed(latest, objectives=[objective]))) for latest in (22, 26))
    assert far.weight < near.weight


@pytest.mark.parametrize(
    ("monthly", "told", "good"),
    [
        (20, "€240 of net gain to date, against €120 planned.", True),
        (10, "as planned", True),
        (5, "€60 is missing", False),
    ],
)
def test_a_gain_is_told_against_its_plan_to_date(monthly: int, told: str, good: bool) -> None:
    made = engagement(gains=[gain(per_month=monthly, plan={"per_month": 10})])
    (remark,) = remarks(desk(made))
    assert remark.favourable is good
    assert told in remark.text


@pytest.mark.parametrize(
    ("current", "target", "told", "good"),
    [
        (4, 3, "from 2 to 4, beyond the target of 3.", True),
        (3, 3, "from 2 to 3, the target is reached.", True),
        (3, 4, "from 2 to 3, 50% of the way to the target of 4.", False),
        (3, None, "from 2 to 3.", True),
        (2, 4, "unchanged at 2.", False),
        (1.5, 4, "back from 2 to 1.5.", False),
    ],
)
def test_a_criterion_is_told_by_how_far_it_moved(current: float, target: float | None, told: str, good: bool) -> None:
    keys: dict[str, Any] = {} if target is None else {"target": target}
    made = engagement(nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=current, **keys)])
    (remark,) = remarks(desk(made))
    assert (remark.text, remark.favourable) == (told, good)


def test_an_unmeasured_criterion_is_not_told() -> None:
    assert remarks(desk(engagement(nonfinancial=[criterion(baseline=2)]))) == ()


def rich(language: Language = "en") -> Desk:
    """Two KPIs, a gain with a plan, a criterion: three favourable remarks, one unfavourable."""
    kpis = [{"id": id, "baseline": 20, "target": 30} for id in ("wins", "calls")]
    observed = {"wins": [("2025-11", 40), ("2025-12", 40)], "calls": [("2025-11", 40), ("2025-12", 29)]}
    return desk(
        engagement(
            kpis=kpis,
            observed=observed,
            costs=[cost(100)],
            gains=[gain(per_month=12, plan={"per_month": 10})],
            nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=4, target=4)],
        ),
        language,
    )


def test_the_leading_three_are_of_different_kinds_and_hold_what_is_unfavourable() -> None:
    led = leading(rich())
    assert [(remark.kind, remark.favourable) for remark in led] == [("kpi", True), ("gain", True), ("kpi", False)]


def test_remarks_are_ranked_by_weight_and_split_by_side() -> None:
    at_hand = rich()
    weights = [remark.weight for remark in remarks(at_hand)]
    assert weights == sorted(weights, reverse=True)
    assert set(favourable(at_hand)) | set(unfavourable(at_hand)) == set(remarks(at_hand))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_unfavourable_a_caution_stands_in(language: Language) -> None:
    made = engagement(gains=[gain(per_month=12, plan={"per_month": 10})], horizon="24 months")
    ahead = leading(desk(made, language))[-1]
    assert (ahead.kind, ahead.text.paths) == ("caution", ("financial.forecast_share",))
    whole = followed(30)
    warned = leading(desk(whole, language, findings=[finding("G09", "warning"), finding("G03", "warning")]))[-1]
    assert {"fr": "deux points", "en": "two points"}[language] in warned.text
    plain = leading(desk(whole, language))[-1]
    assert plain.text == desk(whole, language).words("finding.caution.none")


@pytest.mark.parametrize("id", engagement_ids())
def test_each_engagement_of_the_repository_tells_something_unfavourable(id: str) -> None:
    led = leading(real(id, "fr"))
    assert 1 <= len(led) <= 3
    assert not all(remark.favourable for remark in led)
