"""Build a site: plan the jobs, load what is cached, render the rest, publish everything at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from roireport.audience.secrets import EngagementSecrets
from roireport.build.jobs import EngagementJob, plan_jobs, with_neighbours, with_versions
from roireport.build.keys import job_key, site_key, workspace_key
from roireport.build.options import BuildOptions, ProgressCallback
from roireport.build.records import load_record, store_record, stored_ids
from roireport.build.result import BuildResult
from roireport.build.stored_secrets import stored_secrets
from roireport.build.stored_versions import stored_versions
from roireport.load.engagement import read_folder
from roireport.model.engagement import ENGAGEMENTS
from roireport.problems.problem import Problem
from roireport.publish.site_folder import has_page, locked, published
from roireport.publish.site_place import refuse_sources, refused_site
from roireport.publish.staging import Staging, staged
from roireport.versions.commit import commits_of
from roireport.versions.warnings import commit_warnings
from roireport.workspace import OpenWorkspace

if TYPE_CHECKING:
    from roireport.build.job_runner import StagedOutput


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """The jobs of a build, with the cache keys of the workspace and of the whole site, where there are any."""

    jobs: tuple[EngagementJob, ...]
    problems: tuple[Problem, ...]
    workspace_key: bytes | None
    site_key: bytes | None
    secrets: Mapping[str, EngagementSecrets] = field(default_factory=dict)
    """What must not leave the firm, of every engagement; empty for the firm's own site."""


def build(workspace: OpenWorkspace, options: BuildOptions, progress: ProgressCallback) -> BuildResult:
    """Build the engagements that changed and the pages that show all, and replace the site at once.

    An engagement with problems stops no other: it is left out, and named in the portfolio and in the manifest. Where
    only some engagements are asked for, the others keep their pages.

    Raises:
        Refused: the site is as it was before.
    """
    try:
        refuse_sources(options.site, workspace.root)
        with locked(options.site) as lock:
            return _build_locked(workspace, options, lock, progress)
    except OSError as fault:
        why = str(fault.strerror or fault)
        raise refused_site("site_not_written", options.site, stage="render", why=why) from fault


def _build_locked(
    workspace: OpenWorkspace, options: BuildOptions, lock: int, progress: ProgressCallback
) -> BuildResult:
    plan = plan_build(workspace, options)
    result = load_result(plan, options)
    if result is None:
        with staged(options.site) as staging:
            result = render(workspace, options, plan, staging, lock, progress)
            publish(workspace, options, plan, staging, result)
    return replace(result, problems=(*plan.problems, *result.problems))


def plan_build(workspace: OpenWorkspace, options: BuildOptions) -> BuildPlan:
    """Read every engagement's folder and its commit, and make the jobs and their keys."""
    key = workspace_key(workspace, options)
    snapshots = {id: read_folder(workspace.root, id) for id in workspace.engagements}
    contents = {id: snapshot.contents() for id, snapshot in snapshots.items()}
    commits = commits_of(workspace.root / ENGAGEMENTS, workspace.engagements, contents)
    jobs = plan_jobs(workspace, options, commits, list(snapshots.values()))
    jobs = with_versions(jobs, stored_versions(options.cache, workspace.root, contents))
    stored = stored_ids(options.cache, {job.id: job_key(key, job) for job in jobs})
    # Thousands of folders are not held in memory: one whose output is stored is needed no more.
    jobs = tuple(replace(job, snapshot=None) if job.id in stored else job for job in jobs)
    secrets = stored_secrets(options.cache, snapshots) if options.audience else {}
    return BuildPlan(jobs, commit_warnings(commits), key, site_key(key, options, jobs), secrets)


def load_result(plan: BuildPlan, options: BuildOptions) -> BuildResult | None:
    """The result of the last build, where it was made from the same files and the site is still as it was then."""
    result = load_record(options.cache, plan.site_key, BuildResult) if plan.site_key else None
    return result if result and result.files == published(options.site) else None


def render(
    workspace: OpenWorkspace,
    options: BuildOptions,
    plan: BuildPlan,
    staging: Staging,
    lock: int,
    progress: ProgressCallback,
) -> BuildResult:
    """Stage the whole site. What that takes is imported here, so that a build without changes does not load it."""
    from roireport.build.audience_builder import AudienceBuilder
    from roireport.build.job_runner import JobRunner
    from roireport.build.site_builder import SiteBuilder
    from roireport.publish.render_tools import render_tools

    tools = render_tools(workspace.root, workspace.settings, workspace.words, pdf=False)
    stage = (workspace, options, tools, staging, lock, plan.workspace_key)
    runner = JobRunner(*stage, progress)
    outputs = runner.run(plan.jobs)
    if options.audience:
        outputs = AudienceBuilder(*stage, plan.secrets).complete(plan.jobs, outputs)
    else:
        outputs |= runner.run(_linked_again(plan, options, staging, outputs))
        SiteBuilder(*stage).add_shared_pages(outputs)
    return _result(outputs, options, staging)


def _linked_again(
    plan: BuildPlan, options: BuildOptions, staging: Staging, outputs: "Mapping[str, StagedOutput]"
) -> list[EngagementJob]:
    """The neighbours of engagements that have no page, to be rendered again so that no page leads there."""
    shown = {
        job.id for job in plan.jobs if outputs[job.id].stamps or (not job.written and has_page(options.site, job.id))
    }
    linked = zip(with_neighbours(plan.jobs, shown), plan.jobs, strict=True)
    again = [job for job, planned in linked if job != planned and outputs[job.id].stamps]
    staging.remove(path for job in again for path in outputs[job.id].stamps)
    return again


def publish(
    workspace: OpenWorkspace, options: BuildOptions, plan: BuildPlan, staging: Staging, result: BuildResult
) -> None:
    """Put the staged site in place, and store the result where the same files would give it again."""
    staging.replace_site()
    if plan.site_key and result.reproducible and workspace.is_unchanged():
        store_record(options.cache, plan.site_key, result)
    options.cache.trim()


def _result(outputs: "Mapping[str, StagedOutput]", options: BuildOptions, staging: Staging) -> BuildResult:
    staged = outputs.values()
    above = f"{options.audience}/" if options.audience else ""
    return BuildResult(
        tuple(id for id, output in outputs.items() if f"{above}{id}/results.json" in output.stamps),
        staging.files,
        all(output.reproducible for output in staged),
        tuple(chain.from_iterable(output.output.problems for output in staged)),
        tuple(chain.from_iterable(output.output.open for output in staged)),
    )
