"""Section 7 counts what is open, compares the gain with its plan, and lists what was accepted."""

from typing import Any

import pytest

from roireport.assess.catalogue import RULES
from roireport.model.engagement import Engagement
from roireport.present.blocks import Exhibit, Points, Sentence, Table, opened
from roireport.present.charts.plan import late_months, plan_exhibit, plan_title, stretches, timing
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.language.quoted_text import quoted_in
from roireport.present.sections.challenges import challenges, challenges_title, openness
from roireport.present.sections.checklist import list_title, open_findings
from tests.contexts import LANGUAGES, ctx, finding, real, simple
from tests.engagements import cost, engagement, gain


@pytest.mark.parametrize(
    ("severities", "form", "title"),
    [
        (
            ["blocker", "warning"],
            "blocked",
            "One blocker withholds the result: “The engagement’s share is not isolated”",
        ),
        (["warning", "warning", "info"], "warned", "No blocker is open; two warnings limit what can be concluded"),
        (["info"], "informed", "Neither blocker nor warning is open; one point is worth knowing"),
    ],
)
def test_the_title_counts_the_most_severe_challenges(severities: list[Any], form: str, title: str) -> None:
    at_hand = ctx(simple(), findings=[finding("A01", severity) for severity in severities])
    assert openness(at_hand) == form
    text = challenges_title(at_hand)
    name = at_hand.words("challenge.A01.name")
    assert text == title.replace("The engagement’s share is not isolated", name)


def test_with_nothing_open_all_challenges_are_counted() -> None:
    assert challenges_title(ctx(simple())) == f"None of the {len(RULES)} challenges is open"


def test_the_list_counts_each_severity_and_starts_with_the_most_severe() -> None:
    findings = [finding("U08", "info"), finding("L03", "warning"), finding("A01", "blocker"), finding("R01", "warning")]
    at_hand = ctx(simple(), findings=findings)
    assert [each.rule.id for each in open_findings(at_hand)] == ["A01", "L03", "R01", "U08"]
    assert list_title(at_hand) == "One blocker, two warnings and one point of information are open"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["aurelis-excellence-commerciale", "belier-negociation-achats", "future-tel"])
def test_every_open_finding_has_its_row_and_every_accepted_one_its_point(id: str, language: Any) -> None:
    at_hand = real(id, language)
    view = challenges(at_hand)
    tables = [b.body for b in opened(view.blocks) if isinstance(b, Exhibit) and isinstance(b.body, Table)]
    rows = [row.cells[0].text for table in tables for row in table.rows]
    assert sorted(rows) == sorted(each.rule.id for each in at_hand.findings if each.accepted is None)
    accepted = [each.rule.id for each in at_hand.findings if each.accepted]
    titles = [block for block in opened(view.blocks) if isinstance(block, Points)]
    leads = [item.lead for block in titles for item in block.items]
    assert all(any(lead.startswith(f"{rule} ·") for lead in leads) for rule in accepted)


def test_an_acceptance_that_matches_no_finding_is_named() -> None:
    accepted = [
        {"rule": "L03", "reason": "known", "by": "Finance", "until": "2025-06-30"},
        {"rule": "R04", "reason": "known", "by": "Finance", "until": "2026-06-30"},
    ]
    text = repr(challenges(ctx(simple(challenges={"accepted": accepted}))).blocks)
    assert "ended on 30\\xa0June 2025" in text
    assert "but there is no such finding" in text


def planned(plan: dict[str, Any], flows: dict[str, Any], **sections: Any) -> Engagement:
    """A gain with its plan, over 24 months from January 2025, measured to the end of 2025."""
    return engagement(
        costs=[cost(100)], gains=[gain(flows=flows, plan={"flows": plan})], horizon="24 months", **sections
    )


def test_months_are_drawn_by_calendar_quarter_beyond_a_year() -> None:
    at_hand = ctx(planned({"2025-02": 10, "2025-03": 20, "2025-04": 5}, {"2025-03": 12, "2026-12": 7}))
    quarters = [(int(each.plan), int(each.gain), each.forecast) for each in stretches(at_hand)]
    assert quarters[:2] == [(30, 12, False), (5, 0, False)]
    assert (quarters[7], len(quarters)) == ((0, 7, True), 8)
    assert sum(gain for _, gain, _ in quarters) == at_hand.results.financial.gain.known


