"""Objectives, indicators and trends: counts, directions and claims, computed independently."""

import math
from decimal import Decimal
from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Points, Sentence, Table, Takeaway, opened
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import difference_text
from roireport.present.language.quoted_text import quoted_in, texts_in
from roireport.present.sections.effects_table import effects_table
from roireport.present.sections.method import method
from roireport.present.sections.objectives import kpis_title, objectives, objectives_title
from roireport.present.sections.tracking import tracked, tracking, tracking_title, trend_title
from roireport.present.story.remarks import remarks
from roireport.present.view import Section
from tests.contexts import LANGUAGES, ctx, engagement_ids, real
from tests.engagements import cost, engagement, gain

SPELLED = {
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


def tables(section: Section) -> list[Table]:
    return [block.body for block in section.blocks if isinstance(block, Exhibit) and isinstance(block.body, Table)]


def takeaways(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Takeaway)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_titles_count_what_is_reached(id: str, language: Language) -> None:
    at_hand = real(id, language)
    states = [each.status for each in at_hand.results.objectives]
    reached, total = states.count("reached"), len(states)
    title = objectives_title(at_hand).lower()
    if 0 < reached < total:
        kpis = {kpi.id: str(kpi.short_name) for kpi in at_hand.engagement.kpis}
        named = [
            (str(o.objective.short or kpis[o.objective.kpi or ""]).lower(), o.status)
            for o in at_hand.results.objectives
        ]
        *_, rest = title.rpartition(";")
        assert all(name in rest for name, status in named if status != "reached")
        assert not any(name in rest for name, status in named if status == "reached")
        assert title.startswith(SPELLED[language][reached]) or all(name in title for name, _ in named)
    ways = [each.attainment.known for each in at_hand.results.kpis if each.attainment.defined]
    done = sum(way >= 1 for way in ways)
    if 0 < done < len(ways):
        assert kpis_title(at_hand).lower().startswith(SPELLED[language][done])


@pytest.mark.parametrize("id", engagement_ids())
def test_each_objective_and_each_indicator_has_a_row(id: str) -> None:
    at_hand = real(id, "en")
    alone = {kpi.kpi.id for kpi in at_hand.results.kpis} - {each.objective.kpi for each in at_hand.results.objectives}
    shown = tables(objectives(at_hand))
    rows = [row.cells[1].text for table in shown for row in table.rows if row.role == "plain"]
    assert len(rows) == len(at_hand.results.objectives) + len(alone)
    goals = [row.cells[0].text for table in shown for row in table.rows if row.role == "group"]
    served = {each.objective.business_goal for each in at_hand.results.objectives}
    assert {goal.statement for goal in at_hand.engagement.business_goals if goal.id in served} <= set(goals)
    assert all(sum(column.width for column in table.columns) == 100 for table in shown)
    assert set(quoted_in(objectives(at_hand))) <= set(at_hand.figures)


def aims(*latest: Any, due: str | None = "2025-12-31", **sections: Any) -> ReportContext:
    """Objectives from 20 to 30 by a day, one for each latest value."""
    ids = [f"k{n}" for n in range(len(latest))]
    aim = {"target": 30, "owner": "Sales", **({"due": due} if due else {})}
    return ctx(
        engagement(
            kpis=[{"id": id, "baseline": 20, "target": 30} for id in ids],
            observed={id: [("2025-11", 25), ("2025-12", value)] for id, value in zip(ids, latest, strict=True)},
            objectives=[{"id": id, "statement": f"Reach {id}", "kpi": id, **aim} for id in ids],
            **sections,
        )
    )


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (aims(30), "k0 meets its target on time"),
        (aims(30, 31), "k0 and k1 meet their targets on time"),
        (aims(30, 26), "k0 meets its target; missed: k1"),
        (aims(30, 26, 25), "k0 meets its target; missed: k1 and k2"),
        (aims(30, 31, 25), "k0 and k1 meet their targets; missed: k2"),
        (aims(30, 31, 25, 24), "k0 and k1 meet their targets; missed: k2 and k3"),
        (aims(26, 25), "k0 and k1 do not meet their targets on time"),
        (
            aims(30, 26, due="2026-12-31"),
            "None of the two objectives is due yet; the first date is 31\u00a0December 2026",
        ),
        (aims(30, due="2025-11-30"), "The objective was met late"),
        (
            aims(30, 26, due="2025-11-30"),
            "Late: k0; missed: k1",
        ),
        (aims(30, due="2025-06-30"), "The objective was not measured at its due date"),
        (
            ctx(engagement(objectives=[{"id": "o", "statement": "Win"}])),
            "The objective cannot be judged: it lacks a due date or a target",
        ),
        (ctx(engagement()), "Neither an objective nor a KPI is recorded"),
        (ctx(engagement(kpis=[{"id": "k"}])), "KPIs are tracked, but no objective is recorded"),
    ],
)
def test_the_title_of_each_situation_of_the_objectives(at_hand: ReportContext, title: str) -> None:
    assert objectives_title(at_hand) == title


