"""A threshold that is met exactly does not fire: above means >, below means <; at_least means ≥."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from roireport.assess.assess import assess
from roireport.assess.catalogue import RULES
from roireport.assess.finding import Fact, Finding, Phrase, Rule
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.model.workspace import CheckSetting
from roireport.present.figures.challenge_texts import challenge_texts
from tests.assess.cases import Example, built, examples, files
from tests.contexts import ctx

HELD_AGAINST = {
    **{"U02": "coverage", "U06": "stability", "L02": "share", "L04": "horizon", "L05": "horizon", "L07": "n"},
    **{"A03": "share", "A06": "certainty", "V05": "share", "V07": "share", "R02": "probability", "G07": "apart"},
    **{rule: file["compared"] for rule, file in files().items() if "compared" in file},
}
"""The fact that a rule holds against its threshold. Those of G08 and G10 are days, at the edge of their cases.

A new rule states it in the file of its cases.
"""
BELOW = {"U02", "U06", "L07", "R02", *(rule for rule, file in files().items() if file.get("fires_when") == "below")}
"""The rules that fire below their threshold; the others fire above."""
AT_LEAST = {rule for rule, file in files().items() if file.get("fires_when") == "at_least"}
"""The rules that fire at their threshold too."""
NEAR = Decimal("1e-12")

SET = [rule for rule in RULES if rule.threshold]


def firing(rule: Rule) -> Example:
    """The first case that fires a rule."""
    return next(one for one in examples() if one.rule == rule.id and one.kind == "fires")


def found(example: Example, threshold: Decimal | None = None) -> list[Finding]:
    """The findings of the rule of a case, under a threshold."""
    checks = {example.rule: CheckSetting.model_construct(threshold=threshold, severity=None)}
    findings = assess(example.engagement, measure(example.engagement), checks)
    return [one for one in findings if one.rule.id == example.rule]


def all_facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts of a finding, those of its phrases too."""
    inner = [all_facts(fact.facts) for fact in facts.values() if isinstance(fact, Phrase)]
    return {name: fact for each in (facts, *inner) for name, fact in each.items()}


def test_every_threshold_is_tried() -> None:
    assert {rule.id for rule in SET} == {*HELD_AGAINST, "G08", "G10", "A07"}


def test_gains_on_effects_not_established_block_from_above_half_of_the_amounts() -> None:
    """A07 fires whatever its threshold, which decides how severe it is: exactly half is a warning."""
    example = firing(next(rule for rule in SET if rule.id == "A07"))
    share = all_facts(found(example)[0].facts)["share"]
    assert isinstance(share, Figure)
    at, above = found(example, share.known)[0], found(example, share.known - NEAR)[0]
    assert (at.severity, above.severity) == ("warning", "blocker")


@pytest.mark.parametrize("rule", [rule for rule in SET if rule.id in AT_LEAST], ids=lambda rule: rule.id)
def test_a_rule_of_at_least_fires_at_its_threshold_and_is_silent_just_below(rule: Rule) -> None:
    example = firing(rule)
    fact = all_facts(found(example)[0].facts)[HELD_AGAINST[rule.id]]
    assert isinstance(fact, Figure)
    assert found(example, fact.known)
    assert found(example, fact.known + NEAR) == []


@pytest.mark.parametrize(
    "rule", [rule for rule in SET if rule.id in HELD_AGAINST and rule.id not in AT_LEAST], ids=lambda rule: rule.id
)
def test_a_rule_is_silent_at_its_threshold_and_fires_just_beyond(rule: Rule) -> None:
    example = firing(rule)
    fact = all_facts(found(example)[0].facts)[HELD_AGAINST[rule.id]]
    assert isinstance(fact, Figure | int)
    value = fact.known if isinstance(fact, Figure) else Decimal(fact)
    assert found(example, value) == []
    assert found(example, value + (NEAR if rule.id in BELOW else -NEAR))


def test_a_threshold_between_two_counts_asks_for_the_higher() -> None:
    """2 measured periods, and at least 2.5 asked for: three have to be measured."""
    example = firing(next(rule for rule in SET if rule.id == "L07"))
    (finding,) = found(example, Decimal("2.5"))
    texts = challenge_texts(ctx(example.engagement), finding)
    assert texts.evidence.startswith("2 measured periods, at least 3 expected;")
    assert texts.remedy.startswith("At least 3 measured periods")


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [("94.4", "Difference 6% (limit 5%)."), ("94.6", "Difference 5.4% (limit 5%)."), ("94.996", "Difference 5.004% ")],
)
def test_a_value_that_rounds_to_its_threshold_has_more_decimals(baseline: str, expected: str) -> None:
    """A mean of 100 before the start: 5.4 % apart is more than 5 %, and 5 % against 5 % would not say so."""
    kpi = {"id": "sales", "baseline": baseline}
    sample = built({"kpis": [kpi], "observed": {"sales": ["2024-11 98", "2024-12 102"]}})
    (finding,) = [one for one in assess(sample, measure(sample), {}) if one.rule.id == "G07"]
    assert expected in challenge_texts(ctx(sample), finding).evidence
