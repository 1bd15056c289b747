"""All challenges, in the order of the checklist."""

from typing import Final

from roireport.assess import (
    agreement,
    attribution,
    commitments,
    comparison_group,
    cost_base,
    documents,
    double_counting,
    effects,
    estimates,
    governance,
    long_term,
    risk,
    shared_effect,
    sign_offs,
    time_lag,
    typed_numbers,
    unquantified,
    valuation,
)
from roireport.assess.finding import FAMILIES, Rule

_MODULES: Final = (
    unquantified,
    agreement,
    time_lag,
    long_term,
    attribution,
    effects,
    shared_effect,
    comparison_group,
    estimates,
    valuation,
    cost_base,
    double_counting,
    documents,
    typed_numbers,
    risk,
    governance,
    commitments,
    sign_offs,
)


def _checklist() -> tuple[Rule, ...]:
    """The rules of all modules, by family and then by id."""
    rules = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)]
    families = list(FAMILIES.values())
    return tuple(sorted(rules, key=lambda rule: (families.index(rule.family), rule.id)))


RULES: Final = _checklist()

IDS: Final = frozenset(rule.id for rule in RULES)
"""What `checks` in roireport.yaml and acceptances may name."""


def find_rule(id: str) -> Rule:
    """The challenge of that id; KeyError where there is none."""
    return {rule.id: rule for rule in RULES}[id]
