"""Numbers that somebody typed in a text: which are figures, how they are read, and which figure they are."""

from decimal import Decimal

import pytest

from roireport.assess.finding import Case, Phrase, Trigger
from roireport.assess.prose_numbers import ProseNumber, numbers_in
from roireport.assess.quotable import quotables
from roireport.assess.typed_numbers import number_typed_in_a_text
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.measure.engagement import measure
from roireport.workspace import OpenWorkspace, open_workspace
from tests.assess.cases import with_narratives
from tests.contexts import ROOT, engagement_ids
from tests.engagements import engagement


def figures(text: str, *names: str) -> list[ProseNumber]:
    """The figures typed in a text."""
    return [number for number in numbers_in(text, names) if number.is_figure]


@pytest.mark.parametrize(
    ("text", "printed", "kind", "value"),
    [
        ("Les ventes gagnent 1 234,5 %.", "1 234,5 %", "percent", "12.345"),
        ("Les ventes gagnent 1 234,5\u202f%.", "1 234,5 %", "percent", "12.345"),
        ("Sales gained 1,234.5%.", "1,234.5%", "percent", "12.345"),
        ("Sales gained 18 percent.", "18 percent", "percent", "0.18"),
        ("Un gain de 36 k€.", "36 k€", "money", "36000"),
        ("Un gain de 36\u00a0k€ par an.", "36 k€", "money", "36000"),
        ("Un gain de 1,2 million d’euros.", "1,2 million d’euros", "money", "1200000"),
        ("Un gain de 36 000 €.", "36 000 €", "money", "36000"),
        ("A gain of €36k.", "€36k", "money", "36000"),
        ("A gain of $5.8 million.", "$5.8 million", "money", "5800000"),
        ("A gain of 5.8 million dollars.", "5.8 million dollars", "money", "5800000"),
        ("A gain of EUR 36,500.", "EUR 36,500", "money", "36500"),
        ("Une hausse de 3,2 points.", "3,2 points", "points", "3.2"),
        ("A rise of 3.2 pts.", "3.2 pts.", "points", "3.2"),
        ("Le score est de 3,4.", "3,4", "number", "3.4"),
        ("A drop of −4.5%.", "−4.5%", "percent", "-0.045"),
    ],
)
def test_a_figure_is_read_as_both_languages_write_it(text: str, printed: str, kind: str, value: str) -> None:
    (number,) = figures(text)
    assert (number.printed.replace("\u202f", " "), number.kind) == (printed, kind)
    assert Decimal(value) in [reading.value for reading in number.readings]


