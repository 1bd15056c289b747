"""What leads: each rule that asks something of the page, each kind of verdict, and every engagement at hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from roireport.assess.editorial import Editorial, editorial, missing_place, shown_sections
from roireport.assess.finding import Finding
from roireport.assess.verdict import Verdict, VerdictKind, is_median_beside, side_of_median
from roireport.measure.engagement import measure
from roireport.measure.results import Results
from roireport.model.expectation import Acceptance
from roireport.model.workspace import SECTIONS
from tests.contexts import RANGE, engagement_ids, finding, real
from tests.engagements import cost, criterion, engagement, gain

KINDS: tuple[VerdictKind, ...] = get_args(VerdictKind)


def results(now: int = 1600, ahead: int = 1000) -> Results:
    """A cost of 1,000, a gain to date and one to come, and an index."""
    lines = [gain(flows={"2025-06": now}, **RANGE), gain(id="later", flows={"2026-06": ahead})]
    scored = [criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3)]
    return measure(engagement(costs=[cost(1000)], gains=lines, nonfinancial=scored, horizon="24 months"))


def leads(
    kind: VerdictKind, *rules: str, of: Results | None = None, target: str | None = None, **keys: Any
) -> Editorial:
    """What leads under a verdict of that kind after these findings; `keys` are fields of the verdict."""
    blockers = (finding("A01", "blocker"),) if kind == "not_established" else ()
    fields: dict[str, Any] = {"mostly_forecast": False, "median_beside": False, **keys}
    judged = Verdict(blockers, (), kind, True, **fields)
    findings = [finding(rule) for rule in rules]
    return editorial(of or results(), judged, findings, None if target is None else Decimal(target))


@pytest.mark.parametrize("kind", KINDS)
def test_what_leads_under_each_kind_of_verdict(kind: VerdictKind) -> None:
    expected = {"not_established": "nothing", "uncertain": "range"}.get(kind, "horizon")
    assert leads(kind).headline == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not_established"])
def test_the_roi_to_date_leads_where_most_of_the_rest_is_a_forecast(kind: VerdictKind) -> None:
    assert leads(kind, mostly_forecast=True).headline == "to_date"
    assert leads(kind, "L02").headline == "to_date"


def test_without_an_roi_nothing_leads() -> None:
    without = measure(engagement(gains=[gain(flows={"2025-06": 100})]))
    assert leads("no_data", "L02", "R02", of=without) == Editorial("nothing", False, False, False, "nothing")


@pytest.mark.parametrize("kind", KINDS)
def test_each_rule_is_obeyed(kind: VerdictKind) -> None:
    stated = kind != "not_established"
    assert leads(kind, "R02").probability == stated
    assert leads(kind).probability == (kind == "uncertain")
    assert leads(kind, median_beside=True).median == stated
    assert leads(kind, "U06").index == "range"
    assert leads(kind).index == "value"


def test_what_somebody_has_accepted_is_not_obeyed() -> None:
    accepted = replace(finding("U06"), accepted=_acceptance())
    judged = Verdict((), (), "profitable", True, mostly_forecast=False, median_beside=False)
    assert editorial(results(), judged, [accepted], None).index == "value"


def _acceptance() -> Acceptance:
    at_hand = engagement(
        challenges={"accepted": [{"rule": "U06", "reason": "agreed", "by": "CFO", "until": date(2026, 12, 31)}]}
    )
    return at_hand.challenges.accepted[0]


@pytest.mark.parametrize(
    ("now", "ahead", "target", "passed"),
    [
        (1600, 1000, "0.60", True),  # 60 % of 1,000 to date, with more to come
        (1600, 1000, "0.61", False),
        (1600, 0, "0.60", False),  # nothing is to come: the ROI over the horizon says it
        (1600, 1000, None, False),
    ],
)
def test_a_target_is_passed_where_the_roi_to_date_is_there_already(
    now: int, ahead: int, target: str | None, passed: bool
) -> None:
    of = results(now, ahead)
    assert leads("profitable", of=of, target=target).target_passed == passed
    assert not leads("uncertain", of=of, target=target).target_passed
    assert not leads("profitable", "L02", of=of, target=target).target_passed


@pytest.mark.parametrize(
    ("low", "high", "side"),
    [
        ("80%", "120%", "level"),
        ("60%", "110%", "below"),  # median 0.6 + √(0.5 × 0.5 × 0.4) = 0.916 of 2,260: 19 points lower
        ("96%", "101%", "level"),  # a point lower: noise
        ("90%", "140%", "above"),
    ],
)
def test_a_median_apart_from_the_roi_stands_beside_it(low: str, high: str, side: str) -> None:
    of = measure(
        engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2260}, range={"low": low, "high": high})])
    )
    assert side_of_median(of) == side
    assert is_median_beside(of) == (side != "level" or of.uncertainty.percentile.known > Decimal("0.75"))


# ── Sections ────────────────────────────────────────────────────────────────


def test_without_an_roi_the_sections_about_it_make_room_for_one_box() -> None:
    withheld, stated = leads("not_established"), leads("profitable")
    assert shown_sections(SECTIONS, stated) == tuple(SECTIONS)
    assert [id for id in SECTIONS if id not in shown_sections(SECTIONS, withheld)] == ["roi", "robustness"]
    assert shown_sections(("objectives", "roi", "robustness"), withheld) == ("objectives", "roi")
    assert shown_sections(("robustness", "challenges"), withheld) == ("robustness", "challenges")
    assert missing_place(("objectives", "challenges")) is None


# ── Every engagement at hand ────────────────────────────────────────────────

OBEYED = ("L02", "R02", "R05", "U06")


@pytest.mark.parametrize("id", engagement_ids())
def test_no_rule_that_the_page_obeys_is_left_as_a_reservation(id: str) -> None:
    """A loss and a rule without an ROI are answered too; so none of the four is ever open."""
    at_hand = real(id, "en")
    open_rules = {one.rule.id for reservation in at_hand.reservations for one in reservation.findings}
    assert open_rules.isdisjoint(OBEYED)


@pytest.mark.parametrize("id", engagement_ids())
def test_what_fired_is_what_leads(id: str) -> None:
    at_hand = real(id, "en")
    fired = {one.rule.id for one in at_hand.findings if _is_open(one)}
    lead = at_hand.editorial
    assert (lead.headline == "nothing") == (not at_hand.verdict.established)
    assert (lead.headline == "to_date") == ("L02" in fired and at_hand.verdict.established)
    assert (lead.index == "range") == ("U06" in fired)
    assert lead.probability >= ("R02" in fired)


def _is_open(finding: Finding) -> bool:
    return finding.accepted is None
