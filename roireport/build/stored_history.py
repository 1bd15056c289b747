"""The history of engagements: what is cached of each version, the rest computed in workers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from roireport.build.cache import Cache, key_of
from roireport.build.jobs import EngagementJob
from roireport.build.keys import tool_fingerprint
from roireport.build.limits import Lost, limits_of
from roireport.build.records import load_record, store_record
from roireport.build.workers import in_workers
from roireport.compare.history import EngagementHistory, VersionRecord
from roireport.model.commit import Commit
from roireport.versions.git import GitFailed
from roireport.versions.repository import Repository, repository_of
from roireport.versions.revision import days_of
from roireport.workspace import OpenWorkspace

_AT_ONCE: Final = 8
"""Versions that are computed under the limits of one report."""
_LOST: Final = VersionRecord(None, fault="lost")
_UNSETTLED: Final = ("lost", "git")
"""Faults that may be gone the next time, although nothing that a key depends on has changed."""
Records = dict[int, VersionRecord]


@dataclass(frozen=True, slots=True)
class _Task:
    """Some versions of a job to compute, by index."""

    job: int
    wanted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HistoryStore:
    """Computes histories, and keeps each version in the cache. Workers must close the descriptors `closed`.

    With `alone`, the present state of an engagement without earlier versions is computed too.
    """

    workspace: OpenWorkspace
    cache: Cache
    workers: int
    closed: Sequence[int] = ()
    alone: bool = False

    def with_history(self, jobs: Sequence[EngagementJob]) -> list[EngagementJob]:
        """The jobs, each with the history of its engagement where git knows an earlier version.

        Where a version takes too long, the history says so, and that version is not kept.

        Args:
            jobs: With their snapshots.
        """
        repository = self._repository() if any(self._is_computed(job) for job in jobs) else None
        if repository is None:
            return [replace(job, history=EngagementHistory(job.id, limit=job.limit)) for job in jobs]
        records = [self._stored(job, repository) if self._is_computed(job) else {} for job in jobs]
        self._compute(jobs, repository, records)
        days = _days(repository, jobs)
        return [self._history(job, repository, own, days) for job, own in zip(jobs, records, strict=True)]

    def _is_computed(self, job: EngagementJob) -> bool:
        return bool(job.versions) or self.alone

    def _repository(self) -> Repository | None:
        try:
            return repository_of(self.workspace.root)
        except GitFailed:
            return None

    def _stored(self, job: EngagementJob, repository: Repository) -> Records:
        keys = {index: self._key(job, repository, index) for index in range(len(job.versions) + 1)}
        stored = ((index, load_record(self.cache, key, VersionRecord)) for index, key in keys.items())
        return {index: record for index, record in stored if record}

    def _key(self, job: EngagementJob, repository: Repository, index: int) -> bytes:
        """The key of a version: the tool, its commit or the files as they are now, and the commit before it."""
        commits = [f"{repository.folder} {version.id} {version.commit}" for version in job.versions]
        before = "".join(commits[index : index + 1])
        if index:
            return key_of("version", tool_fingerprint(), commits[index - 1], before)
        return key_of("version", tool_fingerprint(), repr(self.workspace.settings), job.digest, before)

    def _compute(self, jobs: Sequence[EngagementJob], repository: Repository, records: Sequence[Records]) -> None:
        """Compute the versions that are missing, and store them."""
        asked = [number for number, job in enumerate(jobs) if self._is_computed(job)]
        tasks = [task for number in asked for task in _missing(number, jobs[number], records[number])]
        results = in_workers(
            tasks,
            partial(_records, self.workspace, jobs, repository),
            workers=self.workers,
            limits=limits_of(self.workspace.settings),
            closed=self.closed,
        )
        for number, result in results:
            task = tasks[number]
            for index in task.wanted:
                record = _LOST if isinstance(result, Lost) else result[index]
                records[task.job][index] = record
                self._store(jobs[task.job], repository, index, record)

    def _store(self, job: EngagementJob, repository: Repository, index: int, record: VersionRecord) -> None:
        """Store a record that the same files would give again."""
        if record.fault not in _UNSETTLED and (index or self.workspace.is_unchanged()):
            store_record(self.cache, self._key(job, repository, index), record)

    def _history(
        self, job: EngagementJob, repository: Repository, records: Records, days: Mapping[str, date]
    ) -> EngagementJob:
        from roireport.revisions.history import Past, history_from

        if not records or job.snapshot is None:
            return replace(job, history=EngagementHistory(job.id, limit=job.limit))
        day = days.get(job.commit.hash) if isinstance(job.commit, Commit) else None
        history = history_from(Past(job.snapshot, job.versions, repository), records, job.commit, day, job.limit)
        if any(record.fault in _UNSETTLED for record in records.values()):
            job = replace(job, limit=f"{job.limit} unsettled")  # another job than planned: its output is not cached
        return replace(job, history=history)


def _missing(number: int, job: EngagementJob, records: Records) -> Iterator[_Task]:
    """Yield the tasks of a job for the versions without a record."""
    missing = [index for index in range(len(job.versions) + 1) if index not in records]
    for start in range(0, len(missing), _AT_ONCE):
        yield _Task(number, tuple(missing[start : start + _AT_ONCE]))


def _records(workspace: OpenWorkspace, jobs: Sequence[EngagementJob], repository: Repository, task: _Task) -> Records:
    from roireport.revisions.history import Past, version_records

    job = jobs[task.job]
    assert job.snapshot is not None
    return version_records(workspace, Past(job.snapshot, job.versions, repository), task.wanted)


def _days(repository: Repository, jobs: Sequence[EngagementJob]) -> Mapping[str, date]:
    """The day of the last commit that changed the folder of each job."""
    commits = {job.commit.hash for job in jobs if isinstance(job.commit, Commit)}
    try:
        return days_of(repository, commits)
    except GitFailed:
        return {}
