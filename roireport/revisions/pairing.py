"""Which engagement of an earlier workspace is which of a later one: by its id, or by its files where it was renamed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from roireport.revisions.side import WorkspaceState

_ALIKE: Final = 0.5
"""The share of its lines that a renamed engagement keeps, at the least; git's own measure is the same."""


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
    renamed = _renamed(before, after)
    for id in dict.fromkeys((*second, *first)):
        if id in second:
            pair = EngagementPair(id if id in first else renamed.get(id), id)
        elif id not in renamed.values():
            pair = EngagementPair(id, None)
        else:
            continue
        if not ids or pair.before in ids or pair.after in ids:
            yield pair


def _renamed(before: WorkspaceState, after: WorkspaceState) -> dict[str, str]:
    """The earlier id of each engagement that was renamed: the most alike first, each once."""
    gone = _only_in(before, after)
    new = _only_in(after, before)
    alike = [(_likeness(gone[old], new[id]), id, old) for id in new for old in gone]
    renamed: dict[str, str] = {}
    for likeness, id, old in sorted(alike, key=lambda match: (-match[0], match[1:])):
        if likeness >= _ALIKE and id not in renamed and old not in renamed.values():
            renamed[id] = old
    return renamed


def _only_in(side: WorkspaceState, other: WorkspaceState) -> dict[str, Counter[bytes]]:
    """The lines of each engagement that only one side has."""
    return {id: _lines(side, id) for id in side.opened.engagements if id not in other.opened.engagements}


def _lines(side: WorkspaceState, id: str) -> Counter[bytes]:
    contents = side.snapshot(id).contents().values()
    return Counter(line.strip() for content in contents for line in content.split(b"\n") if line.strip())


def _likeness(first: Counter[bytes], second: Counter[bytes]) -> float:
    """The share of the lines of the larger one that both have."""
    larger = max(first.total(), second.total())
    return (first & second).total() / larger if larger else 0.0
