"""Build the pages that show all engagements, and the manifest."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

from roireport.build.cache import key_of
from roireport.build.job_runner import StagedOutput
from roireport.build.kept_pages import kept_failures, kept_pages
from roireport.build.limits import limits_of
from roireport.build.page_jobs import PageJob, make_pages
from roireport.build.records import load_record, store_record
from roireport.build.stage import BuildStage
from roireport.build.stored_output import is_inside
from roireport.compare.history import EngagementHistory
from roireport.model.language import Language
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry
from roireport.problems.problem import Problem
from roireport.problems.text import problem_text
from roireport.publish.edition import Edition, editions
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, Failure, manifest
from roireport.publish.portfolio_files import asset_files, challenge_files, data_files, portfolio_files, quarter_files
from roireport.publish.portfolio_rows import RenderedRow, render_rows
from roireport.publish.site_folder import published_failures
from roireport.publish.site_index import search_files, site_index_files
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
        add(kept_pages(self.staging.old_files, self.workspace, self.options))
        entries, failures = _entries(outputs, files), _failures(self.workspace, outputs)
        first, *further = editions(tools, (language for entry in entries for language, _ in entry.pages))
        local = [entry.in_language(first.language) for entry in entries]
        jobs = [PageJob("portfolio.json", partial(data_files, tools, local, failures[first.language]))]
        for edition in (first, *further):
            add(self._method_pages(edition))
            jobs += self._edition_jobs(edition, entries, failures[edition.language], outputs)
        for shared_pages in self._pages(jobs, workers=self.options.jobs if len(entries) >= MANY else 1):
            add(shared_pages)
        add(asset_files(tools))
        outside = self.workspace.settings.outside_audiences
        pages = [path for path in files if path.endswith(".html") and path.partition("/")[0] not in outside]
        add(self._limited(PageJob("404.html", partial(site_index_files, (first, *further), entries, pages))))
        others = kept_failures(published_failures(self.staging.site), self.workspace, self.options)
        add({MANIFEST: manifest(files, (*failures[first.language], *others))})

    def _edition_jobs(
        self,
        edition: Edition,
        entries: Sequence[PortfolioEntry],
        failures: Sequence[Failure],
        outputs: Mapping[str, StagedOutput],
    ) -> tuple[PageJob[dict[str, bytes]], ...]:
        """The jobs of the portfolio, the open challenges and the search in one language."""
        root = "../" * edition.folder.count("/")
        local = [entry.in_language(edition.language, root) for entry in entries]
        parts = [(entry.pages[0][0], outputs[entry.id].output.findable) for entry in local]
        findable = [part[language] for language, part in parts if language in part]
        rows, folder = self._rows(edition, local), edition.folder
        return (
            PageJob(
                f"{folder}index.html", partial(portfolio_files, edition, local, rows, failures, self.options.today)
            ),
            PageJob(f"{folder}open-challenges.html", partial(challenge_files, edition, local, self.options.today)),
            PageJob(
                f"{folder}history.html", partial(quarter_files, edition, local, _histories(outputs), self.options.today)
            ),
            PageJob(f"{folder}search.html", partial(search_files, edition, findable)),
        )

    def _method_pages(self, edition: Edition) -> Mapping[str, bytes]:
        folder = f"{edition.folder}method"

        def make(before: MethodPages | None) -> MethodPages:
            if before and all(is_inside(path, folder) for path in before.files):
                return before
            return self._limited(PageJob(f"{folder}/index.html", lambda: MethodPages(method_files(edition))))

        # The same language makes other links where it is not the first one of a site.
        return self._stored(f"{folder} of {edition.languages}", MethodPages, make).files

    def _rows(self, edition: Edition, entries: Sequence[PortfolioEntry]) -> Mapping[str, RenderedRow]:
        def make(before: WrittenRows | None) -> WrittenRows:
            previous = before.rows if before else {}
            job = PageJob(f"{edition.folder}index.html", lambda: WrittenRows(render_rows(edition, entries, previous)))
            return self._limited(job)

        # Another workspace with the same settings has other engagements: neither may overwrite the other's rows.
        return self._stored(f"rows of {self.tools.root} in {edition.language}", WrittenRows, make).rows

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


def _entries(outputs: Mapping[str, StagedOutput], files: Collection[str]) -> tuple[PortfolioEntry, ...]:
    """The engagements that have pages, as the portfolio lists them, with the pages and PDFs that there are."""

    def present(listed: Iterable[tuple[Language, str]]) -> tuple[tuple[Language, str], ...]:
        return tuple((language, address) for language, address in listed if address in files)

    listed = (staged.output.entry for staged in outputs.values() if staged.output.entry)
    entries = (replace(entry, pages=present(entry.pages), pdfs=present(entry.pdfs)) for entry in listed)
    return tuple(entry for entry in entries if entry.pages)


def _histories(outputs: Mapping[str, StagedOutput]) -> dict[str, EngagementHistory]:
    """The history of each engagement by id; one without versions where git knows none."""
    return {id: staged.output.history or EngagementHistory(id) for id, staged in outputs.items()}


def _failures(workspace: OpenWorkspace, outputs: Mapping[str, StagedOutput]) -> Mapping[Language, tuple[Failure, ...]]:
    """By language the engagements that could not be read or rendered, and why.

    No line of a source is in a message, for it may be internal.
    """
    problems = {id: staged.output.failures for id, staged in outputs.items()}
    failed = {id: problems[id] for id in workspace.engagements if problems[id]}

    def messages(words: Words, of: Iterable[Problem]) -> tuple[str, ...]:
        return tuple(problem_text(replace(problem, excerpt=None), words) for problem in of)

    return {
        language: tuple(Failure(id, messages(words, failed[id])) for id in failed)
        for language, words in workspace.words.items()
    }
