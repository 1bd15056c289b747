"""An engagement as bytes, to be rendered by a process that shares no files with this one.

Its pages are the same bytes as those rendered here: they depend on nothing but what a parcel holds, and only a process
with the same versions of everything accepts it.
"""

from dataclasses import dataclass

from roireport.build.cache import key_of
from roireport.build.jobs import EngagementJob, with_snapshot
from roireport.build.keys import shared_files, tool_fingerprint
from roireport.build.limits import Limits, limits_of
from roireport.render.versions import press_versions
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
    limits: Limits


def versions() -> str:
    """What both ends must have in common: code, templates, words, packages, fonts and the libraries that set type."""
    return key_of(tool_fingerprint(), press_versions()).hex()


def workspace_files(workspace: OpenWorkspace) -> Files | None:
    """Settings, own templates and logo; None where one of them is no regular file."""
    files = shared_files(workspace)
    return None if files is None else tuple(files.items())


def parcel_of(workspace: OpenWorkspace, shared: Files, job: EngagementJob, *, pdf: bool) -> Parcel:
    """A job that is ready to be sent, with the snapshot of its folder."""
    return Parcel(with_snapshot(workspace.root, job), shared, versions(), pdf, limits_of(workspace.settings))
