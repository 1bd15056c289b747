"""From a folder to an engagement appraised: loaded, measured, assessed, ready to be said in each of its languages."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from roireport.assess.assess import assess, verdict
from roireport.assess.finding import Finding, Verdict
from roireport.assets import template_folders, templates_folder
from roireport.audience.allow_list import Audience, for_audience
from roireport.load.engagement import load_engagement
from roireport.load.excerpts import with_excerpts
from roireport.load.word_faults import sentence_faults
from roireport.load.words import WordsRefused, WrittenWord, read_words, written_words
from roireport.load.workspace import load_workspace
from roireport.measure.control_totals import broken_control_totals
from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement, Language
from roireport.model.workspace import Workspace
from roireport.present.desk import Desk
from roireport.present.document.results import results_document
from roireport.present.document.shown import Json
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.report import narrative_problems
from roireport.problems.problem import Problem, Problems, TemplatesRefused
from roireport.render.markdown import note_problem
from roireport.trace.paths import figures
from roireport.trace.typed import typed_figures
from roireport.versions.commit import commit_of

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace at hand: its root, its settings, the ids of its engagements, the words of each language."""

    root: Path
    workspace: Workspace
    engagements: tuple[str, ...]
    words: Mapping[Language, Words]


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
    """What is wrong although it could be computed: control totals that do not hold, unknown paths in narratives."""


def open_workspace(start: Path) -> Opened | Problems:
    """The workspace that a folder belongs to."""
    found = load_workspace(start)
    if isinstance(found, Problems):
        return found
    try:
        words = {language: words_of(language, found.root) for language in LANGUAGES}
    except TemplatesRefused as refused:
        return Problems(refused.problems)
    return Opened(found.root, found.workspace, tuple(found.engagements), words)


def words_of(language: Language, root: Path | None = None) -> Words:
    """The built-in words, shadowed one by one by those of a workspace's own templates.

    WordsRefused where one of these could not be said: a report would stop at it, wherever it comes to it.
    """
    entries = dict(built_in_words(language))
    own = own_words(root, language) if root else {}
    if (
        faults := tuple(sentence_faults(own, language, {each: built_in_words(each) for each in LANGUAGES}))
        if own
        else ()
    ):
        raise WordsRefused(_with_lines(root or Path(), faults))
    return Words(language, entries | {key: word.entry for key, word in own.items()})


@cache
def built_in_words(language: Language) -> Mapping[str, str | Mapping[str, str]]:
    """Every word of a language as roireport has it, by its key."""
    return read_words(templates_folder() / "words" / language)


def own_words(root: Path, language: Language) -> Mapping[str, WrittenWord]:
    """The words of a workspace's own templates, with their places; none in the folder of the built-in ones."""
    folders = template_folders(root)
    own = folders[0] / "words" / language if len(folders) > 1 else None
    return written_words(own, root) if own and os.path.isdir(own) else {}


def appraise_folder(opened: Opened, id: str, audience: Audience = "internal") -> Appraisal | Problems:
    """Load the engagement of that id and appraise it; Problems where it cannot be read."""
    engagement = load_engagement(opened.root, id, opened.workspace)
    if isinstance(engagement, Problems):
        return engagement
    if unfit := _unfit_notes(engagement):
        return Problems(unfit)
    commit = commit_of(opened.root / engagement.folder)
    appraised = appraise(engagement, opened, audience=audience, commit=str(commit) if commit else None)
    return replace(appraised, problems=_with_lines(opened.root, appraised.problems))


def _unfit_notes(engagement: Engagement) -> tuple[Problem, ...]:
    """Narratives that no page could be made of."""
    problems = (note_problem(narrative.text, narrative.place) for narrative in engagement.narratives)
    return tuple(replace(one, engagement=engagement.id) for one in problems if one)


def _with_lines(root: Path, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems found after loading, with the lines that they are about."""
    files = {problem.place.file for problem in problems}
    return with_excerpts(problems, {file: (root / file).read_text(encoding="utf-8-sig") for file in files})


def appraise(engagement: Engagement, opened: Opened, *, audience: Audience, commit: str | None) -> Appraisal:
    """Compute an engagement as an audience may see it, and run the challenges on the results."""
    seen = for_audience(engagement, audience)
    results = measure(seen)
    findings = assess(seen, results, opened.workspace.checks)
    standing, by_path = verdict(findings), {**figures(results), **typed_figures(seen)}
    desks = tuple(
        Desk(
            engagement=seen,
            workspace=opened.workspace,
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
    document = results_document(desks[0])
    problems = (*broken_control_totals(seen, document), *narrative_problems(desks[0]))
    return Appraisal(seen, results, findings, standing, by_path, desks, document, problems)
