"""`export`: a workbook with live formulas, the figures, or all of it in one archive."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, chosen_ids, verb
from roireport.cli.severity import exit_code
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.language import LANGUAGES, Language
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.language.formats import Formats
from roireport.problems.problem import Problems, Refused, at_stage, problem
from roireport.publish.exports import ExportForm, exported, workbook_name
from roireport.publish.site_place import shown_path
from roireport.source_files import replace_file
from roireport.versions.commit import commits_of

STANDARD_OUTPUT: Final = Path("-")
_TEXTS: Final = ("csv", "json")
KILOBYTE: Final = 1000


@verb()
@click.argument("id")
@click.option("--format", "form", type=click.Choice(["xlsx", "csv", "json", "zip"]), default="xlsx")
@click.option("--lang", type=click.Choice(LANGUAGES))
@click.option("-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
def command(console: Console, id: str, form: ExportForm, lang: Language | None, file: Path | None) -> int:
    """Write an engagement in another form, with nothing that is internal."""
    evaluation = _evaluated(console, id)
    for fault in evaluation.problems if isinstance(evaluation, Evaluation) else evaluation.items:
        console.problem(fault)
    if isinstance(evaluation, Problems):
        return PROBLEMS
    ctx = _context(console, evaluation, lang)
    target = file or (STANDARD_OUTPUT if form in _TEXTS else Path(_default_name(form, ctx)))
    if target == STANDARD_OUTPUT and form not in _TEXTS and sys.stdout.isatty():
        raise click.UsageError(console.words("cli.export.no_terminal", form=form))
    content = exported(form, ctx, evaluation.document)
    if target == STANDARD_OUTPUT:
        _print(console, form, content)
    else:
        _write(target, content)
        size = Formats(console.words.language, ctx.engagement.currency).number(Decimal(len(content)) / KILOBYTE)
        console.say(console.words("cli.export.written", file=shown_path(target), kilobytes=size))
    return exit_code(evaluation.problems)


def _evaluated(console: Console, id: str) -> Evaluation | Problems:
    opened = console.open()
    (id,) = chosen_ids(opened, (id,))
    commits = commits_of(opened.root / ENGAGEMENTS, [id])
    return evaluate_folder(opened, id, commit=commits[id])


def _context(console: Console, evaluation: Evaluation, lang: Language | None) -> ReportContext:
    """The context of a language; UsageError where the engagement has no report in it."""
    by_language = {ctx.words.language: ctx for ctx in evaluation.contexts}
    if lang is not None and lang not in by_language:
        facts = {"id": evaluation.engagement.id, "language": lang, "languages": ", ".join(by_language)}
        raise click.UsageError(console.words("cli.export.no_report", **facts))
    return by_language[lang] if lang else evaluation.contexts[0]


def _default_name(form: ExportForm, ctx: ReportContext) -> str:
    return workbook_name(ctx) if form == "xlsx" else f"{ctx.engagement.id}.{form}"


def _print(console: Console, form: ExportForm, content: bytes) -> None:
    if form in _TEXTS:
        console.document(content.decode().removesuffix("\n"))
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _write(target: Path, content: bytes) -> None:
    """Write a file at once; Refused where it cannot be written.

    A link is followed, and a device or a pipe is written into: neither is replaced by a file.
    """
    target = target.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            replace_file(target, content)
    except OSError as failed:
        why = problem("export_not_written", Place(shown_path(target)), why=str(failed.strerror))
        raise Refused(at_stage("render", [why])) from None
