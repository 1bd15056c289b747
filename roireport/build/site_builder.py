"""The files of a site: every engagement's, made in workers or remembered, and the pages that tell of them all."""

import pickle
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Final, TypeVar

from roireport.build.cache import folder_keys, held, keep, keys_of, recalled, workspace_key
from roireport.build.executors import cluster, in_executor, spawned
from roireport.build.fingerprint import tool_fingerprint
from roireport.build.jobs import EngagementJob
from roireport.build.options import BuildOptions
from roireport.build.output import EngagementOutput, lost_problem
from roireport.build.workers import Limits, Lost, at_once, can_fork, in_workers, limits_of
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.text import problem_text
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, Failure, Stamp, manifest
from roireport.publish.portfolio_files import asset_files, challenge_files, data_files, portfolio_files
from roireport.publish.portfolio_rows import render_rows
from roireport.publish.render_tools import RenderTools, render_tools, with_printer
from roireport.publish.site_index import site_index_files
from roireport.publish.staging import Staging
from roireport.render.cache import key_of
from roireport.render.sheets import has_own_print_sheet
from roireport.render.template_cache import TemplateCache
from roireport.workspace import OpenWorkspace, with_lines

MANY: Final = 100
"""Engagements from which on the pages that tell of all take longer than hiring who writes them beside each other."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StagedEngagement:
    """An engagement as it was made, its files in the new site.

    `settled` where the same key will always come to the same: nothing was edited while it was read, no worker was lost.
    """

    made: EngagementOutput
    files: Mapping[str, Stamp]
    settled: bool = True


class SiteBuilder:
    """Who makes a site: what they make goes to `staging`, `lock` is a descriptor that no worker may hold.

    `tell` hears of each engagement.
    """

    def __init__(
        self,
        opened: OpenWorkspace,
        request: BuildOptions,
        staging: Staging,
        lock: int,
        tell: Callable[[str, str], None],
    ) -> None:
        self.opened, self.request, self.staging, self.lock, self.tell = opened, request, staging, lock, tell
        compiled = TemplateCache(request.cache, tool_fingerprint()) if request.cache.folder else None
        self.tools = render_tools(
            opened.root, opened.settings, opened.words, pdf=False, cache=request.cache, compiled=compiled
        )

    def make(self, pieces: Sequence[EngagementJob], keys: Mapping[str, bytes]) -> dict[str, StagedEngagement]:
        """Each piece, by its id: as it was made before under its key, or made anew and kept for the next time."""
        there, known = held(self.request.cache, keys), dict[str, StagedEngagement]()

        def recall() -> None:
            found = ((id, self._recalled(id, key)) for id, key in keys.items() if id in there)
            known.update((id, staged) for id, staged in found if staged)

        anew = self._anew([piece for piece in pieces if piece.id not in there], keys, meanwhile=recall)
        known |= anew
        known |= self._anew([piece for piece in pieces if piece.id not in known], keys)  # what was kept is damaged
        return {piece.id: known[piece.id] for piece in pieces}

    def _recalled(self, id: str, key: bytes) -> StagedEngagement | None:
        found = recalled(self.request.cache, key, self.staging.old_files)
        if found is None:
            return None
        self.tell("kept", id)
        return StagedEngagement(found[0], self.staging.add(found[1]))

    def _anew(
        self,
        pieces: Sequence[EngagementJob],
        keys: Mapping[str, bytes],
        *,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> dict[str, StagedEngagement]:
        """Render jobs in workers; one that fails is a problem and costs no other."""
        limits, found = limits_of(self.opened.settings), dict[str, StagedEngagement]()
        if not pieces:
            meanwhile()
            return found
        with closing(self._results(pieces, limits, meanwhile)) as results:
            for index, made in results:
                piece = pieces[index]
                self.tell("rendering", piece.id)
                whole = _lost(piece, made, limits) if isinstance(made, Lost) else made
                found[piece.id] = self._staged(piece, whole, keys.get(piece.id))
        return found

    def _staged(self, piece: EngagementJob, made: EngagementOutput, key: bytes | None) -> StagedEngagement:
        """What was edited while it was read is kept under no key: it may be half of either state."""
        stamps = self.staging.add(made.files)
        folder = folder_keys(self.opened, workspace_key(self.opened, self.request), [piece.id])
        steady = key is not None and keys_of(folder, [piece]).get(piece.id) == key
        if key and steady:
            keep(self.request.cache, key, made, stamps)
        return StagedEngagement(replace(made, files={}), stamps, steady and not made.unrendered)

    def _results(
        self, pieces: Sequence[EngagementJob], limits: Limits, meanwhile: Callable[[], object]
    ) -> Generator[tuple[int, EngagementOutput | Lost]]:
        """What each piece comes to: in forked workers, else as parcels in spawned ones or in those of a cluster."""
        if (self.request.cluster or not can_fork()) and (parcels := self._as_parcels(pieces, limits)):
            meanwhile()
            return parcels
        prepare = cache(partial(_maker, self.opened, self.tools, self.request))
        # For many it is loaded here, and their workers share it; for one in its worker, while others are recalled here.
        if len(pieces) > 1 or has_own_print_sheet(self.opened.root):
            prepare()
        return in_workers(
            pieces,
            lambda piece: prepare()(piece),
            workers=self.request.jobs,
            limits=limits,
            closed=(self.lock,),
            prepare=prepare,
            meanwhile=meanwhile,
        )

    def _as_parcels(
        self, pieces: Sequence[EngagementJob], limits: Limits
    ) -> Generator[tuple[int, EngagementOutput | Lost]] | None:
        """None where no parcel can hold what all of them need."""
        from roireport.build.parcels import made_from, parcel_of, versions, workspace_files

        request, shared = self.request, workspace_files(self.opened)
        if shared is None:
            return None
        make = _maker(self.opened, self.tools, request)

        def send(executor: Executor, piece: EngagementJob) -> Future[EngagementOutput | Lost]:
            parcel = parcel_of(self.opened, shared, piece, pdf=request.pdf)
            if parcel is not None:
                return executor.submit(made_from, parcel)
            here = Future[EngagementOutput | Lost]()  # what no parcel can hold is refused by those who read it
            here.set_result(make(piece))
            return here

        start = partial(cluster, request.cluster, versions) if request.cluster else partial(spawned, request.jobs)
        return _with_lines_of(self.opened.root, in_executor(pieces, send, start=start, limits=limits))

    def tell_of_all(self, known: Mapping[str, StagedEngagement]) -> None:
        """The rest of the site: the engagements that were not asked for, and the pages that tell of them all."""
        tools, request, add, files = self.tools, self.request, self.staging.add, self.staging.files
        add(_kept(self.staging.old_files, known, request))
        entries, failures = _entries(known, files), _failures(self.opened, known)
        digests = {id: each.made.digest for id, each in known.items()}
        # Another workspace of the same settings has other engagements: neither may overwrite the other's rows.
        rows = self._since_last(f"rows of {tools.root}", lambda before: render_rows(tools, entries, digests, before))
        method = self._since_last("method", lambda before: before or method_files(tools))
        works = (
            partial(portfolio_files, tools, entries, rows, failures),
            partial(data_files, tools, entries, failures),
            partial(challenge_files, tools, entries, request.today),
        )
        workers = request.jobs if len(entries) >= MANY else 1
        for made in at_once(works, workers=workers, limits=limits_of(self.opened.settings), closed=(self.lock,)):
            add(made)
        add(asset_files(tools) | method)
        pages = [path for path in files if path.endswith(".html")]
        add(site_index_files(tools, entries, [known[entry.id].made.findable for entry in entries], pages))
        add({MANIFEST: manifest(files, failures)})

    def _since_last(self, name: str, make: Callable[[dict[str, T]], dict[str, T]]) -> dict[str, T]:
        """What hangs on settings and templates, made of what it was the last time with the same ones, if it was."""
        store, around = self.request.cache, workspace_key(self.opened, self.request)
        kept = store.get(key := key_of(name, around)) if around else None
        before: dict[str, T] = {} if kept is None else pickle.loads(kept)
        made = make(before)
        if around and made != before and workspace_key(self.opened, self.request) == around:  # nothing was edited
            store.put(key, pickle.dumps(made))
        return made


def _maker(
    opened: OpenWorkspace, tools: RenderTools, request: BuildOptions
) -> Callable[[EngagementJob], EngagementOutput]:
    """What makes an engagement; it takes a while to load, with WeasyPrint where PDFs are wanted.

    TemplatesRefused where the workspace's own print sheets cannot be used.
    """
    from roireport.build.render_engagement import render_engagement

    return partial(render_engagement, opened, with_printer(tools, request.cache) if request.pdf else tools)


def _with_lines_of(
    root: Path, results: Generator[tuple[int, EngagementOutput | Lost]]
) -> Generator[tuple[int, EngagementOutput | Lost]]:
    """The results of parcels, their problems with the lines of the sources that are here: those sent were redacted."""
    with closing(results):
        for index, made in results:
            yield index, made if isinstance(made, Lost) else replace(made, standing=with_lines(root, made.standing))


def _lost(piece: EngagementJob, lost: Lost, limits: Limits) -> EngagementOutput:
    """An engagement that took too much, or ended its worker."""
    return EngagementOutput(piece.id, unrendered=(lost_problem(piece.id, lost, limits),))


def _kept(
    standing: Mapping[str, Stamp], known: Mapping[str, StagedEngagement], request: BuildOptions
) -> dict[str, Stamp]:
    """The files of engagements that were not asked for and are still there."""
    others = {id for id in known if id not in request.ids} if request.ids else set()
    return {path: each for path, each in standing.items() if path.partition("/")[0] in others}


def _entries(known: Mapping[str, StagedEngagement], files: Collection[str]) -> tuple[PortfolioEntry, ...]:
    """The engagements that have pages, as the portfolio lists them, with the addresses that there are."""
    entries = (each.made.entry for each in known.values() if each.made.entry)
    return tuple(
        replace(entry, pdfs=tuple(pdf for pdf in entry.pdfs if pdf[1] in files))
        for entry in entries
        if entry.page in files
    )


def _failures(opened: OpenWorkspace, known: Mapping[str, StagedEngagement]) -> tuple[Failure, ...]:
    """What could not be read or written, in the site's language; no line of a source, for it may be internal."""
    words = opened.words[opened.settings.site.language]
    told = {id: (*each.made.unread, *each.made.unrendered) for id, each in known.items()}
    return tuple(
        Failure(id, tuple(problem_text(replace(each, excerpt=None), words) for each in told[id]))
        for id in opened.engagements
        if told[id]
    )
