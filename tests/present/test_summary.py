"""The summary: six tiles with a range or a reference, the interval's title, the decision, the contents; the cover."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.model.language import Language
from roireport.model.workspace import SECTIONS
from roireport.present.blocks import Contents, Exhibit, Sentence, Side, Takeaway, Tile, Tiles
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.sections.cover import cover
from roireport.present.sections.summary import summary
from roireport.present.story.outline import chosen, heading
from tests.contexts import LANGUAGES, RANGE, ctx, engagement_ids, finding, percent, real, simple, words
from tests.engagements import cost, criterion, engagement, gain


def tiles(at_hand: ReportContext) -> tuple[Tile, ...]:
    first = summary(at_hand).blocks[0]
    assert isinstance(first, Tiles)
    return first.tiles


def interval(at_hand: ReportContext) -> str:
    """Return the title of the interval, or the sentence in its place."""
    shown = [block for block in summary(at_hand).blocks if isinstance(block, Exhibit | Sentence)]
    return shown[0].title if isinstance(shown[0], Exhibit) else shown[0].text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_six_tiles_each_with_a_note(id: str, language: Language) -> None:
    shown = tiles(real(id, language))
    assert len(shown) == 6
    assert all(tile.label and tile.value and tile.note for tile in shown)


def full() -> ReportContext:
    """Return everything that a tile may show."""
    return ctx(
        engagement(
            costs=[cost(1000), cost(500, id="time", category="client_time")],
            gains=[gain(flows={"2025-07-31": 3390}, **RANGE)],
            nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3)],
            discounting={"rate": "8%"},
            target_roi="60%",
        )
    )


def test_tiles_have_value_unit_and_reference() -> None:
    at_hand = full()
    uncertainty = at_hand.results.uncertainty
    low, high = (percent(figure.known, "en") for figure in (uncertainty.p10, uncertainty.p90))
    roi, net, spent, npv, payback, index = tiles(at_hand)
    assert (roi.label, roi.value) == ("ROI over 12\u00a0months", "126%")
    assert roi.note == f"P10–P90: {low} to {high} · target 60%"
    assert (net.value, net.note) == ("€3.39k", "of a gross gain of €3.39k")
    assert (spent.value, spent.note) == ("€1.50k", "of which internal time €500")
    assert (npv.label, npv.note) == ("NPV at 8%", "month-end flows over 12\u00a0months")
    # 1,500 are out from January on, 3,390 come in over July: 6 + 1500/3390 months
    assert (payback.value, payback.unit) == ("6.4", "months")
    assert payback.note == "in July 2025 · peak exposure €1.50k"
    # (3 − 2) / (5 − 1) of one criterion
    assert (index.value, index.unit, index.note) == ("+25.0", "points", "from 25 to 50 out of 100")


def test_a_french_tile_keeps_percent_with_its_digits_and_sets_other_units_apart() -> None:
    shown = tiles(ctx(simple(2260), "fr"))
    assert (shown[0].value, shown[0].unit) == ("126\u202f%", "")
    assert (shown[1].value, shown[1].unit) == ("2,26", "k€")


def test_a_tile_without_value_says_why() -> None:
    shown = tiles(ctx(simple(None, spent=None)))
    assert {tile.value for tile in shown} == {"—"}
    assert shown[2].note == "no cost is recorded"


def test_a_loss_says_that_payback_is_not_reached() -> None:
    payback = tiles(ctx(simple(700)))[4]
    assert (payback.value, payback.tone) == ("not reached", "negative")
    assert "peak exposure €1.00k" in payback.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_headline_is_nowhere_in_the_summary(language: Language) -> None:
    at_hand = ctx(simple(2260, keys=RANGE, discounting={"rate": "8%"}), language, findings=None)
    assert not at_hand.verdict.established
    section = summary(at_hand)
    shown = tiles(at_hand)
    assert [tile.value for tile in shown[:2]] == [words(language)("common.withheld.short")] * 2
    assert percent(Decimal("1.26"), language) not in repr(section)
    reasons = [block.text for block in section.blocks if isinstance(block, Sentence)]
    assert len(reasons) == len(at_hand.verdict.blockers)


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
        (2260, {}, {}, "The ROI is not tested: no input has a range."),
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
        assert "P10" not in summary(at_hand).title
        return
    low, high = uncertainty.p10.known, uncertainty.p90.known
    above = "above_target" if at_hand.verdict.profitable else "target"
    below = "below_target" if high < target else "around_target"
    key = above if low > target else below
    start = str(words(language)._entries[f"summary.interval.{key}"]).split("{")[0]
    assert interval(at_hand).startswith(start)


def decisions(at_hand: ReportContext) -> list[str]:
    (side,) = [block for block in summary(at_hand).blocks if isinstance(block, Side)]
    return [block.text for block in side.right if isinstance(block, Takeaway)]


def test_only_decisions_to_take_now_are_in_the_summary() -> None:
    proposed = [
        {"id": "a", "decision": "Go on", "cost": 38000, "due": "2026-10-01", "asked": True},
        {"id": "b", "decision": "Stop"},
        {"id": "c", "decision": "Measure", "asked": True},
    ]
    at_hand = ctx(simple(2260, recommendations={"decisions": proposed}))
    assert decisions(at_hand) == ["Go on (cost: €38,000; due: 1\u00a0October 2026).", "Measure."]
    assert decisions(ctx(simple(2260))) == ["No decision is asked at this stage."]


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
    forecast = any(flow.forecast for flow in at_hand.results.financial.cash_flow)
    assert (({"fr": "prévision", "en": "forecast"}[language]) in page.caption) == forecast
    assert page.drawing.marks
    assert [label for label, _ in page.facts] == [
        words(language)(f"cover.{name}") for name in ("client", "as_of", "version", "confidentiality")
    ]
    assert (page.status == "") == (at_hand.engagement.status == "final")


def test_a_draft_is_marked_across_its_pages() -> None:
    page = cover(ctx(simple(2260, status="draft", version="0.3"), findings=[finding("G03", "info")]))
    assert (page.mark, page.facts[2][1]) == ("Draft", ("v0.3", "0a1b2c3"))


@pytest.mark.parametrize("id", engagement_ids())
def test_everything_the_summary_quotes_is_a_figure_of_the_results(id: str) -> None:
    at_hand = real(id, "en")
    assert set(quoted_in(summary(at_hand))) <= set(at_hand.figures)
    assert ("financial.roi" in set(quoted_in(summary(at_hand)))) == at_hand.verdict.established
