"""The files of a site: every engagement's, made in workers or remembered, and the pages that tell of them all."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import partial

from roireport.making import Made, lost_problem, make
from roireport.memory import Remembered, keep, remembered
from roireport.opening import Opened
from roireport.parcels import made_from, parcel_of, versions, workspace_files
from roireport.pieces import Piece, Request, keys_of, workspace_key
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.text import problem_text
from roireport.publish.executors import cluster, in_executor, spawned
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, Content, Failure, Stamp, manifest
from roireport.publish.portfolio_files import portfolio_files
from roireport.publish.signposts import signposts
from roireport.publish.workers import Limits, Lost, can_fork, in_workers, limits_of
from roireport.publish.workshop import Workshop, workshop
from roireport.render.cache import key_of


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes a site: `standing` is what stands in its folder, `lock` a descriptor that no worker may hold.

    `tell` hears of each engagement.
    """

    opened: Opened
    request: Request
    standing: Mapping[str, Stamp]
    lock: int
    tell: Callable[[str, str], None]

    def make(self, pieces: Sequence[Piece], keys: Mapping[str, bytes]) -> dict[str, Remembered]:
        """Each piece, by its id: as it was made before under its key, or made anew and kept for the next time."""
        known = remembered(self.request.cache, keys, self.standing)
        for id in known:
            self.tell("kept", id)
        anew = [piece for piece in pieces if piece.id not in known]
        made = self._anew(anew, keys) if anew else {}
        return {piece.id: known.get(piece.id) or made[piece.id] for piece in pieces}

    def _anew(self, pieces: Sequence[Piece], keys: Mapping[str, bytes]) -> dict[str, Remembered]:
        """Made in workers; one that cannot be made is a problem and costs no other."""
        request, limits = self.request, limits_of(self.opened.workspace)
        found: dict[str, Remembered] = {}
        for index, made in self._results(pieces, limits):
            piece = pieces[index]
            self.tell("rendering", piece.id)
            whole = _lost(piece, made, limits) if isinstance(made, Lost) else made
            # What was edited while it was read is kept under no key: it may be half of either state.
            if (key := keys.get(piece.id)) and keys_of(self.opened, request, [piece]).get(piece.id) == key:
                keep(request.cache, key, whole)
            found[piece.id] = Remembered(whole, whole.files)
        return found

    def _results(self, pieces: Sequence[Piece], limits: Limits) -> Iterator[tuple[int, Made | Lost]]:
        """What each piece comes to: in forked workers, else as parcels in spawned ones or in those of a cluster."""
        request = self.request
        shared = None if can_fork() and not request.cluster else workspace_files(self.opened)
        work = partial(make, self.opened, self._workshop(pdf=request.pdf))
        if shared is None:
            return in_workers(pieces, work, workers=request.jobs, limits=limits, closed=(self.lock,))

        def send(executor: Executor, piece: Piece) -> Future[Made | Lost]:
            parcel = parcel_of(self.opened, shared, piece, pdf=request.pdf)
            if parcel is not None:
                return executor.submit(made_from, parcel)
            here = Future[Made | Lost]()  # what no parcel can hold is refused by those who read it
            here.set_result(work(piece))
            return here

        start = partial(cluster, request.cluster, versions) if request.cluster else partial(spawned, request.jobs)
        return in_executor(pieces, send, start=start, limits=limits)

    def _workshop(self, *, pdf: bool) -> Workshop:
        opened = self.opened
        return workshop(opened.root, opened.workspace, opened.words, pdf=pdf, cache=self.request.cache)

    def site(self, known: Mapping[str, Remembered]) -> dict[str, Content]:
        """Every file of the site: the engagements', then what tells of them all."""
        shop, request = self._workshop(pdf=False), self.request
        files = _kept(self.standing, known, request)
        files |= {path: content for each in known.values() for path, content in each.files.items()}
        entries, failures = _entries(known, files), _failures(self.opened, known)
        files |= portfolio_files(shop, entries, failures, request.today) | self._method(shop)
        pages = [path for path in files if path.endswith(".html")]
        files |= signposts(shop, entries, [known[entry.id].made.findable for entry in entries], pages)
        return {**files, MANIFEST: manifest(files, failures)}

    def _method(self, shop: Workshop) -> dict[str, bytes]:
        """The method's pages, which hang on no engagement."""
        cache, key = self.request.cache, workspace_key(self.opened, self.request)
        if key and (kept := cache.get(key_of("method", key))):
            known: dict[str, bytes] = pickle.loads(kept)
            return known
        files = method_files(shop)
        if key and workspace_key(self.opened, self.request) == key:  # no template was edited meanwhile
            cache.put(key_of("method", key), pickle.dumps(files))
        return files


def _lost(piece: Piece, lost: Lost, limits: Limits) -> Made:
    """An engagement that took too much, or ended its worker."""
    return Made(piece.id, unrendered=(lost_problem(piece.id, lost, limits),))


def _kept(standing: Mapping[str, Stamp], remembered: Mapping[str, Remembered], request: Request) -> dict[str, Content]:
    """The files of engagements that were not asked for and are still there."""
    others = {id for id in remembered if id not in request.ids} if request.ids else set()
    return {path: each for path, each in standing.items() if path.partition("/")[0] in others}


def _entries(remembered: Mapping[str, Remembered], files: Mapping[str, Content]) -> tuple[PortfolioEntry, ...]:
    """The engagements that have pages, as the portfolio lists them, with the addresses that there are."""
    known = (each.made.entry for each in remembered.values() if each.made.entry)
    return tuple(
        replace(entry, pdfs=tuple(pdf for pdf in entry.pdfs if pdf[1] in files))
        for entry in known
        if entry.page in files
    )


def _failures(opened: Opened, remembered: Mapping[str, Remembered]) -> tuple[Failure, ...]:
    """What could not be read or written, in the site's language."""
    words = opened.words[opened.workspace.site.language]
    told = {id: (*each.made.unread, *each.made.unrendered) for id, each in remembered.items()}
    return tuple(
        Failure(id, tuple(problem_text(each, words) for each in told[id])) for id in opened.engagements if told[id]
    )
