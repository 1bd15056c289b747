"""An engagement as bytes, to be rendered by a process that shares no files with this one.

Its pages are the same bytes as those rendered here: they depend on nothing but what a parcel holds, and only a process
with the same versions of everything accepts it.
"""

from dataclasses import dataclass, replace

from roireport.assess.evidence import evidence_problems
from roireport.build.audience_view import with_view
from roireport.build.cache import key_of
from roireport.build.jobs import EngagementJob, with_snapshot
from roireport.build.keys import shared_files, tool_fingerprint
from roireport.build.limits import JobLimits, limits_of
from roireport.load.engagement import load_engagement
from roireport.load.snapshot import snapshot_of
from roireport.load.sources import sources_of
from roireport.load.workspace import FILE as SETTINGS
from roireport.problems.problem import Problems, Refused
from roireport.publish.redaction import redacted, redacted_settings
from roireport.render.versions import pdf_versions
from roireport.workspace import OpenWorkspace

Files = tuple[tuple[str, bytes], ...]
"""Files by their path in the workspace."""


class VersionsDiffer(RuntimeError):
    """A parcel that came to a tool of other versions than the one that sent it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job with its folder, and the files of the workspace that all parcels share."""

    job: EngagementJob
    workspace: Files
    versions: str
    pdf: bool
    limits: JobLimits


def versions() -> str:
    """What both ends must have in common: code, templates, words, packages, fonts and the libraries that set type."""
    return key_of(tool_fingerprint(), pdf_versions()).hex()


def workspace_files(workspace: OpenWorkspace) -> Files | None:
    """Settings without comments, own templates and logo; None where one of them cannot be sent."""
    files = shared_files(workspace)
    if files is None:
        return None
    try:
        settings = {SETTINGS: redacted_settings(files[SETTINGS])} if SETTINGS in files else {}
    except Refused:
        return None
    return tuple((files | settings).items())


def parcel_of(workspace: OpenWorkspace, shared: Files, job: EngagementJob, *, pdf: bool) -> Parcel | None:
    """Pack a job with its redacted sources, or with the view of an audience; None where it cannot be sent.

    It is loaded here, since only that tells which files are read.
    """
    if job.audience:
        viewed = with_view(workspace, job)
        return None if isinstance(viewed, Problems) else _parcel(workspace, shared, viewed, pdf=pdf)
    job = with_snapshot(workspace.root, job)
    engagement = load_engagement(workspace.root, job.id, workspace.settings, job.snapshot)
    if isinstance(engagement, Problems) or job.snapshot is None:
        return None
    if any(evidence_problems(engagement, job.snapshot.evidence)):  # they are lost with the names of the documents
        return None
    try:
        sources = redacted(sources_of(job.snapshot, engagement))
    except Refused:
        return None
    sent = replace(job, snapshot=snapshot_of(job.snapshot.folder, sources, engagement.unread_files))
    return _parcel(workspace, shared, sent, pdf=pdf)


def _parcel(workspace: OpenWorkspace, shared: Files, job: EngagementJob, *, pdf: bool) -> Parcel:
    return Parcel(job, shared, versions(), pdf, limits_of(workspace.settings))
