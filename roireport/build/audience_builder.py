"""Complete a build for an audience outside the firm: search what was made for leaks, withhold it, list the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from roireport.audience.secrets import EngagementSecrets
from roireport.build.cache import key_of
from roireport.build.job_runner import StagedOutput
from roireport.build.jobs import EngagementJob
from roireport.build.kept_pages import kept_failures, kept_pages
from roireport.build.limits import Lost, limits_of
from roireport.build.records import load_record, store_record
from roireport.build.stage import BuildStage
from roireport.build.workers import in_workers
from roireport.model.place import Place
from roireport.problems.problem import Problem, Problems, Refused, at_stage, placed, problem
from roireport.problems.text import problem_text
from roireport.publish.leak_scan import Hit, Needles, leaks_in, needles_for
from roireport.publish.output import MANIFEST, Failure, manifest
from roireport.publish.site_folder import published_failures


@dataclass(frozen=True, slots=True)
class CleanFolder:
    """The record of a folder in which nothing was found."""

    folder: str


@dataclass(frozen=True, slots=True)
class AudienceBuilder(BuildStage):
    """Searches the new folders of an audience, and adds what the site has beside them."""

    secrets: Mapping[str, EngagementSecrets]

    def complete(self, jobs: Sequence[EngagementJob], outputs: Mapping[str, StagedOutput]) -> dict[str, StagedOutput]:
        """Withhold what leaks, and add the rest of the site; the outputs as they are published."""
        checked = self._without_leaks(jobs, outputs)
        self._add_site_files(checked)
        return checked

    def _without_leaks(
        self, jobs: Sequence[EngagementJob], outputs: Mapping[str, StagedOutput]
    ) -> dict[str, StagedOutput]:
        """The outputs; one in which a secret is found has no files, and the problems that say where."""
        searched = [job for job in jobs if outputs[job.id].stamps]
        needles = {job.id: self._needles(job) for job in searched}
        leaks_by_id = self._search(searched, outputs, needles)
        checked = dict(outputs)
        for id, wanted in needles.items():
            staged, leaks = outputs[id], leaks_by_id.get(id, ())
            if leaks:
                self.staging.remove(staged.stamps)
            problems = (*staged.output.problems, *leaks, *_unsearched(id, wanted))
            output, stamps = replace(staged.output, problems=problems), {} if leaks else staged.stamps
            checked[id] = replace(staged, output=output, stamps=stamps)
        return checked

    def _add_site_files(self, outputs: Mapping[str, StagedOutput]) -> None:
        """Add what stays of the current site, and the manifest of all of it."""
        self.staging.add(kept_pages(self.staging.old_files, self.workspace, self.options))
        before = kept_failures(published_failures(self.staging.site), self.workspace, self.options)
        failures = (*before, *self._failures(outputs))
        self.staging.add({MANIFEST: manifest(self.staging.files, failures)})

    def _failures(self, outputs: Mapping[str, StagedOutput]) -> tuple[Failure, ...]:
        words = self.workspace.words[self.workspace.settings.site.language]
        failed = {id: staged.output.failures for id, staged in outputs.items() if staged.output.failures}
        return tuple(
            Failure(
                f"{self.options.audience}/{id}",
                tuple(problem_text(replace(fault, excerpt=None), words) for fault in problems),
            )
            for id, problems in failed.items()
        )

    def _search(
        self, jobs: Sequence[EngagementJob], outputs: Mapping[str, StagedOutput], needles: Mapping[str, Needles]
    ) -> dict[str, tuple[Problem, ...]]:
        """What was found in the folder of each engagement. One in which nothing was found is not searched again."""
        keys = {job.id: self._key(job, outputs[job.id], needles[job.id]) for job in jobs}
        cache = self.options.cache
        left = [job for job in jobs if load_record(cache, keys[job.id], CleanFolder) is None]
        problems: dict[str, tuple[Problem, ...]] = {}
        for index, result in in_workers(
            left,
            lambda job: _hits(self.staging.folder / job.folder, outputs[job.id], job, needles[job.id]),
            workers=self.options.jobs,
            limits=limits_of(self.workspace.settings),
            closed=(self.lock,),
        ):
            job = left[index]
            problems[job.id] = self._problems(job, result)
            if result == ():
                store_record(cache, keys[job.id], CleanFolder(job.folder))
        return problems

    def _needles(self, job: EngagementJob) -> Needles:
        names = self.workspace.settings.outside_audiences[job.audience].names
        return needles_for(job.id, self.secrets, names=names)

    def _key(self, job: EngagementJob, staged: StagedOutput, needles: Needles) -> bytes:
        """Of the tool, the bytes of the folder, and all that they are searched for."""
        files = (f"{path} {stamp.sha256}" for path, stamp in sorted(staged.stamps.items()))
        return key_of("clean", self.key or b"", needles.identity, *files)

    def _problems(self, job: EngagementJob, result: tuple[Hit, ...] | Problems | Lost) -> tuple[Problem, ...]:
        folder, audience = Place(job.folder), job.audience
        if isinstance(result, Lost):
            fault = problem("not_searched", folder, why=f"{result.key} {result.cause}".strip(), audience=audience)
            return at_stage("search", [fault], engagement=job.id)
        if isinstance(result, Problems):
            placed_here = placed(result.items, folder)
            faults = (replace(one, facts=(*one.facts, ("audience", audience))) for one in placed_here)
            return at_stage("search", faults, engagement=job.id)
        return at_stage("search", (_leak(job, hit) for hit in result), engagement=job.id)


def _hits(folder: Path, staged: StagedOutput, job: EngagementJob, needles: Needles) -> tuple[Hit, ...] | Problems:
    """Search the files as they are on disk, ready to be published."""
    paths = [path.removeprefix(f"{job.folder}/") for path in staged.stamps]
    try:
        return leaks_in({path: (folder / path).read_bytes() for path in paths}, needles)
    except Refused as refused:
        return Problems(refused.problems)


def _unsearched(id: str, needles: Needles) -> Iterator[Problem]:
    """Say what is too short or too common to be searched for; it counts against no run."""
    for place in needles.unsearched:
        unsearched = problem("secret_not_searched", Place(place))
        yield replace(unsearched, level="info", stage="open", engagement=id)


def _leak(job: EngagementJob, hit: Hit) -> Problem:
    """The problem of a hit: it names places, since its message must not give away what was found."""
    if hit.file is None:
        return problem("leak_in_name", Place(job.folder), secret=hit.secret, audience=job.audience)
    part = f" ({hit.part})" if hit.part else ""
    return problem("leak_found", Place(f"{job.folder}/{hit.file}"), secret=hit.secret, part=part, audience=job.audience)
