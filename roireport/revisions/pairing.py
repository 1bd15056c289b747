"""The engagements of two sides, matched with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roireport.revisions.side import WorkspaceState
from roireport.versions.likeness import Lines, lines_of, renamed


@dataclass(frozen=True, slots=True)
class EngagementPair:
    """The id of an engagement before and after; None on a side that does not have it."""

    before: str | None
    after: str | None


def pairs(before: WorkspaceState, after: WorkspaceState, ids: Sequence[str]) -> Iterator[EngagementPair]:
    """Yield the engagements of both sides in order; of all where no ids are given.

    Args:
        ids: Ids of either side.
    """
    first, second = before.opened.engagements, after.opened.engagements
    earlier = renamed(_only_in(before, after), _only_in(after, before))
    for id in dict.fromkeys((*second, *first)):
        if id in second:
            pair = EngagementPair(id if id in first else earlier.get(id), id)
        elif id not in earlier.values():
            pair = EngagementPair(id, None)
        else:
            continue
        if not ids or pair.before in ids or pair.after in ids:
            yield pair


def _only_in(side: WorkspaceState, other: WorkspaceState) -> dict[str, Lines]:
    """The lines of each engagement that only one side has."""
    only = (id for id in side.opened.engagements if id not in other.opened.engagements)
    return {id: lines_of(side.snapshot(id).contents().values()) for id in only}
