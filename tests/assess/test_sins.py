"""Every sin that a sceptical finance director would name fires its rules; the sound engagement fires none."""

import pytest

from roireport.assess.assess import assess
from roireport.assess.established import established_effects
from roireport.assess.verdict import verdict
from roireport.measure.engagement import measure
from tests.assess.sins import Sin, clean, sins
from tests.contexts import finding

SINS = sins()


@pytest.mark.parametrize("sin", SINS, ids=str)
def test_a_sin_fires_its_rules_on_its_subjects(sin: Sin) -> None:
    findings = assess(sin.engagement, measure(sin.engagement), {}, "Cabinet Meridien")
    fired = {rule: [one.subject for one in findings if one.rule.id == rule] for rule in sin.fires}
    assert {rule: sorted(map(str, subjects)) for rule, subjects in fired.items()} == {
        rule: sorted(map(str, subjects)) for rule, subjects in sin.fires.items()
    }, sin.because


def test_the_sound_engagement_fires_nothing_and_is_profitable() -> None:
    """So each rule above fires because of the sin alone."""
    sample = clean()
    results = measure(sample)
    findings = assess(sample, results, {}, "Cabinet Meridien")
    assert [(one.rule.id, one.subject) for one in findings] == []
    assert verdict(results, findings).kind == "profitable"


def test_there_are_thirty_sins() -> None:
    assert len(SINS) == 30


@pytest.mark.parametrize("rule", ["A09", "A10", "A12"])
def test_an_effect_is_not_established_while_its_comparison_is_doubted(rule: str) -> None:
    results = measure(clean())
    assert established_effects(results, []) == {"conversion"}
    assert established_effects(results, [finding(rule, subject="another")]) == {"conversion"}
    assert established_effects(results, [finding(rule, subject="conversion")]) == set()
