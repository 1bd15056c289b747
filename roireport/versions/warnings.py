"""Warnings about commits that could not be read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from roireport.model.commit import CommitUnknown, Version
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

_NAMED: Final = 5
"""Engagements that a warning names."""
_WARNINGS: Final = {
    "history_cut": "commit_history_cut",
    "nested_repository": "commit_in_nested_repository",
    "other_owner": "commit_refused_by_git",
    "other_repository": "commit_of_other_repository",
    "git_missing": "commit_without_git",
    "git_failed": "commit_git_failed",
}
"""The problem of each reason. A folder that is not committed yet is none."""


def commit_warnings(versions: Mapping[str, Version]) -> tuple[Problem, ...]:
    """One warning for each reason why commits are not known, whatever the number of engagements.

    Args:
        versions: The version of each engagement, by its id.
    """
    unknown: dict[CommitUnknown, list[str]] = defaultdict(list)
    for id, version in versions.items():
        if isinstance(version, CommitUnknown) and version.reason in _WARNINGS:
            unknown[version].append(id)
    return tuple(_warning(version, ids) for version, ids in unknown.items())


def _warning(version: CommitUnknown, ids: list[str]) -> Problem:
    named = ", ".join((*ids[:_NAMED], *(["…"] if len(ids) > _NAMED else [])))
    warning = problem(_WARNINGS[version.reason], Place(ENGAGEMENTS), ids=named, detail=version.detail)
    return replace(warning, level="warning", stage="open")
