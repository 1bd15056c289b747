"""Every challenge fires where it should and is silent where it should, case by case from data files."""

import pytest

from roireport.assess.assess import assess
from roireport.assess.catalogue import RULES
from roireport.measure.engagement import measure
from roireport.model.language import Language
from roireport.present.figures.challenge_texts import challenge_texts
from tests.assess.cases import Example, examples
from tests.contexts import ctx
from tests.engagements import cost, engagement, gain

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_rule_fires_on_the_subjects_of_its_case(example: Example) -> None:
    """A silent case has no subject."""
    findings = assess(example.engagement, measure(example.engagement), {})
    assert tuple(one.subject for one in findings if one.rule.id == example.rule) == example.subjects


@pytest.mark.parametrize("kind", ["fires", "silent"])
def test_every_rule_has_a_case_of_each_kind(kind: str) -> None:
    assert {one.rule for one in EXAMPLES if one.kind == kind} == {rule.id for rule in RULES}


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.evidence], ids=str)
def test_the_evidence_is_what_the_case_works_out_to(example: Example) -> None:
    """In the cases, spaces that do not break are written as plain ones."""
    context = ctx(example.engagement, "en", findings=None)
    evidence = [challenge_texts(context, one).evidence for one in context.findings if one.rule.id == example.rule]
    assert [text.replace("\u00a0", " ") for text in evidence] == [example.evidence]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.kind == "fires"], ids=str)
def test_every_finding_is_written_in_whole_sentences(example: Example, language: Language) -> None:
    context = ctx(example.engagement, language, findings=None)
    for finding in context.findings:
        texts = challenge_texts(context, finding)
        for text in (texts.message, texts.evidence, texts.remedy):
            assert text.rstrip("\u00a0»”").endswith((".", "!", "?", "…")), text
            assert "  " not in text
            assert "{" not in text


@pytest.mark.parametrize(
    ("language", "returns", "expected"),
    [
        ("en", 1, "An ROI of 20% is met only if the unquantified benefit is worth at least €300."),
        ("en", 2, "An ROI of 20% is met only if the 2 unquantified benefits are together worth at least €300."),
        ("fr", 1, "Un ROI de 20\u202f% n’est atteint que si l’effet non chiffré vaut au moins 300\u00a0€."),
        (
            "fr",
            2,
            "Un ROI de 20\u202f% n’est atteint que si les 2 effets non chiffrés valent ensemble au moins 300\u00a0€.",
        ),
    ],
)
def test_what_the_unquantified_must_be_worth_names_the_roi_that_it_is_for(
    language: Language, returns: int, expected: str
) -> None:
    """1.2 × 1000 − 900 = 300."""
    unquantified = [{"id": f"r{place}", "label": "Fame"} for place in range(returns)]
    sample = engagement(
        costs=[cost(1000)],
        gains=[gain(flows={"2025-06": 900})],
        target_roi="20%",
        challenges={"unquantified": unquantified},
    )
    at_hand = ctx(sample, language, findings=None)
    assert [challenge_texts(at_hand, one).message for one in at_hand.findings if one.rule.id == "U05"] == [expected]
