"""Appendix A gives the conventions that were used, and everything that was left out."""

from typing import Any

import pytest

from roireport.model.language import Language
from roireport.present.sections.left_out import left_out
from roireport.present.sections.method import method
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple, words
from tests.engagements import cost, engagement, gain

CONVENTIONS = {
    "month_end": "flows at the end of each month",
    "year_end": "other flows at the end of each year",
    "dated": "each flow on its own day",
    "spreadsheet": "the first flow discounted by one year already",
}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_discounting_convention_and_rate_are_printed(convention: str) -> None:
    sample = simple(discounting={"rate": "7.5%", "convention": convention})
    text = repr(method(ctx(sample)))
    assert (
        f"7.5% a year, {CONVENTIONS[convention]}" in text
        or f"7.5% a year, costs of the start not discounted, {CONVENTIONS[convention]}" in text
    )
    assert "nothing is discounted" in repr(method(ctx(simple())))


METHODS = {
    "control": {}, "trend": {}, "market": {"growth": "3%"}, "forecast": {}, "estimate": {}, "none": {},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", METHODS)
def test_each_counterfactual_names_its_periods(name: str, language: Language) -> None:
    kpi = {"id": "k", "name": "K", "baseline": 1, "counterfactual": {"method": name, **METHODS[name]}}
    rows = [(f"2024-{month:02d}", month, 1, 1) for month in range(8, 13)] + [("2025-01", 9, 1, 1), ("2025-02", 9, 1, 1)]
    at_hand = ctx(engagement(kpis=[kpi], observed={"k": rows}), language)
    meaning = words(language)(
        f"method.counterfactual.{name}", growth="3%" if language == "en" else "3\u202f%", before="5", after="2"
    )
    (with_doubt,) = [
        item.meaning
        for block in method(at_hand).blocks
        for item in getattr(block, "items", ())
        if hasattr(item, "meaning") and item.meaning.startswith(meaning)
    ]
    assert with_doubt.removeprefix(meaning).startswith(" Doubt" if language == "en" else " Réserve")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"costs": [cost(1000, date="2024-11-05")]}, "€1,000 before the start (November 2024), counted at the start."),
        ({"costs": [cost(1000, date="2026-02-05")]}, "€1,000 beyond the horizon (February 2026), not counted."),
        (
            {"gains": [gain(flows={"2025-02": 5, "2026-03": 40, "2026-05": 60}, margin="50%")]},
            "€50 net beyond the horizon (March 2026 to May 2026), not counted.",
        ),
        (
            {
                "kpis": [{"id": "k", "baseline": 1}],
                "observed": {"k": [("2025-02", 1), ("2025-04", 1)]},
            },
            "Period without a row: March 2025.",
        ),
        ({"costs": [cost(100), cost(-30, id="c")]}, "Credit note of −€30 (January 2025), taken off the cost."),
        ({}, "Nothing is left out: every line lies within the horizon, every period has its row."),
    ],
)
def test_what_is_left_out_is_listed_with_amount_and_period(keys: dict[str, Any], expected: str) -> None:
    assert expected in [item.text for item in left_out(ctx(engagement(**keys))).items]


def test_the_method_says_what_a_gain_was_read_from_and_who_answers_for_it() -> None:
    keys: dict[str, Any] = {
        "observed": {"source": "Ledger 706", "through": "2025-09"},
        "owner": "Head of sales",
        "booked": {"account": "706", "by": "Controller", "on": "2026-01-15"},
        "already_adjusted": ["risk", "drop_off"],
    }
    sample = engagement(costs=[cost(100)], gains=[gain(per_month=10, **keys)])
    assert (
        "Read in Ledger 706 up to 30 September 2025. Taken off in the source already: the risk and the drop-off. "
        "Answers for it: Head of sales. Booked on account 706. Confirmed by Controller on 15 January 2026."
    ) in repr(method(ctx(sample))).replace("\\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_everything_omitted_has_its_point(id: str, language: Language) -> None:
    at_hand = real(id, language)
    groups = {(item.key, item.subject) for item in at_hand.results.financial.omitted}
    assert len(left_out(at_hand).items) == max(len(groups), 1)


def test_every_formula_that_a_figure_carries_has_words_in_both_languages() -> None:
    ids = {figure.formula for id in engagement_ids() for figure in real(id, "fr").figures.values()}
    assert len(ids) > 50
    for language in LANGUAGES:
        assert {id for id in ids if f"figure.formula.{id}" not in words(language)} == set()


def test_the_statement_of_independence_is_printed_where_there_is_one() -> None:
    text = repr(method(ctx(simple(independence="Measured by the firm, paid by the client."))))
    assert "term='Independence', meaning='Measured by the firm, paid by the client.'" in text
    assert "Independence" not in repr(method(ctx(simple())))


@pytest.mark.parametrize(
    ("control", "described"),
    [
        (
            {"label": "East", "n": 21, "n_after": 1, "treated": 38, "contact": "none", "initiatives": "not_shared"},
            "Control group: East; 21 cases before; 1 case after; compared with 38 treated cases; no contact with the "
            "treated cases; the other initiatives did not reach it.",
        ),
        ({"n": 0}, "Control group: 0 cases before."),
        ({"contact": "some", "initiatives": "shared"}, "some contact with the treated cases; the other initiatives re"),
    ],
)
def test_the_control_group_is_described_with_its_kpi(control: dict[str, Any], described: str) -> None:
    kpi = {"id": "k", "counterfactual": {"method": "control"}}
    assert described in repr(method(ctx(engagement(kpis=[{**kpi, "control": control}]))))
    assert "Control group:" not in repr(method(ctx(engagement(kpis=[{**kpi, "control": {}}, {"id": "l"}]))))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (["2025-01-06", "2025-01-06"], "Targets agreed on 6 January 2025."),
        (["2025-01-06", "2025-02-03"], "Targets agreed from 6 January 2025 to 3 February 2025."),
        (["2025-01-06", None], "Targets agreed on 6 January 2025 (1 of 2 objectives)."),
    ],
)
def test_the_days_on_which_targets_were_agreed_are_printed(days: list[str | None], sentence: str) -> None:
    objectives = [
        {"id": f"o{n}", "statement": "Sell more", **({"set_on": day} if day else {})} for n, day in enumerate(days)
    ]
    text = repr(method(ctx(engagement(objectives=objectives, target_set_on="2025-01-07")))).replace("\\xa0", " ")
    assert f"{sentence} Target of the ROI agreed on 7 January 2025." in text
    assert "argets agreed" not in repr(method(ctx(engagement(objectives=[{"id": "o", "statement": "Sell more"}]))))
