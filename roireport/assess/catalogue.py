"""All challenges, in the order of the checklist."""

from roireport.assess import attribution, governance, risk, time_lag, unquantified, valuation
from roireport.assess.finding import Rule

RULES: tuple[Rule, ...] = (
    *unquantified.RULES,
    *time_lag.RULES,
    *attribution.RULES,
    *valuation.RULES,
    *risk.RULES,
    *governance.RULES,
)

IDS = frozenset(rule.id for rule in RULES)
"""What `checks` in roireport.yaml and acceptances may name."""


def rule(id: str) -> Rule:
    """The challenge of that id; KeyError where there is none."""
    found = next((rule for rule in RULES if rule.id == id), None)
    if found is None:
        raise KeyError(id)
    return found
