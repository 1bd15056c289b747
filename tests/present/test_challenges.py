"""Section 7 lists the reservations and what is done about them, and compares the gain with its plan."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from roireport.assess.catalogue import RULES
from roireport.assess.finding import Finding
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Points, Sentence, Table, TableRow, opened
from roireport.present.charts.plan import late_months, plan_exhibit, plan_title, stretches, timing
from roireport.present.context import ReportContext
from roireport.present.figures.challenge_texts import challenge_texts
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import report
from roireport.present.sections.challenges import challenges, challenges_title, openness
from roireport.present.sections.method import method
from roireport.present.sections.reservation_table import list_title
from tests.assess.test_challenge_words import PARTS, placeholders
from tests.assess.test_challenge_words import entries as words_of
from tests.contexts import LANGUAGES, ctx, engagement_ids, finding, real, simple, words
from tests.engagements import cost, engagement, gain


def finding_of(rule: str, severity: Any) -> Finding:
    """A finding with a text for each fact that its words ask for."""
    asked = chain.from_iterable(placeholders(words_of("en")[f"challenge.{rule}.{part}"]) for part in PARTS)
    return replace(finding(rule, severity), facts=dict.fromkeys(asked, "1"))


@pytest.mark.parametrize(
    ("findings", "form", "title"),
    [
        (
            [("A01", "blocker"), ("R01", "warning")],
            "blocked",
            "One blocker withholds the result: “{A01}”",
        ),
        ([("A05", "warning"), ("V04", "warning"), ("L16", "info")], "warned", "Two reservations apply to this result"),
        ([("L16", "info")], "informed", "No reservation applies; one note"),
    ],
)
def test_the_title_counts_the_most_severe_reservations(findings: list[tuple[str, Any]], form: str, title: str) -> None:
    at_hand = ctx(simple(), findings=[finding_of(rule, severity) for rule, severity in findings])
    assert openness(at_hand) == form
    assert challenges_title(at_hand) == title.format(A01=at_hand.words("challenge.A01.name"))


def test_without_a_reservation_all_checks_are_counted() -> None:
    assert challenges_title(ctx(simple())) == f"No reservation is open on this result, after {len(RULES)} checks"


def rows_of(at_hand: ReportContext) -> Sequence[TableRow]:
    """The rows of the table of reservations."""
    blocks = opened(challenges(at_hand).blocks)
    tables = [b.body for b in blocks if isinstance(b, Exhibit) and isinstance(b.body, Table)]
    return tables[0].rows if tables else ()


def test_the_list_counts_each_severity_and_starts_with_the_most_severe() -> None:
    findings = [
        finding_of("L16", "info"),
        finding_of("G11", "warning"),
        finding_of("A01", "blocker"),
        finding_of("R01", "warning"),
    ]
    at_hand = ctx(simple(), findings=findings)
    names = [at_hand.words(f"challenge.{rule}.name") for rule in ("A01", "G11", "R01", "L16")]
    assert [row.cells[0].text for row in rows_of(at_hand)] == names
    assert list_title(at_hand) == "One blocker, two reservations and one note"


def test_a_reservation_about_several_kpis_is_written_once() -> None:
    few = finding_of("A18", "warning")
    labels = ("Discount", "Days", "Calls")
    findings = [replace(few, facts={**few.facts, "label": label}, cause="season") for label in labels]
    (row,) = rows_of(ctx(simple(), findings=findings))
    assert row.cells[0].sub == (
        "“Discount” was observed only briefly before the start. The same applies to “Days” and “Calls”."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_every_reservation_has_its_row_and_every_acceptance_its_point(id: str, language: Any) -> None:
    at_hand = real(id, language)
    assert len(rows_of(at_hand)) == len(at_hand.reservations)
    points = [block for block in opened(challenges(at_hand).blocks) if isinstance(block, Points)]
    leads = [item.lead for block in points for item in block.items]
    accepted = [each.rule.id for each in at_hand.findings if each.accepted and not each.rule.for_author]
    assert all(any(at_hand.words(f"challenge.{rule}.name") in lead for lead in leads) for rule in accepted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_nothing_of_the_author_is_in_a_report(id: str, language: Any) -> None:
    """Neither the name nor the remedy of a finding for the author is in any section."""
    at_hand = real(id, language)
    printed = repr(report(at_hand))
    shown = {finding.rule.id for one in at_hand.reservations for finding in one.findings}
    for finding_shown in at_hand.findings:
        if finding_shown.rule.for_author and finding_shown.rule.id not in shown:
            texts = challenge_texts(at_hand, finding_shown)
            assert str(texts.message) not in printed, finding_shown.rule.id
            assert str(texts.remedy) not in printed, finding_shown.rule.id


@pytest.mark.parametrize("id", engagement_ids())
def test_sources_are_in_appendix_a_alone(id: str) -> None:
    at_hand = real(id, "en")
    findings = [finding for reservation in at_hand.reservations for finding in reservation.findings]
    sources = {work for finding in findings for work in finding.rule.source.split("; ")}
    assert not any(source in repr(challenges(at_hand)) for source in sources)
    assert all(source in repr(method(at_hand)).replace('"', "'") for source in sources if "'" not in source)


def test_an_effect_is_in_points_with_what_it_assumes() -> None:
    """Half of 60 % of 2,800 against 1,000 is 84 points; no effect where a blocker withholds the ROI."""
    gains = [gain(kind="revenue", flows={"2025-06": 2800}, isolated={"method": "two regions"}, evidence=3)]
    withheld = ctx(engagement(costs=[cost(1000)], gains=gains), findings=None)
    assert {row.cells[1].text for row in rows_of(withheld)} == {"—"}
    gains = [{**gains[0], "kind": "margin", "evidence": 3, "attribution": {"share": "60%", "by": "Finance"}}]
    given = ctx(engagement(costs=[cost(1000)], gains=gains), findings=None)
    share = next(row for row in rows_of(given) if row.cells[0].text == given.words("challenge.A02.name"))
    assert (share.cells[1].text, share.cells[1].sub) == ("−84\u00a0pts", "if the part in question is halved")


def test_a_doubt_about_no_money_says_so() -> None:
    at_hand = real("power-dealers-manufacturer", "en")
    rows = {one.id: row for row, one in zip(rows_of(at_hand), at_hand.reservations, strict=True)}
    effect = rows["effect.revenue-change"].cells[1]
    assert (effect.text, effect.sub) == ("0\u00a0pts", "no gain depends on it")


def follow_up_of(**sections: Any) -> tuple[str, str, str]:
    """What is done, by whom and by when, about a KPI that was observed only briefly before the start."""
    kpis = [{"id": "sales", "name": "Sales"}]
    observed = {"sales": [("2024-12", 10), ("2025-02", 14)]}
    at_hand = ctx(engagement(kpis=kpis, observed=observed, **sections), findings=None)
    row = next(row for row, one in zip(rows_of(at_hand), at_hand.reservations, strict=True) if one.cause == "effect")
    return row.cells[2].text, row.cells[3].text, row.cells[3].sub


REMEASURED = {"expectations": {"remeasure_on": "2026-06-30"}}
MEASURED = {"next_measurements": [{"kpi": "sales", "on": "2026-03-31", "owner": "Finance"}]}
DECIDED = {"decisions": [{"id": "go", "decision": "Go on.", "basis": "sales", "owner": "Board", "due": "2026-05-31"}]}


def test_the_next_measurement_of_the_kpi_comes_first() -> None:
    assert follow_up_of(recommendations={**MEASURED, **DECIDED}, challenges=REMEASURED) == (
        "Next measurement: Sales", "Finance", "31 Mar 2026",
    )  # fmt: skip


def test_then_the_next_measurement_of_everything_then_a_decision() -> None:
    assert follow_up_of(recommendations=DECIDED, challenges=REMEASURED) == (
        "Next measurement of all indicators", "30 Jun 2026", "",
    )  # fmt: skip
    assert follow_up_of(recommendations=DECIDED) == ("Decision that rests on it: Go on", "Board", "31 May 2026")


def test_a_decision_settles_no_doubt_about_a_source() -> None:
    """G11 fires on the gain; the decision rests on it."""
    decided = {"decisions": [{**DECIDED["decisions"][0], "basis": "margin"}]}
    at_hand = ctx(simple(recommendations=decided), findings=None)
    row = next(row for row, one in zip(rows_of(at_hand), at_hand.reservations, strict=True) if one.cause == "G11")
    assert row.cells[3].text == "—"


def test_where_nothing_is_planned_the_table_says_what_would_settle_it_and_nobody_is_named() -> None:
    settles = ctx(simple()).words("challenge.A09.settles")
    assert follow_up_of() == (settles, "—", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_for_the_reader_says_to_the_client_what_would_settle_it(language: Language) -> None:
    """A remedy speaks to the author; a client reads what would settle a reservation."""
    texts = words(language)
    for rule in RULES:
        assert (f"challenge.{rule.id}.settles" in texts) == (not rule.for_author), rule.id
    past = {"next_measurements": [{"kpi": "sales", "on": "2025-12-31", "owner": "Finance"}]}
    assert follow_up_of(recommendations=past)[1] == "—"


def test_an_acceptance_without_effect_is_not_the_readers() -> None:
    accepted = [
        {"rule": "L03", "reason": "known", "by": "Finance", "until": "2025-06-30"},
        {"rule": "R04", "reason": "known", "by": "Finance", "until": "2026-06-30"},
    ]
    assert "Finance" not in repr(challenges(ctx(simple(challenges={"accepted": accepted}))).blocks)


def test_families_without_a_reservation_are_one_sentence() -> None:
    at_hand = ctx(simple(), findings=[finding_of("A01", "blocker"), finding_of("G11", "warning")])
    sentences = [block.text for block in challenges(at_hand).blocks if isinstance(block, Sentence)]
    assert "No reservation: unquantified benefits, time lag, valuation and risk." in sentences


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
        == "After 1\xa0month below plan, the credited gain to date is now €2.00k ahead: €3.00k compared with €1.00k"
    )
    behind = ctx(planned({"2025-03": 3000}, {"2025-04": 1000}))
    assert plan_title(behind) == "The credited gain to date is €2.00k below plan: €1.00k compared with €3.00k"
    level = ctx(planned({"2025-03": 1000}, {"2025-03": 1000}))
    assert plan_title(level) == "The credited gain to date is on plan: €1.00k"
    early = ctx(planned({"2026-03": 1000}, {"2026-03": 1000}))
    assert plan_title(early) == "Nothing was planned or measured up to the cut-off date"


def test_a_gain_without_a_plan_is_left_out_of_both_sides_and_named() -> None:
    """1,000 planned for March and 800 gained; the other gain, 500 in March, had no plan."""
    planned_one = gain(flows={"2025-03": 800}, plan={"flows": {"2025-03": 1000}})
    at_hand = ctx(engagement(costs=[cost(100)], gains=[planned_one, gain(id="travel", flows={"2025-03": 500})]))
    (exhibit,), (sentence,) = plan_exhibit(at_hand), timing(at_hand)
    assert isinstance(exhibit, Exhibit)
    assert isinstance(sentence, Sentence)
    assert exhibit.title == "The credited gain to date is €200 below plan: €800 compared with €1,000"
    assert [int(each.gain) for each in stretches(at_hand)][:4] == [0, 0, 800, 0]
    assert exhibit.note == "Nothing was planned for this gain, which is excluded here: travel."
    assert sentence.text == (
        "By 31\u00a0December 2025, 100% of the effect expected within the horizon could have appeared."
        " Measured and forecast gains come to 80% of the plan over 12\u00a0months."
    )


def test_the_agreed_time_is_shown_beside_the_maturity() -> None:
    """Whole from month 3 on: nine months of effect, six of them over by September."""
    agreed = {"expectations": {"first_effect": "3 months", "full_effect": "3 months"}}
    blocks = timing(ctx(engagement(as_of="2025-09-30", challenges=agreed)))
    assert [block.text for block in blocks if isinstance(block, Sentence)][-1] == (
        "Agreed at the start: a first effect after 3\u00a0months, the full effect after 3\u00a0months."
        " By 30\u00a0September 2025, 67% of the effect expected within the horizon could have appeared."
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
