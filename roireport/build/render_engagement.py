"""Render one engagement: from the files of its folder to its pages and its entry in the portfolio.

The output depends only on the job, the folder, the workspace's settings and templates, and the versions of the tool.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from roireport.build.audience_view import evaluate_view
from roireport.build.jobs import EngagementJob
from roireport.build.output import EngagementOutput
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from roireport.problems.problem import Problem, Problems, Refused, at_stage, placed
from roireport.publish.audience_folder import audience_folder
from roireport.publish.render_tools import RenderTools
from roireport.publish.report_files import Beside, ReportFiles, findable, page_names, report_files
from roireport.revisions.since import version_before
from roireport.workspace import OpenWorkspace

NO_FILES: Final = ReportFiles({}, {})


def render_engagement(workspace: OpenWorkspace, tools: RenderTools, job: EngagementJob) -> EngagementOutput:
    """Load, evaluate and render an engagement from the files of its job."""
    if job.audience:
        outcome = evaluate_view(workspace, job)
    else:
        outcome = evaluate_folder(workspace, job.id, commit=job.commit, snapshot=job.snapshot)
    if isinstance(outcome, Problems):
        return EngagementOutput(job.id, at_stage("load", outcome.items, engagement=job.id))
    contexts = _contexts(outcome, job)
    rendered, failures = _render_files(workspace, tools, job, outcome, contexts)
    entry = None if job.audience else _entry(outcome, contexts)
    return EngagementOutput(
        job.id,
        problems=(*outcome.problems, *at_stage("render", failures, engagement=job.id)),
        entry=entry,
        open=tuple(found.severity for found in outcome.findings if found.accepted is None),
        findable=rendered.findable,
        files=rendered.files,
        history=None if job.audience else job.history,
    )


def _contexts(evaluation: Evaluation, job: EngagementJob) -> tuple[ReportContext, ...]:
    """The contexts of the languages that are wanted, all where there are none of these, with the earlier version."""
    earlier = version_before(job.history, to_client=bool(job.audience)) if job.history else None
    contexts = tuple(replace(ctx, earlier=earlier) for ctx in evaluation.contexts)
    wanted = tuple(ctx for ctx in contexts if not job.languages or ctx.words.language in job.languages)
    return wanted or contexts


def _render_files(
    workspace: OpenWorkspace,
    tools: RenderTools,
    job: EngagementJob,
    evaluation: Evaluation,
    contexts: tuple[ReportContext, ...],
) -> tuple[ReportFiles, Sequence[Problem]]:
    """The files of an engagement, or the problems because of which it has none."""
    if not job.written:
        return ReportFiles({}, findable(tools, contexts)), ()
    try:
        if job.audience:
            audience = workspace.settings.outside_audiences[job.audience]
            files = audience_folder(tools, audience, contexts, evaluation.document, evaluation.sources)
            return ReportFiles({f"{job.folder}/{path}": content for path, content in files.items()}, {}), ()
        beside = Beside(*job.neighbours, history=job.history)
        return report_files(tools, contexts, evaluation.document, evaluation.sources, beside), ()
    except Refused as refused:
        return NO_FILES, placed(refused.problems, Place(evaluation.engagement.folder))


def _entry(evaluation: Evaluation, contexts: tuple[ReportContext, ...]) -> PortfolioEntry:
    """An engagement as the portfolio lists it, with every address that it could have in the site."""
    engagement, id = evaluation.engagement, evaluation.engagement.id
    pdfs = tuple((language, f"{id}/{id}.{language}.pdf") for language in engagement.language)
    pages = tuple((language, f"{id}/{name}") for language, name in page_names(contexts))
    entry = portfolio_entry(engagement, evaluation.results, evaluation.verdict, pages, pdfs, evaluation.findings)
    severities = tuple(reservation.severity for reservation in evaluation.contexts[0].reservations)
    return replace(entry, compared=entry.compared.bare, reservations=severities)
