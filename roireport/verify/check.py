"""Verify a PDF: whether it is the report that its own data gives, or that of a revision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeVar

from roireport import __version__
from roireport.build.limits import JobLimits, Lost, limits_of
from roireport.build.workers import in_worker
from roireport.load.contents import plain_content
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.problems.problem import Problem, Problems, Refused, at_stage, of_stage, placed
from roireport.publish.attachments import RESULTS
from roireport.publish.output import json_bytes
from roireport.publish.recipe import RECIPE, Recipe, template_files, templates_digest
from roireport.render.pdf_contents import Attached, PdfContents, read_pdf
from roireport.render.versions import method_digest, printing_versions
from roireport.verify.again import printed_again, results_again, snapshot_from, workspace_from
from roireport.verify.difference import PdfDifference, broken_checksums, differences
from roireport.verify.read_recipe import recipe_in
from roireport.workspace import OpenWorkspace

T = TypeVar("T")
LARGEST_PDF: Final = 100_000_000
"""Bytes. A report of this repository has 400,000; its pictures may have 2,000,000 each."""

Answer = Literal["consistent", "altered", "other_version", "own_templates", "not_computed"]
"""`other_version`: made by another version of roireport or of what it prints with. `own_templates`: made with templates
of the firm's own, which are not here. `not_computed`: its data gives no report."""


@dataclass(frozen=True, slots=True)
class DataCheck:
    """Whether a PDF is what its own data gives; that says nothing of where it comes from.

    `versions` are those that differ: the name, in the PDF, here. `problems` say why nothing could be computed.
    """

    answer: Answer
    recipe: Recipe
    pages: int
    attachments: int
    differences: tuple[PdfDifference, ...] = ()
    versions: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_report(file: Path) -> bytes:
    """Read a PDF whose size is looked at first.

    Raises:
        Refused: `pdf_too_large`, or `pdf_unreadable` where it is no plain file that can be read.
    """
    name = Place(file.name)
    try:
        content = plain_content(str(file.resolve()), LARGEST_PDF)
        too_large = content is None and file.is_file() and file.stat().st_size > LARGEST_PDF
    except OSError as fault:
        raise _refused("pdf_unreadable", name, why=str(fault.strerror)) from None
    if content is None:
        limit = f"{LARGEST_PDF // 1_000_000}"
        raise _refused("pdf_too_large", name, limit=limit) if too_large else _refused("pdf_unreadable", name, why="")
    return content


def results_of(content: bytes, name: str) -> bytes:
    """The results that a report carries.

    Raises:
        Refused: it is no report of ours.
    """

    def read() -> bytes:
        attachments = _contents(read_pdf(content).attachments)
        recipe_in(attachments)
        return attachments.get(RESULTS, b"")

    return limited(read, name, Workspace())


def check_data(content: bytes, name: str, local: OpenWorkspace | None) -> DataCheck:
    """Make the report again from what its PDF carries, in a worker with limits, and compare.

    Args:
        content: The PDF.
        name: Of its file, for problems.
        local: A workspace of the user, whose own templates are used where the report was made with the same ones.

    Raises:
        Refused: it is no report that could be compared; the problems are at the stage `verify`.
    """
    settings = local.settings if local else Workspace()
    templates = template_files(local.root) if local else {}
    with TemporaryDirectory(prefix="roireport-verify-") as folder:
        return limited(lambda: _checked(content, Path(folder), templates), name, settings)


def limited(run: Callable[[], T], name: str, settings: Workspace) -> T:
    """Run in a worker; raise Refused for whatever stopped it."""
    limits = _longer(limits_of(Workspace()), limits_of(settings))
    result = in_worker(lambda: _attempt(run), limits=limits)
    if isinstance(result, Lost):
        facts = {"seconds": f"{limits.seconds:g}", "memory": f"{limits.memory >> 20}", "why": result.cause}
        raise _refused(f"verify_{result.key}", Place(name), **facts)
    if isinstance(result, Problems):
        lacking = of_stage(result.items, "machine")
        raise Refused(lacking or at_stage("verify", placed(result.items, Place(name))))
    return result


def _longer(first: JobLimits, second: JobLimits) -> JobLimits:
    return JobLimits(max(first.seconds, second.seconds), max(first.memory, second.memory))


def _attempt(run: Callable[[], T]) -> T | Problems:
    try:
        return run()
    except Refused as refused:
        return Problems(refused.problems)


def _refused(key: str, place: Place, **facts: str) -> Refused:
    return Refused(at_stage("verify", [Problem(key, place, tuple(facts.items()))]))


# ── In the worker ───────────────────────────────────────────────────────────


def _checked(content: bytes, root: Path, templates: Mapping[str, bytes]) -> DataCheck:
    given = read_pdf(content)
    attachments = _contents(given.attachments)
    recipe = recipe_in(attachments)
    check = DataCheck("altered", recipe, len(given.pages), len(attachments), versions=tuple(other_versions(recipe)))
    broken = broken_checksums(given.attachments)
    lacks_templates = recipe.templates not in ("", templates_digest(templates))
    try:
        snapshot = snapshot_from(recipe, attachments)
        opened = workspace_from(root, attachments, templates if recipe.templates and not lacks_templates else {})
        if lacks_templates:
            results = json_bytes(results_again(opened, recipe, snapshot))
            return replace(check, answer="own_templates", differences=(*broken, *_of_results(attachments, results)))
        computed = printed_again(opened, recipe, snapshot)
    except Refused as refused:
        if of_stage(refused.problems, "machine"):
            raise
        return replace(check, answer="not_computed", differences=broken, problems=refused.problems)
    return compared(check, content, given, computed, broken)


def compared(
    check: DataCheck, content: bytes, given: PdfContents, computed: bytes, broken: tuple[PdfDifference, ...]
) -> DataCheck:
    """Compare a PDF with the one that was made again."""
    if content == computed:
        return replace(check, answer="consistent")
    ignored = frozenset([RECIPE]) if check.versions else frozenset()
    differing = (*broken, *differences(given, read_pdf(computed), ignored=ignored))
    if check.versions:
        return replace(check, answer="other_version", differences=differing)
    return replace(check, answer="altered", differences=differing or (PdfDifference("file"),))


def other_versions(recipe: Recipe) -> list[tuple[str, str, str]]:
    """What the report was made with that is another here: its name, there and here."""
    here = {"roireport": __version__, "method": method_digest(), **printing_versions()}
    there = {"roireport": recipe.roireport, "method": recipe.method, **recipe.versions}
    return [(name, there.get(name, ""), here.get(name, "")) for name in here if there.get(name) != here.get(name)]


def _of_results(attachments: Mapping[str, bytes], computed: bytes) -> tuple[PdfDifference, ...]:
    """The differences of the results alone."""
    given = PdfContents((), {RESULTS: Attached(attachments.get(RESULTS, b""), True)}, {})
    return differences(given, PdfContents((), {RESULTS: Attached(computed, True)}, {}), ignored=frozenset())


def _contents(attachments: Mapping[str, Attached]) -> dict[str, bytes]:
    return {name: file.content for name, file in attachments.items()}
