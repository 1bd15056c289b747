"""Compare the engagements that are to be rendered with their earlier versions, in workers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from roireport.build.jobs import EngagementJob
from roireport.build.limits import Lost, limits_of
from roireport.build.workers import in_workers
from roireport.workspace import OpenWorkspace

if TYPE_CHECKING:
    from roireport.present.context import EarlierVersion


def compared_with_earlier(
    workspace: OpenWorkspace, jobs: Sequence[EngagementJob], *, workers: int, closed: Sequence[int]
) -> list[EngagementJob]:
    """The jobs, each with its earlier version where git knows one.

    One whose comparison takes too long is rendered without it, and is not cached as if it had it.
    """
    compared = list(jobs)
    indices = [index for index, job in enumerate(jobs) if job.earlier is not None]
    limits = limits_of(workspace.settings)
    run = partial(_since, workspace)
    waiting = [jobs[index] for index in indices]
    for number, since in in_workers(waiting, run, workers=workers, limits=limits, closed=closed):
        job = jobs[indices[number]]
        job = replace(job, earlier=None) if isinstance(since, Lost) else replace(job, since=since)
        compared[indices[number]] = job
    return compared


def _since(workspace: OpenWorkspace, job: EngagementJob) -> "EarlierVersion | None":
    from roireport.revisions.since import version_since

    if job.earlier is None or job.snapshot is None:
        return None
    return version_since(workspace, job.id, job.snapshot, job.earlier, to_client=bool(job.audience))
