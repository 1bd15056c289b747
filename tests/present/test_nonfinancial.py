"""Section 6 counts the criteria, names the one furthest behind, and keeps the three figures apart."""

import re
from decimal import Decimal
from typing import Any

import pytest

from roireport.chart.drawing import Drawing
from roireport.model.engagement import Engagement
from roireport.present.blocks import Exhibit
from roireport.present.charts.criteria import criteria_exhibits, criteria_title
from roireport.present.charts.three_figures import three_figures_exhibit, three_figures_title
from roireport.present.sections.nonfinancial import course_of, nonfinancial, nonfinancial_title
from roireport.present.story.criterion_text import furthest, shown_weights, state_of
from tests.contexts import LANGUAGES, RANGE, ctx, finding, percent, real
from tests.engagements import cost, criterion, engagement, gain

ANCHORS = {"worst": 1, "best": 5}


def scored(*levels: tuple[Any, Any, Any], **sections: Any) -> Engagement:
    """Return criteria by baseline, current level and target; None where not given."""
    criteria = [
        criterion(id=f"c{n}", label=f"Criterion {n}", anchors=ANCHORS, **_known(*level))
        for n, level in enumerate(levels, 1)
    ]
    return engagement(nonfinancial=criteria, **sections)


def _known(baseline: Any, current: Any, target: Any) -> dict[str, Any]:
    levels = {"baseline": baseline, "current": current, "target": target}
    return {name: value for name, value in levels.items() if value is not None}


@pytest.mark.parametrize(
    ("levels", "course"),
    [
        ([], "none"),
        ([(1, None, 3)], "unmeasured"),
        ([(1, 3, 4)], "up"),
        ([(3, 1, 4)], "down"),
        ([(3, 3, 4)], "still"),
    ],
)
def test_the_course_is_the_change_of_the_index(levels: list[tuple[Any, Any, Any]], course: str) -> None:
    assert course_of(ctx(scored(*levels))) == course


