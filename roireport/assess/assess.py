"""The challenges run on an engagement's results: the one door of this package."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import localcontext
from typing import Literal

from roireport.assess.catalogue import RULES
from roireport.assess.finding import Case, Finding, Rule, Verdict
from roireport.measure.figure import EXACT
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.expectation import Acceptance
from roireport.model.workspace import CheckSetting

AS_USUAL = CheckSetting()
"""No setting of its own: default threshold and severity."""


def assess(engagement: Engagement, results: Results, checks: Mapping[str, CheckSetting]) -> tuple[Finding, ...]:
    """Every finding, in the order of the catalogue and then of the files; `checks` are roireport.yaml's settings.

    An accepted finding is among them and carries its acceptance.
    """
    with localcontext(EXACT):
        return tuple(
            finding for rule in RULES for finding in _findings(rule, engagement, results, checks.get(rule.id, AS_USUAL))
        )


def _findings(rule: Rule, engagement: Engagement, results: Results, setting: CheckSetting) -> Iterator[Finding]:
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    severity = setting.severity or rule.severity
    for trigger in rule.check(Case(engagement, results, threshold)):
        accepted = acceptance_of(rule, trigger.subject, engagement)
        yield Finding(rule, severity, trigger.subject, trigger.facts, trigger.place, accepted)


def acceptance_of(rule: Rule, subject: str | None, engagement: Engagement) -> Acceptance | None:
    """The acceptance of a rule for a subject, where one is active: as_of ≤ until."""
    for one in engagement.challenges.accepted:
        if (one.rule, one.subject) == (rule.id, subject) and is_active(one, engagement):
            return one
    return None


def is_active(acceptance: Acceptance, engagement: Engagement) -> bool:
    """Whether an acceptance holds on the last day with data."""
    return engagement.as_of <= acceptance.until


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Whether the headline stands: the open blockers, and those that somebody accepted."""
    blockers = [finding for finding in findings if finding.severity == "blocker"]
    return Verdict(
        blockers=tuple(finding for finding in blockers if finding.accepted is None),
        accepted_blockers=tuple(finding for finding in blockers if finding.accepted is not None),
    )


@dataclass(frozen=True, slots=True)
class UnusedAcceptance:
    """An acceptance that silences nothing: it has expired, or there is no such finding."""

    acceptance: Acceptance
    why: Literal["expired", "no_finding"]


def unused_acceptances(engagement: Engagement, findings: Iterable[Finding]) -> tuple[UnusedAcceptance, ...]:
    """The acceptances that silence nothing, in the order of the file."""
    used = [finding.accepted for finding in findings if finding.accepted is not None]
    return tuple(
        UnusedAcceptance(one, "no_finding" if is_active(one, engagement) else "expired")
        for one in engagement.challenges.accepted
        if not any(one is kept for kept in used)
    )
