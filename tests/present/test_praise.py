"""Every sentence that can praise, with the condition under which it appears."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import product
from typing import Any, Final

import pytest

from roireport.model.language import Language
from roireport.present.charts.trend import last_gap
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.words import Words
from roireport.present.report import report
from tests.contexts import LANGUAGES, RANGE, ctx, engagement_ids, real, simple, words
from tests.present.test_verdict import KINDS

PRAISING: Final[Mapping[Language, re.Pattern[str]]] = {
    "en": re.compile(
        r"pays? off|profit|\breturns? (\{|the|more|alike)|recover|exceed|reach|positive|favourable|\babove\b|ahead|"
        r"overturn|\breal\b|distinct|established|covers?\b|highest|largest|beats|leads|better|success|works\b|"
        r"never falls|never in the red",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"rentab|rapport(e|er|ent)\b|profit|dégage|bénéfic|rembours|récupér|dépass|\batteint|atteigne|positif|"
        r"favorable|réuss|au-dessus|devance|renverse|réel\b|distinct|établi|couvr|meilleur|plus élevé|plus forte",
        re.IGNORECASE,
    ),
}
"""Words in which a result can be praised."""

RULES: Final = frozenset(
    (
        "challenge",
        "problems",
        "figure",
        "undefined",
        "method",
        "method_page",
        "cli",
        "click",
        "explain",
        "help",
        "questions",
        "traceability",
    )
)
"""Files about rules, faults and terms: they say nothing of an engagement’s result."""


@dataclass(frozen=True)
class Condition:
    """When a sentence may appear."""

    name: str
    holds: Callable[[ReportContext], bool]


def _has_objective(status: str) -> Callable[[ReportContext], bool]:
    return lambda at_hand: any(result.status == status for result in at_hand.results.objectives)


def _attained(at_hand: ReportContext) -> bool:
    shares = (result.attainment.value for result in at_hand.results.kpis)
    return any(share is not None and share >= 1 for share in shares)


def _favourable_gap(at_hand: ReportContext) -> bool:
    return any((last_gap(result) or 0) > 0 for result in at_hand.results.kpis)


def _established_effect(at_hand: ReportContext) -> bool:
    return bool(at_hand.established_effects)


def _favourable_effect(at_hand: ReportContext) -> bool:
    return any((result.effect.mean.value or 0) > 0 for result in at_hand.results.kpis)


def _criterion_reached(at_hand: ReportContext) -> bool:
    results = at_hand.results.nonfinancial.criteria
    return any(one.aim.defined and one.now.defined and one.now.known >= one.aim.known for one in results)


def _ahead_of_plan(at_hand: ReportContext) -> bool:
    plan = at_hand.results.financial.plan
    return plan.gain_to_date.known > plan.to_date.known


PROFITABLE = Condition("the verdict is profitable", lambda at_hand: at_hand.verdict.kind == "profitable")
ESTABLISHED = Condition("no blocker is open", lambda at_hand: at_hand.verdict.established)
TESTED = Condition("the doubt of half the gain is counted", lambda at_hand: at_hand.verdict.low_case)
ON_TIME = Condition("an objective is reached on time", _has_objective("reached"))
LATE = Condition("an objective is reached late", _has_objective("reached_late"))
AHEAD = Condition(
    "an objective is ahead", lambda at_hand: any(result.pace == "ahead" for result in at_hand.results.objectives)
)
KPI = Condition("a KPI is at its target", _attained)
GAP = Condition("a last gap is favourable", _favourable_gap)
EFFECT = Condition("an effect is established", _established_effect)
FAVOURABLE = Condition("a mean effect is above zero", _favourable_effect)
CRITERION = Condition("a criterion is at its target", _criterion_reached)
PLAN = Condition("the gain to date is above plan", _ahead_of_plan)
TYPED = Condition("the consultant expects so", lambda at_hand: bool(at_hand.engagement.recommendations.decisions))
PORTFOLIO = Condition("counted from the states of the entries (test_portfolio)", lambda at_hand: False)

PRAISE: Final[Mapping[str, Condition]] = {
    **dict.fromkeys(
        (
            "verdict.profitable", "verdict.profitable.to_date", "verdict.profitable.passed",
            "verdict.profitable.at_target", "cover.title.profitable",
            "cover.title.profitable.to_date",
            "cover.title.profitable.passed", "cover.title.profitable.at_target",
            "status.verdict.profitable", "summary.interval.above_target",
            "summary.interval.no_target.positive", "roi.title.recovered", "roi.title.forecast", "roi.title.never_out",
            "roi.takeaway.recovered", "roi.takeaway.forecast", "roi.takeaway.never_out",
            "robustness.title.holds.target", "robustness.title.holds.sign", "robustness.takeaway.holds.range",
            "robustness.takeaway.holds.case", "nonfinancial.worth.target.covered", "nonfinancial.worth.even.covered",
        ),
        PROFITABLE,
    ),
    **dict.fromkeys(
        (
            "summary.interval.around_target", "robustness.title.lifts.target", "robustness.title.lifts.sign",
            "robustness.title.between.target", "robustness.title.between.sign", "robustness.takeaway.lifts",
            "robustness.simulation.lean.above",
        ),
        TESTED,
    ),
    **dict.fromkeys(
        (
            "roi.title.central", "roi.title.central.never_out", "roi.takeaway.central",
            "roi.takeaway.central.never_out", "roi.measures.title.npv_and_payback_months",
            "roi.measures.title.payback_months", "roi.cash.title.at_once.above", "roi.cash.title.month.above",
            "roi.cash.title.year.above", "costs_gains.offers.title.best", "costs_gains.offers.title.level",
            "costs_gains.offers.title.best.bare",
            "nonfinancial.worth.target.computed", "nonfinancial.worth.even.computed",
        ),
        ESTABLISHED,
    ),
    **dict.fromkeys((f"challenges.plan.title.{form}" for form in ("ahead", "late", "unplanned")), PLAN),
    **dict.fromkeys((
            "objectives.title.every.reached", "objectives.title.some", "status.objective.reached",
            "objectives.title.named.all", "objectives.title.named.some", "objectives.title.named.counted",
        ), ON_TIME),
    **dict.fromkeys(
        ("objectives.title.every.reached_late", "objectives.title.rest.reached_late", "status.objective.reached_late"),
        LATE,
    ),
    "status.pace.ahead": AHEAD,
    "tracking.effects.value.favourable": FAVOURABLE,
    **dict.fromkeys(("tracking.trends.title.all", "tracking.trends.title.some"), GAP),
    **dict.fromkeys(
        ("objectives.kpis.title.all", "objectives.kpis.title.some", "finding.kpi_attainment.reached"), KPI
    ),
    **dict.fromkeys(
        (
            "finding.kpi_effect.favourable", "tracking.title.all", "tracking.title.some", "tracking.trend.title.net.up",
            "tracking.takeaway.feeds.established", "tracking.takeaway.stands.established",
            "tracking.effects.title.all", "tracking.effects.title.some", "status.effect.established",
        ),
        EFFECT,
    ),
    **dict.fromkeys(
        (
            "nonfinancial.title.up.all", "nonfinancial.title.still.all", "nonfinancial.title.down.all",
            "nonfinancial.criteria.title.all", "nonfinancial.takeaway.reached", "finding.criterion.reached",
        ),
        CRITERION,
    ),
    "finding.cause.established": EFFECT,
    "finding.cause.side.favourable": FAVOURABLE,
    **dict.fromkeys(("recommendations.chart.title.all", "recommendations.chart.title.some"), TYPED),
    **dict.fromkeys(
        (
            "portfolio.title.target.every", "portfolio.title.target.some", "portfolio.title.profit.every",
            "portfolio.title.profit.some", "portfolio.state.reached", "portfolio.ranges.title.apart",
            "portfolio.comparison.title.above",
        ),
        PORTFOLIO,
    ),
}  # fmt: skip

NO_PRAISE: Final = (
    "workbook.*",  # heads, names and formulas of a spreadsheet
    "challenges.list.subtitle.*", "challenges.takeaway.blocked",
    # what says that a result is not established, not reached, not profitable
    "*withheld*", "*not_established*", "*not_reached", "*.none", "*.none_reached", "*.none_established", "*.loss*",
    "*.unfavourable", "*.unclear", "*.single", "*.open", "*.open.*", "*.no_finding", "*.down", "*.below_target",
    "verdict.uncertain", "verdict.uncertain.*", "verdict.odds.*", "summary.index.range", "summary.missing.*",
    "cover.title.uncertain", "cover.title.uncertain.*", "cover.authors",
    "robustness.title.falls.*", "robustness.title.even.*", "robustness.title.loses.*",
    "robustness.takeaway.falls.*", "robustness.case.*", "robustness.takeaway.loses.*",
    "robustness.simulation.lean.below", "robustness.simulation.row.zero",
    "robustness.takeaway.no_range", "tracking.doubt.*", "*.needed",
    "objectives.objectives.empty", "objectives.kpis.title.unknown",
    "*.behind", "*.none_favourable", "tracking.panel.sense.*", "objectives.title.named.missed",
    "objectives.takeaway.*", "nonfinancial.title.unsettled.*",
    "tracking.failed.none", "tracking.worked.none", "finding.caution.none", "portfolio.note.*",
    # labels and descriptions, the same for every result
    "*.label", "*.subtitle", "*.subtitle.*", "*.column.*", "*.legend.*", "*.note", "*.note.*", "*.tip", "*.best",
    "roi.measure.*", "costs_gains.step.*", "costs_gains.*.first", "costs_gains.takeaway.step",
    "nonfinancial.criteria.*", "challenges.title.blocked", "challenges.plan.none", "challenges.plan.actual",
    "challenges.plan.whole",
    "challenges.accepted.*", "challenges.subject.*", "status.outcome.favourable",
    "recommendations.alert.*",
    "tracking.worked.title", "tracking.open.title", "roi.measures.title.npv", "recommendations.chart.title.*",
    "nonfinancial.stability.*", "common.*", "portfolio.comparison.*", "portfolio.interval.*",
    "portfolio.ranges.not_drawn", "portfolio.ranges.newest",
    "portfolio.ranges.description",
    "history.quarter.title.some", "history.quarter.table",  # the largest change, up or down
    "recommendations.next.*", "report.*",
)  # fmt: skip
"""Sentences with such a word that praise nothing."""


def sentences(language: Language) -> Iterator[tuple[str, str]]:
    """Every sentence about results, with its forms in one text."""
    for key, entry in words(language)._entries.items():
        if key.split(".")[0] not in RULES:
            yield key, entry if isinstance(entry, str) else " / ".join(entry.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_can_praise_is_listed(language: Language) -> None:
    praising = [key for key, text in sentences(language) if PRAISING[language].search(text)]
    listed = [key for key in praising if key in PRAISE or any(fnmatch(key, pattern) for pattern in NO_PRAISE)]
    assert [key for key in praising if key not in listed] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_holds_no_sentence_that_is_gone(language: Language) -> None:
    present_keys = {key for key, _ in sentences(language)}
    assert set(PRAISE) - present_keys == set()


def test_a_new_sentence_that_praises_is_noticed() -> None:
    texts: tuple[tuple[Language, str], ...] = (
        ("en", "A real success: it pays off"),
        ("fr", "Une vraie réussite, très rentable"),
    )
    for language, text in texts:
        assert PRAISING[language].search(text)


class Spy(Words):
    """Words that remember which sentences were written."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, words(language)._entries)
        self.used: set[str] = set()

    def __call__(self, key: str, /, **facts: object) -> QuotedText:
        self.used.add(key)
        return super().__call__(key, **facts)


