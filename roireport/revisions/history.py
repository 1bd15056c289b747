"""The figures of an engagement at its versions, computed with today's tool."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from roireport.compare.attribution import attribute
from roireport.compare.change import InputChange
from roireport.compare.grouping import State
from roireport.compare.history import (
    KEPT,
    ROI,
    EngagementHistory,
    EngagementVersion,
    Fault,
    ReservationName,
    VersionFigures,
    VersionRecord,
    VersionStep,
)
from roireport.compare.share import SHARED_OUT
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.snapshot import FolderSnapshot
from roireport.load.workspace import FILE
from roireport.measure.figure import rounded
from roireport.model.commit import Commit, Version
from roireport.model.period import Span, month_of
from roireport.problems.problem import Problems, Refused
from roireport.revisions.compared import follows_other_schema, state_of
from roireport.revisions.side import WorkspaceState, folder_at, opened_at
from roireport.versions.folder_states import MAIN, version_of
from roireport.versions.git import GitFailed
from roireport.versions.repository import Repository
from roireport.versions.revision import Revision
from roireport.versions.version_commits import VersionCommit
from roireport.workspace import OpenWorkspace

PRESENT: Final = 0
"""The index of the present state; that of an earlier version is its place among the commits, counted from 1."""


@dataclass(frozen=True, slots=True)
class Past:
    """An engagement as it is now, its earlier versions, the newest first, and the repository that has them."""

    snapshot: FolderSnapshot
    commits: tuple[VersionCommit, ...]
    repository: Repository
    """Its folder is that of the workspace."""

    @property
    def id(self) -> str:
        """The id of the engagement now."""
        return self.snapshot.folder.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """A version with the state that its inputs are in."""

    evaluation: Evaluation
    state: State


_Outcome: TypeAlias = _Evaluated | Fault


def history_from(
    past: Past, records: Mapping[int, VersionRecord], commit: Version = None, day: date | None = None, limit: str = ""
) -> EngagementHistory:
    """The history of an engagement from the records of all its versions.

    Args:
        commit: The last commit that changed its folder.
        day: The day of that commit.
    """
    main = past.snapshot.contents().get(MAIN, b"")
    current = commit if isinstance(commit, Commit) else Commit("", modified=True)
    now = EngagementVersion(
        version_of(main), current.hash, None if current.modified else day, past.id, records[PRESENT], current.modified
    )
    earlier = (
        EngagementVersion(
            version.version, version.commit, version.day, version.id, records[index], is_tag=not version.named
        )
        for index, version in enumerate(past.commits, PRESENT + 1)
    )
    return EngagementHistory(past.id, (now, *earlier), limit)


def version_records(opened: OpenWorkspace, past: Past, wanted: Collection[int]) -> dict[int, VersionRecord]:
    """Compute some versions of an engagement, by index; the version before each is computed too, for the step."""
    records: dict[int, VersionRecord] = {}
    with ExitStack() as stack:
        sides = _sides(stack, opened, past, wanted)
        before: _Outcome | None = None
        for index in range(len(past.commits), PRESENT - 1, -1):
            is_needed = index in wanted or index - 1 in wanted
            outcome = _evaluated(opened, past, index, sides.get(index)) if is_needed else None
            if index in wanted and outcome is not None:
                records[index] = _record(outcome, before)
            before = outcome
    return records


def _sides(
    stack: ExitStack, opened: OpenWorkspace, past: Past, wanted: Collection[int]
) -> dict[int, WorkspaceState | Fault]:
    """The workspace of each commit that is needed, by index; commits with the same settings share it."""
    needed = {index: past.commits[index - 1] for index in _with_before(wanted) if PRESENT < index <= len(past.commits)}
    names = {version.commit: f"{version.commit}:{past.repository.folder}{FILE}" for version in needed.values()}
    settings = past.repository.ids(names, "blob")
    workspaces: dict[str, WorkspaceState | Fault] = {}
    sides: dict[int, WorkspaceState | Fault] = {}
    for index, version in needed.items():
        revision = Revision(version.commit, version.commit, version.day, replace(past.repository, head=version.commit))
        key = settings.get(version.commit, "")
        if key not in workspaces:
            workspaces[key] = _opened(stack, opened, revision)
        side = workspaces[key]
        sides[index] = replace(side, revision=revision) if isinstance(side, WorkspaceState) else side
    return sides


def _with_before(wanted: Iterable[int]) -> set[int]:
    """The indices of some versions and of those before them."""
    return {later for index in wanted for later in (index, index + 1)}


def _opened(stack: ExitStack, opened: OpenWorkspace, revision: Revision) -> WorkspaceState | Fault:
    try:
        return stack.enter_context(opened_at(opened, revision))
    except Refused:
        return "settings"


def _evaluated(opened: OpenWorkspace, past: Past, index: int, side: WorkspaceState | Fault | None) -> _Outcome:
    """Evaluate a version from the files of its commit, or of the working tree."""
    if isinstance(side, str):
        return side
    id, snapshot = past.id, past.snapshot
    try:
        if side is None:
            side = WorkspaceState(opened)
        elif side.revision is not None:
            id = past.commits[index - 1].id
            snapshot = folder_at(side.revision, id)
        evaluation = evaluate_folder(side.opened, id, snapshot=snapshot)
    except GitFailed:
        return "git"
    except Refused:
        return "not_loaded"
    if isinstance(evaluation, Problems):
        return "schema" if follows_other_schema(evaluation) else "not_loaded"
    return _Evaluated(evaluation, state_of(side, evaluation.engagement, snapshot))


def _record(outcome: _Outcome, before: _Outcome | None) -> VersionRecord:
    if not isinstance(outcome, _Evaluated):
        return VersionRecord(None, fault=outcome)
    step = _step(before, outcome) if isinstance(before, _Evaluated) else None
    return VersionRecord(_figures(outcome.evaluation), step)


def _figures(evaluation: Evaluation) -> VersionFigures:
    engagement, judged = evaluation.engagement, evaluation.verdict
    figures = {path: evaluation.figures[path] for path in KEPT}
    reservations = evaluation.contexts[0].reservations
    return VersionFigures(
        values={path: rounded(figure) if figure.defined else None for path, figure in figures.items()},
        established=judged.established,
        low_case=judged.low_case,
        status=engagement.status,
        as_of=engagement.as_of,
        currency=engagement.currency,
        reference=engagement.reference,
        reservations=tuple(ReservationName(one.id, one.leading.rule.id) for one in reservations),
    )


def _step(before: _Evaluated, now: _Evaluated) -> VersionStep:
    """What the change between two versions is due to."""
    values = [{path: side.evaluation.figures[path] for path in SHARED_OUT} for side in (before, now)]
    causes = attribute(before.state, now.state, (values[0], values[1]))
    return VersionStep(
        parts={path: tuple(share.parts.items()) for path, share in causes.shares.items()},
        cause=causes.main_cause(ROI),
        months=_measured_months(causes.changes),
        why=causes.shares[ROI].why,
    )


def _measured_months(changes: Iterable[InputChange]) -> Span | None:
    """The first and the last month of the new measurements; None where none of them has a date."""
    periods = [change.period for change in changes if change.group == "measured" and change.period is not None]
    spans = [period if isinstance(period, Span) else Span(month_of(period), month_of(period)) for period in periods]
    return Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
