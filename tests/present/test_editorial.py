"""The pages obey what leads: cover, verdict, tiles and sections, of every engagement and every kind of verdict."""

from collections.abc import Iterator

import pytest

from roireport.model.language import Language
from roireport.present.blocks import Points, Tile, Tiles, opened
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import report
from roireport.present.sections.cover import cover_title
from roireport.present.sections.nonfinancial import nonfinancial
from roireport.present.sections.summary import summary
from roireport.present.story.verdict import verdict_sentence
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple
from tests.present.test_verdict import KINDS

HORIZON, TO_DATE = ("financial.roi", "financial.bcr"), ("financial.roi_to_date",)
ENDS = ("uncertainty.roi.p10", "uncertainty.roi.p90")


def contexts() -> Iterator[tuple[str, ReportContext]]:
    """Every engagement and every kind of verdict, in both languages."""
    for language in LANGUAGES:
        yield from ((id, real(id, language)) for id in engagement_ids())
        yield from ((name, ctx(build(), language)) for name, (build, *_) in KINDS.items())
        yield "withheld", ctx(simple(2260), language, findings=None)


CASES = [pytest.param(at_hand, id=f"{name}-{at_hand.words.language}") for name, at_hand in contexts()]


def first_tile(at_hand: ReportContext) -> Tile:
    return next(block.tiles[0] for block in summary(at_hand).blocks if isinstance(block, Tiles))


def first_quoted(text: str) -> str:
    """The path of the first figure of the results that a text quotes, apart from the target."""
    return next((path for path in quoted_in(text) if path != "target_roi"), "")


@pytest.mark.parametrize("at_hand", CASES)
def test_the_figure_that_leads_comes_first_everywhere(at_hand: ReportContext) -> None:
    leads = at_hand.editorial.headline
    if leads == "nothing":
        return
    title, verdict, tile = (
        first_quoted(text) for text in (cover_title(at_hand), verdict_sentence(at_hand), first_tile(at_hand).value)
    )
    expected = {"to_date": TO_DATE, "range": ENDS, "horizon": HORIZON}[leads]
    assert tile in expected
    passed = TO_DATE if at_hand.editorial.target_passed else expected
    assert verdict in passed
    assert title in (*passed, "")


@pytest.mark.parametrize("at_hand", CASES)
def test_median_and_probability_stand_beside_the_roi(at_hand: ReportContext) -> None:
    texts = verdict_sentence(at_hand), first_tile(at_hand).note if at_hand.editorial.states_roi else ""
    for path, wanted in (
        ("uncertainty.roi.p50", at_hand.editorial.median),
        ("uncertainty.probability_positive", at_hand.editorial.probability and at_hand.verdict.kind != "loss"),
    ):
        if wanted:
            assert all(path in set(quoted_in(text)) for text in texts), path


@pytest.mark.parametrize("at_hand", CASES)
def test_without_an_roi_no_page_states_one(at_hand: ReportContext) -> None:
    whole = report(at_hand)
    sections = {section.id for section in whole.sections}
    stated = at_hand.editorial.states_roi
    boxes = [
        block
        for section in whole.sections
        for block in opened(section.blocks)
        if isinstance(block, Points) and block.boxed
    ]
    assert (whole.cover.drawing is not None) == stated
    assert sections.isdisjoint(("roi", "robustness")) == (not stated)
    assert len(boxes) == (0 if stated else 1)
    if not stated and not at_hand.verdict.established:
        assert "financial.roi" not in {*quoted_in(whole.cover), *quoted_in(summary(at_hand))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_an_index_without_a_sure_sign_is_quoted_as_a_range_where_it_leads(id: str, language: Language) -> None:
    at_hand = real(id, language)
    leading = {*quoted_in(summary(at_hand)), *quoted_in(nonfinancial(at_hand).title)}
    ranged = {"nonfinancial.index_p10", "nonfinancial.index_p90"}
    assert (ranged <= leading) == (at_hand.editorial.index == "range")
    if at_hand.editorial.index == "range":
        assert leading.isdisjoint(("nonfinancial.index", "nonfinancial.index_before", "nonfinancial.index_now"))