def test_an_index_whose_sign_depends_on_the_weights_is_unsettled() -> None:
    at_hand = ctx(scored((1, 4, 5), (4, 2, 5)), findings=[finding("U06")])
    assert course_of(at_hand) == "unsettled"
    # Gains of 3/4 and −2/4: with a weight w drawn evenly, 125 w − 50, positive from w = 0.4, and from −37.5 to 62.5 in
    # eight cases of ten.
    (kept,) = (int(number) for number in re.findall(r"\d+", nonfinancial_title(at_hand)))
    assert kept == pytest.approx(60, abs=5)
    (note,) = [
        block.note for block in nonfinancial(at_hand).blocks if isinstance(block, Exhibit) and "random" in block.note
    ]
    low, high = (int(number.replace("−", "-")) for number in re.findall(r"[+−]\d+(?= )", note)[:2])
    assert [low, high] == pytest.approx([-37.5, 62.5], abs=4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_names_the_criterion_furthest_from_its_target(language: Any) -> None:
    # From 25 to 62.5 on the scale of 100: (1→3), (2→4), (3→3), (2→4) in quarters: 0, .25, .5, .25 → .5, .75, .5, .75.
    at_hand = ctx(scored((1, 3, 3), (2, 4, "3.5"), (3, 3, 4), (2, 4, 5)), language)
    title = nonfinancial_title(at_hand)
    assert ("25" in title, "63" in title) == (True, True)
    assert [n for n in range(1, 5) if f"Criterion {n}" in title] == [3]
    assert [state_of(result) for result in at_hand.results.nonfinancial.criteria] == [
        "reached", "reached", "below", "below",
    ]  # fmt: skip


def test_the_criterion_with_the_least_progress_is_the_furthest() -> None:
    # 2 of 4 quarters gone of 3, then 1 of 2.
    at_hand = ctx(scored((1, 3, 4), (2, 3, 4)))
    behind = furthest(at_hand)
    assert behind is not None
    assert behind.criterion.id == "c2"
    assert criteria_title(at_hand) == "“Criterion 2” is furthest from its target (50% of the planned change)"
    assert furthest(ctx(scored((1, 4, 4)))) is None


def test_a_criterion_below_its_start_is_shown_by_its_levels() -> None:
    assert criteria_title(ctx(scored((3, 2, 4)))) == "“Criterion 1” is below its target: 2 for a target of 4"


def test_a_single_criterion_is_not_weighted_at_random() -> None:
    assert "random" not in repr(nonfinancial(ctx(scored((1, 3, 4)))))
    assert "random" in repr(nonfinancial(ctx(scored((1, 3, 4), (1, 2, 4)))))


def test_shown_weights_add_up_to_a_hundred() -> None:
    at_hand = ctx(scored((1, 2, 3), (1, 2, 3), (1, 2, 3)))
    assert sorted(shown_weights(at_hand)) == [33, 33, 34]
    drawing = criteria_exhibits(at_hand)[0].body
    assert isinstance(drawing, Drawing)
    assert "weight 100%" in [text.text for text in drawing.texts]


MONETISED = {"amount": 500, "confidence": "60%", "method": "hours saved"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_monetised_criteria_count_only_in_the_extended_roi(language: Any) -> None:
    sample = engagement(
        costs=[cost(1000)],
        gains=[gain(flows={"2025-06-15": 2000}, drivers=["shared"])],
        nonfinancial=[
            criterion(id="own", label="Own", anchors=ANCHORS, baseline=1, current=3, monetise=MONETISED),
            criterion(id="left", label="Left", monetise={**MONETISED, "drivers": ["shared"]}),
        ],
    )
    at_hand = ctx(sample, language)
    title = three_figures_title(at_hand)
    assert (percent(Decimal(1), language) in title, percent(Decimal("1.3"), language) in title) == (True, True)
    text = repr(nonfinancial(at_hand).blocks)
    assert ("Exclu" if language == "fr" else "Excluded") in text


@pytest.mark.parametrize(
    ("won", "target", "keys", "worth"),
    [
        (800, "60%", {}, "worth **€800**"),
        (800, None, {}, "worth **€200**"),
        (2000, "60%", RANGE, "come on top"),
        (2000, None, RANGE, "The gains alone cover the cost: the"),
        (2000, "60%", {}, "By the central estimate the gains alone meet the target ROI of 60%"),
        (2000, None, {}, "By the central estimate the gains alone cover the cost"),
    ],
)
def test_the_unquantified_must_cover_the_missing_amount(
    won: int, target: str | None, keys: dict[str, Any], worth: str
) -> None:
    sections: dict[str, Any] = {} if target is None else {"target_roi": target}
    sample = engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06-15": won}, **keys)], **sections)
    assert worth in repr(nonfinancial(ctx(sample)).blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_result_shows_neither_financial_figure(language: Any) -> None:
    blocker = [finding("A01", "blocker")]
    sample = scored((1, 3, 3), costs=[cost(1000)], gains=[gain(flows={"2025-06-15": 2000})])
    drawing = three_figures_exhibit(ctx(sample, language, findings=blocker)).body
    assert isinstance(drawing, Drawing)
    texts = [text.text for text in drawing.texts]
    assert texts.count("non établi" if language == "fr" else "not established") == 2
    assert percent(Decimal(1), language) not in texts


def test_the_reference_engagement_says_which_criterion_is_behind() -> None:
    # (3.0 − 1.9) / (3.4 − 1.9) = 73 %; (3.5 − 2.8) / (3.6 − 2.8) = 88 %; (7.5 − 4.6) / (7.5 − 4.0) = 83 %.
    title = criteria_title(real("aurelis-excellence-commerciale", "fr"))
    assert "Défense de la valeur" in title
    assert percent(Decimal("1.1") / Decimal("1.5"), "fr") in title


@pytest.mark.parametrize(("count", "figures"), [(18, 1), (19, 2), (30, 2), (60, 4)])
def test_criteria_that_do_not_fit_on_a_page_are_drawn_in_several_figures(count: int, figures: int) -> None:
    """A page has 940 units of a chart below each other; titles and source need up to 250 of them."""
    at_hand = ctx(scored(*([(1, 3, 4)] * count)))
    exhibits = criteria_exhibits(at_hand)
    assert len(exhibits) == figures
    assert len({exhibit.title for exhibit in exhibits[1:]}) == min(1, figures - 1)
    shown = [
        text.text for exhibit in exhibits for text in drawing_of(exhibit).texts if text.text.startswith("Criterion")
    ]
    assert sorted(shown) == sorted(f"Criterion {n}" for n in range(1, count + 1))
    assert all(drawing_of(exhibit).height <= 690 for exhibit in exhibits)


def drawing_of(exhibit: Exhibit) -> Drawing:
    assert isinstance(exhibit.body, Drawing)
    return exhibit.body
