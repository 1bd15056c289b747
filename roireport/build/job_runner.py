"""Get the output of every job: load what is cached while workers render the rest."""

from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial

from roireport import posix
from roireport.build.executors import Connection, cluster, in_executor, local_servers
from roireport.build.hooks import Hooks
from roireport.build.jobs import EngagementJob, with_snapshot
from roireport.build.keys import job_key
from roireport.build.limits import JobLimits, Lost, limits_of, lost_problem
from roireport.build.options import ProgressCallback
from roireport.build.output import EngagementOutput
from roireport.build.page_jobs import PageJob, make_pages
from roireport.build.records import stored_ids
from roireport.build.stage import BuildStage
from roireport.build.stored_history import HistoryStore
from roireport.build.stored_output import load_output, store_output
from roireport.build.workers import in_worker, in_workers
from roireport.problems.problem import at_stage, of_stage
from roireport.publish.output import Stamp
from roireport.publish.render_tools import RenderTools, with_printer
from roireport.render.libraries import require_libraries
from roireport.render.sheets import has_own_print_sheet
from roireport.workspace import OpenWorkspace, with_lines


@dataclass(frozen=True, slots=True)
class StagedOutput:
    """An output whose files are in the new site: its `files` are empty, `stamps` are theirs by path.

    `reproducible` where the same job would give the same again, so that the whole site may be cached.
    """

    output: EngagementOutput
    stamps: Mapping[str, Stamp]
    reproducible: bool = True


