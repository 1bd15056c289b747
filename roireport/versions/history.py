"""The last commit that changed each of many folders."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from roireport.versions.git import git
from roireport.versions.repository import Repository

AT_ONCE: Final = 500
"""Commits that git is asked about in one call; most folders changed in the newest of them."""
_HEADING: Final = re.compile(r"([0-9a-f]{40,64}) ([0-9a-f]{40,64})\n")

History: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""Each commit with its parents; children come before their parents."""
Pair: TypeAlias = tuple[str, str]
"""A commit and one of its parents, or their trees."""


def last_changes(repository: Repository, names: Collection[str]) -> dict[str, str]:
    """Find the last commit that changed each folder, as `git log -1` does.

    The history of a folder goes from a commit to the first parent that has the folder as it is. A commit in which it
    differs from all parents changed it.

    Args:
        repository: At a commit that holds all of the folders.
        names: The folders, by their names in the folder of the repository.

    Returns:
        The hash of a commit for each name.
    """
    history = history_of(repository)
    waiting: dict[str, set[str]] = defaultdict(set, {history[0][0]: set(names)})
    last_commits: dict[str, str] = {}
    for start in range(0, len(history), AT_ONCE):
        part = history[start : start + AT_ONCE]
        changes = changes_of(repository, part)
        for commit, parents in part:
            changed = waiting.pop(commit, set())
            for parent in parents:
                unchanged = changed - changes.get((commit, parent), changed)
                waiting[parent] |= unchanged
                changed -= unchanged
            last_commits |= dict.fromkeys(changed, commit)
        if len(last_commits) == len(names):
            break
    return last_commits


def history_of(repository: Repository) -> History:
    """The commits that may have changed the folder, the newest first."""
    within = ("--", f":(literal){repository.folder}") if repository.folder else ()
    arguments = ("rev-list", "--date-order", "--full-history", "--parents", repository.head, *within)
    commits = (line.split(" ") for line in git(repository.top, *arguments).decode().splitlines())
    return [(commit, parents) for commit, *parents in commits]


def changes_of(repository: Repository, history: History) -> Mapping[Pair, set[str]]:
    """The names that differ between a commit and its parent; nothing for a parent that lacks the folder."""
    trees = _tree_pairs(repository, [(commit, parent) for commit, parents in history for parent in parents])
    differences = _differences(repository, {pair for pair in trees.values() if pair[0] != pair[1]})
    return {commits: differences.get(pair, set()) for commits, pair in trees.items()}


def _tree_pairs(repository: Repository, pairs: Sequence[Pair]) -> Mapping[Pair, Pair]:
    """The trees of each pair of commits that both have the folder."""
    trees = repository.trees(dict.fromkeys(commit for pair in pairs for commit in pair))
    return {pair: (trees[pair[0]], trees[pair[1]]) for pair in pairs if pair[0] in trees and pair[1] in trees}


def _differences(repository: Repository, pairs: Iterable[Pair]) -> Mapping[Pair, set[str]]:
    """The names of the entries in which two trees differ."""
    options = ("--stdin", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
    asked = "".join(f"{first} {second}\n" for first, second in pairs).encode()
    answer = git(repository.top, "diff-tree", *options, given=asked).decode("utf-8", "surrogateescape")
    names_by_pair: dict[Pair, set[str]] = defaultdict(set)
    pair = ("", "")
    for name in answer.split("\0"):
        if heading := _HEADING.match(name):
            pair = heading[1], heading[2]
        names_by_pair[pair].add(name[heading.end() :] if heading else name)
    return names_by_pair
