"""The whole story: what changed is made anew, what did not is taken over, and all of it is published at once."""

import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from roireport.build.cache import folder_keys, keys_of, site_key, workspace_key
from roireport.build.jobs import EngagementJob, plan_jobs, with_neighbours
from roireport.build.options import BuildOptions
from roireport.load.workspace import ENGAGEMENTS
from roireport.model.workspace import Severity
from roireport.problems.problem import Problem
from roireport.publish.output import Stamp
from roireport.publish.site_folder import has_page, locked, published
from roireport.publish.site_place import refuse_sources
from roireport.publish.staging import Staging, staged
from roireport.versions.commit import commits_of
from roireport.versions.warnings import commit_warnings
from roireport.workspace import OpenWorkspace

Tell = Callable[[str, str], None]
"""Called with a step (kept, rendering) and an engagement's id as a build goes on."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built, and what is wrong; `unrendered` are engagements that could be read but not written.

    `settled` where the same keys will always come to the same.
    """

    built: tuple[str, ...]
    files: Mapping[str, Stamp]
    settled: bool
    problems: tuple[Problem, ...]
    unrendered: tuple[Problem, ...]
    open: tuple[Severity, ...]
    """The severity of each finding that nobody accepted."""
    warnings: tuple[Problem, ...] = ()
    """What does not count against a run: why commits are not known."""


def build(opened: OpenWorkspace, request: BuildOptions, tell: Tell) -> BuildResult:
    """Make every engagement that changed, write the reports that were asked for, and put the site in place at once.

    An engagement with problems stops no other: it is left out, and named in the portfolio and in the manifest. What a
    part of the engagements was built of keeps the pages of the others. SiteRefused, LogoRefused, TemplatesRefused and
    OSError leave the old site as it was.
    """
    refuse_sources(request.site, opened.root)
    with locked(request.site) as lock:
        with ThreadPoolExecutor(1) as aside:  # git is another process
            commits = aside.submit(commits_of, opened.root / ENGAGEMENTS, opened.engagements)
            around = workspace_key(opened, request)
            folders = folder_keys(opened, around, opened.engagements)
        pieces = plan_jobs(opened, request, commits.result())
        warnings = commit_warnings(commits.result())
        key = site_key(request, pieces, keys_of(folders, pieces))
        if key and (known := _known(request, key)) and known.files == published(request.site):
            return replace(known, warnings=warnings)
        with staged(request.site) as staging:
            outcome = _made(opened, request, pieces, folders, staging, lock, tell)
            staging.replace_site()
        if key and outcome.settled and workspace_key(opened, request) == around:
            request.cache.put(key, pickle.dumps(outcome))
        request.cache.trim()
    return replace(outcome, warnings=warnings)


def _known(request: BuildOptions, key: bytes) -> BuildResult | None:
    """What a site of that key came to the last time."""
    kept = request.cache.get(key)
    known: BuildResult | None = None if kept is None else pickle.loads(kept)
    return known


def _made(
    opened: OpenWorkspace,
    request: BuildOptions,
    pieces: tuple[EngagementJob, ...],
    folders: Mapping[str, bytes],
    staging: Staging,
    lock: int,
    tell: Tell,
) -> BuildResult:
    """The pieces made or remembered, and the whole site staged; what that takes is loaded here and not before."""
    from roireport.build.site_builder import SiteBuilder

    makers = SiteBuilder(opened, request, staging, lock, tell)
    known = makers.make(pieces, keys_of(folders, pieces))
    shown = {one.id for one in pieces if known[one.id].files or (not one.written and has_page(request.site, one.id))}
    # No page leads to an engagement that came to nothing: its neighbours are made again without it.
    turned = zip(with_neighbours(pieces, shown), pieces, strict=True)
    again = [piece for piece, planned in turned if piece != planned and known[piece.id].files]
    staging.remove(path for piece in again for path in known[piece.id].files)
    known |= makers.make(again, keys_of(folders, again))
    makers.tell_of_all(known)
    made = [known[piece.id].made for piece in pieces]
    return BuildResult(
        tuple(piece.id for piece in pieces if f"{piece.id}/results.json" in known[piece.id].files),
        staging.files,
        all(one.settled for one in known.values()),
        tuple(each for one in made for each in (*one.unread, *one.standing)),
        tuple(each for one in made for each in one.unrendered),
        tuple(severity for one in made for severity in one.open),
    )
