"""From a folder to an engagement appraised: loaded, measured, assessed, ready to be said in each of its languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from roireport.assess.assess import assess, verdict
from roireport.assess.finding import Finding, Verdict
from roireport.audience.allow_list import Audience, for_audience
from roireport.load.engagement import load_engagement
from roireport.load.sources import source_names
from roireport.measure.control_totals import broken_control_totals
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.commit import Commit, Version
from roireport.model.engagement import Engagement
from roireport.present.context import ReportContext
from roireport.present.document.results import results_document
from roireport.present.document.shown import Json
from roireport.present.language.formats import Formats
from roireport.present.report import SECTION_IDS, narrative_problems
from roireport.problems.problem import Problem, Problems
from roireport.render.shown_source import shown_note
from roireport.trace.paths import figures
from roireport.trace.typed import typed_figures
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
    opened: OpenWorkspace, id: str, audience: Audience = "internal", *, commit: Version = None
) -> Evaluation | Problems:
    """Load the engagement of that id, as of a commit, and appraise it; Problems where it cannot be read."""
    engagement = load_engagement(opened.root, id, opened.settings)
    if isinstance(engagement, Problems):
        return engagement
    notes = [shown_note(note, SECTION_IDS) for note in engagement.narratives]
    if unfit := tuple(replace(note, engagement=id) for note in notes if isinstance(note, Problem)):
        return Problems(unfit)
    if isinstance(commit, Commit):
        commit = commit.read_with(set(source_names(opened.root, engagement)))
    # What a page does not show counts for nothing: no challenge reads a comment, no figure is looked up for it.
    shown = engagement.model_copy(update={"narratives": tuple(notes)})
    appraised = evaluate(shown, opened, audience=audience, commit=commit)
    return replace(appraised, problems=with_lines(opened.root, appraised.problems))


def evaluate_folders(
    opened: OpenWorkspace, ids: Sequence[str], commits: Mapping[str, Version] = MappingProxyType({})
) -> Iterator[tuple[str, Evaluation | Problems]]:
    """Evaluate several engagements one after the other, each as of its commit."""
    for id in ids:
        yield id, evaluate_folder(opened, id, commit=commits.get(id))


def evaluate(engagement: Engagement, opened: OpenWorkspace, *, audience: Audience, commit: Version) -> Evaluation:
    """Compute an engagement as an audience may see it, and run the challenges on the results."""
    seen = for_audience(engagement, audience)
    results = measure(seen)
    findings = assess(seen, results, opened.settings.checks)
    standing, by_path = verdict(findings), {**figures(results), **typed_figures(seen)}
    contexts = tuple(
        ReportContext(
            engagement=seen,
            workspace=opened.settings,
            results=results,
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
