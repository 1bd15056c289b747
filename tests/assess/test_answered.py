"""What a report already shows is not asked for again: each rule, each kind of verdict, with and without its section."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from roireport.assess.answered import Page, is_answered
from roireport.assess.catalogue import IDS
from roireport.assess.editorial import editorial
from roireport.assess.verdict import Verdict, VerdictKind
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure, Reason
from roireport.measure.results import Results
from roireport.model.workspace import SECTIONS
from roireport.present.sections.nonfinancial import nonfinancial
from roireport.present.sections.summary import summary
from tests.contexts import ctx, finding
from tests.engagements import cost, criterion, engagement, gain

BASE = measure(engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2000})]))
SIMULATED = measure(
    engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 2000}, range={"low": "50%", "high": "150%"})])
)
SCORED = measure(
    engagement(
        costs=[cost(1000)],
        gains=[gain(flows={"2025-06": 2000})],
        nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3)],
    )
)
ISOLATED: dict[str, Any] = {"isolated": {"method": "two regions"}, "evidence": 3}
UNKNOWN = Figure(None, "ratio", "return_to_date", (), Reason("cost_not_above_zero"))
NOT_PAID_BACK = Figure(None, "months", "payback", (), Reason("not_reached_within_the_horizon"))
KINDS: tuple[VerdictKind, ...] = get_args(VerdictKind)
IN_SUMMARY = ("L02", "L03", "R02", "R05")


def page(kind: VerdictKind = "profitable", *, sections: Any = SECTIONS, **given: Any) -> Page:
    """A page with that verdict; `given` are fields of the financial results, or of the verdict."""
    of_verdict = {"mostly_forecast": False, "median_beside": False}
    of_verdict |= {name: given.pop(name) for name in tuple(given) if name in of_verdict}
    fired = [finding(rule) for rule in given.pop("fired", ())]
    blockers = (finding("A01", "blocker"),) if kind == "not_established" else ()
    roi = {"roi": UNKNOWN} if kind == "no_data" else {}
    base: Results = given.pop("results", BASE)
    results = replace(base, financial=replace(base.financial, **{**roi, **given}))
    judged = Verdict(blockers, (), kind, True, **of_verdict)
    return Page(results, judged, sections, editorial(results, judged, fired, None))


@pytest.mark.parametrize("rule", [*IN_SUMMARY, "U05"])
@pytest.mark.parametrize("kind", ["not_established", "no_data"])
def test_without_an_roi_there_is_nothing_to_qualify(kind: VerdictKind, rule: str) -> None:
    assert is_answered(rule, page(kind))
    assert is_answered(rule, page(kind, sections=("challenges",)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("not_established", "no_data")])
@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("L02", {"mostly_forecast": True}),
        ("L03", {"payback_months": NOT_PAID_BACK}),
        ("R05", {"median_beside": True}),
    ],
)
def test_the_verdict_and_the_tiles_answer_whatever_the_kind(
    rule: str, shown: dict[str, Any], kind: VerdictKind
) -> None:
    assert is_answered(rule, page(kind, **shown))
    assert not is_answered(rule, page(kind))
    assert not is_answered(rule, page(kind, sections=("roi", "challenges"), **shown))


def test_an_roi_to_date_that_is_not_known_is_not_first() -> None:
    assert not is_answered("L02", page(mostly_forecast=True, roi_to_date=UNKNOWN))


@pytest.mark.parametrize("kind", KINDS)
def test_the_probability_is_given_wherever_it_is_asked_for(kind: VerdictKind) -> None:
    """A loss says that the engagement does not pay off; without an ROI there is nothing to qualify."""
    assert is_answered("R02", page(kind, results=SIMULATED, fired=["R02"]))
    unasked = {"uncertain", "loss", "not_established", "no_data"}
    assert is_answered("R02", page(kind, results=SIMULATED)) == (kind in unasked)


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_without_a_sure_sign_is_a_range(kind: VerdictKind) -> None:
    assert is_answered("U06", page(kind, results=SCORED, fired=["U06"]))
    assert not is_answered("U06", page(kind, results=SCORED))


@pytest.mark.parametrize("kind", KINDS)
def test_the_nonfinancial_section_says_what_is_left_out_with_or_without_an_roi(kind: VerdictKind) -> None:
    assert is_answered("V08", page(kind))
    assert not is_answered("V08", page(kind, sections=("summary", "challenges")))


def test_the_nonfinancial_section_puts_the_question() -> None:
    assert is_answered("U05", page())
    assert not is_answered("U05", page(sections=("summary", "challenges")))


def test_no_other_rule_is_answered_by_a_report() -> None:
    results = replace(SCORED, uncertainty=SIMULATED.uncertainty)
    shown = {"mostly_forecast": True, "median_beside": True, "payback_months": NOT_PAID_BACK}
    everything = page("uncertain", results=results, fired=["U06"], **shown)
    assert {rule for rule in IDS if is_answered(rule, everything)} == {*IN_SUMMARY, "U05", "U06", "V08"}


# ── The pages do show it ────────────────────────────────────────────────────


def test_the_summary_gives_the_roi_to_date_first() -> None:
    """−60 % of 1,000 to date, 80 % expected; not paid back is another case."""
    gains = [gain(flows={"2025-06": 400, "2026-06": 1400}, **ISOLATED)]
    context = ctx(engagement(costs=[cost(1000)], gains=gains, horizon="24 months"), findings=None)
    assert context.verdict.mostly_forecast
    title = str(summary(context).title)
    assert title.index("60%") < title.index("80%")
    assert "L02" in {one.rule.id for one in context.findings}
    assert "gain_not_measured" not in {one.cause for one in context.reservations if one.leading.rule.id == "L02"}


def test_the_summary_says_that_the_cost_is_not_paid_back() -> None:
    context = ctx(engagement(costs=[cost(1000)], gains=[gain(flows={"2025-06": 400}, **ISOLATED)]), findings=None)
    assert "L03" in {one.rule.id for one in context.findings} - {one.cause for one in context.reservations}
    assert "not reached" in repr(summary(context).blocks)


def test_the_section_on_the_nonfinancial_asks_what_the_unquantified_is_worth() -> None:
    """600 are missing."""
    unquantified = {"unquantified": [{"id": "fame", "label": "Fame"}]}
    gains = [gain(flows={"2025-06": 400}, **ISOLATED)]
    context = ctx(engagement(costs=[cost(1000)], gains=gains, challenges=unquantified), findings=None)
    assert "U05" in {one.rule.id for one in context.findings} - {one.cause for one in context.reservations}
    assert "€600" in repr(nonfinancial(context).blocks)


def test_the_section_on_the_nonfinancial_says_what_is_left_out() -> None:
    scored = criterion(
        metric="grade", unit="score", anchors={"worst": 1, "best": 5}, baseline=2, current=3,
        monetise={"amount": 50, "method": "Study", "source": "Study", "drivers": ["margin"]},
    )  # fmt: skip
    gains = [gain(flows={"2025-06": 400}, drivers=["margin"])]
    context = ctx(engagement(costs=[cost(100)], gains=gains, nonfinancial=[scored]), findings=None)
    assert "V08" in {one.rule.id for one in context.findings} - {one.cause for one in context.reservations}
    assert "excluded, since a gain already counts it" in repr(nonfinancial(context).blocks)
