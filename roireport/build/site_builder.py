"""Build the pages that show all engagements, and the manifest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

from roireport.build.cache import key_of
from roireport.build.job_runner import StagedOutput
from roireport.build.limits import limits_of
from roireport.build.options import BuildOptions
from roireport.build.page_jobs import PageJob, make_pages
from roireport.build.records import load_record, store_record
from roireport.build.stage import BuildStage
from roireport.build.stored_output import is_inside
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.text import problem_text
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, Failure, Stamp, manifest
from roireport.publish.portfolio_files import asset_files, challenge_files, data_files, portfolio_files
from roireport.publish.portfolio_rows import RenderedRow, render_rows
from roireport.publish.site_index import site_index_files
from roireport.workspace import OpenWorkspace

MANY: Final = 100
"""From this many engagements on, the shared pages are made in parallel."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """The rows of the portfolio's table by engagement."""

    rows: Mapping[str, RenderedRow]


@dataclass(frozen=True, slots=True)
class MethodPages:
    """The pages of the method by path."""

    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class SiteBuilder(BuildStage):
    """Adds the pages that show all engagements to the new site."""

    def add_shared_pages(self, outputs: Mapping[str, StagedOutput]) -> None:
        """Add the files of engagements that were not asked for, the shared pages, and the manifest.

        Raises:
            Refused: where a page cannot be made from the workspace's own templates.
        """
        tools, add, files = self.tools, self.staging.add, self.staging.files
        add(_kept_files(self.staging.old_files, outputs, self.options))
        language = self.workspace.settings.site.language
        entries = tuple(entry.in_language(language) for entry in _entries(outputs, files))
        failures = _failures(self.workspace, outputs)
        method, rows = self._method_pages(), self._rows(entries)
        jobs = (
            PageJob("index.html", partial(portfolio_files, tools, entries, rows, failures)),
            PageJob("portfolio.json", partial(data_files, tools, entries, failures)),
            PageJob("open-challenges.html", partial(challenge_files, tools, entries, self.options.today)),
        )
        for shared_pages in self._pages(jobs, workers=self.options.jobs if len(entries) >= MANY else 1):
            add(shared_pages)
        add({**asset_files(tools), **method})
        pages = [path for path in files if path.endswith(".html")]
        findable = [outputs[entry.id].output.findable for entry in entries]
        add(self._limited(PageJob("search.html", partial(site_index_files, tools, entries, findable, pages))))
        add({MANIFEST: manifest(files, failures)})

    def _method_pages(self) -> Mapping[str, bytes]:
        def make(before: MethodPages | None) -> MethodPages:
            if before and all(is_inside(path, "method") for path in before.files):
                return before
            return self._limited(PageJob("method/index.html", lambda: MethodPages(method_files(self.tools))))

        return self._stored("method", MethodPages, make).files

    def _rows(self, entries: Sequence[PortfolioEntry]) -> Mapping[str, RenderedRow]:
        def make(before: WrittenRows | None) -> WrittenRows:
            previous = before.rows if before else {}
            return self._limited(PageJob("index.html", lambda: WrittenRows(render_rows(self.tools, entries, previous))))

        # Another workspace with the same settings has other engagements: neither may overwrite the other's rows.
        return self._stored(f"rows of {self.tools.root}", WrittenRows, make).rows

    def _pages(self, jobs: Sequence[PageJob[T]], *, workers: int) -> list[T]:
        """The results of jobs that fill templates, each under the limits of a report."""
        limits = limits_of(self.workspace.settings)
        return make_pages(jobs, workers=workers, limits=limits, closed=(self.lock,))

    def _limited(self, job: PageJob[T]) -> T:
        (page,) = self._pages((job,), workers=1)
        return page

    def _stored(self, name: str, kind: type[T], make: Callable[[T | None], T]) -> T:
        """A record made from its last version with the same settings and templates; stored where it changed."""
        key = key_of(name, self.key) if self.key else None
        before = load_record(self.options.cache, key, kind) if key else None
        result = make(before)
        if key and result != before and self.workspace.is_unchanged():
            store_record(self.options.cache, key, result)
        return result


def _kept_files(
    current: Mapping[str, Stamp], outputs: Mapping[str, StagedOutput], options: BuildOptions
) -> dict[str, Stamp]:
    """The files of engagements that were not asked for and are in the current site."""
    others = {id for id in outputs if id not in options.ids} if options.ids else set()
    return {path: stamp for path, stamp in current.items() if path.partition("/")[0] in others}


def _entries(outputs: Mapping[str, StagedOutput], files: Collection[str]) -> tuple[PortfolioEntry, ...]:
    """The engagements that have pages, as the portfolio lists them, with the PDFs that there are."""
    entries = (staged.output.entry for staged in outputs.values() if staged.output.entry)
    return tuple(
        replace(entry, pdfs=tuple(pdf for pdf in entry.pdfs if pdf[1] in files))
        for entry in entries
        if entry.page in files
    )


def _failures(workspace: OpenWorkspace, outputs: Mapping[str, StagedOutput]) -> tuple[Failure, ...]:
    """The engagements that could not be read or rendered, and why; no line of a source, for it may be internal."""
    words = workspace.words[workspace.settings.site.language]
    problems = {id: staged.output.failures for id, staged in outputs.items()}
    return tuple(
        Failure(id, tuple(problem_text(replace(problem, excerpt=None), words) for problem in problems[id]))
        for id in workspace.engagements
        if problems[id]
    )
