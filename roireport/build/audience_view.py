"""Evaluate an engagement as an audience outside the firm may see it: from a view that holds nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from roireport.assess.fingerprint import reissued, written_parts
from roireport.audience.allow_list import client_view
from roireport.audience.roles import with_roles
from roireport.build.jobs import EngagementJob, with_snapshot
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import load_engagement
from roireport.load.snapshot import FolderSnapshot, snapshot_of
from roireport.load.sources import source_names
from roireport.model.approval import REPORT
from roireport.model.commit import Commit
from roireport.model.engagement import INPUTS, Engagement
from roireport.model.local_text import LocalText
from roireport.model.place import Place
from roireport.present.report import SECTION_IDS
from roireport.problems.problem import Problem, Problems, Refused, placed
from roireport.publish.attachments import client_sources
from roireport.render.shown_source import without_hidden
from roireport.workspace import OpenWorkspace


def evaluate_view(workspace: OpenWorkspace, job: EngagementJob) -> Evaluation | Problems:
    """Load the view of an engagement, and compute everything from it.

    Problems of what was computed are at the lines of the view, in the folder that it is published in.
    """
    viewed = with_view(workspace, job)
    if isinstance(viewed, Problems):
        return viewed
    here = replace(workspace, settings=workspace.settings.for_audience(job.audience))
    evaluation = evaluate_folder(here, job.id, commit=viewed.commit, snapshot=viewed.snapshot)
    if isinstance(evaluation, Problems):
        return Problems(_in_view(job, evaluation.items))
    return replace(evaluation, problems=_in_view(job, evaluation.problems))


def with_view(workspace: OpenWorkspace, job: EngagementJob) -> EngagementJob | Problems:
    """Put the view of an engagement in place of its folder; the same job if it is there already."""
    job = with_snapshot(workspace.root, job)
    if job.snapshot is not None and job.snapshot.folder == INPUTS:
        return job
    engagement = load_engagement(workspace.root, job.id, workspace.settings, job.snapshot)
    if isinstance(engagement, Problems):
        return engagement
    commit = job.commit
    if isinstance(commit, Commit) and job.snapshot is not None:
        commit = commit.read_with(set(source_names(job.snapshot, engagement)))
    try:
        return replace(job, commit=commit, snapshot=_view(workspace, job, engagement))
    except Refused as refused:
        return Problems(placed(refused.problems, Place(engagement.folder)))


def _view(workspace: OpenWorkspace, job: EngagementJob, engagement: Engagement) -> FolderSnapshot:
    """The files of the view, as if they were the engagement's folder."""
    view: Engagement = client_view(engagement)
    if not workspace.settings.outside_audiences[job.audience].names:
        unnamed = {language: str(words("report.member")) for language, words in workspace.words.items()}
        view = with_roles(view, LocalText.of(unnamed))
    return snapshot_of(INPUTS, client_sources(_signed(view, engagement)))


def _signed(view: Engagement, engagement: Engagement) -> Engagement:
    """The view with sign-offs of the report that hold, or do not, for the same parts as those of the engagement.

    They cover texts, in which the view has roles for names and no hidden words.
    """
    if not any(approval.kind == REPORT for approval in engagement.approvals):
        return view
    before, after = (written_parts(_without_hidden(form)) for form in (engagement, view))
    return view.model_copy(update={"approvals": tuple(reissued(one, before, after) for one in view.approvals)})


def _without_hidden(engagement: Engagement) -> Engagement:
    """The engagement with the words that its notes show."""
    shown = tuple(replace(note, text=without_hidden(note.text, SECTION_IDS)) for note in engagement.narratives)
    return engagement.model_copy(update={"narratives": shown})


def _in_view(job: EngagementJob, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Name the lines of the view by where it is published."""

    def moved(place: Place) -> Place:
        return place._replace(file=f"{job.folder}/{place.file}")

    return tuple(
        replace(fault, place=moved(fault.place), also=tuple(moved(place) for place in fault.also)) for fault in problems
    )