def test_names_that_are_too_long_for_two_lines_are_counted() -> None:
    long = "Conversion rate of quotes above fifteen thousand euros"
    kpis = [{"id": f"k{n}", "name": f"{long} {n}", "baseline": 20, "target": 30} for n in range(3)]
    aim = {"target": 30, "due": "2025-12-31"}
    goals = [{"id": f"o{n}", "statement": "Reach it", "kpi": f"k{n}", **aim} for n in range(3)]

    def title(*latest: int) -> str:
        observed = {f"k{n}": [("2025-12", value)] for n, value in enumerate(latest)}
        return str(objectives_title(ctx(engagement(kpis=kpis, observed=observed, objectives=goals))))

    assert title(30, 31, 25) == f"Two objectives of three are met; missed: {long} 2"
    assert title(30, 26, 25) == "One objective of three is met on time, two missed"


def test_a_row_gives_the_statement_and_leaves_what_it_lacks_to_the_author() -> None:
    (table, *_) = tables(objectives(aims(30)))
    assert table.rows[0].cells[1].sub == "Reach k0."
    assert table.rows[0].cells[-1].text == "Met"
    assert table.rows[0].cells[-1].pill


@pytest.mark.parametrize(
    ("at_hand", "value", "status", "below", "tone"),
    [
        (aims(30), "30", "Met", "", "positive"),
        (aims(30, due="2025-11-30"), "25", "Met late", "in December 2025", "warning"),
        (aims(26), "26", "Missed", "", "negative"),
        (aims(30, due="2025-10-31"), "", "Not measured", "", "muted"),
        (aims(26, due="2026-12-31"), "", "Not due", "Ahead", "accent"),
        (aims(22, due="2026-12-31"), "", "Not due", "Behind", "warning"),
        (aims(22, due=None), "", "—", "no due date is set", "muted"),
    ],
)
def test_a_row_shows_the_value_at_the_due_date_and_the_judgement(
    at_hand: ReportContext, value: str, status: str, below: str, tone: str
) -> None:
    """Half of the way from 20 to 30 has passed in days by the end of 2025, if the target is due at the end of 2026."""
    *_, shown, judged = tables(objectives(at_hand))[0].rows[0].cells
    assert (shown.sub, judged.text, judged.sub, judged.tone) == (value, status, below, tone)


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        ((30, 31), "Every KPI measured against a target is at or beyond it."),
        ((30, 26), "Short of its target: “k1”, at 60% of its planned change."),
        ((24, 20), "Two KPIs fall short of their target; “k1” trails most, and has not moved."),
        ((18,), "Short of its target: “k0”, which moved away from it."),
        ((26, 22), "Two KPIs fall short of their target; “k1” trails most, at 20% of its planned change."),
    ],
)
def test_the_takeaway_names_the_farthest_indicator(latest: tuple[int, ...], expected: str) -> None:
    assert takeaways(objectives(aims(*latest))) == [expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_sections_say_so_in_a_sentence(language: Language) -> None:
    at_hand = ctx(engagement(), language)
    for section in (objectives(at_hand), tracking(at_hand)):
        assert section.title
        assert any(isinstance(block, Sentence) and block.text for block in section.blocks)


def test_a_target_against_the_wanted_direction_is_not_called_reached() -> None:
    """Less is better, yet the target of 30 lies above the baseline of 20: 34 is no success, though 140 % of the way."""
    against = {"id": "lead-time", "direction": "down", "baseline": 20, "target": 30}
    rows = [("2025-11", 32), ("2025-12", 34)]
    at_hand = ctx(engagement(kpis=[against], observed={"lead-time": rows}))
    assert kpis_title(at_hand) == "No KPI can be assessed against its target yet"
    (table, *_) = tables(objectives(at_hand))
    assert (table.rows[0].cells[5].text, table.rows[0].cells[5].tone) == ("140%", "muted")
    two = [against, {"id": "orders", "baseline": 20, "target": 30}]
    both = ctx(engagement(kpis=two, observed={"lead-time": rows, "orders": [("2025-12", 26)]}))
    assert kpis_title(both) == "The KPI did not meet its target"
    assert takeaways(objectives(both)) == ["Short of its target: “orders”, at 60% of its planned change."]


# ── Tracking ────────────────────────────────────────────────────────────────

BEFORE = [f"2024-{month:02d}" for month in range(7, 13)]
AFTER = [f"2025-{month:02d}" for month in range(1, 13)]


def compared(*lifts: int, noise: int = 1, method: str = "control") -> ReportContext:
    """KPIs with a control group at 20; each is lifted after the start, plus or minus the noise."""
    ids = [f"k{n}" for n in range(len(lifts))]
    observed = {
        id: [(m, 20 + noise * (i % 2), 20) for i, m in enumerate(BEFORE)]
        + [(m, 20 + lift + noise * (i % 2), 20) for i, m in enumerate(AFTER)]
        for id, lift in zip(ids, lifts, strict=True)
    }
    return ctx(engagement(kpis=[{"id": id, "counterfactual": {"method": method}} for id in ids], observed=observed))


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (compared(5), "The KPI compared improves more than without the engagement; k0: +5.0"),
        (compared(5, 6), "All two KPIs compared improve more than without the engagement; k0: +5.0"),
        (compared(5, 0), "Only one of two KPIs compared improves more than without the engagement; k0: +5.0"),
        (compared(0, 5), "Only one of two KPIs compared improves more than without the engagement"),
        (
            compared(-5, 0),
            "For none of the two KPIs compared is it established that it improves more than without the engagement",
        ),
        (compared(5, 6, method="none"), "Two KPIs are tracked, but nothing isolates the effect of the engagement"),
        (ctx(engagement()), "No KPI is tracked over time"),
    ],
)
def test_the_title_of_each_situation_of_the_tracking(at_hand: ReportContext, title: str) -> None:
    assert tracking_title(at_hand) == title


