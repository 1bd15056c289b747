"""Whether a report is the one that an engagement gives in a commit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from roireport.load.snapshot import FolderSnapshot
from roireport.model.commit import SHOWN, Commit, CommitUnknown, Version
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.present.context import EarlierVersion
from roireport.problems.problem import Problem, Problems, Refused, at_stage, problem
from roireport.publish.recipe import Recipe, recorded_commit
from roireport.render.pdf_contents import read_pdf
from roireport.resources import TEMPLATES, template_folders
from roireport.revisions.history import Past, history_from, version_records
from roireport.revisions.side import WorkspaceState, find_revision, not_read, opened_at, repository_at
from roireport.revisions.since import version_before
from roireport.verify.again import is_inside, printed_again
from roireport.verify.check import limited
from roireport.verify.difference import PdfDifference, differences
from roireport.versions.folder_states import MAIN
from roireport.versions.git import GitFailed
from roireport.versions.history import last_changes
from roireport.versions.revision import Revision
from roireport.versions.version_commits import version_commits
from roireport.workspace import OpenWorkspace, open_workspace


@dataclass(frozen=True, slots=True)
class RevisionCheck:
    """Whether a commit gives the same bytes, else the differences; `problems` say why it gives no report."""

    commit: str
    matches: bool
    differences: tuple[PdfDifference, ...] = ()
    problems: tuple[Problem, ...] = ()


def check_revision(content: bytes, name: str, recipe: Recipe, local: OpenWorkspace, revision: str) -> RevisionCheck:
    """Make the report from the files of a commit, and compare.

    Args:
        content: The PDF.
        name: Of its file, for problems.
        recipe: What the PDF says of how it was made.
        local: The workspace whose history is read.
        revision: The name of a commit.

    Raises:
        Refused: there is no such commit, it has no such engagement, or git failed.
    """
    at = find_revision(repository_at(local.root), revision)
    with opened_at(local, at) as side:
        try:
            snapshot, commit = _engagement(side, at, recipe.engagement)
            earlier = _earlier(local.root, side, at, snapshot, to_client=recipe.audience is not None)
            has_own = len(template_folders(local.root)) > 1  # in roireport's own repository they are the built-in ones
            templates = at.contents((at.entries(TEMPLATES) or {}) if has_own else {})
        except GitFailed as failed:
            raise not_read(revision, failed) from None
        again = replace(recipe, commit=recorded_commit(commit), earlier=earlier)
        root = side.opened.root
        return limited(lambda: _compared(content, root, templates, again, snapshot, at.commit), name, local.settings)


def _engagement(side: WorkspaceState, revision: Revision, id: str) -> tuple[FolderSnapshot, Version]:
    """The folder of an engagement in a commit, and the last commit that changed it."""
    if id not in side.entries:
        fault = problem("revision_without_engagement", Place("git"), name=revision.name[:60], id=id)
        raise Refused(at_stage("open", [fault]))
    repository = replace(revision.repository, folder=f"{revision.repository.folder}{ENGAGEMENTS}/")
    hash = last_changes(repository, [id])[id]
    return side.snapshot(id), CommitUnknown("history_cut") if hash in repository.cut else Commit(hash)


def _earlier(
    root: Path, side: WorkspaceState, revision: Revision, snapshot: FolderSnapshot, *, to_client: bool
) -> EarlierVersion | None:
    """The version before that of a commit, where git knows one."""
    id = snapshot.folder.rpartition("/")[2]
    main = snapshot.content(f"{snapshot.folder}/{MAIN}")
    if not isinstance(main, bytes):
        return None
    commits = version_commits(root / ENGAGEMENTS, {id: main}, revision.commit).of(id)[:1]
    past = Past(snapshot, commits, repository_at(root))
    history = history_from(past, version_records(side.opened, past, range(len(commits) + 1)))
    return version_before(history, to_client=to_client)


def _compared(
    content: bytes, root: Path, templates: Mapping[str, bytes], recipe: Recipe, snapshot: FolderSnapshot, commit: str
) -> RevisionCheck:
    """Print the report of a commit with its own templates, and compare."""
    for name, template in templates.items():
        if is_inside(name):
            (root / TEMPLATES / name).parent.mkdir(parents=True, exist_ok=True)
            (root / TEMPLATES / name).write_bytes(template)
    try:
        opened = open_workspace(root)
        if isinstance(opened, Problems):
            raise Refused(opened.items)
        computed = printed_again(opened, recipe, snapshot)
    except Refused as refused:
        return RevisionCheck(commit[:SHOWN], matches=False, problems=refused.problems)
    if content == computed:
        return RevisionCheck(commit[:SHOWN], matches=True)
    differing = differences(read_pdf(content), read_pdf(computed), ignored=frozenset())
    return RevisionCheck(commit[:SHOWN], matches=False, differences=differing or (PdfDifference("file"),))
