"""The summary: three tiles, the interval's title, what worked, the decisions, the contents; the cover."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.language import Language
from roireport.model.workspace import SECTIONS
from roireport.present.blocks import Contents, Exhibit, Points, Sentence, Table, Takeaway, Tile, Tiles, opened
from roireport.present.context import EarlierVersion, ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import report
from roireport.present.sections.cover import cover
from roireport.present.sections.nonfinancial import nonfinancial_title
from roireport.present.sections.summary import summary
from roireport.present.story.outline import chosen, heading
from tests.contexts import LANGUAGES, RANGE, ctx, engagement_ids, finding, percent, real, simple, words
from tests.engagements import cost, criterion, engagement, gain


def tiles(at_hand: ReportContext) -> tuple[Tile, ...]:
    """Return the tiles of the summary, none where it has none."""
    return next((block.tiles for block in summary(at_hand).blocks if isinstance(block, Tiles)), ())


def interval(at_hand: ReportContext) -> str:
    """Return the title of the interval; an empty text without one."""
    drawn = (block for block in summary(at_hand).blocks if isinstance(block, Exhibit))
    return next((block.title for block in drawn if isinstance(block.body, Drawing)), "")


def test_without_range_and_target_there_is_no_interval_and_the_verdict_says_why() -> None:
    at_hand = ctx(simple(2260))
    assert interval(at_hand) == ""
    assert "not tested: no input has a range" in summary(at_hand).title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_three_tiles_each_with_a_note_or_none_that_is_empty(id: str, language: Language) -> None:
    at_hand = real(id, language)
    shown = tiles(at_hand)
    assert len(shown) == (3 if at_hand.verdict.established else 0)
    assert all(tile.label and tile.value and tile.note and tile.value != "—" for tile in shown)


def full(**sections: Any) -> ReportContext:
    """Return everything that a tile may show."""
    return ctx(
        engagement(
            costs=[cost(1000), cost(500, id="time", category="client_time")],
            gains=[gain(flows={"2025-07-31": 3390}, **RANGE)],
            nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3)],
            **{"discounting": {"rate": "8%"}, "target_roi": "60%", **sections},
        )
    )


def test_tiles_have_value_unit_and_reference() -> None:
    at_hand = full()
    uncertainty = at_hand.results.uncertainty
    low, high = (percent(figure.known, "en") for figure in (uncertainty.p10, uncertainty.p90))
    roi, payback, net = tiles(at_hand)
    assert (roi.label, roi.value) == ("ROI over 12\u00a0months", "126%")
    assert roi.note == f"from {low} to {high} · target 60%"
    # 1,500 are out from January on, 3,390 come in over July: 6 + 1500/3390 months
    assert (payback.value, payback.unit) == ("6.4", "months")
    assert payback.note == "at most €1.50k advanced · paid back in July 2025"
    assert net.value == "€3.39k"
    assert net.note == "for a full cost of €1.50k (incl. €500 of client staff time) · out of a gross gain of €3.39k"


def test_present_value_and_index_are_on_one_line() -> None:
    """(3 − 2) / (5 − 1) of one criterion; 3,390 at the end of July less 1,500 at the start."""
    (line,) = [block.text for block in summary(full()).blocks if isinstance(block, Sentence) and "NPV" in block.text]
    npv = 3390 / 1.08 ** (6 / 12) - 1500
    assert f"**NPV at 8%**: €{npv / 1000:.2f}k" in line
    assert "**Change in the non-financial index**: +25 points, from 25 to 50 out of 100" in line
    assert "NPV" not in repr(summary(full(discounting={})).blocks)


def test_levels_and_change_of_the_index_agree_as_printed() -> None:
    """2.1 to 3.4 on a scale of 1 to 5 is 27.5 to 60: 28, 60 and +33 would not add up."""
    scored = criterion(anchors={"worst": 1, "best": 5}, baseline="2.1", current="3.4")
    at_hand = ctx(simple(2260, nonfinancial=[scored]))
    (line,) = [block.text for block in summary(at_hand).blocks if isinstance(block, Sentence) and "index" in block.text]
    assert "+32.5 points, from 27.5 to 60.0 out of 100" in line
    assert "27.5 to 60.0" in nonfinancial_title(at_hand)


def test_an_index_without_a_sure_sign_is_a_range_and_never_a_value() -> None:
    """Gains of 3/4 and −2/4: with a weight w drawn evenly, 125 w − 50, from −37.5 to 62.5 for 8 in 10."""
    levels: list[dict[str, Any]] = [{"id": "a", "baseline": 1, "current": 4}, {"id": "b", "baseline": 4, "current": 2}]
    scored = [criterion(anchors={"worst": 1, "best": 5}, **level) for level in levels]
    at_hand = ctx(simple(2260, nonfinancial=scored), findings=[finding("U06")])
    (line,) = [block.text for block in summary(at_hand).blocks if isinstance(block, Sentence) and "index" in block.text]
    low, high = (int(end.replace("−", "-")) for end in re.findall(r"[+−]\d+", line))
    assert [low, high] == pytest.approx([-37.5, 62.5], abs=4)
    assert "+13" not in repr(summary(at_hand))  # 100 × (0.375 − 0.25)


def test_a_french_tile_keeps_percent_with_its_digits_and_sets_other_units_apart() -> None:
    shown = tiles(ctx(simple(2260), "fr"))
    assert (shown[0].value, shown[0].unit) == ("126\u202f%", "")
    assert (shown[2].value, shown[2].unit) == ("2,26", "k€")


def test_a_tile_without_value_is_left_out() -> None:
    assert tiles(ctx(simple(None, spent=None))) == ()
    assert tiles(ctx(simple(None))) == ()
    assert "**Full cost**: €1.00k (client staff time not counted)" in repr(summary(ctx(simple(None))).blocks)


def test_a_loss_says_that_payback_is_not_reached() -> None:
    payback = tiles(ctx(simple(700)))[1]
    assert (payback.value, payback.tone) == ("not reached", "negative")
    assert "at most €1.00k advanced" in payback.note


def test_a_grid_of_years_names_the_year_of_the_payback_and_no_month() -> None:
    """1,000 now, 600 in each of two years: back in the second."""
    terms: dict[str, Any] = {"discounting": {"rate": "8%", "convention": "year_end"}, "horizon": "24 months"}
    payback = tiles(ctx(engagement(costs=[cost(1000)], gains=[gain(flows={1: 600, 2: 600})], **terms)))[1]
    assert (payback.value, payback.note) == ("year 2", "at most €1.00k advanced")


def test_gains_before_costs_need_no_outlay() -> None:
    flows = engagement(costs=[cost(1000, date="2025-09-30")], gains=[gain(flows={"2025-02": 2000})])
    assert tiles(ctx(flows))[1].value == "no outlay"


def test_a_result_that_is_mostly_ahead_leads_with_what_is_measured() -> None:
    """−80 % of 1,000 to date, 220 % expected: the tiles show the former, the notes the latter."""
    lines = [gain(flows={"2025-06-15": 200}, **RANGE), gain(id="later", flows={"2026-06-15": 3000}, **RANGE)]
    sample = engagement(costs=[cost(1000)], gains=lines, horizon="24 months", target_roi="40%")
    roi, payback, net = tiles(ctx(sample, findings=[finding("L02"), finding("R02")]))
    assert (roi.label, roi.value, roi.tone) == ("ROI to date", "−80%", "negative")
    assert roi.note.startswith("220% expected over 24\u00a0months")
    assert "positive in 100% of simulated cases" in roi.note
    assert payback.note == "at most €1.00k advanced · payback expected in June 2026"
    assert (net.label, net.value) == ("Gain credited to date", "€200")
    assert net.note.startswith("€3.20k expected over 24\u00a0months")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_headline_is_nowhere_in_the_summary(language: Language) -> None:
    at_hand = ctx(simple(2260, keys=RANGE, discounting={"rate": "8%"}), language, findings=None)
    assert not at_hand.verdict.established
    section = summary(at_hand)
    assert tiles(at_hand) == ()
    assert percent(Decimal("1.26"), language) not in repr(section)
    (box,) = [block for block in section.blocks if isinstance(block, Points) and block.boxed]
    assert len(box.items) == len(at_hand.verdict.blockers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accepted_blocker_is_marked_with_who_why_and_until_when(language: Language) -> None:
    accepted = {"rule": "A01", "subject": "margin", "reason": "No group", "by": "CFO", "until": "2026-10-01"}
    sample = simple(2260, challenges={"accepted": [accepted]})
    section = summary(ctx(sample, language, findings=None))
    (notice,) = [b for b in section.blocks if isinstance(b, Takeaway) and b.tone == "warning"]
    day = {"fr": "1er\u00a0octobre 2026", "en": "1\u00a0October 2026"}[language]
    assert all(part in notice.text for part in ("No group", "CFO", day))
    assert percent(Decimal("1.26"), language) in section.title


NARROW: dict[str, Any] = {"range": {"low": "90%", "high": "110%"}}


@pytest.mark.parametrize(
    ("amount", "sections", "keys", "expected"),
    [
        (2260, {"target_roi": "60%"}, RANGE, "Even the low case (101%) exceeds the target of 60%"),
        (
            700,
            {"target_roi": "-60%"},
            RANGE,
            "from −38% in the low case to −22% in the high case, for a target of −60%",
        ),
        (2260, {"target_roi": "126%"}, RANGE, "The target of 126% lies within the range"),
        (700, {"target_roi": "60%"}, RANGE, "Even the high case (−22%) stays below the target of 60%"),
        (2260, {}, RANGE, "The ROI stays positive, from 101% in the low case"),
        (1000, {}, RANGE, "The ROI runs from"),
        (700, {}, RANGE, "The ROI stays negative, from −38% in the low case"),
        (2260, {"target_roi": "60%"}, {}, "ROI of 126% for a target of 60%, not tested: no input has a range"),
        (2260, {"target_roi": "60%"}, NARROW, "not tested: uncertainty is counted for only 0% of the gain"),
        (1598, {"target_roi": "60%"}, {}, "ROI of 59.8% for a target of 60%, not tested"),
    ],
)
def test_the_interval_says_where_the_target_lies(
    amount: int, sections: dict[str, Any], keys: dict[str, Any], expected: str
) -> None:
    assert expected in interval(ctx(simple(amount, keys=keys, **sections)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_the_interval_of_each_engagement_agrees_with_its_percentiles(id: str, language: Language) -> None:
    at_hand = real(id, language)
    uncertainty, target = at_hand.results.uncertainty, at_hand.engagement.target_roi
    if not at_hand.verdict.established or not at_hand.verdict.low_case or target is None:
        return
    low, high = uncertainty.p10.known, uncertainty.p90.known
    above = "above_target" if at_hand.verdict.profitable else "target"
    below = "below_target" if high < target else "around_target"
    key = above if low > target else below
    start = str(words(language)._entries[f"summary.interval.{key}"]).split("{")[0]
    assert interval(at_hand).startswith(start)


def decisions(at_hand: ReportContext) -> Exhibit | None:
    """Return the table of decisions; None where there is none."""
    shown = [block for block in summary(at_hand).blocks if isinstance(block, Exhibit) and isinstance(block.body, Table)]
    return shown[0] if shown else None


PROPOSED = [
    {
        "id": "a", "decision": "Go on", "cost": 38000, "due": "2026-10-01", "asked": True, "basis": "margin",
        "gain": {"low": 60000, "high": 110500}, "over": "6 months", "owner": "CFO",
    },
    {"id": "b", "decision": "Stop"},
    {"id": "c", "decision": "Measure", "cost": 1234, "asked": True},
]  # fmt: skip


def test_only_decisions_to_take_now_are_in_the_summary() -> None:
    at_hand = ctx(simple(2260, recommendations={"decisions": PROPOSED}))
    shown = decisions(at_hand)
    assert shown is not None
    assert isinstance(shown.body, Table)
    assert shown.title == "Two decisions for today: €39,234 to commit"
    assert [[cell.text for cell in row.cells] for row in shown.body.rows] == [
        ["1\u00a0· Go on", "€38k", "€60k to €110.5k", "margin", "CFO", "1 Oct 2026"],
        ["3\u00a0· Measure", "€1,234", "not estimated", "—", "—", "—"],
    ]
    assert shown.body.rows[0].cells[2].sub == "over 6\u00a0months"
    assert shown.note == "One other decision is proposed in section 8."


def test_without_a_decision_the_summary_says_so() -> None:
    assert decisions(ctx(simple(2260))) is None
    assert "No decision is requested at this stage." in repr(summary(ctx(simple(2260))).blocks)


@pytest.mark.parametrize(("amount", "form"), [(0, "at no cost"), (None, "at a cost not yet estimated")])
def test_a_decision_without_a_cost_says_which_kind_it_is(amount: int | None, form: str) -> None:
    proposed: dict[str, Any] = {"id": "a", "decision": "Go on", "asked": True}
    proposed |= {} if amount is None else {"cost": amount}
    shown = decisions(ctx(simple(2260, recommendations={"decisions": [proposed]})))
    assert shown is not None
    assert shown.title.endswith(form)


@pytest.mark.parametrize("id", engagement_ids())
def test_the_title_of_the_decisions_follows_from_the_table_under_it(id: str) -> None:
    at_hand = real(id, "en")
    shown = decisions(at_hand)
    asked = [decision for decision in at_hand.engagement.recommendations.decisions if decision.asked]
    assert (shown is None) == (not asked)
    if shown is not None:
        assert isinstance(shown.body, Table)
        count = words("en")(f"count.{len(shown.body.rows)}").capitalize()
        assert shown.title.startswith(count)


# ── What worked and what did not ────────────────────────────────────────────


def test_a_gain_names_the_kpi_behind_it_and_the_decision_that_takes_it_up() -> None:
    """10 before, 12 after without any noise: 2 more, and 100 a month of 300 planned."""
    rows = [(f"2024-{month:02d}", 10) for month in range(1, 13)] + [(f"2025-{month:02d}", 12) for month in range(1, 13)]
    kpi = {"id": "k", "name": "Orders", "direction": "up", "counterfactual": {"method": "none"}}
    sample = engagement(
        kpis=[kpi], observed={"k": rows}, costs=[cost(100)],
        gains=[gain(kpi="k", per_month=100, plan={"per_month": 300})],
        recommendations={"decisions": [{"id": "a", "decision": "Stop"}, {"id": "b", "decision": "Go", "basis": "k"}]},
    )  # fmt: skip
    listed = [
        item.text for block in opened(summary(ctx(sample)).blocks) if isinstance(block, Points) for item in block.items
    ]
    (behind,) = [text for text in listed if "Behind this gain" in text]
    assert "“Orders” from 10 to 12, favourable net effect of 2" in behind
    assert behind.endswith("→ decision 2")


@pytest.mark.parametrize("id", engagement_ids())
def test_no_finding_of_the_summary_is_empty(id: str) -> None:
    """What cannot be compared, or has no value, is no finding."""
    at_hand = real(id, "en")
    lists = [block for block in opened(summary(at_hand).blocks) if isinstance(block, Points) and not block.boxed]
    assert all(block.items for block in lists)
    assert "cannot be compared" not in repr(lists)


def test_a_line_on_the_version_before_stays_away_until_there_is_one() -> None:
    at_hand = ctx(simple(2260))
    assert "Since version" not in repr(summary(at_hand))
    follows = replace(at_hand, earlier=EarlierVersion("1.1", Decimal("0.964")))
    first = summary(follows).blocks[0]
    assert isinstance(first, Sentence)
    assert first.text == "Since version 1.1: the ROI moves from 96% to 126%."
    withheld = replace(ctx(simple(2260), findings=None), earlier=follows.earlier)
    assert "Since version" not in repr(summary(withheld))


def test_contents_list_the_sections_that_follow() -> None:
    at_hand = ctx(simple(2260))
    (contents,) = [block for block in summary(at_hand).blocks if isinstance(block, Contents)]
    assert [id for id, _ in contents.entries] == list(SECTIONS[1:])
    assert contents.entries[2] == ("costs-gains", "3\u00a0·\u00a0Costs and gains")
    assert [label[0] for _, label in contents.entries] == list("12345678AB")


def test_chosen_sections_are_numbered_in_order() -> None:
    from roireport.model.workspace import ReportSettings, Workspace

    workspace = Workspace(report=ReportSettings(sections=("summary", "roi", "method")))
    at_hand = ctx(simple(2260), workspace=workspace)
    assert chosen(workspace) == ("summary", "roi", "method")
    assert heading(at_hand, "roi").startswith("1")
    assert heading(at_hand, "method").startswith("A")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_the_cover_draws_the_cash_curve_and_marks_what_is_forecast(id: str, language: Language) -> None:
    at_hand = real(id, language)
    page = cover(at_hand)
    assert (page.drawing is not None) == at_hand.verdict.established
    if page.drawing is not None:
        flows = at_hand.results.financial.cash_flow
        forecast = any(flow.forecast for flow in flows)
        assert (({"fr": "prévision", "en": "forecast"}[language]) in page.caption) == forecast
        assert [text.text for text in page.drawing.texts].count(words(language)("cover.label.to_date")) == forecast
    assert page.name == at_hand.engagement.title
    assert page.name not in page.title
    assert (page.status == "") == (at_hand.engagement.status == "final")


def test_the_curve_is_labelled_at_its_low_point_today_and_at_its_end() -> None:
    """1,000 out in January, 400 back in June, 2,000 to come: −1,000, −600 at the end of 2025, +1,400 at the end."""
    flows = engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 400, "2026-06": 2000})], horizon="24 months")
    page = cover(ctx(flows))
    assert page.drawing is not None
    amounts = {"−€1.00k", "−€600", "+€1.40k", "€0"}
    assert amounts <= {text.text for text in page.drawing.texts}


def test_the_cover_says_who_made_it_and_who_paid_and_leaves_out_what_is_not_given() -> None:
    bare = cover(ctx(simple(2260)))
    assert [label for label, _ in bare.facts] == ["Client", "Cut-off date"]
    team = [{"name": "Ada", "role": "Lead"}, {"name": "Grace"}]
    given = cover(ctx(simple(2260, team=team, independence="Paid by the client", confidentiality="Board")))
    assert dict(given.facts)["Prepared by"] == ("Lead, Grace",)
    assert dict(given.facts)["Independence"] == ("Paid by the client",)
    assert dict(given.facts)["Distribution"] == ("Board",)


def test_a_draft_is_marked_across_its_pages() -> None:
    page = cover(ctx(simple(2260, status="draft", version="0.3"), findings=[finding("G03", "info")]))
    assert (page.mark, page.facts[1][1][1:]) == ("Draft", ("Draft", "Version 0.3"))


def test_the_commit_is_in_the_colophon_and_not_on_the_cover() -> None:
    at_hand = ctx(simple(2260, version="0.3"))
    assert "0a1b2c3" not in repr(cover(at_hand))
    assert report(at_hand).colophon == "Report v0.3, computed with roireport from the data at commit 0a1b2c3."


@pytest.mark.parametrize("id", engagement_ids())
def test_everything_the_summary_quotes_is_a_figure_of_the_results(id: str) -> None:
    at_hand = real(id, "en")
    assert set(quoted_in(summary(at_hand))) <= set(at_hand.figures)
    assert at_hand.verdict.established <= ("financial.roi" in set(quoted_in(summary(at_hand))))
