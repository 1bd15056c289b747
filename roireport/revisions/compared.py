"""An engagement at two times, both computed with today's tool: its figures, and what their change is due to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from roireport.compare.attribution import attribute
from roireport.compare.change import InputChange
from roireport.compare.grouping import State
from roireport.compare.inputs import Inputs
from roireport.compare.share import SHARED_OUT, Causes
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import merged_tree
from roireport.load.files import Reading
from roireport.load.snapshot import FolderSnapshot
from roireport.model.commit import CommitUnknown, LineOrigin
from roireport.model.engagement import Engagement
from roireport.model.place import Place
from roireport.problems.problem import Problems
from roireport.revisions.pairing import EngagementPair, pairs
from roireport.revisions.side import WorkspaceState, repository_at
from roireport.versions.git import GitFailed
from roireport.versions.lines import Lines, line_origins, origins_in
from roireport.versions.revision import removals

Kind: TypeAlias = Literal["unchanged", "changed", "new", "removed", "not_loaded"]
_SCHEMA_PROBLEMS: Final = frozenset(
    ("unknown_key", "reserved_key", "reserved_file", "unread_file", "correlation_removed")
)
"""Problems of files that follow another schema."""
BOM_BYTES: Final = b"\xef\xbb\xbf"
NOT_COMMITTED: Final[LineOrigin] = CommitUnknown("not_committed")


@dataclass(frozen=True, slots=True)
class EngagementComparison:
    """An engagement before and after.

    `before` and `after` are None on a side that does not have it, and Problems on one that does not load.
    """

    pair: EngagementPair
    kind: Kind
    before: Evaluation | Problems | None = None
    after: Evaluation | Problems | None = None
    attribution: Causes | None = None
    origins: Mapping[InputChange, LineOrigin | None] | None = None

    @property
    def id(self) -> str:
        """Its id now, or its last one."""
        return self.pair.after or self.pair.before or ""

    @property
    def renamed_from(self) -> str:
        """Its earlier id, where that was another; else empty."""
        return self.pair.before if self.pair.before and self.pair.after not in (None, self.pair.before) else ""


def compare(before: WorkspaceState, after: WorkspaceState, ids: Sequence[str] = ()) -> Iterator[EngagementComparison]:
    """Compare the engagements of two sides one by one.

    Raises:
        GitFailed: The repository lacks files of a commit.
    """
    same_settings = before.settings_file == after.settings_file
    for pair in pairs(before, after, ids):
        if pair.before is None or pair.after is None:
            yield _one_sided(before, after, pair)
            continue
        snapshots = before.snapshot(pair.before), after.snapshot(pair.after)
        if same_settings and snapshots[0].files == snapshots[1].files:
            yield EngagementComparison(pair, "unchanged")
        else:
            yield _compared(before, after, pair, snapshots)


def _one_sided(before: WorkspaceState, after: WorkspaceState, pair: EngagementPair) -> EngagementComparison:
    """An engagement that is new, or gone."""
    side, id = (after, pair.after) if pair.after else (before, pair.before)
    evaluation = evaluate_folder(side.opened, id or "", snapshot=side.snapshot(id or ""))
    return (
        EngagementComparison(pair, "new", after=evaluation)
        if pair.after
        else EngagementComparison(pair, "removed", before=evaluation)
    )


def _compared(
    before: WorkspaceState,
    after: WorkspaceState,
    pair: EngagementPair,
    snapshots: tuple[FolderSnapshot, FolderSnapshot],
) -> EngagementComparison:
    first = evaluate_folder(before.opened, pair.before or "", snapshot=snapshots[0])
    second = evaluate_folder(after.opened, pair.after or "", snapshot=snapshots[1])
    if isinstance(first, Problems) or isinstance(second, Problems):
        return EngagementComparison(pair, "not_loaded", first, second)
    states = state_of(before, first.engagement, snapshots[0]), state_of(after, second.engagement, snapshots[1])
    values = tuple({path: evaluation.figures[path] for path in SHARED_OUT} for evaluation in (first, second))
    attribution = attribute(*states, (values[0], values[1]))
    origins = _origins((before, after), snapshots, attribution.changes)
    return EngagementComparison(pair, "changed", first, second, attribution, origins)


def follows_other_schema(problems: Problems) -> bool:
    """Whether files cannot be loaded since they follow another schema."""
    return any(problem.key in _SCHEMA_PROBLEMS for problem in problems.items)


def state_of(side: WorkspaceState, engagement: Engagement, snapshot: FolderSnapshot) -> State:
    """An engagement with its inputs, as it was loaded from a snapshot."""
    tree, _ = merged_tree(Reading(side.opened.root, snapshot), snapshot.folder)
    return State(engagement, Inputs.of(engagement, tree, side.opened.settings))


# ── Commits ─────────────────────────────────────────────────────────────────


def _origins(
    sides: tuple[WorkspaceState, WorkspaceState],
    snapshots: tuple[FolderSnapshot, FolderSnapshot],
    changes: Sequence[InputChange],
) -> dict[InputChange, LineOrigin | None]:
    """The commit of each change: of its line as it is now, or the one that took the line out."""
    kept = [change for change in changes if not change.removed]
    files = {change.place.file: _content(sides[1], snapshots[1], change.place.file) for change in kept}
    later = sides[1].revision
    lines = origins_in(later.repository, files) if later else line_origins(sides[1].opened.root, files)
    origins = {change: _origin(lines, change.place) for change in kept}
    return origins | _removed(sides, snapshots, [change for change in changes if change.removed])


def _removed(
    sides: tuple[WorkspaceState, WorkspaceState],
    snapshots: tuple[FolderSnapshot, FolderSnapshot],
    changes: Sequence[InputChange],
) -> dict[InputChange, LineOrigin | None]:
    """The commit that took out the line of each change.

    Where there is none, the working tree did it since; or the later revision does not descend from the earlier one, and
    the commit is that of the line there.
    """
    earlier, later = sides[0].revision, sides[1].revision
    if not changes or earlier is None:
        return {}
    files = {change.place.file: _content(sides[0], snapshots[0], change.place.file) for change in changes}
    asked = {change: (change.place.file, _line(files[change.place.file], change.place.line)) for change in changes}
    try:
        head = later.commit if later else repository_at(sides[1].opened.root).head
        removed = removals(earlier, head, set(asked.values()), (snapshots[0].folder, snapshots[1].folder))
    except GitFailed as failed:
        return dict.fromkeys(changes, CommitUnknown(failed.reason, failed.detail))
    added = origins_in(earlier.repository, files) if later else {}
    return {change: removed.get(line) or _origin(added, change.place) for change, line in asked.items()}


def _line(content: bytes, number: int) -> bytes:
    """A line of a file, without its end."""
    return content.removeprefix(BOM_BYTES).split(b"\n")[number - 1].rstrip(b"\r")


def _origin(lines: Mapping[str, Lines | CommitUnknown | None], place: Place) -> LineOrigin | None:
    """The last change of the line of a place; it is not committed where nothing is known of its file."""
    origin = lines.get(place.file, NOT_COMMITTED)
    return origin.get(place.line, NOT_COMMITTED) if isinstance(origin, Mapping) else origin


def _content(side: WorkspaceState, snapshot: FolderSnapshot, file: str) -> bytes:
    """A file as it was read: of the engagement's folder, or the settings."""
    content = snapshot.content(file) if snapshot.covers(file) else side.settings_file
    return content if isinstance(content, bytes) else b""
