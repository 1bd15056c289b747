"""A workspace at one time: in the files of the working tree, or in a commit of git, read without a checkout."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from roireport.load.contents import plain_content
from roireport.load.engagement import id_faults, read_folder
from roireport.load.snapshot import DEEP, FolderSnapshot, snapshot_of
from roireport.load.workspace import FILE, LARGEST_LOGO, LOGO_TYPES, load_workspace
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.problems.problem import Problems, Refused, at_stage, problem
from roireport.resources import TEMPLATES
from roireport.versions.git import GitFailed
from roireport.versions.repository import Repository, repository_of
from roireport.versions.revision import LINK, Revision, revision
from roireport.versions.working_tree import TreeEntry
from roireport.workspace import OpenWorkspace

_PLACE: Final = Place(FILE)


@dataclass(frozen=True)
class WorkspaceState:
    """A workspace at one time; `revision` is None for the files as they are now."""

    opened: OpenWorkspace
    revision: Revision | None = None

    def snapshot(self, id: str) -> FolderSnapshot:
        """The folder of an engagement.

        Raises:
            GitFailed: Its files are not all in the repository.
        """
        if self.revision is None:
            return read_folder(self.opened.root, id)
        return _snapshot(self.revision, f"{ENGAGEMENTS}/{id}", self.entries[id])

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, TreeEntry]]:
        """The files of each engagement's folder in the commit, by id; none for the working tree."""
        folders: dict[str, dict[str, TreeEntry]] = {}
        listed = self.revision.entries(ENGAGEMENTS) if self.revision else None
        for path, entry in (listed or {}).items():
            id, _, file = path.partition("/")
            if file and not id_faults(id):
                folders.setdefault(id, {})[file] = entry
        return folders

    @property
    def settings_file(self) -> bytes:
        """The settings as they are written; empty where there are none."""
        path = self.opened.root / FILE
        return (plain_content(str(path), LARGEST_LOGO) or b"") if path.is_file() else b""

    def named(self, place: Place) -> Place:
        """A place as git names it in a revision: `v1.0:engagements/…`; in the working tree it stays as it is."""
        return place._replace(file=f"{self.revision.name}:{place.file}") if self.revision else place

    @property
    def day(self) -> date | None:
        """The day of its commit; None for the working tree."""
        return self.revision.day if self.revision else None

    @property
    def commit(self) -> str:
        """The hash of its commit; empty for the working tree."""
        return self.revision.commit if self.revision else ""


def folder_at(revision: Revision, id: str) -> FolderSnapshot:
    """The folder of an engagement in a commit that has it, without a look at the others.

    Raises:
        GitFailed: Its files are not all in the repository.
    """
    folder = f"{ENGAGEMENTS}/{id}"
    return _snapshot(revision, folder, revision.entries(folder) or {})


def _snapshot(revision: Revision, folder: str, entries: Mapping[str, TreeEntry]) -> FolderSnapshot:
    """The files of a folder in a commit; a link is not followed."""
    read = {path: entry for path, entry in entries.items() if _is_read(path)}
    plain = {path: entry for path, entry in read.items() if entry.mode != LINK}
    links = (f"{folder}/{path}" for path in read if path not in plain)
    refused = {path: problem("not_a_regular_file", Place(path)) for path in links}
    snapshot = snapshot_of(folder, revision.contents(plain), _visible(entries, plain))
    return replace(snapshot, files={**snapshot.files, **refused})


def _visible(entries: Iterable[str], plain: Collection[str]) -> list[str]:
    """The names of the files that are listed and not read."""
    return [path for path in entries if path not in plain and not path.startswith(".")]


def _is_read(path: str) -> bool:
    """Whether a file of an engagement's folder is read, not only listed; hidden ones are neither."""
    first, slash, _ = path.partition("/")
    if any(part.startswith(".") for part in path.split("/")):
        return False
    return first in DEEP if slash else path.endswith(".yaml")


def repository_at(root: Path) -> Repository:
    """The repository of a workspace.

    Raises:
        Refused: There is none, or git does not read it.
    """
    try:
        repository = repository_of(root)
    except GitFailed as failed:
        raise not_read("", failed) from None
    if repository is None:
        raise Refused(at_stage("open", [problem("revision_without_repository", _PLACE)]))
    return repository


def find_revision(repository: Repository, name: str) -> Revision:
    """The revision of a name.

    Raises:
        Refused: There is none, the clone is shallow and lacks it, or git fails.
    """
    try:
        commit = revision(repository, name)
    except GitFailed as failed:
        raise not_read(name, failed) from None
    if commit is None:
        key = "revision_cut_off" if repository.cut else "revision_unknown"
        raise Refused(at_stage("open", [problem(key, _PLACE, name=name[:60])]))
    return commit


def not_read(name: str, failed: GitFailed) -> Refused:
    """Say why git does not give what is asked for."""
    kind, detail = f"git_{failed.reason}", failed.detail or "git"
    fault = problem("revision_not_read", _PLACE, name=name[:60] or "HEAD", kind=kind, detail=detail)
    return Refused(at_stage("open", [fault]))


@contextmanager
def opened_at(opened: OpenWorkspace, revision: Revision) -> Iterator[WorkspaceState]:
    """Open a workspace as it was in a commit; its words are those of today.

    Only its settings and logo are written, into a folder that is removed afterwards.

    Raises:
        Refused: The commit has no such workspace, or its settings cannot be read.
    """
    with TemporaryDirectory(prefix="roireport-") as folder:
        root = Path(folder)
        try:
            ids = _write_settings(root, revision)
        except GitFailed as failed:
            raise not_read(revision.name, failed) from None
        loaded = load_workspace(root)
        if isinstance(loaded, Problems):
            fault = problem("revision_settings", _PLACE, name=revision.name[:60])
            raise Refused(at_stage("open", [fault, *loaded.items]))
        side = OpenWorkspace(root, loaded.workspace, ids, opened.words)
        yield WorkspaceState(side, revision)


def _write_settings(root: Path, revision: Revision) -> tuple[str, ...]:
    """Write what the settings of a commit need, and return the ids of its engagements."""
    entries = revision.entries() or {}
    ids = _engagement_ids(entries)
    if not ids and FILE not in entries:
        raise Refused(at_stage("open", [problem("revision_without_workspace", _PLACE, name=revision.name[:60])]))
    wanted = {path: entry for path, entry in entries.items() if path == FILE or _is_logo(path)}
    for path, content in revision.contents(wanted).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for id in ids:
        (root / ENGAGEMENTS / id).mkdir(parents=True)
    return ids


def _engagement_ids(paths: Iterable[str]) -> tuple[str, ...]:
    """The ids of the folders of engagements/ that hold a file, sorted; a name that no engagement can have is none."""
    parts = (path.split("/") for path in paths)
    names = {part[1] for part in parts if part[0] == ENGAGEMENTS and len(part) > 2}
    return tuple(sorted(name for name in names if not id_faults(name)))


def _is_logo(path: str) -> bool:
    """Whether a file may be the logo that the settings name."""
    first, parts = path.partition("/")[0], path.split("/")
    is_safe = ".." not in parts and "\\" not in path and ":" not in path
    return path.lower().endswith(LOGO_TYPES) and first not in (ENGAGEMENTS, TEMPLATES, "site") and is_safe
