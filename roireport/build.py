"""The whole story: engagements are appraised, written as reports, and published as a site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from roireport.appraisal import Appraisal, Opened, appraise_folder
from roireport.model.engagement import Language
from roireport.model.place import Place
from roireport.present.portfolio.page import PortfolioEntry
from roireport.problems.problem import Problem, Problems, TemplatesRefused, problem
from roireport.problems.text import problem_text
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, Failure, manifest
from roireport.publish.portfolio_files import portfolio_entry, portfolio_files
from roireport.publish.report_files import report_files
from roireport.publish.site_folder import locked, published, replace_site
from roireport.publish.workers import Limits, Lost, in_workers
from roireport.publish.workshop import Workshop, workshop
from roireport.render.cache import NOTHING_KEPT, Cache
from roireport.render.markdown import NoteRefused
from roireport.render.printing import PrintingFailed
from roireport.render.style_faults import own_print_sheet_faults
from roireport.render.template_faults import refused_addresses

MEBIBYTE = 2**20
Tell = Callable[[str, str], None]
"""Called with a step (loading, rendering) and an engagement's id as a build goes on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: ids (all where none is named), where to, with PDFs or without, in which languages; and how."""

    ids: tuple[str, ...]
    site: Path
    pdf: bool = True
    languages: tuple[Language, ...] = ()
    jobs: int = 1
    cache: Cache = NOTHING_KEPT
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was built, and what is wrong; `unrendered` are engagements that could be read but not written."""

    appraisals: tuple[Appraisal, ...]
    built: tuple[str, ...]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    unrendered: tuple[Problem, ...]


def build(opened: Opened, request: Request, tell: Tell) -> Outcome:
    """Appraise every engagement, write the reports that were asked for, and put the site in place at once.

    An engagement with problems stops no other: it is left out, and named in the portfolio and in the manifest. What a
    part of the engagements was built of keeps the pages of the others. SiteRefused, LogoRefused, TemplatesRefused and
    OSError leave the old site as it was.
    """
    with locked(request.site) as lock:
        appraisals, unread = _appraise_all(opened, tell)
        shop = workshop(opened.root, opened.workspace, opened.words, pdf=request.pdf, cache=request.cache)
        chosen = request.ids or opened.engagements
        pieces = [each for each in appraisals if each.engagement.id in chosen]
        reports, unrendered = _write_reports(shop, pieces, request, lock, tell)
        kept = _kept(published(request.site), appraisals, chosen) if request.ids else {}
        failures = _failures(opened, (*unread, *unrendered))
        files = {**kept, **reports}
        files |= portfolio_files(shop, _entries(appraisals, files), failures, request.today) | method_files(shop)
        replace_site(request.site, {**files, MANIFEST: manifest(files, failures)})
        request.cache.trim()
    standing = tuple(problem for appraisal in appraisals for problem in appraisal.problems)
    built = tuple(id for id in chosen if f"{id}/results.json" in reports)
    return Outcome(appraisals, built, files, (*unread, *standing), unrendered)


def _appraise_all(opened: Opened, tell: Tell) -> tuple[tuple[Appraisal, ...], tuple[Problem, ...]]:
    """Every engagement that can be read, and the problems of those that cannot."""
    appraisals: list[Appraisal] = []
    problems: list[Problem] = []
    for id in opened.engagements:
        tell("loading", id)
        outcome = appraise_folder(opened, id)
        if isinstance(outcome, Problems):
            problems.extend(replace(each, engagement=id) for each in outcome.items)
        else:
            appraisals.append(outcome)
    return tuple(appraisals), tuple(problems)


Written = tuple[dict[str, bytes], tuple[Problem, ...]]
"""The files of an engagement, or why it has none."""


def _write_reports(shop: Workshop, appraisals: Sequence[Appraisal], request: Request, lock: int, tell: Tell) -> Written:
    """The files of all engagements; one that cannot be rendered is a problem and costs no other."""
    limits = Limits(float(shop.workspace.limits.seconds), shop.workspace.limits.memory_bytes)
    write = partial(_write, shop, request.languages)
    found: dict[int, Written] = {}
    for index, written in in_workers(appraisals, write, workers=request.jobs, limits=limits, closed=(lock,)):
        id = appraisals[index].engagement.id
        tell("rendering", id)
        found[index] = _lost(appraisals[index], written, limits) if isinstance(written, Lost) else written
    parts = [found[index] for index in sorted(found)]
    files = {path: content for written, _ in parts for path, content in written.items()}
    return files, tuple(problem for _, problems in parts for problem in problems)


def _write(shop: Workshop, languages: Sequence[Language], appraisal: Appraisal) -> Written:
    """The files of one engagement."""
    desks = tuple(desk for desk in appraisal.desks if not languages or desk.words.language in languages)
    try:
        return report_files(shop, desks or appraisal.desks, appraisal.document), ()
    except (PrintingFailed, NoteRefused, TemplatesRefused) as failed:
        engagement = appraisal.engagement
        faults = _failed(failed, Place(engagement.folder), shop.root)
        return {}, tuple(replace(fault, engagement=engagement.id) for fault in faults)


def _lost(appraisal: Appraisal, lost: Lost, limits: Limits) -> Written:
    """An engagement whose report took too much, or ended its worker."""
    engagement, place = appraisal.engagement, Place(appraisal.engagement.folder)
    seconds, memory = f"{limits.seconds:g}", f"{limits.memory / MEBIBYTE:g}"
    fault = problem(lost.key, place, seconds=seconds, memory=memory, signal=lost.signal)
    return {}, (replace(fault, engagement=engagement.id),)


def _failed(failed: PrintingFailed | NoteRefused | TemplatesRefused, place: Place, root: Path) -> tuple[Problem, ...]:
    """Why an engagement has no report, at the line of the workspace's own template or sheet at fault, if one is."""
    if isinstance(failed, TemplatesRefused):
        return failed.problems
    if isinstance(failed, NoteRefused):
        return (problem(failed.key, place, limit=str(failed.limit)),)
    lines = refused_addresses(root, failed.refused) or (own_print_sheet_faults(root) if failed.refused else ())
    return lines or (problem("not_rendered", place, why=str(failed)),)


def _kept(old: Mapping[str, bytes], appraisals: Sequence[Appraisal], chosen: Sequence[str]) -> dict[str, bytes]:
    """The files of engagements that were not asked for and are still there."""
    others = {appraisal.engagement.id for appraisal in appraisals} - set(chosen)
    return {path: content for path, content in old.items() if path.partition("/")[0] in others}


def _failures(opened: Opened, problems: Sequence[Problem]) -> tuple[Failure, ...]:
    """Problems gathered by engagement, in the site's language."""
    words = opened.words[opened.workspace.site.language]
    by_id: dict[str, list[str]] = {}
    for each in problems:
        by_id.setdefault(each.engagement or "", []).append(problem_text(each, words))
    return tuple(Failure(id, tuple(messages)) for id, messages in by_id.items())


def _entries(appraisals: Sequence[Appraisal], files: Mapping[str, bytes]) -> tuple[PortfolioEntry, ...]:
    """The engagements that have pages, as the portfolio lists them."""
    listed = (portfolio_entry(each.engagement, each.results, each.verdict, each.findings, files) for each in appraisals)
    return tuple(entry for entry in listed if entry is not None)
