"""An engagement as bytes that can be made anywhere: in a process of another machine, with no disk in common.

The same bytes come out as of `render_engagement` beside the workspace, since nothing goes in but what a parcel holds,
and only a tool of the same versions takes it.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from roireport.audience.redaction import RedactionFailed
from roireport.build.fingerprint import plain_files, tool_fingerprint, workspace_fingerprint
from roireport.build.jobs import EngagementJob
from roireport.build.output import EngagementOutput
from roireport.build.render_engagement import render_engagement
from roireport.build.workers import Lost, told
from roireport.load.engagement import load_engagement
from roireport.load.sources import read_sources
from roireport.load.workspace import ENGAGEMENTS
from roireport.load.workspace import FILE as SETTINGS
from roireport.problems.problem import Problem, Problems
from roireport.publish.redaction import redacted, redacted_settings
from roireport.publish.render_tools import RenderTools, render_tools
from roireport.render.cache import key_of
from roireport.render.versions import pdf_versions
from roireport.resources import TEMPLATES, template_folders
from roireport.workspace import OpenWorkspace, open_workspace

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


def versions() -> str:
    """What both ends must have in common: code, templates, words, packages, fonts and the libraries that set type."""
    return key_of(tool_fingerprint(), pdf_versions()).hex()


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
    return Parcel(piece, workspace, own, versions(), pdf)


def made_from(parcel: Parcel) -> EngagementOutput | Lost:
    """What comes of a parcel, or how it was lost; VersionsDiffer where the tool here is another."""
    if parcel.versions != versions():
        raise VersionsDiffer(f"{parcel.versions[:12]} was sent, {versions()[:12]} is here")
    with _ONE_AT_A_TIME:
        unpacked = _unpacked(parcel.workspace, parcel.pdf)
        own = unpacked.opened.root / ENGAGEMENTS / parcel.piece.id
        try:
            _write(unpacked.opened.root, dict(parcel.engagement))
            return render_engagement(unpacked.opened, unpacked.tools, parcel.piece)
        except MemoryError:
            return Lost("report_too_large")
        except Exception as fault:  # ours: it costs this piece, and is told with its place
            return Lost("report_crashed", told(fault))
        finally:
            shutil.rmtree(own, ignore_errors=True)


_ONE_AT_A_TIME = Lock()
"""What sets type is not made for threads, and a worker of a cluster may have several."""


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A workspace in a folder of its own, which goes with this."""

    folder: "TemporaryDirectory[str]"
    opened: OpenWorkspace
    tools: RenderTools


@lru_cache(maxsize=1)
def _unpacked(files: Files, pdf: bool) -> _Unpacked:
    """The workspace of a parcel, opened once for all of its engagements."""
    folder = TemporaryDirectory(prefix="roireport-", ignore_cleanup_errors=True)
    root = Path(folder.name).resolve()
    (root / ENGAGEMENTS).mkdir()
    _write(root, dict(files))
    opened = open_workspace(root)
    if isinstance(opened, Problems):  # it could be opened where it came from
        raise VersionsDiffer(", ".join(each.key for each in opened.items))
    return _Unpacked(folder, opened, render_tools(root, opened.settings, opened.words, pdf=pdf))


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
