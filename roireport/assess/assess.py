"""Run the challenges on the results of an engagement: the entry of this package."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import chain
from typing import Literal

from roireport.assess.catalogue import RULES
from roireport.assess.correction import effect_of
from roireport.assess.established import DOUBTED_BY, established_effects
from roireport.assess.finding import Case, Finding, Rule
from roireport.measure.figure import EXACT
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.expectation import Acceptance
from roireport.model.workspace import CheckSetting

AS_USUAL = CheckSetting()
"""A rule without settings: default threshold and severity."""


def assess(
    engagement: Engagement, results: Results, checks: Mapping[str, CheckSetting], firm: str | None = None
) -> tuple[Finding, ...]:
    """Run all rules; findings are in the order of the catalogue, then of the files.

    An accepted finding is among them, with its acceptance. `checks` are the settings of roireport.yaml, `firm` the
    name of the consulting firm.
    """
    with localcontext(EXACT):
        case = Case(engagement, results, Decimal(0), firm=firm)
        first = {rule.id: tuple(_findings(rule, case, checks)) for rule in RULES if rule.id in DOUBTED_BY}
        established = established_effects(results, chain.from_iterable(first.values()))
        rest = replace(case, established=established)
        return tuple(
            finding
            for rule in RULES
            for finding in (first[rule.id] if rule.id in first else _findings(rule, rest, checks))
        )


def _findings(rule: Rule, case: Case, checks: Mapping[str, CheckSetting]) -> Iterator[Finding]:
    setting = checks.get(rule.id, AS_USUAL)
    threshold = rule.threshold if setting.threshold is None else setting.threshold
    for trigger in rule.check(replace(case, threshold=threshold)):
        severity = setting.severity or trigger.severity or rule.severity
        accepted = acceptance_of(rule, trigger.subject, case.engagement)
        correction = trigger.correction
        yield Finding(
            rule,
            severity,
            trigger.subject,
            trigger.facts,
            trigger.place,
            accepted,
            correction=correction,
            effect=None if correction is None else effect_of(correction, case.results.financial),
            cause=trigger.cause or rule.cause or rule.id,
            about=trigger.about,
            key=trigger.key,
        )


def acceptance_of(rule: Rule, subject: str | None, engagement: Engagement) -> Acceptance | None:
    """Find the active acceptance (as_of ≤ until) of a rule for a subject."""
    for acceptance in engagement.challenges.accepted:
        if (acceptance.rule, acceptance.subject) == (rule.id, subject) and is_active(acceptance, engagement):
            return acceptance
    return None


def is_active(acceptance: Acceptance, engagement: Engagement) -> bool:
    """Whether an acceptance holds on the last day with data."""
    return engagement.as_of <= acceptance.until


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