def praised(at_hand: ReportContext) -> set[str]:
    """The sentences of the list that the report of an engagement holds although their condition does not hold."""
    spy = Spy(at_hand.words.language)
    watched = replace(at_hand, words=spy)
    report(watched)
    return {key for key in spy.used & set(PRAISE) if not PRAISE[key].holds(watched)}


@pytest.mark.parametrize("name", KINDS)
def test_a_sentence_appears_only_under_its_condition(name: str) -> None:
    sample = KINDS[name][0]()
    for target, blocked in product((None, "-60%", "50%"), (False, True)):
        aimed = (
            sample if target is None else sample.model_copy(update={"target_roi": simple(target_roi=target).target_roi})
        )
        assert praised(ctx(aimed, findings=None if blocked else ())) == set()


@pytest.mark.parametrize("id", engagement_ids())
def test_the_samples_praise_only_where_they_may(id: str) -> None:
    assert praised(real(id, "en")) == set()


@pytest.mark.parametrize("amount", [400, 990, 1010, 1100, 1250, 9000])
def test_no_amount_alone_is_praised(amount: int) -> None:
    keys: tuple[dict[str, Any], ...] = ({}, RANGE, {"range": {"low": "95%", "high": "105%"}})
    for given in keys:
        assert praised(ctx(simple(amount, keys=given))) == set()
