"""Evaluate an engagement: load, measure and assess it, and prepare the context of its pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from roireport.assess.answered import Page
from roireport.assess.assess import assess
from roireport.assess.editorial import editorial, shown_sections
from roireport.assess.established import established_effects
from roireport.assess.evidence import evidence_problems
from roireport.assess.finding import Finding
from roireport.assess.reservations import reservations
from roireport.assess.verdict import Verdict, verdict
from roireport.audience.in_language import in_language
from roireport.load.engagement import load_engagement, read_folder
from roireport.load.snapshot import FolderSnapshot
from roireport.load.sources import source_names, sources_of
from roireport.measure.control_totals import broken_control_totals
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.outcomes import outcomes
from roireport.measure.results import Results
from roireport.measure.with_texts import with_texts_of
from roireport.model.commit import Commit, Version
from roireport.model.engagement import Engagement, shown_narratives
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.document.results import results_document
from roireport.present.document.shown import Json
from roireport.present.figures.reservation_figures import reservation_entries
from roireport.present.language.formats import Formats
from roireport.present.report import SECTION_IDS, narrative_problems
from roireport.present.story.outline import chosen
from roireport.problems.problem import Problem, Problems, at_stage
from roireport.render.shown_source import shown_note
from roireport.trace.paths import figure_entries
from roireport.workspace import OpenWorkspace, with_lines


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of an engagement before a page is rendered; one context for each language."""

    engagement: Engagement
    results: Results
    findings: tuple[Finding, ...]
    verdict: Verdict
    established_effects: frozenset[str]
    """The KPIs whose effect is established."""
    figures: Mapping[str, Figure]
    contexts: tuple[ReportContext, ...]
    document: Mapping[str, Json]
    problems: tuple[Problem, ...]
    """What is wrong although it could be computed: control totals that do not hold, unknown paths in narratives."""
    sources: Mapping[str, bytes] = field(default_factory=dict)
    """The files that it was loaded from, by their path in its folder, as they were read then."""


def context_in(evaluation: Evaluation, opened: OpenWorkspace, language: Language) -> ReportContext:
    """The context in a language; where the engagement has no texts in it, its own stay as they are."""
    contexts = {context.words.language: context for context in evaluation.contexts}
    return contexts.get(language) or _translated(evaluation.contexts[0], opened, language)


def evaluate_folder(
    opened: OpenWorkspace,
    id: str,
    *,
    commit: Version = None,
    snapshot: FolderSnapshot | None = None,
) -> Evaluation | Problems:
    """Load the engagement of an id, as of a commit, and evaluate it; Problems where it cannot be read.

    Args:
        snapshot: Its folder as it was read; without one it is read now.
    """
    snapshot = snapshot or read_folder(opened.root, id)
    engagement = load_engagement(opened.root, id, opened.settings, snapshot)
    if isinstance(engagement, Problems):
        return engagement
    notes = [shown_note(note, SECTION_IDS) for note in engagement.narratives]
    if unfit := tuple(replace(note, engagement=id) for note in notes if isinstance(note, Problem)):
        return Problems(unfit)
    if isinstance(commit, Commit):
        commit = commit.read_with(set(source_names(snapshot, engagement)))
    # What a page does not show counts for nothing: no challenge reads a comment, no figure is looked up for it.
    shown = engagement.model_copy(update={"narratives": tuple(notes)})
    evaluation = evaluate(shown, opened, commit=commit)
    proven = at_stage("compute", evidence_problems(engagement, snapshot.evidence))
    problems = with_lines(opened.root, (*evaluation.problems, *proven), snapshot)
    return replace(evaluation, problems=problems, sources=sources_of(snapshot, engagement))


def evaluate_folders(
    opened: OpenWorkspace, ids: Sequence[str], commits: Mapping[str, Version] = MappingProxyType({})
) -> Iterator[tuple[str, Evaluation | Problems]]:
    """Evaluate several engagements one after the other, each as of its commit."""
    for id in ids:
        yield id, evaluate_folder(opened, id, commit=commits.get(id))


def evaluate(engagement: Engagement, opened: OpenWorkspace, *, commit: Version) -> Evaluation:
    """Compute an engagement, and run the challenges on the results."""
    contexts: list[ReportContext] = []
    for language in engagement.language:
        local = in_language(engagement, language)
        same = next((other for other in contexts if other.engagement is local), None)
        if same:
            contexts.append(_translated(same, opened, language))
        else:
            contexts.append(_context(local, opened, language, commit, measured=contexts[0] if contexts else None))
    ctx = contexts[0]
    document = results_document(ctx)
    problems = at_stage("compute", (*broken_control_totals(ctx.engagement, document), *narrative_problems(ctx)))
    return Evaluation(
        engagement=ctx.engagement,
        results=ctx.results,
        findings=ctx.findings,
        verdict=ctx.verdict,
        established_effects=ctx.established_effects,
        figures=ctx.figures,
        contexts=tuple(contexts),
        document=document,
        problems=problems,
    )


def _context(
    engagement: Engagement,
    opened: OpenWorkspace,
    language: Language,
    commit: Version,
    *,
    measured: ReportContext | None,
) -> ReportContext:
    """Measure and assess an engagement whose texts are in the language of the context.

    Args:
        measured: The context in another language, whose figures are the same; None where there is none.
    """
    results = with_texts_of(measured.results, engagement) if measured else measure(engagement)
    findings = assess(_without_unshown(engagement), results, opened.settings.checks, opened.settings.firm.name)
    established = established_effects(results, findings)
    judged = verdict(results, findings)
    leads = editorial(results, judged, findings, engagement.target_roi)
    page = Page(results, judged, shown_sections(chosen(opened.settings), leads), leads)
    reserved = reservations(page, findings)
    computed = measured.entries if measured else figure_entries(engagement, results)
    entries = {**computed, **reservation_entries(reserved)}
    return ReportContext(
        engagement=engagement,
        workspace=in_language(opened.settings, language),
        results=results,
        entries=entries,
        figures={path: entry.figure for path, entry in entries.items()},
        findings=findings,
        reservations=reserved,
        verdict=judged,
        editorial=leads,
        established_effects=established,
        outcomes=outcomes(results, established),
        words=opened.words[language],
        formats=Formats(language, engagement.currency),
        commit=commit,
    )


def _without_unshown(engagement: Engagement) -> Engagement:
    """The engagement without the narratives that no report has a place for: a client's view has none of them."""
    shown = shown_narratives(engagement.narratives, engagement.language)
    kept = tuple(note for note in engagement.narratives if note.place.file in shown)
    return engagement.model_copy(update={"narratives": kept})


def _translated(ctx: ReportContext, opened: OpenWorkspace, language: Language) -> ReportContext:
    """The context in another language, for an engagement whose own texts are the same in both."""
    return replace(
        ctx,
        workspace=in_language(opened.settings, language),
        words=opened.words[language],
        formats=Formats(language, ctx.engagement.currency),
    )