@pytest.mark.parametrize(
    "text",
    [
        "Le 12 mars 2025, puis le 1er avril 2025 et en 2026.",
        "On 12 March 2025, March 12, 2025, 2025-03-12, 12/03/2025 and 12.03.2025, at 14:30 or 9h30.",
        "The 1st, 2nd and 3rd wave; la 2e vague, le 1er lot.",
        "Section 3.2, § 3.4, page 20, p. 12, Table 4, version 1.4, v2.1, phase 2.5, article 3.1, ISO 9001.",
        "Twelve of 14 dealers, 38 sales people in 3 regions, over 24 months, 45 days and 5 points de vente.",
        "B2B, CO2, T3, Q2, 3M, 4G, 24/7, top10.",
        "`18.5%` and\n```\n18.5%\n```\n",
        "> The study says 18.5%.\n",
        'The study says “18.5%”, "36 k€" and « 3,2 points ».',
        "[[financial.roi]] and [a link](https://example.org/18.5%25) and https://example.org/18.5%.",
        "All of them: 100%. None: 0 %.",
        "p < 0.05, R² = 0.87, n = 36.",
        "At 90% confidence, an interval of 95%, intervalle de confiance à 90 %.",
        "Between 10–15% and 2009-2010.",
        "## 2.1 Results\n\n1. First\n2) Second\n",
        "A note[^1].",
        f"A number of too many digits: 1.{'0' * 60}11.",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert figures(text) == []


def test_a_number_in_a_name_is_left_alone() -> None:
    (number,) = figures("Deals above 2.5 days fell by 18.5%.", "Deals above 2.5 days")
    assert number.printed == "18.5%"


SAMPLE = engagement(
    costs=[{"id": "fees", "label": "Fees", "category": "fees", "amount": 1000}],
    gains=[
        {"id": "margin", "label": "Margin", "kind": "margin", "flows": {"2025-06": 2260}, "attribution": {"share": 1}}
    ],
    kpis=[{"id": "rate", "name": "Win rate", "unit": "percent", "target": "24%", "series": "data/rate.csv"}],
    observed={"rate": [("2024-11", "0.17"), ("2024-12", "0.19"), ("2025-12", "0.205")]},
)
"""An ROI of 126 %, a benefit-cost ratio of 2.26, and a win rate that went from 18 % to 20.5 %."""


def cases(text: str) -> list[tuple[str, str, str]]:
    """What V17 finds in a text: severity, number, and the path to quote."""
    return [(str(trigger.severity), *_facts(trigger)) for trigger in _triggers(text)]


def _triggers(text: str) -> list[Trigger]:
    sample = with_narratives(SAMPLE, {"summary": text})
    return list(number_typed_in_a_text.check(Case(sample, measure(sample), Decimal(0))))


def _facts(trigger: Trigger) -> tuple[str, str]:
    phrase = trigger.facts["what"]
    assert isinstance(phrase, Phrase)
    return str(phrase.facts["printed"]), str(phrase.facts.get("path", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ROI is 126%.", [("info", "126%", "financial.roi")]),
        ("The ROI is 140%.", [("warning", "140%", "financial.roi")]),
        ("Le ROI atteint 140 %.", [("warning", "140 %", "financial.roi")]),
        ("The ROI is more than 100%, and well above 80%.", [("info", "80%", "")]),
        ("The target was an ROI above 40%.", [("info", "40%", "")]),
        ("The ROI is 2.26.", []),  # V03 says more
        ("The benefit–cost ratio is 2.26.", [("info", "2.26", "financial.bcr")]),
        ("The net benefit is €1,260.", [("info", "€1,260", "financial.net_benefit")]),
        ("The net benefit is $1,260.", [("info", "$1,260", "")]),
        ("The full cost is €1.2k.", [("warning", "€1.2k", "financial.cost")]),
        ("We brought in €1,260.", [("info", "€1,260", "financial.net_benefit")]),
        (
            "The win rate went from 18% to 20.5%.",
            [("info", "18%", "kpis.rate.baseline"), ("info", "20.5%", "kpis.rate.latest")],
        ),
        ("The win rate is 22%.", [("warning", "22%", "kpis.rate.latest")]),
        ("The win rate is 100%, and the ROI is good in 1 of 12 regions.", []),
        ("An ROI of 40% was aimed at.", [("info", "40%", "")]),
        ("The ROI is 140%, against a target of 40%.", [("warning", "140%", "financial.roi"), ("info", "40%", "")]),
        ("In 2019 the win rate is 22%.", [("info", "22%", "")]),
        ("Win rate: 24%.", [("info", "24%", "kpis.rate.target")]),
        ("The win rate rose by 2.5 points.", [("info", "2.5 points", "kpis.rate.change")]),
        ("The win rate rose by 2.5%.", [("info", "2.5%", "")]),
        ("The target is 24% of all deals.", []),
        ("No 43.7%.\n\nA second of 44.1 %.", [("info", "43.7%", ""), ("info", "44.1 %", "")]),
    ],
)
def test_a_typed_number_is_compared_with_the_figure_that_its_sentence_names(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert cases(text) == expected


def test_a_finding_is_where_the_number_is() -> None:
    (trigger,) = _triggers("A note.\n\nThe ROI is 126%.")
    assert (trigger.subject, str(trigger.place)) == ("summary", "narrative/summary.md:3:12")


@pytest.mark.parametrize("id", engagement_ids())
def test_every_figure_that_is_offered_can_be_quoted_and_no_sample_holds_a_typed_number(id: str) -> None:
    opened = open_workspace(ROOT)
    assert isinstance(opened, OpenWorkspace)
    evaluation = evaluate_folder(opened, id)
    assert isinstance(evaluation, Evaluation)
    offered = quotables(evaluation.engagement, evaluation.results)
    assert len(offered) > 50
    assert [one.path for one in offered if evaluation.figures.get(one.path) is not one.figure] == []
    assert [finding.place for finding in evaluation.findings if finding.rule.id == "V17"] == []
