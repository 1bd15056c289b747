"""The commit that a report names."""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from roireport.model.commit import Commit, CommitUnknown, Version
from roireport.versions.git import GitFailed, git
from roireport.versions.history import last_changes
from roireport.versions.repository import Repository, repository_of
from roireport.versions.working_tree import Comparison, Entry, compare

Entries = Mapping[str, Entry]
"""The files of a folder in a commit, by their paths in the folder."""


def commit_of(folder: Path) -> Version:
    """The last commit that changed a folder; see commits_of."""
    return commits_of(folder.parent, (folder.name,))[folder.name]


def commits_of(parent: Path, names: Sequence[str]) -> Mapping[str, Version]:
    """Find the last commit that changed each of some folders, and whether they differ from it.

    Through merges it is the commit that made the change, which `git log -1` names. No program of the repository's
    configuration runs, and nothing is fetched.

    Args:
        parent: The folder that holds them.
        names: Their names.

    Returns:
        For each name its commit, why it is not known, or None where there is no repository.
    """
    try:
        repository = repository_of(parent) if names else None
        return _commits(repository, parent, names) if repository else dict.fromkeys(names)
    except GitFailed as failed:
        return dict.fromkeys(names, CommitUnknown(failed.reason, failed.detail))


def _commits(repository: Repository, parent: Path, names: Sequence[str]) -> Mapping[str, Version]:
    held, nested = _entries(repository)
    there = [name for name in names if name in held]
    hashes = last_changes(repository, there) if there else {}
    compared = {name: compare(parent / name, held[name]) for name in there}
    ignored = _ignored(repository, compared)
    versions: dict[str, Version] = {}
    for name in names:
        if name not in held:
            versions[name] = CommitUnknown("nested_repository" if name in nested else "not_committed")
        elif hashes[name] in repository.cut:
            versions[name] = CommitUnknown("history_cut")
        else:
            ours = tuple(file for file in compared[name].untracked if f"{name}/{file}" in ignored)
            modified = compared[name].modified or len(ours) < len(compared[name].untracked)
            versions[name] = Commit(hashes[name], modified, () if modified else ours)
    return versions


def _entries(repository: Repository) -> tuple[Mapping[str, Entries], frozenset[str]]:
    """The files of each folder in the commit that is checked out; and the folders that are repositories themselves."""
    tree = repository.trees([repository.head]).get(repository.head) if repository.head else None
    folders: dict[str, dict[str, Entry]] = defaultdict(dict)
    nested = set()
    listed = git(repository.top, "ls-tree", "-r", "-z", "--full-tree", tree) if tree else b""
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, kind, id = about.split(" ")
        name, slash, file = path.partition("/")
        if slash:
            folders[name][file] = Entry(mode, id)
        elif kind == "commit":
            nested.add(name)
    return folders, frozenset(nested)


def _ignored(repository: Repository, compared: Mapping[str, Comparison]) -> frozenset[str]:
    """The files that git ignores, of those that no commit holds; by their paths in the folder of the repository."""
    paths = [f"{name}/{file}" for name, one in compared.items() if not one.modified for file in one.untracked]
    if not paths:
        return frozenset()
    within = f"./{repository.folder}"
    given = b"".join(os.fsencode(f"{within}{path}\0") for path in paths)
    told = git(repository.top, "check-ignore", "-z", "--stdin", "--no-index", given=given, accepted=(0, 1))
    found = told.decode("utf-8", "surrogateescape").split("\0")
    return frozenset(path.removeprefix(within) for path in found)
