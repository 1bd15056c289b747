"""Check engagements in workers, or load what was found when their files were the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from roireport.build.cache import key_of
from roireport.build.jobs import EngagementJob, with_snapshot
from roireport.build.keys import job_key, workspace_key
from roireport.build.options import BuildOptions
from roireport.build.records import load_record, store_record
from roireport.model.workspace import Severity
from roireport.problems.problem import Problem, at_stage
from roireport.text.json_text import compact_json
from roireport.workspace import OpenWorkspace


@dataclass(frozen=True, slots=True)
class Unused:
    """An acceptance without effect: its rule and subject, why (expired, or no_finding), and where it is written."""

    rule: str
    subject: str | None
    why: str
    place: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """An engagement's problems and, where it could be read, its verdict and its challenges.

    `challenges_json` has them as in results.json, in the first language that was asked for: as text, so that the cache
    changes no digit of a number. `open` are the severities of the findings that nobody accepted, `unused` the
    acceptances without effect.
    """

    id: str
    problems: tuple[Problem, ...]
    established: bool = False
    verdict: str = ""
    challenges_json: str | None = None
    open: tuple[Severity, ...] = ()
    unused: tuple[Unused, ...] = ()

    @property
    def challenges(self) -> Sequence[Mapping[str, Any]] | None:
        """The challenges, decimals with all their digits; None where the engagement could not be read."""
        if self.challenges_json is None:
            return None
        challenges: Sequence[Mapping[str, Any]] = json.loads(self.challenges_json, parse_float=Decimal)
        return challenges


def check(workspace: OpenWorkspace, options: BuildOptions) -> list[CheckResult]:
    """The engagements asked for, in order. One that could not be read is checked again each time."""
    shared = workspace_key(workspace, options)
    jobs = [
        with_snapshot(workspace.root, EngagementJob(id, None, languages=options.languages, written=False))
        for id in options.ids
    ]
    job_keys = {job.id: job_key(shared, job) for job in jobs}
    keys = {id: key_of("check", key) for id, key in job_keys.items() if key}
    results = _stored_results(options, keys)
    for result in check_jobs(workspace, options, [job for job in jobs if job.id not in results]):
        results[result.id] = result
        if result.challenges_json is not None:
            _store_result(workspace, options, keys.get(result.id), result)
    return [results[id] for id in options.ids]


def _store_result(workspace: OpenWorkspace, options: BuildOptions, key: bytes | None, result: CheckResult) -> None:
    """Store a result, unless the settings have changed since they were read."""
    if key and workspace.is_unchanged():
        store_record(options.cache, key, result)


def _stored_results(options: BuildOptions, keys: Mapping[str, bytes]) -> dict[str, CheckResult]:
    """The results of earlier checks of the same files, by id."""
    records = ((id, load_record(options.cache, key, CheckResult)) for id, key in keys.items())
    return {id: result for id, result in records if result and result.id == id}


def check_jobs(workspace: OpenWorkspace, options: BuildOptions, jobs: Sequence[EngagementJob]) -> list[CheckResult]:
    """Check each job in a worker. The modules that compute are imported only here."""
    if not jobs:
        return []
    from roireport.build.limits import Lost, limits_of, lost_problem
    from roireport.build.workers import in_workers

    for words in workspace.words.values():
        words.read()
    limits, work = limits_of(workspace.settings), partial(_check, workspace)
    results = in_workers(jobs, work, workers=options.jobs, limits=limits)
    checked: list[CheckResult] = []
    for index, result in results:
        id = jobs[index].id
        if isinstance(result, Lost):
            result = CheckResult(id, at_stage("compute", [lost_problem(id, result, limits)]))
        checked.append(result)
    return checked


def _check(workspace: OpenWorkspace, job: EngagementJob) -> CheckResult:
    from roireport.assess.assess import unused_acceptances
    from roireport.evaluate import Evaluation, context_in, evaluate_folder
    from roireport.present.document.results import challenge_documents

    outcome = evaluate_folder(workspace, job.id, snapshot=job.snapshot)
    if not isinstance(outcome, Evaluation):
        return CheckResult(job.id, tuple(outcome.items))
    unaccepted = tuple(found.severity for found in outcome.findings if found.accepted is None)
    ctx = context_in(outcome, workspace, job.languages[0]) if job.languages else outcome.contexts[0]
    challenges = compact_json(challenge_documents(ctx))
    unused = tuple(
        Unused(idle.acceptance.rule, idle.acceptance.subject, idle.why, str(idle.acceptance.place() or ""))
        for idle in unused_acceptances(outcome.engagement, outcome.findings)
    )
    judged = outcome.verdict
    return CheckResult(job.id, outcome.problems, judged.established, judged.kind, challenges, unaccepted, unused)
