"""An engagement as bytes, to be rendered by a process that shares no files with this one.

Its pages are the same bytes as those rendered here: they depend on nothing but what a parcel holds, and only a process
with the same versions of everything accepts it.
"""

from dataclasses import dataclass

from roireport.build.fingerprint import plain_files, tool_fingerprint, workspace_fingerprint
from roireport.build.jobs import EngagementJob
from roireport.build.workers import Limits, limits_of
from roireport.load.workspace import ENGAGEMENTS
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
    """Settings, the workspace's own templates, logo; None where one of them is no plain file."""
    *shadows, _ = template_folders(opened.root)
    own = plain_files(shadows[0]) if shadows and shadows[0].exists() else {}
    # A link or a pipe in the place of the logo is neither followed nor waited for.
    if own is None or workspace_fingerprint(opened.root, opened.settings.firm.logo) is None:
        return None
    alone = {"roireport.yaml", opened.settings.firm.logo or "roireport.yaml"}
    files = {path: (opened.root / path).read_bytes() for path in sorted(alone)}
    return tuple(files.items()) + tuple((f"{TEMPLATES}/{path}", content) for path, content in own.items())


def parcel_of(opened: OpenWorkspace, workspace: Files, piece: EngagementJob, *, pdf: bool) -> Parcel | None:
    """A piece to be sent; None where its folder holds what is no plain file."""
    found = plain_files(opened.root / ENGAGEMENTS / piece.id)
    if found is None:
        return None
    own = tuple((f"{ENGAGEMENTS}/{piece.id}/{path}", content) for path, content in found.items())
    return Parcel(piece, workspace, own, versions(), pdf, limits_of(opened.settings))
