"""The commit in which each engagement had its version before this one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from roireport.versions.git import GitFailed, git
from roireport.versions.history import AT_ONCE, History, changes_of, history_of
from roireport.versions.repository import Repository, repository_of
from roireport.versions.revision import blobs_of

MAIN: Final = "engagement.yaml"
_VERSION: Final = re.compile(rb"^version:[ \t]*([^\s#].*?)[ \t]*(?:[ \t]#.*)?\r?$", re.MULTILINE)
_MOST_TAGS: Final = 200
"""Tags that are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class EarlierCommit:
    """A commit that holds the version before this one, and the tag of it; empty where it has none.

    `named` where the engagement itself names its versions; else the tag does.
    """

    commit: str
    tag: str = ""
    named: bool = True


class Tag(NamedTuple):
    """A tag and the commit that it marks."""

    name: str
    commit: str


def version_of(content: bytes) -> str:
    """The version that engagement.yaml names, as it is written; empty where there is none on one line."""
    match = _VERSION.search(content)
    return match[1].decode("utf-8", "replace").strip("\"'") if match else ""


def tags_of(repository: Repository) -> tuple[Tag, ...]:
    """The tags of commits from which the one checked out descends, the newest first."""
    form = "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:strip=2)"
    words = ("for-each-ref", "--sort=-creatordate", f"--merged={repository.head}", form, "refs/tags")
    tags = []
    for line in git(repository.top, *words).decode("utf-8", "replace").splitlines()[:_MOST_TAGS]:
        kind, id, inner, target, name = line.split(" ", 4)
        if commit := id if kind == "commit" else target if inner == "commit" else "":
            tags.append(Tag(name, commit))
    return tuple(tags)


def history_state(parent: Path) -> str:
    """The commit that is checked out, and all tags: what earlier versions depend on; empty where git knows nothing."""
    try:
        repository = repository_of(parent)
        return repr((repository.head, tags_of(repository))) if repository and repository.head else ""
    except GitFailed:
        return ""


def earlier_commits(parent: Path, contents: Mapping[str, bytes], at: str = "") -> Mapping[str, EarlierCommit]:
    """Find the version of each engagement before the one that it has now.

    It is the last commit with another `version:`, or the newest tag that marks this version. An engagement without
    `version:` has that of the newest tag in which its folder was another.

    Args:
        parent: The folder that holds the engagements.
        contents: engagement.yaml of each, as it was read now, by id.
        at: The commit that they are of, where that is not the one that is checked out.

    Returns:
        Nothing for an engagement whose earlier version git does not know.
    """
    try:
        repository = repository_of(parent) if contents else None
        if repository is None or not repository.head:
            return {}
        repository = replace(repository, head=at or repository.head)
        return _earlier(repository, {id: version_of(content) for id, content in contents.items()})
    except GitFailed:  # the warnings about commits say why
        return {}


def _earlier(repository: Repository, versions: Mapping[str, str]) -> dict[str, EarlierCommit]:
    tags = tags_of(repository)
    named = {id: version for id, version in versions.items() if version}
    changes = _version_changes(repository, named)
    earlier = {id: _tagged(repository, id, commit, version, tags) for id, (commit, version) in changes.items()}
    return earlier | _by_tag(repository, [id for id in versions if id not in named], tags)


def _version_changes(repository: Repository, versions: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The last commit in which each engagement had another version, and that version."""
    latest = _versions_at(repository, [(repository.head, id) for id in versions])
    earlier = _others(latest, versions)
    left = {id for _, id in latest} - earlier.keys()
    history = history_of(repository) if left else []
    for start in range(0, len(history), AT_ONCE):
        changed = _changed(repository, history[start : start + AT_ONCE])
        others = _others(_versions_at(repository, [pair for pair in changed if pair[1] in left]), versions)
        earlier |= others
        left -= others.keys()
        if not left:
            break
    return earlier


def _others(at_commits: Mapping[tuple[str, str], str], versions: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The first commit that holds another version of each engagement than the one now."""
    others: dict[str, tuple[str, str]] = {}
    for (commit, id), version in at_commits.items():
        if version not in ("", versions[id]):
            others.setdefault(id, (commit, version))
    return others


def _changed(repository: Repository, history: History) -> Iterator[tuple[str, str]]:
    """Yield the parents from which a folder changed, the newest first, and the folder's name."""
    changes = changes_of(repository, history)
    for commit, parents in history:
        for parent in parents:
            yield from ((parent, name) for name in sorted(changes.get((commit, parent), ())))


def _versions_at(repository: Repository, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The version of engagements in commits, in the order of the pairs; nothing where a commit lacks the file."""
    names = {(commit, id): f"{commit}:{repository.folder}{id}/{MAIN}" for commit, id in pairs}
    blobs = blobs_of(repository, names.values())
    return {pair: version_of(blobs[name]) for pair, name in names.items() if name in blobs}


def _tagged(repository: Repository, id: str, commit: str, version: str, tags: tuple[Tag, ...]) -> EarlierCommit:
    """The newest tag that marks the same version, else the commit."""
    versions = _versions_at(repository, [(tag.commit, id) for tag in tags])
    tag = next((tag for tag in tags if versions.get((tag.commit, id)) == version), None)
    return EarlierCommit(tag.commit, tag.name) if tag else EarlierCommit(commit)


def _by_tag(repository: Repository, ids: list[str], tags: tuple[Tag, ...]) -> dict[str, EarlierCommit]:
    """The newest tag in which the folder of each engagement was another than it is now in the commit."""
    earlier = dict[str, EarlierCommit]()
    for id in ids if tags else ():
        names = {commit: f"{commit}:{repository.folder}{id}" for commit in (repository.head, *(tag[1] for tag in tags))}
        trees = repository.tree_ids(names)
        now = trees.get(repository.head)
        tag = next((tag for tag in tags if trees.get(tag.commit, now) != now), None)
        if tag is not None:
            earlier[id] = EarlierCommit(tag.commit, tag.name, named=False)
    return earlier
