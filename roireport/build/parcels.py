"""An engagement as bytes, to be rendered by a process that shares no files with this one.

Its pages are the same bytes as those rendered here: they depend on nothing but what a parcel holds, and only a process
with the same versions of everything accepts it.
"""

from dataclasses import dataclass

from roireport.audience.redaction import RedactionFailed
from roireport.build.fingerprint import plain_files, tool_fingerprint, workspace_fingerprint
from roireport.build.jobs import EngagementJob
from roireport.build.limits import Limits, limits_of
from roireport.load.engagement import load_engagement
from roireport.load.sources import read_sources
from roireport.load.workspace import ENGAGEMENTS
from roireport.load.workspace import FILE as SETTINGS
from roireport.problems.problem import Problem, Problems
from roireport.publish.redaction import redacted, redacted_settings
from roireport.render.cache import key_of
from roireport.render.versions import press_versions
from roireport.resources import TEMPLATES, template_folders
from roireport.workspace import OpenWorkspace

Files = tuple[tuple[str, bytes], ...]
"""Files by their path in the workspace."""


class VersionsDiffer(RuntimeError):
    """A parcel that came to a tool of other versions than the one that sent it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A piece with the files that its pages depend on: the workspace's, which many parcels share, and its own."""

    piece: EngagementJob
    workspace: Files
    engagement: Files
    versions: str
    pdf: bool
    limits: Limits


def versions() -> str:
    """What both ends must have in common: code, templates, words, packages, fonts and the libraries that set type."""
    return key_of(tool_fingerprint(), press_versions()).hex()


def workspace_files(opened: OpenWorkspace) -> Files | None:
    """Settings without comments, the workspace's own templates, logo; None where one of them cannot be sent."""
    *shadows, _ = template_folders(opened.root)
    own = plain_files(shadows[0]) if shadows and shadows[0].exists() else {}
    # A link or a pipe in the place of the logo is neither followed nor waited for.
    if own is None or workspace_fingerprint(opened.root, opened.settings.firm.logo) is None:
        return None
    files = {path: (opened.root / path).read_bytes() for path in (SETTINGS, opened.settings.firm.logo) if path}
    try:
        files[SETTINGS] = redacted_settings(files[SETTINGS])
    except RedactionFailed:
        return None
    return tuple(files.items()) + tuple((f"{TEMPLATES}/{path}", content) for path, content in own.items())


def parcel_of(opened: OpenWorkspace, workspace: Files, piece: EngagementJob, *, pdf: bool) -> Parcel | None:
    """Pack an engagement with its redacted sources; None where it cannot be loaded or redacted, so cannot be sent.

    It is loaded here, since only that tells which files are read.
    """
    engagement = load_engagement(opened.root, piece.id, opened.settings)
    found = engagement if isinstance(engagement, Problems) else read_sources(opened.root, engagement)
    if isinstance(found, Problem | Problems):
        return None
    try:
        sources = redacted(found)
    except RedactionFailed:
        return None
    own = tuple((f"{ENGAGEMENTS}/{piece.id}/{path}", content) for path, content in sources.items())
    return Parcel(piece, workspace, own, versions(), pdf, limits_of(opened.settings))
