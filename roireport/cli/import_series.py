"""`import`: take the series of a KPI from a CSV file or an Excel workbook."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import click

from roireport.cli.exits import FINE, PROBLEMS, USAGE
from roireport.cli.options import Console, chosen_ids, verb
from roireport.importer.merge import Changes
from roireport.importer.plan import ImportPlan, ImportRequest, plan_import
from roireport.importer.source_format import CHOICES, SourceFormat
from roireport.load.contents import plain_content
from roireport.model.place import Place
from roireport.model.series import COLUMNS
from roireport.problems.problem import Refused, problem
from roireport.source_files import write_files
from roireport.text.characters import printable

LARGEST_SOURCE: Final = 20_000_000
"""Bytes of a source."""
_MOST_SHOWN: Final = 20
"""Rows of each kind that are listed."""

Option: TypeAlias = Callable[[Callable[..., int]], Callable[..., int]]


def _column_option(name: str) -> Option:
    return click.option(f"--{name}")


def _choice_option(name: str) -> Option:
    return click.option(f"--{name}", type=click.Choice(CHOICES[name]))


@verb(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("id")
@click.option("--kpi", required=True)
@_column_option("period")
@_column_option("value")
@_column_option("control")
@_column_option("expected")
@_column_option("volume")
@_column_option("n")
@click.option("--sheet")
@_choice_option("separator")
@_choice_option("decimal")
@_choice_option("dates")
@_choice_option("every")
@_choice_option("rates")
@click.option("--replace", "replaces", is_flag=True)
@click.option("--as-of", "as_of", type=click.Choice(["follow", "keep"]))
@click.option("--dry-run", is_flag=True)
def command(console: Console, file: Path, id: str, kpi: str, as_of: str | None, dry_run: bool, **given: Any) -> int:
    """Take the series of a KPI from FILE, a CSV file or an Excel workbook (.xlsx) as a CRM or Excel writes it."""
    opened = console.open()
    chosen_ids(opened, (id,))
    try:
        plan, request = _plan(console, opened.root, id, _request(file, kpi, given))
        if plan.last > plan.as_of and _follows(console, plan, as_of):
            plan = plan_import(opened.root, id, replace(request, follow=True))
    except Refused as refused:
        return _refuse(console, refused)
    _show(console, plan)
    return FINE if dry_run else _write(console, opened.root, plan)


def _request(file: Path, kpi: str, given: dict[str, Any]) -> ImportRequest:
    columns = {name: given.pop(name) for name in COLUMNS}
    replaces = given.pop("replaces")
    chosen = SourceFormat({name: source for name, source in columns.items() if source is not None}, **given)
    return ImportRequest(_content(file), printable(str(file)), file.resolve(), kpi, chosen, replaces)


def _content(file: Path) -> bytes:
    """The bytes of the source; raises Refused where it is no plain file or too large."""
    place = Place(printable(str(file)))
    try:
        content = plain_content(str(file.resolve()), LARGEST_SOURCE)
    except OSError:
        raise Refused([problem("unreadable_file", place)]) from None
    if content is None and not file.is_file():
        raise Refused([problem("not_a_regular_file", place)])
    if content is None:
        raise Refused([problem("file_too_large", place, limit=str(LARGEST_SOURCE // 1000))])
    return content


def _plan(console: Console, root: Path, id: str, request: ImportRequest) -> tuple[ImportPlan, ImportRequest]:
    """Plan the import; on a terminal each choice between two readings is asked for."""
    while True:
        try:
            return plan_import(root, id, request), request
        except Refused as refused:
            facts = dict(refused.problems[0].facts)
            if "choices" not in facts or not console.can_ask:
                raise
            console.problem(refused.problems[0])
            answer = console.choose(facts["option"], facts["choices"].split("\n"))
            request = replace(request, format=request.format.with_choice(facts["option"], answer))


def _follows(console: Console, plan: ImportPlan, as_of: str | None) -> bool:
    """Whether as_of moves: as the option says; else it is asked for on a terminal, and stays where nobody answers."""
    if as_of is None and console.can_ask:
        return console.confirm(console.words("cli.import.ask_as_of", before=plan.as_of, after=plan.last))
    if as_of is None:
        console.say(console.words("cli.import.as_of_kept", before=plan.as_of, after=plan.last))
    return as_of == "follow"


def _refuse(console: Console, refused: Refused) -> int:
    """Print what is wrong: 2 where an option is missing or wrong, else 1."""
    for fault in refused.problems:
        console.problem(fault)
    asks = any("option" in dict(fault.facts) for fault in refused.problems)
    return USAGE if asks else PROBLEMS


def _show(console: Console, plan: ImportPlan) -> None:
    """Print what changes; the columns and the lines that were left out go to standard error."""
    words, changes = console.words, plan.changes
    for column, name in plan.format.columns.items():
        console.say(words("cli.import.column", column=column, name=printable(name)))
    if plan.left_out:
        console.say(words("cli.import.left_out", n=len(plan.left_out), place=printable(str(plan.left_out[0]))))
    if changes.kept:
        console.say(words("cli.import.kept", n=len(changes.kept)))
    for sign, lines in _lines(changes):
        shown = [f"{sign} {line}" for line in lines[:_MOST_SHOWN]]
        rest = len(lines) - len(shown)
        console.result("\n".join([*shown, *([str(words("cli.import.more", n=rest))] if rest else [])]))
    counts = {"added": len(changes.added), "changed": changes.changed_rows, "removed": len(changes.removed)}
    console.result(words("cli.import.sum", file=plan.file, **counts))
    if plan.adds_series:
        console.result(words("cli.import.series_added"))
    if plan.follows:
        console.result(words("cli.import.as_of_moved", before=plan.as_of, after=plan.last))


def _lines(changes: Changes) -> Iterator[tuple[str, list[str]]]:
    """The lines of rows that are added, changed and removed, each kind with its sign."""
    kinds = {
        "+": ["  ".join(cells[name] for name in COLUMNS if name in cells) for cells in changes.added],
        "~": [f"{one.period}  {one.column} {one.before or '–'} → {one.after}" for one in changes.changed],
        "-": list(changes.removed),
    }
    yield from ((sign, lines) for sign, lines in kinds.items() if lines)


def _write(console: Console, root: Path, plan: ImportPlan) -> int:
    if not (plan.new or plan.changed):
        console.say(console.words("cli.import.nothing"))
        return FINE
    refused = write_files(root, plan.new, plan.changed)
    return _refuse(console, Refused(refused.items)) if refused else FINE
