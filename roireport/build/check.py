"""What a check tells of each engagement: made in workers, or remembered from the last time its bytes were the same."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from roireport.build.cache import folder_keys, keys_of, workspace_key
from roireport.build.jobs import EngagementJob
from roireport.build.options import BuildOptions
from roireport.model.workspace import Severity
from roireport.problems.problem import Problem
from roireport.render.cache import key_of
from roireport.workspace import OpenWorkspace


@dataclass(frozen=True, slots=True)
class CheckResult:
    """An engagement's problems and, where it could be read, whether its headline holds and its challenges as JSON.

    `open` are the severities of the findings that nobody accepted.
    """

    id: str
    problems: tuple[Problem, ...]
    established: bool = False
    challenges: Sequence[Mapping[str, Any]] | None = None
    open: tuple[Severity, ...] = ()


def check(opened: OpenWorkspace, request: BuildOptions) -> list[CheckResult]:
    """The engagements asked for, in order; what could not be read is tried again each time."""
    keys = _keys(opened, request, request.ids)
    kept = {id: found for id, key in keys.items() if (found := request.cache.get(key)) is not None}
    known: dict[str, CheckResult] = {id: pickle.loads(found) for id, found in kept.items()}
    if anew := [id for id in request.ids if id not in known]:
        known |= {checked.id: checked for checked in _made(opened, request, anew)}
        # What was edited while it was read is kept under no key: it may be half of either state.
        for id, key in _keys(opened, request, anew).items():
            if known[id].challenges is not None and keys.get(id) == key:
                request.cache.put(key, pickle.dumps(known[id]))
    return [known[id] for id in request.ids]


def _keys(opened: OpenWorkspace, request: BuildOptions, ids: Sequence[str]) -> dict[str, bytes]:
    """Under what each is kept; nothing of what cannot be told apart by its bytes."""
    pieces = [EngagementJob(id, None, written=False) for id in ids]
    return {
        id: key_of("check", key)
        for id, key in keys_of(folder_keys(opened, workspace_key(opened, request), ids), pieces).items()
    }


def _made(opened: OpenWorkspace, request: BuildOptions, ids: Sequence[str]) -> list[CheckResult]:
    """What takes long to load is loaded here, where something is to be computed."""
    from roireport.build.lost import lost_problem
    from roireport.build.workers import Lost, in_workers, limits_of

    for words in opened.words.values():
        words.read()
    limits, work = limits_of(opened.settings), partial(_checked, opened)
    found = in_workers(ids, work, workers=request.jobs, limits=limits)
    return [
        CheckResult(ids[index], (lost_problem(ids[index], made, limits),)) if isinstance(made, Lost) else made
        for index, made in found
    ]


def _checked(opened: OpenWorkspace, id: str) -> CheckResult:
    """An engagement appraised."""
    from roireport.evaluate import Evaluation, evaluate_folder

    outcome = evaluate_folder(opened, id)
    if not isinstance(outcome, Evaluation):
        return CheckResult(id, tuple(outcome.items))
    unaccepted = tuple(found.severity for found in outcome.findings if found.accepted is None)
    challenges: Any = outcome.document["challenges"]
    return CheckResult(id, outcome.problems, outcome.verdict.established, challenges, unaccepted)
