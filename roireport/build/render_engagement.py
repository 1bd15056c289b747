"""Render one engagement: from the files of its folder to its pages and its entry in the portfolio.

The output depends only on the job, the folder, the workspace's settings and templates, and the versions of the tool.
"""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from roireport.build.jobs import EngagementJob
from roireport.build.output import EngagementOutput
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.model.place import Place
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from roireport.problems.problem import Problem, Problems, TemplatesRefused, problem
from roireport.publish.render_tools import RenderTools
from roireport.publish.report_files import ReportFiles, findable, page_name, report_files
from roireport.render.markdown import NoteRefused
from roireport.render.printing import PrintingFailed
from roireport.render.style_faults import own_print_sheet_faults
from roireport.render.template_faults import refused_addresses
from roireport.workspace import OpenWorkspace

NOTHING: Final = ReportFiles({}, b"")


def render_engagement(opened: OpenWorkspace, tools: RenderTools, piece: EngagementJob) -> EngagementOutput:
    """Read, compute, challenge and write an engagement."""
    outcome = evaluate_folder(opened, piece.id, commit=piece.commit)
    if isinstance(outcome, Problems):
        return EngagementOutput(piece.id, unread=tuple(replace(each, engagement=piece.id) for each in outcome.items))
    written, unrendered = _written(tools, piece, outcome)
    entry = _entry(outcome)
    return EngagementOutput(
        piece.id,
        standing=outcome.problems,
        unrendered=tuple(replace(each, engagement=piece.id) for each in unrendered),
        entry=entry,
        digest=sha256(pickle.dumps(entry)).digest(),
        open=tuple(found.severity for found in outcome.findings if found.accepted is None),
        findable=written.findable,
        files=written.files,
    )


def _written(tools: RenderTools, piece: EngagementJob, appraisal: Evaluation) -> tuple[ReportFiles, Sequence[Problem]]:
    """The files of an engagement, or why it has none."""
    wanted = tuple(ctx for ctx in appraisal.contexts if not piece.languages or ctx.words.language in piece.languages)
    contexts = wanted or appraisal.contexts
    if not piece.written:
        return ReportFiles({}, findable(contexts)), ()
    try:
        return report_files(tools, contexts, appraisal.document, neighbours=piece.neighbours), ()
    except (PrintingFailed, NoteRefused, TemplatesRefused) as failed:
        return NOTHING, _failed(failed, Place(appraisal.engagement.folder), tools.root)


def _failed(failed: PrintingFailed | NoteRefused | TemplatesRefused, place: Place, root: Path) -> tuple[Problem, ...]:
    """Why an engagement has no report, at the line of the workspace's own template or sheet at fault, if one is."""
    if isinstance(failed, TemplatesRefused):
        return failed.problems
    if isinstance(failed, NoteRefused):
        return (problem(failed.key, place, limit=str(failed.limit)),)
    lines = refused_addresses(root, failed.refused) or (own_print_sheet_faults(root) if failed.refused else ())
    return lines or (problem("not_rendered", place, why=str(failed)),)


def _entry(appraisal: Evaluation) -> PortfolioEntry:
    """An engagement as the portfolio lists it, with every address that it could have in the site."""
    made, id = appraisal.engagement, appraisal.engagement.id
    pdfs = tuple((language, f"{id}/{id}.{language}.pdf") for language in made.language)
    page = f"{id}/{page_name(made.language[0], appraisal.contexts)}"
    entry = portfolio_entry(made, appraisal.results, appraisal.verdict, page, pdfs, appraisal.findings)
    return replace(entry, compared=entry.compared.bare)
