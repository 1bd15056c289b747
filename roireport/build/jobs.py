"""The jobs of a build, one for each engagement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from roireport.build.options import BuildOptions
from roireport.load.engagement import read_folder
from roireport.load.snapshot import FolderSnapshot
from roireport.model.commit import Version
from roireport.model.language import Language
from roireport.publish.site_folder import has_page
from roireport.versions.version_commits import EngagementVersions, VersionCommit
from roireport.workspace import OpenWorkspace

if TYPE_CHECKING:
    from roireport.compare.history import EngagementHistory


@dataclass(frozen=True, slots=True)
class EngagementJob:
    """All that the pages of an engagement depend on besides the workspace; its repr is part of a cache key.

    `digest` is that of its folder, `neighbours` are the ids before and after it. Without `written` only its entry in
    the portfolio is wanted. `snapshot` is the folder itself, dropped where the output is cached.
    """

    id: str
    commit: Version
    digest: bytes = b""
    neighbours: tuple[str, str] = ("", "")
    languages: tuple[Language, ...] = ()
    written: bool = True
    audience: str = ""
    """The audience outside the firm that its files are for; empty for the firm's site."""
    versions: tuple[VersionCommit, ...] = ()
    """The commits of its earlier versions, the newest first; outside the firm only the newest."""
    limit: str = ""
    """Why git does not know all of them; empty where it does."""
    snapshot: FolderSnapshot | None = field(default=None, repr=False, compare=False)
    history: "EngagementHistory | None" = field(default=None, repr=False, compare=False)
    """The figures of these versions, computed where git is: a worker elsewhere has no repository."""

    @property
    def folder(self) -> str:
        """The folder of its files in the site."""
        return f"{self.audience}/{self.id}" if self.audience else self.id


def plan_jobs(
    workspace: OpenWorkspace, options: BuildOptions, commits: Mapping[str, Version], snapshots: Sequence[FolderSnapshot]
) -> tuple[EngagementJob, ...]:
    """A job for each engagement. One that was not asked for keeps its pages in the site.

    Outside the firm no engagement is listed beside another, so that there are jobs for those alone that were asked for.

    Args:
        snapshots: The folder of each engagement, in their order.
    """
    ids, chosen = workspace.engagements, options.ids or workspace.engagements
    if options.audience:
        return tuple(
            EngagementJob(
                id,
                commits[id],
                snapshot.digest(),
                languages=options.languages,
                audience=options.audience,
                snapshot=snapshot,
            )
            for id, snapshot in zip(ids, snapshots, strict=True)
            if id in chosen
        )
    jobs = tuple(
        EngagementJob(
            id,
            commits[id],
            snapshot.digest(),
            languages=options.languages,
            written=id in chosen,
            snapshot=snapshot,
        )
        for id, snapshot in zip(ids, snapshots, strict=True)
    )
    return with_neighbours(jobs, {id for id in ids if id in chosen or has_page(options.site, id)})


def with_versions(jobs: Sequence[EngagementJob], versions: EngagementVersions) -> tuple[EngagementJob, ...]:
    """The jobs, each with the commits of its earlier versions: a client's report compares with the newest alone."""

    def planned(job: EngagementJob) -> EngagementJob:
        own = versions.of(job.id)
        return replace(job, versions=own[:1]) if job.audience else replace(job, versions=own, limit=versions.limit)

    return tuple(map(planned, jobs))


def with_neighbours(jobs: Sequence[EngagementJob], shown: Collection[str]) -> tuple[EngagementJob, ...]:
    """The jobs, each with the engagements before and after it that have pages."""
    ids = [job.id for job in jobs if job.id in shown]
    pairs = dict(zip(ids, zip(["", *ids[:-1]], [*ids[1:], ""], strict=True), strict=True)) if ids else {}
    return tuple(replace(job, neighbours=pairs.get(job.id, job.neighbours)) if job.written else job for job in jobs)


def with_snapshot(root: Path, job: EngagementJob) -> EngagementJob:
    """The job with its folder, read now where it was dropped: the digest is that of the bytes read last."""
    if job.snapshot is not None:
        return job
    snapshot = read_folder(root, job.id)
    return replace(job, snapshot=snapshot, digest=snapshot.digest())
