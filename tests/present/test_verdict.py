"""The verdict of every situation in both languages, with independent numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order, sign
from roireport.present.sections.cover import cover_title
from roireport.present.story.verdict import (
    LowCase,
    Situation,
    Standing,
    low_case,
    situation,
    standing,
    verdict_sentence,
)
from tests.contexts import LANGUAGES, RANGE, ctx, finding, percent, simple

LATER = "2026-06-15"
"""After the cut-off date and within a horizon of two years."""
TWO_YEARS: dict[str, Any] = {"horizon": "24 months"}

OUTCOMES: dict[str, tuple[Callable[[], Engagement], Situation, LowCase]] = {
    "neither cost nor gain": (lambda: simple(None, spent=None), Situation.NO_DATA, LowCase.UNKNOWN),
    "a gain without cost": (lambda: simple(500, spent=None), Situation.NO_COST, LowCase.UNKNOWN),
    "a cost without gain": (lambda: simple(None), Situation.NO_GAIN, LowCase.UNKNOWN),
    "a cost of zero": (lambda: simple(500, spent=0), Situation.ZERO_COST, LowCase.UNKNOWN),
    "a gain of zero ahead": (lambda: simple(0, when=LATER, **TWO_YEARS), Situation.NOTHING_EXPECTED, LowCase.UNKNOWN),
    "a gain ahead": (lambda: simple(1500, when=LATER, **TWO_YEARS), Situation.NOTHING_MEASURED, LowCase.UNKNOWN),
    "a gain ahead with a range": (
        lambda: simple(1500, when=LATER, keys=RANGE, **TWO_YEARS), Situation.NOTHING_MEASURED, LowCase.GAINS,
    ),
    "a profit in the low case too": (lambda: simple(2260, keys=RANGE), Situation.PROFIT, LowCase.GAINS),
    "a profit that the low case loses": (lambda: simple(1050, keys=RANGE), Situation.PROFIT, LowCase.LOSES),
    # the tenth percentile of a triangle (0.8, 1, 1.2) is 0.8 + √(0.1 × 0.4 × 0.2) = 0.88944, and 1124.3 × it = 1000
    "a profit that the low case just covers": (lambda: simple("1124.3", keys=RANGE), Situation.PROFIT, LowCase.EVEN),
    "a profit without range": (lambda: simple(2260), Situation.PROFIT, LowCase.UNKNOWN),
    "a balance": (lambda: simple(1000), Situation.BALANCE, LowCase.UNKNOWN),
    "a balance to the digit shown": (lambda: simple(1004), Situation.BALANCE, LowCase.UNKNOWN),
    "a balance with a range": (lambda: simple(1000, keys=RANGE), Situation.BALANCE, LowCase.LOSES),
    "a loss": (lambda: simple(700), Situation.LOSS, LowCase.UNKNOWN),
    "a loss with a range": (lambda: simple(700, keys=RANGE), Situation.LOSS, LowCase.LOSES),
    "a negative gain": (lambda: simple(-300), Situation.LOSS, LowCase.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OUTCOMES)
def test_each_situation_has_its_sentence(name: str, language: Language) -> None:
    build, expected, low = OUTCOMES[name]
    at_hand = ctx(build(), language)
    assert (situation(at_hand), low_case(at_hand)) == (expected, low)
    sentence = verdict_sentence(at_hand)
    assert "{" not in sentence
    assert cover_title(at_hand).startswith("Negotiation")


def test_every_situation_has_a_case() -> None:
    elsewhere = {Situation.NOT_ESTABLISHED, Situation.MOSTLY_FORECAST}
    assert {case[1] for case in OUTCOMES.values()} | elsewhere == set(Situation)
    assert {case[2] for case in OUTCOMES.values() if case[1] is Situation.PROFIT} == set(LowCase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profit_gives_its_roi_and_its_low_case(language: Language) -> None:
    at_hand = ctx(simple(2260, keys=RANGE), language)
    sentence = verdict_sentence(at_hand)
    low = at_hand.results.uncertainty.p10.known
    assert percent(Decimal("1.26"), language) in sentence
    assert percent(low, language) in sentence
    assert set(sentence.paths) == {"financial.roi", "uncertainty.roi.p10"}


def test_verdicts_in_both_languages_word_for_word() -> None:
    sample = simple(2260)
    french, english = (verdict_sentence(ctx(sample, language)) for language in LANGUAGES)
    assert french == (
        "La mission est rentable\u00a0: **ROI de 126\u202f%** sur 12\u00a0mois\u202f;"
        " son hypothèse basse n’est pas chiffrée"
    )
    assert english == "The engagement pays off: **ROI of 126%** over 12\u00a0months, with no low case computed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_loss_gives_its_low_and_high_case(language: Language) -> None:
    at_hand = ctx(simple(700, keys=RANGE), language)
    uncertainty = at_hand.results.uncertainty
    sentence = verdict_sentence(at_hand)
    for value in (Decimal("-0.3"), uncertainty.p10.known, uncertainty.p90.known):
        assert percent(value, language) in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_most_is_forecast_the_roi_to_date_comes_first(language: Language) -> None:
    sample = simple(None, horizon="24 months").model_copy(
        update={"gains": simple(1500).gains + simple(1700, when=LATER, keys={"id": "later"}).gains}
    )
    assert situation(ctx(sample, language)) is Situation.PROFIT
    at_hand = ctx(sample, language, findings=[finding("L02")])
    sentence = verdict_sentence(at_hand)
    assert situation(at_hand) is Situation.MOSTLY_FORECAST
    assert 0 <= sentence.index(percent(Decimal("0.5"), language)) < sentence.index(percent(Decimal("2.2"), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", [["V01"], ["V01", "A04"]])
def test_a_blocker_withholds_the_roi_and_says_how_many_are_open(rules: list[str], language: Language) -> None:
    at_hand = ctx(simple(2260), language, findings=[finding(rule, "blocker") for rule in rules])
    sentence = verdict_sentence(at_hand)
    assert situation(at_hand) is Situation.NOT_ESTABLISHED
    assert at_hand.words("challenge.V01.name") in sentence
    count = {"fr": {1: "un point", 2: "deux points"}, "en": {1: "one blocker", 2: "two blockers"}}[language]
    assert count[len(rules)] in sentence
    assert percent(Decimal("1.26"), language) not in sentence


def cover_of(amount: int, language: Language) -> str:
    """The cover's title where 1,000 were spent."""
    return cover_title(ctx(simple(amount), language))


