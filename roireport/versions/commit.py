"""The commit that a report names."""

import os
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from roireport.model.commit import Commit, CommitUnknown, Version
from roireport.versions.git import GitFailed, git
from roireport.versions.history import last_changes
from roireport.versions.repository import Repository, repository_of
from roireport.versions.working_tree import NOTHING_READ, TreeComparison, TreeEntry, compare

Entries = Mapping[str, TreeEntry]
"""The files of a folder in a commit, by their paths in the folder."""
Contents = Mapping[str, Mapping[str, bytes]]
"""The contents of files by the name of their folder and their paths in it."""
NO_CONTENTS: Contents = MappingProxyType({})


def commit_of(folder: Path) -> Version:
    """The last commit that changed a folder; see commits_of."""
    return commits_of(folder.parent, (folder.name,))[folder.name]


def commits_of(parent: Path, names: Sequence[str], read: Contents = NO_CONTENTS) -> Mapping[str, Version]:
    """Find the last commit that changed each of some folders, and whether they differ from it.

    Through merges it is the commit that made the change, which `git log -1` names. No program of the repository's
    configuration runs, and nothing is fetched.

    Args:
        parent: The folder that holds them.
        names: Their names.
        read: The files of each that were read already, by path; they are compared and not read again.

    Returns:
        For each name its commit, why it is not known, or None where there is no repository.
    """
    try:
        repository = repository_of(parent) if names else None
        return _commits(repository, parent, names, read) if repository else dict.fromkeys(names)
    except GitFailed as failed:
        return dict.fromkeys(names, CommitUnknown(failed.reason, failed.detail))


def _commits(repository: Repository, parent: Path, names: Sequence[str], read: Contents) -> Mapping[str, Version]:
    """The version of each folder of a repository."""
    contents, nested = _entries(repository)
    committed = [name for name in names if name in contents]
    hashes = last_changes(repository, committed) if committed else {}
    comparisons = {name: compare(parent / name, contents[name], read.get(name, NOTHING_READ)) for name in committed}
    ignored = _ignored(repository, comparisons)
    versions: dict[str, Version] = {}
    for name in names:
        if name not in contents:
            versions[name] = CommitUnknown("nested_repository" if name in nested else "not_committed")
        elif hashes[name] in repository.cut:
            versions[name] = CommitUnknown("history_cut")
        else:
            versions[name] = _commit(name, hashes[name], comparisons[name], ignored)
    return versions


def _commit(name: str, hash: str, comparison: TreeComparison, ignored: Collection[str]) -> Commit:
    """The commit of a folder; files that git does not ignore make it modified."""
    ignored_here = tuple(file for file in comparison.untracked if f"{name}/{file}" in ignored)
    modified = comparison.modified or len(ignored_here) < len(comparison.untracked)
    return Commit(hash, modified, () if modified else ignored_here)


def _entries(repository: Repository) -> tuple[Mapping[str, Entries], frozenset[str]]:
    """The files of each folder in the checked-out commit, and the folders that are repositories themselves."""
    tree = repository.trees([repository.head]).get(repository.head) if repository.head else None
    folders: dict[str, dict[str, TreeEntry]] = defaultdict(dict)
    nested = set()
    listed = git(repository.top, "ls-tree", "-r", "-z", "--full-tree", tree) if tree else b""
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, kind, id = about.split(" ")
        name, slash, file = path.partition("/")
        if slash:
            folders[name][file] = TreeEntry(mode, id)
        elif kind == "commit":
            nested.add(name)
    return folders, frozenset(nested)


def _ignored(repository: Repository, comparisons: Mapping[str, TreeComparison]) -> frozenset[str]:
    """The untracked files that git ignores, by their paths in the folder of the repository."""
    unmodified = {name: comparison for name, comparison in comparisons.items() if not comparison.modified}
    paths = [f"{name}/{file}" for name, comparison in unmodified.items() for file in comparison.untracked]
    if not paths:
        return frozenset()
    within = f"./{repository.folder}"
    given = b"".join(os.fsencode(f"{within}{path}\0") for path in paths)
    output = git(repository.top, "check-ignore", "-z", "--stdin", "--no-index", given=given, accepted=(0, 1))
    return frozenset(path.removeprefix(within) for path in output.decode("utf-8", "surrogateescape").split("\0"))
