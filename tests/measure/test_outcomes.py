"""What works and what does not: every situation, its side and its weight, by hand; ranks, ties, what has no rank."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from roireport.assess.established import established_effects
from roireport.measure.engagement import measure
from roireport.measure.outcomes import SIDES, outcomes
from roireport.measure.results import Outcome, OutcomeKind
from roireport.model.engagement import Engagement
from roireport.trace.paths import figures
from tests.engagements import criterion, engagement, gain

BEFORE = [("2024-10", 10), ("2024-11", 10), ("2024-12", 10)]


def found(whole: Engagement, kind: OutcomeKind) -> list[Outcome]:
    """The outcomes of a kind, as the results list them."""
    return [outcome for outcome in listed(whole) if outcome.kind == kind]


def listed(whole: Engagement) -> tuple[Outcome, ...]:
    """All outcomes, with what the intervals alone establish."""
    results = measure(whole)
    return outcomes(results, established_effects(results, ()))


def summary_of(outcome: Outcome) -> tuple[str, str, Decimal | None, str | None]:
    """What an outcome comes to: form, side, weight, why it has no rank."""
    return outcome.form, outcome.side, outcome.weight, outcome.why.key if outcome.why else None


def published(share: Fraction) -> Decimal:
    """A share at ten decimals, half up, away from zero."""
    whole = int(abs(share) * 10**10 + Fraction(1, 2))
    return Decimal(whole if share >= 0 else -whole).scaleb(-10)


# ── Attainment ──────────────────────────────────────────────────────────────


def followed(
    latest: Any, *, baseline: Any = 20, target: Any = 30, direction: str = "up", **sections: Any
) -> Engagement:
    """One KPI from a baseline to a latest value."""
    kpi: dict[str, Any] = {"id": "wins", "baseline": baseline, "direction": direction}
    if target is not None:
        kpi["target"] = target
    return engagement(kpis=[kpi], observed={"wins": [("2025-11", 25), ("2025-12", latest)]}, **sections)


@pytest.mark.parametrize(
    ("latest", "form", "side", "weight"),
    [
        (32, "beyond", "favourable", Fraction(12, 10)),
        (30, "reached", "favourable", Fraction(1)),
        ("29.999999999", "short", "unfavourable", Fraction(9999999999, 10000000000)),
        (26, "short", "unfavourable", Fraction(6, 10)),
        (20, "still", "unfavourable", Fraction(0)),
        (18, "away", "unfavourable", Fraction(-2, 10)),
        (0, "away", "unfavourable", Fraction(-2)),
        (-20, "away", "unfavourable", Fraction(-4)),
    ],
)
def test_attainment_is_the_share_of_the_way_that_is_done(latest: Any, form: str, side: str, weight: Fraction) -> None:
    (outcome,) = found(followed(latest), "kpi_attainment")
    assert summary_of(outcome) == (form, side, published(weight), None)
    assert outcome.figures == tuple(f"kpis.wins.{name}" for name in ("baseline", "target", "latest", "attainment"))


def test_one_third_of_the_way_is_weighed_as_published() -> None:
    (outcome,) = found(followed(21, baseline=20, target=23), "kpi_attainment")
    assert outcome.weight == Decimal("0.3333333333")


def test_less_is_better_where_the_direction_is_down() -> None:
    (outcome,) = found(followed(8, target=10, direction="down"), "kpi_attainment")
    assert summary_of(outcome) == ("beyond", "favourable", published(Fraction(12, 10)), None)


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "why"),
    [
        (20, None, "up", "no_target"),
        (20, 20, "up", "target_equals_baseline"),
        (20, 10, "up", "target_against_direction"),
        (20, 30, "down", "target_against_direction"),
    ],
)
def test_without_a_way_attainment_is_open_and_says_why(baseline: int, target: Any, direction: str, why: str) -> None:
    whole = followed(25, baseline=baseline, target=target, direction=direction)
    assert summary_of(*found(whole, "kpi_attainment")) == ("unknown", "open", None, why)


def test_what_was_measured_before_the_start_alone_is_no_attainment() -> None:
    kpi = {"id": "wins", "baseline": 20, "target": 30}
    whole = engagement(kpis=[kpi], observed={"wins": [("2024-12", 32)]})
    assert summary_of(*found(whole, "kpi_attainment")) == ("unknown", "open", None, "no_measured_period")
    unmeasured = engagement(kpis=[kpi])
    assert summary_of(*found(unmeasured, "kpi_attainment")) == ("unknown", "open", None, "no_series")


@pytest.mark.parametrize(
    ("dues", "latest", "form", "side"),
    [
        (["2026-12-31"], 26, "not_due", "open"),
        (["2025-12-31"], 26, "short", "unfavourable"),  # due on the cut-off date
        ([None], 26, "short", "unfavourable"),  # never due: judged at the cut-off date
        (["2026-12-31", "2025-12-15"], 26, "short", "unfavourable"),  # one of two was missed
        (["2026-12-31", None], 26, "not_due", "open"),
        (["2026-12-31"], 20, "still", "unfavourable"),
        (["2026-12-31"], 18, "away", "unfavourable"),
        (["2026-12-31"], 31, "beyond", "favourable"),
    ],
)
def test_short_of_a_target_that_is_not_due_yet_is_open(dues: list[Any], latest: int, form: str, side: str) -> None:
    objectives = [
        {"id": f"o{n}", "statement": "Win", "kpi": "wins", "target": 30, **({"due": due} if due else {})}
        for n, due in enumerate(dues)
    ]
    (outcome,) = found(followed(latest, objectives=objectives), "kpi_attainment")
    assert (outcome.form, outcome.side) == (form, side)


# ── Effects ─────────────────────────────────────────────────────────────────


def expected(effects: list[Any], *, direction: str = "up", target: Any = 20, method: str = "forecast") -> Engagement:
    """One KPI whose forecast is 10 in each period, was right before the start, and which did so much better since."""
    sign = 1 if direction == "up" else -1
    kpi: dict[str, Any] = {"id": "wins", "baseline": 10, "direction": direction, "counterfactual": {"method": method}}
    if target is not None:
        kpi["target"] = target
    rows: list[Any] = [("2024-11", 10, None, 10), ("2024-12", 10, None, 10)]
    rows += [(f"2025-{n:02d}", 10 + sign * Decimal(effect), None, 10) for n, effect in enumerate(effects, 1)]
    return engagement(kpis=[kpi], observed={"wins": rows})


@pytest.mark.parametrize(
    ("effects", "form", "side", "weight"),
    [
        ([3, 5, 7], "favourable", "favourable", Fraction(5, 10)),  # 5 ± 3.37
        ([-3, -5, -7], "unfavourable", "unfavourable", Fraction(-5, 10)),
        ([1, 5, 9], "not_established", "open", Fraction(5, 10)),  # 5 ± 6.74
        ([-1, -5, -9], "not_established", "open", Fraction(-5, 10)),
        ([2, 2], "favourable", "favourable", Fraction(2, 10)),  # without variation the interval is the mean
        ([0, 0], "not_established", "open", Fraction(0)),
        ([5], "single", "open", Fraction(5, 10)),
        (["0.1", "0.1", "0.2"], "favourable", "favourable", Fraction(4, 300)),  # 0.1333 ± 0.0973
    ],
)
@pytest.mark.parametrize(("direction", "target"), [("up", 20), ("down", 0)])
def test_an_effect_has_a_side_where_its_interval_excludes_zero(
    effects: list[Any], form: str, side: str, weight: Fraction, direction: str, target: int
) -> None:
    result = expected(effects, direction=direction, target=target)
    assert summary_of(*found(result, "kpi_effect")) == (form, side, published(weight), None)


def test_the_interval_is_a_share_of_the_way_too() -> None:
    """Effects 3, 5, 7: s = 2, k = 3, t(2) = 2.919986: 5 ± 3.371709, on a way of 10."""
    (share,) = measure(expected([3, 5, 7])).effect_shares
    assert [round(figure.known, 6) for figure in (share.low, share.mean, share.high)] == [
        Decimal("0.162829"), Decimal("0.5"), Decimal("0.837171"),
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["estimate", "none"])
def test_against_the_plain_baseline_there_is_no_net_effect_to_rank(method: str) -> None:
    result = expected([3, 5, 7], method=method)
    assert summary_of(*found(result, "kpi_effect")) == ("unknown", "open", None, "no_comparison")
    (share,) = measure(result).effect_shares
    assert [figure.value for figure in (share.mean, share.low, share.high)] == [None, None, None]


@pytest.mark.parametrize(
    ("target", "why"), [(None, "no_target"), (10, "target_equals_baseline"), (5, "target_against_direction")]
)
def test_without_a_way_an_effect_keeps_its_side_and_has_no_rank(target: Any, why: str) -> None:
    assert summary_of(*found(expected([3, 5, 7], target=target), "kpi_effect")) == (
        "favourable",
        "favourable",
        None,
        why,
    )


def test_an_effect_that_cannot_be_measured_says_why() -> None:
    kpi = {"id": "wins", "baseline": 10, "target": 20, "counterfactual": {"method": "control"}}
    whole = engagement(kpis=[kpi], observed={"wins": [("2024-12", 10, 10), ("2025-01", 12)]})
    assert summary_of(*found(whole, "kpi_effect")) == ("unknown", "open", None, "no_control_value")


def test_what_only_the_last_digit_tells_from_zero_is_no_effect() -> None:
    """The thirds of a mean before the start are cut at the sixtieth digit: published, the effect is 0."""
    rows = [("2024-10", 10, 10), ("2024-11", 10, 11), ("2024-12", 11, 10), ("2025-01", 11, 11), ("2025-02", 11, 11)]
    kpi = {"id": "wins", "baseline": 10, "target": 20, "counterfactual": {"method": "control"}}
    (outcome,) = found(engagement(kpis=[kpi], observed={"wins": rows}), "kpi_effect")
    assert (outcome.form, outcome.weight) == ("not_established", Decimal(0))


# ── Gains ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("monthly", "planned", "form", "side", "weight", "why"),
    [
        (20, 10, "ahead", "favourable", Fraction(2), None),
        (10, 10, "level", "favourable", Fraction(1), None),
        (5, 10, "behind", "unfavourable", Fraction(1, 2), None),
        ("9.9990", 10, "behind", "unfavourable", Fraction(9999, 10000), None),
        (0, 10, "behind", "unfavourable", Fraction(0), None),
        (-5, 10, "behind", "unfavourable", Fraction(-1, 2), None),
        (5, 0, "ahead", "favourable", None, "plan_not_positive"),
        (0, 0, "not_yet", "open", None, "plan_not_positive"),
        (-5, 0, "behind", "unfavourable", None, "plan_not_positive"),
        (-5, -10, "ahead", "favourable", None, "plan_not_positive"),
        (-10, -10, "level", "favourable", None, "plan_not_positive"),
        (5, None, "unknown", "open", None, "no_plan"),
    ],
)
def test_a_gain_is_weighed_against_its_plan_to_date(
    monthly: Any, planned: Any, form: str, side: str, weight: Fraction | None, why: str | None
) -> None:
    plan: dict[str, Any] = {} if planned is None else {"plan": {"per_month": planned}}
    (outcome,) = found(engagement(gains=[gain(per_month=monthly, **plan)]), "gain")
    assert summary_of(outcome) == (form, side, None if weight is None else published(weight), why)


def test_only_what_is_measured_and_was_planned_to_date_counts() -> None:
    """From July: six months to the cut-off date, 6 × 12 = 72 of 12 × 10 = 120."""
    (outcome,) = found(
        engagement(gains=[gain(per_month=12, from_="2025-07", plan={"per_month": 10})], horizon="24 months"), "gain"
    )
    assert outcome.weight == published(Fraction(72, 120))


def test_a_gain_without_a_measured_period_is_open() -> None:
    kpi = {"id": "wins", "baseline": 10, "counterfactual": {"method": "market", "growth": "0%"}}
    whole = engagement(
        kpis=[kpi],
        observed={"wins": BEFORE},
        gains=[gain(kpi="wins", per_unit={"value": 1, "volume": 1}, plan={"per_month": 10})],
    )
    form, side, weight, why = summary_of(*found(whole, "gain"))
    assert (form, side, weight) == ("unknown", "open", None)
    assert why is not None


# ── Criteria ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("current", "target", "form", "side", "weight", "why"),
    [
        (4, 3, "beyond", "favourable", Fraction(2), None),
        (3, 3, "reached", "favourable", Fraction(1), None),
        (3, 4, "short", "unfavourable", Fraction(1, 2), None),
        (2, 4, "still", "unfavourable", Fraction(0), None),
        (1.5, 4, "worse", "unfavourable", Fraction(-1, 4), None),
        (3, None, "moved", "favourable", None, "no_target"),
        (2, None, "still", "unfavourable", None, "no_target"),
        (1.5, None, "worse", "unfavourable", None, "no_target"),
        (2, 2, "held", "favourable", None, "target_equals_baseline"),
        (3, 2, "moved", "favourable", None, "target_equals_baseline"),
        (3, 1.5, "moved", "favourable", None, "target_against_direction"),
        (1.5, 1.5, "worse", "unfavourable", None, "target_against_direction"),
        (None, 4, "unknown", "open", None, "not_measured"),
    ],
)
def test_a_criterion_is_weighed_by_its_progress(
    current: Any, target: Any, form: str, side: str, weight: Fraction | None, why: str | None
) -> None:
    keys = {key: level for key, level in (("current", current), ("target", target)) if level is not None}
    whole = engagement(nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, **keys)])
    expected_weight = None if weight is None else published(weight)
    assert summary_of(*found(whole, "criterion")) == (form, side, expected_weight, why)


# ── Ranks ───────────────────────────────────────────────────────────────────


def test_the_best_of_a_kind_is_first_equals_share_a_rank_and_what_has_none_is_last() -> None:
    """Attained 60 %, 120 %, 60 %, no target, −20 %: ranks 2, 1, 2, none, 4."""
    latest = {"a": 26, "b": 32, "c": 26, "d": 32, "e": 18}
    kpis = [{"id": id, "baseline": 20, **({} if id == "d" else {"target": 30})} for id in latest]
    whole = engagement(kpis=kpis, observed={id: [("2025-12", value)] for id, value in latest.items()})
    ranks = [(outcome.subject, outcome.rank) for outcome in found(whole, "kpi_attainment")]
    assert ranks == [("b", 1), ("a", 2), ("c", 2), ("e", 4), ("d", None)]


def test_effects_in_different_units_are_ranked_by_their_share_of_the_way() -> None:
    """€500 of a way of €2,000 (25 %), 4 days less of 10 (40 %), −1 % of 10 % (−10 %)."""
    rows = {"price": (1000, 1500), "days": (30, 26), "rate": ("0.10", "0.09")}
    keys: dict[str, dict[str, Any]] = {
        "price": {"unit": "money", "baseline": 1000, "target": 3000},
        "days": {"unit": "days", "baseline": 30, "target": 20, "direction": "down"},
        "rate": {"unit": "percent", "baseline": "10%", "target": "20%"},
    }
    kpis = [{"id": id, "counterfactual": {"method": "forecast"}, **keys[id]} for id in rows]
    observed = {
        id: [(month, now, None, anyway) for month in ("2025-11", "2025-12")] for id, (anyway, now) in rows.items()
    }
    listed = found(engagement(kpis=kpis, observed=observed), "kpi_effect")
    assert [(one.subject, one.rank, one.weight) for one in listed] == [
        ("days", 1, published(Fraction(4, 10))),
        ("price", 2, published(Fraction(1, 4))),
        ("rate", 3, published(Fraction(-1, 10))),
    ]


def test_kinds_follow_one_another() -> None:
    whole = engagement(
        kpis=[{"id": "wins", "baseline": 20}], gains=[gain(per_month=5)], nonfinancial=[criterion(baseline=2)]
    )
    kinds = [outcome.kind for outcome in listed(whole)]
    assert kinds == ["gain", "kpi_effect", "kpi_attainment", "criterion"]


def test_nothing_that_is_undecided_has_a_side() -> None:
    assert not SIDES.keys() & {"unknown", "not_established", "single", "not_due", "not_yet"}


def test_each_outcome_leads_to_the_figures_that_support_it() -> None:
    """By their paths, in the order in which they are read; all of them are figures of the results."""
    scale = {"anchors": {"worst": 0, "best": 10}, "baseline": 2, "current": 5, "target": 9}
    whole = engagement(
        kpis=[{"id": "k", "baseline": 10, "target": 20, "counterfactual": {"method": "forecast"}}],
        observed={"k": [(f"2025-{month:02d}", 14 + month, None, 10) for month in range(1, 5)]},
        gains=[gain(per_month=80, plan={"per_month": 100})],
        nonfinancial=[criterion(id="talk", **scale)],
    )
    results = measure(whole)
    names = {
        "gain": ("financial.gains.margin.", "to_date plan_to_date plan_attainment_to_date"),
        "kpi_effect": (
            "kpis.k.",
            "baseline target effect.mean effect.low effect.high effect.adjusted.low effect.adjusted.high "
            "effect.share effect.share_low effect.share_high",
        ),
        "kpi_attainment": ("kpis.k.", "baseline target latest attainment"),
        "criterion": ("nonfinancial.criteria.talk.", "before now aim gain progress"),
    }
    expected = {kind: tuple(prefix + name for name in all_of.split()) for kind, (prefix, all_of) in names.items()}
    assert {one.kind: one.figures for one in listed(whole)} == expected
    by_path = figures(results)
    assert [path for one in listed(whole) for path in one.figures if path not in by_path] == []