@dataclass(frozen=True, slots=True)
class JobRunner(BuildStage):
    """Runs jobs and puts their files into the new site."""

    progress: ProgressCallback

    def run(self, jobs: Sequence[EngagementJob]) -> dict[str, StagedOutput]:
        """The output of each job by its id, in their order."""
        keys = {job.id: job_key(self.key, job) for job in jobs}
        stored, outputs = stored_ids(self.options.cache, keys), dict[str, StagedOutput]()

        def load_stored() -> None:
            loaded = ((job.id, self._load(job, keys[job.id])) for job in jobs if job.id in stored)
            outputs.update((id, output) for id, output in loaded if output)

        outputs |= self._render([job for job in jobs if job.id not in stored], meanwhile=load_stored)
        outputs |= self._render([job for job in jobs if job.id not in outputs])  # entries that were damaged
        return {job.id: outputs[job.id] for job in jobs}

    def _load(self, job: EngagementJob, key: bytes | None) -> StagedOutput | None:
        stored = load_output(self.options.cache, job.folder, key, self.staging.old_files) if key else None
        if stored is None:
            return None
        self.progress("kept", job.id)
        return StagedOutput(stored[0], self.staging.add(stored[1]))

    def _render(
        self, planned: Sequence[EngagementJob], *, meanwhile: Callable[[], object] = lambda: None
    ) -> dict[str, StagedOutput]:
        """Render jobs in workers; one that fails is a problem and costs no other."""
        outputs = dict[str, StagedOutput]()
        if not planned:
            meanwhile()
            return outputs
        if self.options.pdf:
            require_libraries()
        self._try_print_sheet()
        jobs, limits = [with_snapshot(self.workspace.root, job) for job in planned], limits_of(self.workspace.settings)
        jobs = HistoryStore(self.workspace, self.options.cache, self.options.jobs, (self.lock,)).with_history(jobs)
        with closing(self._results(jobs, meanwhile)) as results:
            for index, result in results:
                job = jobs[index]
                self.progress("rendering", job.id)
                lost = isinstance(result, Lost)
                output = _lost(job.id, result, limits) if isinstance(result, Lost) else result
                outputs[job.id] = self._stage(job, output, reproducible=not lost and job == planned[index])
        return outputs

    def _try_print_sheet(self) -> None:
        """Load the workspace's own print sheet under limits, before it is loaded here, where no limits hold."""
        if not self.options.pdf or not has_own_print_sheet(self.workspace.root):
            return
        job = PageJob("styles/*.css", lambda: bool(with_printer(self.tools)))
        make_pages((job,), workers=1, limits=limits_of(self.workspace.settings), closed=(self.lock,))

    def _stage(self, job: EngagementJob, output: EngagementOutput, *, reproducible: bool) -> StagedOutput:
        """Add the files to the site, and store the output under the digest of the bytes that it was made from.

        Settings and templates are read while pages are rendered: where they changed since, nothing is stored.
        """
        stamps = self.staging.add(output.files)
        unchanged = self.workspace.is_unchanged()
        if unchanged and (key := job_key(self.key, job)):
            store_output(self.options.cache, key, output, stamps)
        return StagedOutput(
            replace(output, files={}), stamps, reproducible and unchanged and not of_stage(output.problems, "render")
        )

    def _results(
        self, jobs: Sequence[EngagementJob], meanwhile: Callable[[], object]
    ) -> Generator[tuple[int, EngagementOutput | Lost]]:
        """The result of each job: from forked workers, else from servers on this machine or on a cluster."""
        if (self.options.cluster or not posix.can_limit()) and (sent := self._send(jobs)):
            meanwhile()
            return sent
        prepare = cache(partial(_renderer, self.workspace, self.tools, pdf=self.options.pdf))
        # Many workers share what is loaded here; a single one loads it itself, while others are loaded here.
        if len(jobs) > 1 or has_own_print_sheet(self.workspace.root):
            prepare()
        return in_workers(
            jobs,
            lambda job: prepare()(job),
            workers=self.options.jobs,
            limits=limits_of(self.workspace.settings),
            closed=(self.lock,),
            hooks=Hooks(prepare, meanwhile),
        )

    def _send(self, jobs: Sequence[EngagementJob]) -> Generator[tuple[int, EngagementOutput | Lost]] | None:
        """None where the workspace's files cannot be sent."""
        from roireport.build.parcels import parcel_of, versions, workspace_files

        shared, options = workspace_files(self.workspace), self.options
        if shared is None:
            return None
        render = _renderer(self.workspace, self.tools, pdf=options.pdf)

        def send(connection: Connection, job: EngagementJob) -> Future[EngagementOutput | Lost]:
            parcel = parcel_of(self.workspace, shared, job, pdf=options.pdf)
            if parcel is not None:
                return connection.submit(parcel)
            here = Future[EngagementOutput | Lost]()  # a job that cannot be sent is rendered here
            limits = limits_of(self.workspace.settings)
            here.set_result(in_worker(partial(render, job), limits=limits, closed=(self.lock,)))
            return here

        connect = (
            partial(cluster, options.cluster, versions) if options.cluster else partial(local_servers, options.jobs)
        )
        return self._with_lines(jobs, in_executor(jobs, send, connect=connect))

    def _with_lines(
        self, jobs: Sequence[EngagementJob], results: Generator[tuple[int, EngagementOutput | Lost]]
    ) -> Generator[tuple[int, EngagementOutput | Lost]]:
        """The results of parcels, their problems with the lines of the sources here: those sent were redacted."""
        with closing(results):
            for index, result in results:
                if isinstance(result, Lost) or jobs[index].audience:
                    yield index, result
                else:
                    computed = of_stage(result.problems, "compute")
                    lines = with_lines(self.workspace.root, computed, jobs[index].snapshot)
                    yield index, replace(result, problems=(*lines, *result.failures))


def _renderer(
    workspace: OpenWorkspace, tools: RenderTools, *, pdf: bool
) -> Callable[[EngagementJob], EngagementOutput]:
    """The function that renders a job; loading it takes a while, with WeasyPrint where PDFs are wanted.

    Raises:
        Refused: where the workspace's own print sheets cannot be used.
    """
    from roireport.build.render_engagement import render_engagement

    return partial(render_engagement, workspace, with_printer(tools) if pdf else tools)


def _lost(id: str, lost: Lost, limits: JobLimits) -> EngagementOutput:
    return EngagementOutput(id, at_stage("render", [lost_problem(id, lost, limits)]))
