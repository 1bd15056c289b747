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

_BY_ID = {rule.id: rule for rule in RULES}

IDS = frozenset(_BY_ID)
"""The ids that `checks` in roireport.yaml and acceptances may name."""


def rule(id: str) -> Rule:
    """Return the challenge with an id; KeyError where there is none."""
    return _BY_ID[id]