def test_the_plan_is_compared_up_to_the_cut_off_date() -> None:
    ahead = ctx(planned({"2025-03": 1000, "2026-03": 500}, {"2025-04": 3000, "2026-04": 9000}))
    assert (
        plan_title(ahead)
        == "Below plan for 1\xa0month, the net gain to date is now €2.00k above it: €3.00k against €1.00k"
    )
    behind = ctx(planned({"2025-03": 3000}, {"2025-04": 1000}))
    assert plan_title(behind) == "The net gain to date is €2.00k below plan: €1.00k against €3.00k"
    level = ctx(planned({"2025-03": 1000}, {"2025-03": 1000}))
    assert plan_title(level) == "The net gain to date is on plan: €1.00k"
    early = ctx(planned({"2026-03": 1000}, {"2026-03": 1000}))
    assert plan_title(early) == "Nothing was planned or measured up to the cut-off date"


def test_a_gain_without_a_plan_is_left_out_of_both_sides_and_named() -> None:
    """1,000 planned for March and 800 gained; the other gain, 500 in March, had no plan."""
    planned_one = gain(flows={"2025-03": 800}, plan={"flows": {"2025-03": 1000}})
    at_hand = ctx(engagement(costs=[cost(100)], gains=[planned_one, gain(id="travel", flows={"2025-03": 500})]))
    (exhibit,), (sentence,) = plan_exhibit(at_hand), timing(at_hand)
    assert isinstance(exhibit, Exhibit)
    assert isinstance(sentence, Sentence)
    assert exhibit.title == "The net gain to date is €200 below plan: €800 against €1.00k"
    assert [int(each.gain) for each in stretches(at_hand)][:4] == [0, 0, 800, 0]
    assert exhibit.note == "Nothing was planned for this gain, which is left out here: travel."
    assert sentence.text == (
        "By 31\u00a0December 2025, 100% of the effect expected within the horizon could have shown."
        " Measured and forecast gains come to 80% of the plan over 12\u00a0months."
    )


def test_the_agreed_time_is_shown_beside_the_maturity() -> None:
    """Whole from month 3 on: nine months of effect, six of them over by September."""
    agreed = {"expectations": {"first_effect": "3 months", "full_effect": "3 months"}}
    blocks = timing(ctx(engagement(as_of="2025-09-30", challenges=agreed)))
    assert [block.text for block in blocks if isinstance(block, Sentence)][-1] == (
        "Agreed at the start: a first effect after 3\u00a0months, the full effect after 3\u00a0months."
        " By 30\u00a0September 2025, 67% of the effect expected within the horizon could have shown."
    )


@pytest.mark.parametrize(
    ("plan", "flows", "late"),
    [
        ({"2025-01": 5, "2025-04": 5}, {"2025-07": 20}, 6),  # 5 below from January, 10 from April, 10 above from July
        ({"2025-02": 5, "2025-03": 5}, {"2025-03": 6, "2025-05": 9}, 3),  # 5, 4 and 4 below: March alone was above
        ({"2025-01": 5, "2025-07": 5}, {"2025-04": 20}, 3),  # 15 above from April, still 10 after July
        ({"2025-01": 5, "2025-07": 25}, {"2025-04": 20}, 0),  # 10 below again from July to November
        ({"2025-10": 5}, {"2025-01": 20}, 0),  # ahead first
        ({"2025-01": 5}, {"2025-03": 5}, 2),  # level from March on
    ],
)
def test_late_months_are_those_with_the_gain_to_date_below_the_plan(
    plan: dict[str, Any], flows: dict[str, Any], late: int
) -> None:
    kept = {**flows, "2025-12": 50}
    assert late_months(ctx(planned(plan, kept))) == late


def test_thirds_of_a_cent_are_no_delay() -> None:
    """100 a year is planned by month, and comes as twelve twelfths: never below."""
    level = engagement(costs=[cost(100)], gains=[gain(per_year=100, plan={"per_year": 100})])
    assert late_months(ctx(level)) == 0


def test_late_years_count_twelve_months_each() -> None:
    """10 planned for the first year and none gained; 30 gained in the second, when 10 more were planned."""
    yearly = planned(
        {"1": 10, "2": 10}, {"2": 30}, as_of="2026-12-31", discounting={"rate": "5%", "convention": "year_end"}
    )
    assert late_months(ctx(yearly)) == 12


def test_the_real_plan_was_caught_up_after_ten_months() -> None:
    """Aurélis: planned from June 2025 on; by March 2026 219,747 of 226,500, by April 257,337 of 251,000."""
    assert late_months(real("aurelis-excellence-commerciale", "fr")) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_one_sentence_says_so(language: Any) -> None:
    blocks = plan_exhibit(ctx(simple(), language))
    assert [type(block) for block in blocks] == [Sentence]


def test_the_figures_that_a_finding_quotes_are_traced() -> None:
    at_hand = real("belier-negociation-achats", "en")
    (index,) = [each for each in at_hand.findings if each.rule.id == "U02"]
    assert set(quoted_in(challenge_texts(at_hand, index))) == {"nonfinancial.coverage"}
