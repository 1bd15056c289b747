"""Run the challenges on the results of an engagement: the entry of this package."""

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
"""A rule without settings: default threshold and severity."""


def assess(engagement: Engagement, results: Results, checks: Mapping[str, CheckSetting]) -> tuple[Finding, ...]:
    """Run all rules; findings are in the order of the catalogue, then of the files.

    An accepted finding is among them, with its acceptance. `checks` are the settings of roireport.yaml.
    """
    with localcontext(EXACT):
        return tuple(
            finding for rule in RULES for finding in _findings(rule, engagement, results, checks.get(rule.id, AS_USUAL))
        )


def _findings(rule: Rule, engagement: Engagement, results: Results, setting: CheckSetting) -> Iterator[Finding]:
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    for trigger in rule.check(Case(engagement, results, threshold)):
        accepted = acceptance_of(rule, trigger.subject, engagement)
        severity = setting.severity or trigger.severity or rule.severity
        yield Finding(rule, severity, trigger.subject, trigger.facts, trigger.place, accepted)


def acceptance_of(rule: Rule, subject: str | None, engagement: Engagement) -> Acceptance | None:
    """Find the active acceptance (as_of ≤ until) of a rule for a subject."""
    for acceptance in engagement.challenges.accepted:
        if (acceptance.rule, acceptance.subject) == (rule.id, subject) and is_active(acceptance, engagement):
            return acceptance
    return None


def is_active(acceptance: Acceptance, engagement: Engagement) -> bool:
    """Whether an acceptance holds on the last day with data."""
    return engagement.as_of <= acceptance.until


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Separate the open blockers from the accepted ones."""
    blockers = [finding for finding in findings if finding.severity == "blocker"]
    return Verdict(
        blockers=tuple(finding for finding in blockers if finding.accepted is None),
        accepted_blockers=tuple(finding for finding in blockers if finding.accepted is not None),
    )


@dataclass(frozen=True, slots=True)
class UnusedAcceptance:
    """An acceptance without effect: it has expired, or there is no such finding."""

    acceptance: Acceptance
    why: Literal["expired", "no_finding"]


def unused_acceptances(engagement: Engagement, findings: Iterable[Finding]) -> tuple[UnusedAcceptance, ...]:
    """List the acceptances without effect, in the order of the file."""
    used = [finding.accepted for finding in findings if finding.accepted is not None]
    return tuple(
        UnusedAcceptance(acceptance, "no_finding" if is_active(acceptance, engagement) else "expired")
        for acceptance in engagement.challenges.accepted
        if not any(acceptance is active for active in used)
    )
