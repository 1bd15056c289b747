"""Appendix A gives the conventions that were used, and everything that was left out."""

from typing import Any

import pytest

from roireport.model.language import Language
from roireport.present.blocks import Definitions, Exhibit, Sentence, Table
from roireport.present.report import report
from roireport.present.sections.left_out import left_out
from roireport.present.sections.method import method
from roireport.present.sections.terms import MOST_TERMS, TERMS
from roireport.present.view import Section
from tests.contexts import LANGUAGES, ctx, engagement_ids, real, simple, words
from tests.engagements import cost, engagement, gain


def rows_of(section: Section, title: str) -> list[tuple[str, ...]]:
    """The texts of the rows of a table, by its title."""
    (table,) = [block.body for block in section.blocks if isinstance(block, Exhibit) and block.title == title]
    assert isinstance(table, Table)
    return [tuple(str(cell.text) for cell in row.cells) for row in table.rows]


CONVENTIONS = {
    "month_end": "flows at the end of each month",
    "year_end": "other flows at the end of each year",
    "dated": "each flow on its own day",
    "spreadsheet": "the first flow already discounted by one year",
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
    growth = "3%" if language == "en" else "3\u202f%"
    (row,) = rows_of(method(at_hand), words(language)("method.counterfactual.title"))
    comparison, periods, doubts = row[1:]
    assert comparison == words(language)(f"method.counterfactual.{name}", growth=growth)
    assert periods == "5\xa0+\xa02"
    assert doubts not in ("", words(language)("common.none"))


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
        ({"costs": [cost(100), cost(-30, id="c")]}, "Credit note of −€30 (January 2025), deducted from the cost."),
        ({}, "Nothing is excluded: every line lies within the horizon, every period has its row."),
    ],
)
def test_what_is_left_out_is_listed_with_amount_and_period(keys: dict[str, Any], expected: str) -> None:
    assert expected in [text for _, text in left_out(ctx(engagement(**keys)))]


def test_the_method_says_what_a_gain_was_read_from_and_who_answers_for_it() -> None:
    keys: dict[str, Any] = {
        "observed": {"source": "Ledger 706", "through": "2025-09"},
        "owner": "Head of sales",
        "booked": {"account": "706", "by": "Controller", "on": "2026-01-15"},
        "already_adjusted": ["risk", "drop_off"],
    }
    sample = engagement(costs=[cost(100)], gains=[gain(per_month=10, **keys)])
    assert (
        "Taken from Ledger 706 up to 30 September 2025. Already deducted in the source: the risk and the drop-off. "
        "Answers for it: Head of sales. Booked on account 706. Confirmed by Controller on 15 January 2026."
    ) in repr(method(ctx(sample))).replace("\\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_everything_omitted_has_its_point(id: str, language: Language) -> None:
    at_hand = real(id, language)
    groups = {(item.key, item.subject) for item in at_hand.results.financial.omitted}
    assert len(left_out(at_hand)) == max(len(groups), 1)


def test_every_formula_that_a_figure_carries_has_words_in_both_languages() -> None:
    ids = {figure.formula for id in engagement_ids() for figure in real(id, "fr").figures.values()}
    assert len(ids) > 50
    for language in LANGUAGES:
        assert {id for id in ids if f"figure.formula.{id}" not in words(language)} == set()


def test_the_statement_of_independence_is_printed_where_there_is_one() -> None:
    with_statement = method(ctx(simple(independence="Measured by the firm, paid by the client.")))
    rows = rows_of(with_statement, "Scope and conventions")
    assert ("Independence", "Measured by the firm, paid by the client.") in rows
    assert "Independence" not in repr(method(ctx(simple())))


@pytest.mark.parametrize(
    ("control", "described"),
    [
        (
            {"label": "East", "n": 21, "n_after": 1, "treated": 38, "contact": "none", "initiatives": "not_shared"},
            "Control group: East; 21\\xa0cases before; 1\\xa0case after; compared with 38\\xa0treated cases; "
            "no contact with what was done; the other initiatives did not reach it.",
        ),
        ({"n": 0}, "Control group: 0\\xa0cases before."),
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


def test_a_control_group_that_kpis_share_is_described_once() -> None:
    kpis = [
        {"id": id, "name": id.upper(), "counterfactual": {"method": "control"}, "control": {"label": label}}
        for id, label in (("a", "East"), ("b", "East"), ("c", "West"))
    ]
    subs = [
        cell.sub
        for block in method(ctx(engagement(kpis=kpis))).blocks
        if isinstance(block, Exhibit) and isinstance(block.body, Table)
        for row in block.body.rows
        for cell in row.cells
        if "group" in cell.sub
    ]
    assert subs == ["Control group: East.", "Same control group as for: A.", "Control group: West."]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ({"share": "75%", "by": "Sales director", "confidence": "85%"}, ("75%", "Sales director", "85%")),
        ({"share": "75%"}, ("75%", "—", "—")),
        (None, ("100%", "—", "—")),
    ],
)
def test_who_estimated_the_share_of_a_gain_is_printed(typed: dict[str, str] | None, printed: tuple[str, ...]) -> None:
    keys: dict[str, Any] = {} if typed is None else {"attribution": typed}
    sample = engagement(costs=[cost(100)], gains=[gain(per_month=10, evidence=3, label="More deals", **keys)])
    assert rows_of(method(ctx(sample)), "Who estimated what") == [("More deals", *printed, "3/5")]


def test_the_glossary_explains_the_terms_of_the_body_and_no_other() -> None:
    def glossary(*texts: str) -> list[str]:
        body = Section("roi", "4", "", tuple(Sentence(text) for text in texts))
        blocks = method(ctx(simple()), (body,)).blocks
        return [item.term for block in blocks if isinstance(block, Definitions) for item in block.items]

    assert glossary() == []
    assert glossary("The peak exposure is €5k.", "Break-even in May.") == ["Break-even", "Peak exposure"]
    assert glossary("Unrelated proof.") == []
    names = words("en")
    everything = [str(names(f"method.term.{term}")) for term in TERMS]
    assert len(glossary(" ".join(everything))) <= MOST_TERMS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", engagement_ids())
def test_a_report_explains_at_most_twelve_terms(id: str, language: Language) -> None:
    (appendix,) = [part for part in report(real(id, language)).sections if part.id == "method"]
    (terms,) = [block.items for block in appendix.blocks if isinstance(block, Definitions)]
    assert 1 <= len(terms) <= 12