@pytest.mark.parametrize(
    ("lift", "method", "expected"),
    [
        (5, "control", "k0: an established favourable net effect of +5.0 on average"),
        (-5, "control", "k0: an established unfavourable net effect of −5.0 on average"),
        (0, "control", "k0: a net effect of 0.0 on average, not established"),
        (5, "none", "k0: +5.0 on average in the desired direction, with nothing to compare it to"),
        (-5, "none", "k0: −5.0 on average, away from the desired direction, with nothing to compare it to"),
        (0, "none", "k0: no difference from the baseline on average"),
    ],
)
def test_a_trend_is_titled_by_its_mean_effect(lift: int, method: str, expected: str) -> None:
    at_hand = compared(lift, method=method)
    assert trend_title(at_hand, at_hand.results.kpis[0]) == expected


def test_a_net_effect_that_chance_may_explain_is_not_titled_favourable() -> None:
    at_hand = compared(1, noise=8)
    assert trend_title(at_hand, at_hand.results.kpis[0]) == "k0: a net effect of +1.0 on average, not established"


def test_a_small_difference_of_a_percentage_is_never_shown_as_zero() -> None:
    at_hand = real("halden-key-accounts", "en")
    result = next(each for each in at_hand.results.kpis if each.kpi.unit == "percent")
    shown = [difference_text(at_hand, result, Decimal(value)) for value in ("0.0002", "-0.0002", "0.03", "0")]
    assert shown == ["+0.02\u00a0pts", "\u22120.02\u00a0pts", "+3.0\u00a0pts", "0.0\u00a0pts"]


@pytest.mark.parametrize(("lift", "tone"), [(5, "plain"), (0, "muted")])
def test_the_effect_has_its_intervals_and_periods(lift: int, tone: str) -> None:
    """Six months before and twelve after of value − control, 0 and 1 in turn: Welch, computed here."""
    at_hand = compared(lift)
    (table,) = tables(tracking(at_hand))
    ((_, _, mean, interval, periods, reserve),) = [row.cells for row in table.rows]
    welch = math.sqrt(0.3 / 6 + 3 / 11 / 12) * 1.8124611  # 10 degrees of freedom: 0.0727² / (0.05²/5 + 0.0227²/11)
    freedom = (0.05 + 3 / 132) ** 2 / (0.05**2 / 5 + (3 / 132) ** 2 / 11)
    assert 9.6 < freedom < 9.8
    assert mean.text == ("+5.0, favourable" if lift else "0.0")
    assert interval.tone == tone
    adjusted = at_hand.results.kpis[0].effect.adjusted
    low, high = (float(end.replace("\u2212", "-")) for end in interval.text.split(" to "))
    half = max(welch, float(adjusted.high.known - adjusted.low.known) / 2)
    assert (low, high) == pytest.approx((lift - half, lift + half), abs=0.06)
    assert [periods.text, reserve.text] == ["6\u00a0+\u00a012", "—" if lift else "includes zero"]


