"""From a folder to an engagement appraised: loaded, measured, assessed, ready to be said in each of its languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roireport.assess.assess import assess, verdict
from roireport.assess.finding import Finding, Verdict
from roireport.audience.allow_list import Audience, for_audience
from roireport.load.engagement import load_engagement
from roireport.load.workspace import ENGAGEMENTS
from roireport.measure.control_totals import broken_control_totals
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.present.context import ReportContext
from roireport.present.document.results import results_document
from roireport.present.document.shown import Json
from roireport.present.language.formats import Formats
from roireport.present.report import narrative_problems
from roireport.problems.problem import Problem, Problems
from roireport.render.markdown import note_problem
from roireport.trace.paths import figure_entries
from roireport.versions.commit import commits_of
from roireport.workspace import OpenWorkspace, with_lines


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is known of an engagement before a page is made; one context for each language."""

    engagement: Engagement
    results: Results
    findings: tuple[Finding, ...]
    verdict: Verdict
    figures: Mapping[str, Figure]
    contexts: tuple[ReportContext, ...]
    document: Mapping[str, Json]
    problems: tuple[Problem, ...]
    """What is wrong although it could be computed: control totals that do not hold, unknown paths in narratives."""


def evaluate_folder(
    opened: OpenWorkspace, id: str, audience: Audience = "internal", *, commit: str | None = None
) -> Evaluation | Problems:
    """Load the engagement of that id, as of a commit, and appraise it; Problems where it cannot be read."""
    engagement = load_engagement(opened.root, id, opened.settings)
    if isinstance(engagement, Problems):
        return engagement
    if unfit := _unfit_notes(engagement):
        return Problems(unfit)
    appraised = evaluate(engagement, opened, audience=audience, commit=commit)
    return replace(appraised, problems=with_lines(opened.root, appraised.problems))


def evaluate_folders(opened: OpenWorkspace, ids: Sequence[str]) -> Iterator[tuple[str, Evaluation | Problems]]:
    """Several engagements one after the other, each with the commit that git knows of it."""
    commits = commits_of(opened.root / ENGAGEMENTS, ids)
    for id in ids:
        yield id, evaluate_folder(opened, id, commit=str(commits[id]) if id in commits else None)


def _unfit_notes(engagement: Engagement) -> tuple[Problem, ...]:
    """Narratives that no page could be made of."""
    problems = (note_problem(narrative.text, narrative.place) for narrative in engagement.narratives)
    return tuple(replace(one, engagement=engagement.id) for one in problems if one)


def evaluate(engagement: Engagement, opened: OpenWorkspace, *, audience: Audience, commit: str | None) -> Evaluation:
    """Compute an engagement as an audience may see it, and run the challenges on the results."""
    seen = for_audience(engagement, audience)
    results = measure(seen)
    findings = assess(seen, results, opened.settings.checks)
    standing, entries = verdict(findings), figure_entries(seen, results)
    by_path = {path: entry.figure for path, entry in entries.items()}
    contexts = tuple(
        ReportContext(
            engagement=seen,
            workspace=opened.settings,
            results=results,
            entries=entries,
            figures=by_path,
            findings=findings,
            verdict=standing,
            words=opened.words[language],
            formats=Formats(language, seen.currency),
            commit=commit,
        )
        for language in seen.language
    )
    document = results_document(contexts[0])
    problems = (*broken_control_totals(seen, document), *narrative_problems(contexts[0]))
    return Evaluation(seen, results, findings, standing, by_path, contexts, document, problems)
