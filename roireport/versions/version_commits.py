"""The commit of each version that an engagement has had."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from roireport.model.commit import Reason
from roireport.versions.folder_states import FolderState, folder_states, version_of, versions_at
from roireport.versions.git import GitFailed, git
from roireport.versions.repository import Repository, repository_of
from roireport.versions.revision import days_of

_MOST_TAGS: Final = 200
"""Tags that are looked at, the newest first."""

Limit: TypeAlias = Reason | Literal["", "no_repository"]
"""Why git does not know all versions; empty where it knows them."""


@dataclass(frozen=True, slots=True)
class VersionCommit:
    """A commit that holds a version of an engagement, and its day.

    `version` is the version that the engagement names, else the tag. `id` is how its folder was called. `tag` is the
    tag of the commit; empty where it has none. `named` where the engagement itself names its versions.
    """

    commit: str
    day: date
    version: str
    id: str
    tag: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class EngagementVersions:
    """The versions of each engagement before the one that it has now, the newest first; why they may not be all."""

    commits: Mapping[str, tuple[VersionCommit, ...]] = field(default_factory=dict)
    limit: Limit = ""

    def of(self, id: str) -> tuple[VersionCommit, ...]:
        """Those of one engagement."""
        return self.commits.get(id, ())


class Tag(NamedTuple):
    """A tag and the commit that it marks."""

    name: str
    commit: str


class _Marked(NamedTuple):
    """A version before its day is known."""

    commit: str
    version: str
    id: str
    tag: str = ""
    named: bool = True


def tags_of(repository: Repository) -> tuple[Tag, ...]:
    """The tags of commits from which the one checked out descends, the newest first."""
    form = "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:strip=2)"
    words = (
        "for-each-ref",
        "--sort=-version:refname",
        "--sort=-creatordate",
        f"--merged={repository.head}",
        form,
        "refs/tags",
    )
    tags = []
    for line in git(repository.top, *words).decode("utf-8", "replace").splitlines()[:_MOST_TAGS]:
        kind, id, inner, target, name = line.split(" ", 4)
        if commit := id if kind == "commit" else target if inner == "commit" else "":
            tags.append(Tag(name, commit))
    return tuple(tags)


def history_state(parent: Path) -> str:
    """The commit that is checked out, and all tags: what versions depend on; empty where git knows nothing."""
    try:
        repository = repository_of(parent)
        if repository is None or not repository.head:
            return ""
        return repr((repository.head, sorted(repository.cut), tags_of(repository)))
    except GitFailed:
        return ""


def version_commits(parent: Path, contents: Mapping[str, bytes], at: str = "") -> EngagementVersions:
    """Find the versions of each engagement before the one that it has now.

    A version is a `version:` other than that of now: the newest tag that marks it, else the last commit that changed
    the folder while it had it. For an engagement without `version:` it is each tag in which its folder was another
    than at the tag after it. A folder that was renamed is followed.

    Args:
        parent: The folder that holds the engagements.
        contents: engagement.yaml of each, as it was read now, by id.
        at: The commit that they are of, where that is not the one that is checked out.
    """
    try:
        repository = repository_of(parent)
        if repository is None:
            return EngagementVersions(limit="no_repository")
        if not repository.head:
            return EngagementVersions(limit="not_committed")
        repository = replace(repository, head=at or repository.head)
        commits = _versions(repository, {id: version_of(content) for id, content in contents.items()})
        return EngagementVersions(commits, "history_cut" if repository.cut else "")
    except GitFailed as failed:
        return EngagementVersions(limit=failed.reason)


def _versions(repository: Repository, versions: Mapping[str, str]) -> dict[str, tuple[VersionCommit, ...]]:
    tags, past = tags_of(repository), folder_states(repository, versions)
    marked: dict[str, list[_Marked]] = {}
    for id, version in versions.items():
        names = past.names(id, versions)
        if version:
            marked[id] = list(_named(repository, past.of(names), version, tags))
        else:
            marked[id] = list(_tagged(repository, names, tags))
    days = days_of(repository, {one.commit for own in marked.values() for one in own})
    return {
        id: tuple(VersionCommit(one.commit, days[one.commit], *one[1:]) for one in own) for id, own in marked.items()
    }


def _named(
    repository: Repository, states: Sequence[FolderState], version: str, tags: Sequence[Tag]
) -> Iterator[_Marked]:
    """Yield the versions that an engagement names, each at the newest tag that marks it, else at its last state."""
    latest: dict[str, FolderState] = {}
    for state in states:
        if state.version not in ("", version):
            latest.setdefault(state.version, state)
    at_tags = _at_tags(repository, dict.fromkeys(state.name for state in states), tags) if latest else {}
    for own, state in latest.items():
        tag, name = at_tags.get(own, (Tag("", state.commit), state.name))
        yield _Marked(tag.commit, own, name, tag.name)


def _at_tags(repository: Repository, names: Iterable[str], tags: Sequence[Tag]) -> dict[str, tuple[Tag, str]]:
    """The newest tag of each version, and the name of the folder there."""
    by_commit = {tag.commit: tag for tag in reversed(tags)}
    at_tags: dict[str, tuple[Tag, str]] = {}
    for (commit, name), version in versions_at(repository, product((tag.commit for tag in tags), names)).items():
        at_tags.setdefault(version, (by_commit[commit], name))
    return at_tags


def _tagged(repository: Repository, names: Sequence[str], tags: Sequence[Tag]) -> Iterator[_Marked]:
    """Yield the tags in which the folder of an engagement was another than at the tag after it, or than now."""
    asked = {(tag, name): f"{tag.commit}:{repository.folder}{name}" for tag in tags for name in names}
    trees = repository.ids(asked) if tags else {}
    later = repository.ids({"": f"{repository.head}:{repository.folder}{names[0]}"}).get("") if tags else None
    for (tag, name), tree in trees.items():
        if tree != later:
            yield _Marked(tag.commit, tag.name, name, tag.name, named=False)
            later = tree