def test_an_effect_has_the_sign_of_the_change_and_a_word() -> None:
    """Days that fall by 5 where less is better: −5.0 days, favourable; the lower end of the interval is first."""
    rows = [(m, 20 + i % 2, 20) for i, m in enumerate(BEFORE)] + [(m, 15 + i % 2, 20) for i, m in enumerate(AFTER)]
    noun = {"id": "k", "unit": "days", "direction": "down", "counterfactual": {"method": "control"}}
    at_hand = ctx(engagement(kpis=[noun], observed={"k": rows}))
    (table,) = tables(tracking(at_hand))
    cells = table.rows[0].cells
    assert cells[2].text == "\u22125.0\u00a0days, favourable"
    low, high = (float(end.replace("\u2212", "-")) for end in cells[3].text.removesuffix("\u00a0days").split(" to "))
    assert low < -5 < high < 0
    assert trend_title(at_hand, at_hand.results.kpis[0]).endswith("effect of \u22125.0\u00a0days on average")


def test_every_interval_names_its_level_and_its_method() -> None:
    (exhibit,) = [block for block in tracking(compared(5)).blocks if isinstance(block, Exhibit) and block.note]
    assert isinstance(exhibit.body, Table)
    assert exhibit.body.columns[3].label == "90% interval"
    assert "wider of the two" in exhibit.note


def meanings(at_hand: ReportContext) -> list[str]:
    """What appendix A explains, the doubts about each effect among it."""
    return list(texts_in(method(at_hand)))


def test_one_period_has_no_interval_and_is_in_doubt() -> None:
    at_hand = ctx(engagement(kpis=[{"id": "k", "baseline": 20}], observed={"k": [("2024-12", 20), ("2025-01", 25)]}))
    (table,) = tables(tracking(at_hand))
    assert [cell.text for cell in table.rows[0].cells] == [
        "k",
        "baseline",
        "+5.0, favourable",
        "—",
        "1\u00a0+\u00a01",
        "not isolated",
    ]
    texts = meanings(at_hand)
    doubts = (
        "The engagement’s part of the change is not isolated; only 1\xa0period since the start; "
        "the error of the declared baseline is not known, and is not in the intervals"
    )
    assert [meaning for meaning in texts if meaning.endswith(doubts)] != []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 9, "December 2025 lies far from the other periods; without it the mean effect is +5.1"),
        (9, 0, "December 2024, before the start, lies far from the other periods"),
        (
            9,
            9,
            "December 2024 and December 2025 lie far from the other periods; "
            "without those since the start the mean effect is +5.1",
        ),
    ],
)
def test_the_mean_beside_leaves_out_only_outliers_since_the_start(before: int, after: int, expected: str) -> None:
    """Effects of 5, 6 and 4 in turn, 56/11 without December; before the start −1, 0 and 1 in turn."""
    rows: list[Any] = [(f"2024-{n:02d}", 19 + n % 3 + before * (n == 12), None, 20) for n in range(5, 13)]
    rows += [(f"2025-{n:02d}", 24 + n % 3 + after * (n == 12), None, 20) for n in range(1, 13)]
    at_hand = ctx(engagement(kpis=[{"id": "k", "counterfactual": {"method": "forecast"}}], observed={"k": rows}))
    assert [meaning for meaning in meanings(at_hand) if expected in meaning] != []


def test_a_gap_that_closes_raises_no_doubt() -> None:
    """12, 10, 10, 8 below the control group: the KPI came nearer to it by 6/5 a month, with 94.9 % certainty."""
    rows = [(f"2024-{9 + n:02d}", 30 - gap, 30) for n, gap in enumerate((12, 10, 10, 8))]
    rows += [(m, 31 + i % 2, 30) for i, m in enumerate(AFTER)]
    at_hand = ctx(engagement(kpis=[{"id": "k", "counterfactual": {"method": "control"}}], observed={"k": rows}))
    doubt = "Before the start the gap to the control group was already changing by +1.2 per period (confidence 95%)"
    assert [meaning for meaning in meanings(at_hand) if meaning.endswith(doubt)] != []


