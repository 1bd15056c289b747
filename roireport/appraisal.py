"""An engagement appraised: measured, assessed, and ready to be said in each of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from roireport.assess.assess import assess, verdict
from roireport.assess.finding import Finding, Verdict
from roireport.audience.allow_list import Audience, for_audience
from roireport.load.control_totals import broken_control_totals
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement, Language
from roireport.model.workspace import Workspace
from roireport.present.desk import Desk
from roireport.present.formats import Formats
from roireport.present.results_document import Json, results_document
from roireport.present.words import Words
from roireport.problems.problem import Problem
from roireport.trace.paths import figures


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Everything that is known of an engagement before a page is made; one desk for each language."""

    engagement: Engagement
    results: Results
    findings: tuple[Finding, ...]
    verdict: Verdict
    figures: Mapping[str, Figure]
    desks: tuple[Desk, ...]
    document: Mapping[str, Json]
    problems: tuple[Problem, ...]


def appraise(
    engagement: Engagement,
    workspace: Workspace,
    words: Mapping[Language, Words],
    *,
    audience: Audience = "internal",
    commit: str | None = None,
) -> Appraisal:
    """Compute an engagement as an audience may see it, and run the challenges on the results."""
    seen = for_audience(engagement, audience)
    results = measure(seen)
    findings = assess(seen, results, workspace.checks)
    standing = verdict(findings)
    by_path = figures(results)
    desks = tuple(
        Desk(seen, workspace, results, by_path, findings, standing, words[language], Formats(language, seen.currency), commit)
        for language in seen.language
    )
    document = results_document(desks[0])
    problems = broken_control_totals(seen, document)
    return Appraisal(seen, results, findings, standing, by_path, desks, document, tuple(problems))
