"""Findings of one cause are one reservation; what is the author's, accepted or answered is none."""

from decimal import Decimal
from typing import Any

import pytest

from roireport.assess.answered import Page
from roireport.assess.catalogue import RULES, find_rule
from roireport.assess.correction import Correction, UnsureAmount
from roireport.assess.editorial import editorial
from roireport.assess.finding import Finding
from roireport.assess.reservations import Reservation, reservations
from roireport.assess.verdict import verdict
from roireport.measure.engagement import measure
from roireport.measure.figure import typed
from roireport.model.workspace import SECTIONS
from tests.contexts import ctx, real
from tests.engagements import cost, criterion, engagement, gain

RESULTS = measure(engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2000})]))
ACCEPTED = engagement(
    challenges={"accepted": [{"rule": "G11", "reason": "known", "by": "Finance", "until": "2026-12-31"}]}
).challenges.accepted[0]


def found(rule: str, severity: Any = "warning", about: str | None = None, **given: Any) -> Finding:
    """A finding of a rule; `off` is what its doubt takes off the gain named `about`."""
    off = given.pop("off", None)
    part = UnsureAmount(str(about), typed(off or 0, "money", None))
    correction = None if off is None else Correction("left_out", (part,))
    cause = given.pop("cause", None) or find_rule(rule).cause or rule
    return Finding(
        find_rule(rule), severity, about, {}, None, given.pop("accepted", None), correction, None, cause, about
    )


def of(*findings: Finding) -> tuple[Reservation, ...]:
    judged = verdict(RESULTS, findings)
    page = Page(RESULTS, judged, SECTIONS, editorial(RESULTS, judged, findings, None))
    return reservations(page, findings)


def rules_of(*findings: Finding) -> list[list[str]]:
    return [[one.rule.id for one in reservation.findings] for reservation in of(*findings)]


def test_findings_on_one_effect_are_one_reservation() -> None:
    effects = [found(rule, about="sales") for rule in ("A07", "A09", "A10", "A11", "A12", "A14", "A15", "A18", "V07")]
    assert len(of(*effects)) == 1


def test_two_effects_are_two_reservations_unless_their_sentences_are_the_same() -> None:
    assert rules_of(found("A09", about="a"), found("A18", about="b")) == [["A09"], ["A18"]]
    assert rules_of(found("A18", about="a"), found("A18", about="b")) == [["A18", "A18"]]
    assert rules_of(found("A18", about="a"), found("A18", about="b"), found("A09", about="b")) == [
        ["A18"],
        ["A18", "A09"],
    ]


def test_a_forecast_and_a_share_of_one_gain_are_two_causes() -> None:
    assert rules_of(found("L07", about="m"), found("L10", about="m"), found("A05", about="m")) == [
        ["L07", "L10"],
        ["A05"],
    ]


@pytest.mark.parametrize("together", [("U07", "U08"), ("R01", "R06"), ("V04", "V16"), ("L01", "L11"), ("R04", "R07")])
def test_rules_that_share_a_cause_come_together(together: tuple[str, str]) -> None:
    assert rules_of(*(found(rule) for rule in together)) == [list(together)]


def test_only_the_nonfinancial_section_is_one_with_nothing_measured() -> None:
    context = ctx(engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2000})]), findings=None)
    groups = {one.id: {each.rule.id for each in one.findings} for one in context.reservations}
    assert groups["nothing_nonfinancial"] == {"U07", "U08", "G06"}
    assert groups["G06"] == {"G06"}  # objectives and KPIs
    scored = criterion(metric="m", anchors={"worst": 1, "best": 5}, baseline=1, current=2)
    gains = [gain(flows={"2025-06": 2000})]
    context = ctx(engagement(costs=[cost(1000)], gains=gains, nonfinancial=[scored]), findings=None)
    groups = {one.id: {each.rule.id for each in one.findings} for one in context.reservations}
    assert groups["nothing_nonfinancial"] == {"U08"}


def test_the_most_severe_leads_and_gives_its_severity() -> None:
    (only,) = of(found("A18", "info", "sales"), found("A09", "warning", "sales"), found("A07", "blocker", "sales"))
    assert [one.rule.id for one in only.findings] == ["A07", "A09", "A18"]
    assert (only.severity, only.leading.rule.id, only.id) == ("blocker", "A07", "effect.sales")


def test_the_most_severe_come_first_then_what_costs_most() -> None:
    findings = [
        found("A05", about="a", off=100),
        found("G11", about="a"),
        found("V05", about="a", off=300),
        found("A03", about="a", off=0),
        found("L16", "info", "a", off=900),
        found("V01", "blocker", "a", off=1),
    ]
    assert [one.cause for one in of(*findings)] == ["V01", "V05", "share", "G11", "A03", "L16"]


def test_one_gain_is_taken_off_once() -> None:
    """Left out by A07 and by A09, 2,000 against 1,000: the ROI falls from 100 % to −100 %."""
    (only,) = of(found("A07", about="margin", off=2000), found("A09", about="margin", off=2000))
    assert only.effect is not None
    assert only.effect.known == -2


def test_a_cause_of_two_gains_takes_both_off() -> None:
    (only,) = of(found("G11", about="a", off=500), found("G11", about="b", off=250))
    assert only.effect is not None
    assert only.effect.known == Decimal("-0.75")
    assert only.about == ("a", "b")


def test_without_a_correction_there_is_no_effect() -> None:
    (only,) = of(found("U07"))
    assert (only.effect, only.way) == (None, None)


def test_a_reader_has_no_reservation_that_is_the_authors() -> None:
    assert of(*(found(rule.id) for rule in RULES if rule.for_author)) == ()


def test_what_was_accepted_is_no_reservation() -> None:
    assert of(found("G11", about="a", accepted=ACCEPTED)) == ()
    assert rules_of(found("G11", about="a", accepted=ACCEPTED), found("G11", about="b")) == [["G11"]]


def test_what_the_report_answers_is_no_reservation() -> None:
    assert of(found("U05"), found("V08")) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_effect_of_each_reservation_is_a_figure(language: Any) -> None:
    context = real("salesloft-tei", language)
    path = "reservations.L15.roi_effect"
    assert context.figures[path] is context.reservations[0].effect
    assert context.say(path).startswith("\u2212211\u00a0p")