@pytest.mark.parametrize(
    ("at_hand", "title"),
    [
        (compared(5), "The net effect measured is established"),
        (compared(5, 6), "The two net effects measured are all established"),
        (compared(0), "The net effect measured is not established"),
        (compared(5, 0), "One net effect of two measured is established"),
        (compared(5, method="none"), "The change of the KPI since the start, with no comparison"),
        (compared(5, 4, method="none"), "The changes of the KPIs since the start, with no comparison"),
        (ctx(engagement(kpis=[{"id": "k"}], observed={"k": [("2024-12", 20)]})), "The effect of the KPI tracked"),
    ],
)
def test_the_table_of_effects_counts_established_net_effects(at_hand: ReportContext, title: str) -> None:
    (exhibit,) = [block for block in tracking(at_hand).blocks if isinstance(block, Exhibit) and block.note]
    assert exhibit.title.startswith(title)


@pytest.mark.parametrize(
    ("ids", "drawn"),
    [
        (["plain", "controlled", "carrying", "other"], "carrying"),
        (["plain", "controlled", "other"], "controlled"),
        (["plain", "other"], "plain"),
    ],
)
def test_an_indicator_that_carries_a_gain_or_has_a_control_group_is_drawn(ids: list[str], drawn: str) -> None:
    rows = [(m, 20) for m in BEFORE + AFTER]
    control = {"counterfactual": {"method": "control"}}
    kpis = [{"id": id, "baseline": 20, **(control if id == "controlled" else {})} for id in ids]
    observed = {id: [(*row, 20) for row in rows] for id in ids}
    gains = [gain(kpi=id, per_unit={"value": 10, "volume": 1}) for id in ids if id == "carrying"]
    at_hand = ctx(engagement(kpis=kpis, observed=observed, gains=gains, costs=[cost(10)]))
    followed = tracked(at_hand)
    assert followed is not None
    assert followed.kpi.id == drawn


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_one_trend_is_drawn_with_a_claim_from_the_results(id: str, language: Language) -> None:
    at_hand = real(id, language)
    section = tracking(at_hand)
    flat = list(opened(section.blocks))
    drawn = [block for block in flat if isinstance(block, Exhibit) and isinstance(block.body, Drawing)]
    assert len(drawn) == any(len(each.series) > 1 for each in at_hand.results.kpis)
    still_open = ["muted"] if remarks(at_hand, "open") else []
    assert [block.tone for block in flat if isinstance(block, Points)] == ["positive", "negative", *still_open]
    assert set(quoted_in(section)) <= set(at_hand.figures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("effects", "places"),
    [
        ((900_000, 1_100_000, 1_000_000, 1_200_000), 0),  # mean 1,050 k€
        ((-1_500_000, 500_000, 500_000, -500_000), 0),  # mean −250 k€
        ((900, 1_100, 1_000, 1_200), 1),  # mean 1.05 k€
    ],
)
def test_an_effect_has_the_scale_of_its_indicator_and_two_digits(
    effects: tuple[int, ...], places: int, language: Language
) -> None:
    """Levels of ten million are in thousands; so are the mean and the wider interval, the adjusted one."""
    kpi = {"id": "sales", "unit": "money", "baseline": 0, "counterfactual": {"method": "forecast"}}
    rows = [(f"2025-{month:02d}", 10_000_000 + effect, None, 10_000_000) for month, effect in enumerate(effects, 3)]
    at_hand = ctx(engagement(kpis=[kpi], observed={"sales": rows}), language)
    (exhibit,) = effects_table(at_hand)
    assert isinstance(exhibit, Exhibit)
    assert isinstance(exhibit.body, Table)
    interval = at_hand.results.kpis[0].effect.adjusted
    low, high = (f"{end.known / 1000:+,.{places}f}".replace("-", "\u2212") for end in (interval.low, interval.high))
    if language == "fr":
        low, high = (text.replace(",", "\u202f").replace(".", ",") for text in (low, high))
    end = {"fr": f"{high}\u00a0k€", "en": f"{high}k"}[language]
    assert exhibit.body.rows[0].cells[3].text == at_hand.words("tracking.effects.range", low=low, high=end)
