"""The states that the folders of engagements have had, from the history of a repository."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from roireport.versions.history import AT_ONCE, History, Pair, changes_of, history_of
from roireport.versions.likeness import Lines, lines_of, renamed
from roireport.versions.repository import Repository
from roireport.versions.revision import blobs_of, listed_files

MAIN: Final = "engagement.yaml"
_VERSION: Final = re.compile(rb"^version:[ \t]*([^\s#].*?)[ \t]*(?:[ \t]#.*)?\r?$", re.MULTILINE)
_COMPARED: Final = (".yaml", ".csv", ".md")
"""The files by whose lines a renamed folder is recognised."""


class FolderState(NamedTuple):
    """A folder as a commit made it: the place of the commit in the history, the newest first, and its version."""

    position: int
    commit: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class FolderStates:
    """The states of each folder by its name, the newest first, and the earlier name of each that was renamed."""

    states: Mapping[str, Sequence[FolderState]]
    earlier_names: Mapping[str, str]

    def names(self, id: str, present: Collection[str]) -> tuple[str, ...]:
        """The names that an engagement has had, the newest first; none of them is another engagement of now."""
        names = [id]
        while (name := self.earlier_names.get(names[-1])) and name not in names and name not in present:
            names.append(name)
        return tuple(names)

    def of(self, names: Iterable[str]) -> list[FolderState]:
        """All states under some names, the newest first."""
        return sorted(state for name in names for state in self.states.get(name, ()))


def version_of(content: bytes) -> str:
    """The version that engagement.yaml names, as it is written; empty where there is none on one line."""
    match = _VERSION.search(content)
    return match[1].decode("utf-8", "replace").strip("\"'") if match else ""


def folder_states(repository: Repository, ids: Iterable[str]) -> FolderStates:
    """Go through the history once, for all folders."""
    history = history_of(repository)
    names, states, earlier_names = set(ids), dict[str, list[FolderState]](), dict[str, str]()
    for start in range(0, len(history), AT_ONCE):
        for change in _changes(repository, history[start : start + AT_ONCE], start, names):
            for state in change.states:
                states.setdefault(state.name, []).append(state)
            earlier_names = {**change.renamed(repository), **earlier_names}
    return FolderStates(states, earlier_names)


class _Change(NamedTuple):
    """What a commit changed: the states that it made, and the folders that are not in it."""

    commit: str
    parents: Sequence[str]
    states: Sequence[FolderState]
    missing: Sequence[str]

    def renamed(self, repository: Repository) -> dict[str, str]:
        """The earlier names of the folders that it renamed."""
        if not self.parents or not self.missing or not self.states:
            return {}
        parent, present = self.parents[0], [state.name for state in self.states]
        before = versions_at(repository, product((parent,), (*self.missing, *present)))
        old = _lines(repository, parent, (name for name in self.missing if (parent, name) in before))
        new = _lines(repository, self.commit, (name for name in present if (parent, name) not in before))
        return renamed(old, new)


def _changes(repository: Repository, part: History, start: int, names: set[str]) -> Iterator[_Change]:
    """Yield what each of some commits changed; `names` are all that were met so far."""
    changes = changes_of(repository, part)
    names.update(*changes.values())
    changed = {commit: sorted(_changed_in(commit, parents, changes, names)) for commit, parents in part}
    versions = versions_at(repository, [(commit, name) for commit, own in changed.items() for name in own])
    for position, (commit, parents) in enumerate(part, start):
        present = [name for name in changed[commit] if (commit, name) in versions]
        states = [FolderState(position, commit, name, versions[commit, name]) for name in present]
        yield _Change(commit, parents, states, [name for name in changed[commit] if (commit, name) not in versions])


def _changed_in(
    commit: str, parents: Sequence[str], changes: Mapping[Pair, set[str]], names: Collection[str]
) -> set[str]:
    """The folders that differ from all parents; all of them where no parent has any."""
    changed = set(names)
    for parent in parents:
        changed &= changes.get((commit, parent), changed)
    return changed


def versions_at(repository: Repository, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The version of engagements in commits, in the order of the pairs; nothing where a commit lacks the file."""
    names = {(commit, id): f"{commit}:{repository.folder}{id}/{MAIN}" for commit, id in pairs}
    blobs = blobs_of(repository, names.values())
    return {pair: version_of(blobs[name]) for pair, name in names.items() if name in blobs}


def _lines(repository: Repository, commit: str, names: Iterable[str]) -> dict[str, Lines]:
    trees = repository.ids({name: f"{commit}:{repository.folder}{name}" for name in names})
    lines = {}
    for name, tree in trees.items():
        files = listed_files(repository, tree).items()
        blobs = blobs_of(repository, (entry.id for path, entry in files if path.endswith(_COMPARED)))
        lines[name] = lines_of(blobs.values())
    return lines
