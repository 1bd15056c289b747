"""`build`: the site and the PDFs."""

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from roireport.build.options import BuildOptions, ProgressCallback
from roireport.build.pipeline import build
from roireport.build.result import BuildResult
from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, jobs_option, no_cache_option, verb
from roireport.cli.severity import FailOn, counted, exit_code, fail_on_option, strict_option
from roireport.load.workspace import FILE as SETTINGS
from roireport.model.language import LANGUAGES, Language
from roireport.model.place import Place
from roireport.model.workspace import INTERNAL
from roireport.problems.problem import Refused, at_stage, problem
from roireport.publish.site_place import shown_path
from roireport.text.near import near
from roireport.workspace import OpenWorkspace


@verb()
@ids_argument
@click.option("--site", type=click.Path(path_type=Path, file_okay=False))
@click.option("--no-pdf", is_flag=True)
@click.option("--lang", type=click.Choice(LANGUAGES), multiple=True)
@click.option("--audience", default=INTERNAL)
@jobs_option
@click.option("--dask", "cluster", default="")
@no_cache_option
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]))
@strict_option
@fail_on_option
def command(
    console: Console,
    ids: tuple[str, ...],
    site: Path | None,
    no_pdf: bool,
    lang: tuple[Language, ...],
    audience: str,
    jobs: int,
    cluster: str,
    no_cache: bool,
    today: datetime | None,
    strict: bool,
    fail_on: FailOn | None,
) -> int:
    """Build the site and the PDFs of all engagements, or of those named."""
    opened = console.open()
    cache = console.cache(opened, unused=no_cache)
    started = time.perf_counter()
    chosen, folder = chosen_ids(opened, ids) if ids else (), site or opened.root / "site"
    outside = _outside_audience(opened, audience)
    request = BuildOptions(chosen, folder, not no_pdf, lang, jobs, cache, today and today.date(), outside, cluster)
    console.warn_without_limits()
    with _progress(console, len(opened.engagements)) as report_step:
        result = build(opened, request, report_step)
    _print_problems(console, result)
    if not opened.engagements:
        console.say_empty(opened)
        return PROBLEMS
    _print_summary(console, result, request, time.perf_counter() - started)
    level = "warning" if strict and not fail_on else fail_on
    return exit_code(result.problems, result.open, level, written=bool(result.built))


def _outside_audience(opened: OpenWorkspace, name: str) -> str:
    """The name of an audience outside the firm; empty for the firm.

    Raises:
        Refused: the workspace has no such audience.
    """
    names = [INTERNAL, *opened.settings.outside_audiences]
    if name in names:
        return "" if name == INTERNAL else name
    allowed = ", ".join(names[1:])
    unknown = problem("audience_unknown", Place(SETTINGS), text=name[:64], near=near(name, names), allowed=allowed)
    raise Refused(at_stage("open", [unknown]))


def _print_problems(console: Console, result: BuildResult) -> None:
    # A template that fails does so for every engagement, with the same words.
    shown = (fault for fault in result.problems if fault.level != "info" or console.verbose)
    problems = dict.fromkeys(replace(fault, engagement=None) for fault in shown)
    for fault in sorted(problems, key=lambda fault: fault.stage == "render"):
        console.problem(fault)


def _print_summary(console: Console, result: BuildResult, request: BuildOptions, seconds: float) -> None:
    words = console.words
    above = f"{request.audience}/" if request.audience else ""
    folders = tuple(f"{above}{id}/" for id in result.built)
    printed = [path for path in result.files if path.endswith(".pdf") and path.startswith(folders)]
    console.say(
        words(
            "cli.build_sum",
            engagements=words("cli.engagements", n=len(result.built)),
            pdfs=words("cli.pdfs", n=len(printed)),
            problems=words("cli.problems", n=len(counted(result.problems))),
            seconds=f"{seconds:.1f}",
            site=shown_path(request.site / request.audience),
        )
    )


def _progress(console: Console, steps: int) -> AbstractContextManager[ProgressCallback]:
    """Show a bar on a terminal, a line for each step with -v, else nothing."""
    if console.quiet or console.verbose or not sys.stderr.isatty():
        return nullcontext(lambda step, id: console.detail(console.words(f"cli.{step}", id=id)))
    from roireport.cli.progress import bar

    return bar(console, steps)