def test_the_cover_gives_the_return_of_one_unit() -> None:
    assert cover_of(2260, "fr") == "Negotiation\u00a0: 1\u00a0€ investi en rapporte 2,26\u00a0€ en 12\u00a0mois"
    assert cover_of(2260, "en") == "Negotiation: €1 invested returns €2.26 in 12\u00a0months"
    assert "€0.70" in cover_of(700, "en")
    assert cover_of(-300, "en") == "Negotiation: the investment returned nothing"


@pytest.mark.parametrize(
    ("target", "expected"),
    [(None, Standing.NO_TARGET), ("126%", Standing.EQUAL), ("126.01%", Standing.BELOW), ("60%", Standing.ABOVE)],
)
def test_the_roi_is_below_at_or_above_its_target(target: str | None, expected: Standing) -> None:
    sample = simple(2260) if target is None else simple(2260, target_roi=target)
    at_hand: ReportContext = ctx(sample)
    assert standing(at_hand) is expected


def test_different_values_look_different() -> None:
    a, b = Decimal("0.6004"), Decimal("0.6")
    assert (order(a, b), distinct_places(a, b)) == ("above", 2)
    assert distinct_places(Decimal("0.604"), b) == 1
    assert distinct_places(Decimal("0.62"), b) == 0
    assert (order(b, b), distinct_places(b, b)) == ("equal", 0)
    assert [sign(Decimal(text)) for text in ("0.004", "-0.004", "0.005", "-0.005")] == [0, -1, 1, -1]
