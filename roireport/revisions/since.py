"""What changed in an engagement since its version before this one, for its report."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from roireport.compare.attribution import attribute
from roireport.compare.change import InputChange
from roireport.compare.share import SHARED_OUT, Causes
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import load_engagement
from roireport.load.snapshot import FolderSnapshot
from roireport.measure.engagement import headline
from roireport.measure.figure import rounded
from roireport.model.period import Span, month_of
from roireport.present.context import EarlierFigure, EarlierVersion
from roireport.problems.problem import Problems, Refused
from roireport.revisions.compared import state_of
from roireport.revisions.side import WorkspaceState, find_revision, opened_at, repository_at
from roireport.versions.earlier import EarlierCommit
from roireport.versions.git import GitFailed
from roireport.workspace import OpenWorkspace

_ROI = "financial.roi"


def version_since(
    workspace: OpenWorkspace,
    id: str,
    snapshot: FolderSnapshot,
    earlier: EarlierCommit,
    *,
    to_client: bool,
    history: Path | None = None,
) -> EarlierVersion | None:
    """Compare an engagement with an earlier commit.

    Args:
        snapshot: Its folder now.
        to_client: Whether the report leaves the firm: then a draft is no earlier version, and no tag is named.
        history: The folder whose repository has that commit, where the workspace itself is a copy.

    Returns:
        None where the earlier version states no ROI, or cannot be read by this tool.
    """
    try:
        revision = find_revision(repository_at(history or workspace.root), earlier.commit)
        with opened_at(workspace, revision) as before:
            since = _since(workspace, before, snapshot, earlier) if id in before.entries else None
    except (GitFailed, Refused):
        return None
    return None if since is None or (to_client and (since.is_draft or since.is_tag)) else since


def _since(
    workspace: OpenWorkspace, before: WorkspaceState, snapshot: FolderSnapshot, earlier: EarlierCommit
) -> EarlierVersion | None:
    id = snapshot.folder.rpartition("/")[2]
    first = before.snapshot(id)
    evaluation = evaluate_folder(before.opened, id, snapshot=first)
    engagement = load_engagement(workspace.root, id, workspace.settings, snapshot)
    if isinstance(evaluation, Problems) or isinstance(engagement, Problems) or not _states_roi(evaluation):
        return None
    states = state_of(before, evaluation.engagement, first), state_of(WorkspaceState(workspace), engagement, snapshot)
    values = {path: evaluation.figures[path] for path in SHARED_OUT}
    return _version(evaluation, attribute(*states, (values, headline(engagement))), earlier, before.day)


def _states_roi(evaluation: Evaluation) -> bool:
    """Whether a report of that version stated an ROI."""
    return evaluation.verdict.established and evaluation.figures[_ROI].defined


def _version(evaluation: Evaluation, causes: Causes, earlier: EarlierCommit, day: date | None) -> EarlierVersion:
    figures = tuple(
        EarlierFigure(
            path,
            rounded(evaluation.figures[path]) if evaluation.figures[path].defined else None,
            tuple(causes.shares[path].parts.items()),
        )
        for path in SHARED_OUT
    )
    return EarlierVersion(
        version=str(evaluation.engagement.version) if earlier.named else earlier.tag,
        roi=rounded(evaluation.figures[_ROI]),
        day=day,
        is_draft=evaluation.engagement.status == "draft",
        is_tag=not earlier.named,
        figures=figures,
        cause=causes.main_cause(_ROI),
        months=_measured_months(causes.changes),
    )


def _measured_months(changes: Iterable[InputChange]) -> Span | None:
    """The first and the last month of the new measurements; None where none of them has a date."""
    periods = [change.period for change in changes if change.group == "measured" and change.period is not None]
    spans = [period if isinstance(period, Span) else Span(month_of(period), month_of(period)) for period in periods]
    return Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
