"""`diff`: what changed since a revision, and why."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal

import click

from roireport.cli.diff_comment import comment
from roireport.cli.diff_forms import FORMS, Entry, Sides, document
from roireport.cli.exits import DIFFERENCE, FINE, PROBLEMS
from roireport.cli.options import LONGEST_NAME, Console, ids_argument, near_names, unknown_name, verb
from roireport.evaluate import Evaluation, context_in
from roireport.model.values import read_number
from roireport.present.difference.lines import Provenance
from roireport.present.difference.threshold import Threshold
from roireport.present.difference.view import Compared, difference
from roireport.problems.problem import Problem, Problems
from roireport.revisions.compared import EngagementComparison, compare, follows_other_schema
from roireport.revisions.side import WorkspaceState, find_revision, not_read, opened_at, repository_at
from roireport.text.json_text import json_text
from roireport.versions.git import GitFailed
from roireport.workspace import OpenWorkspace

_RANGE = ".."
_HEAD = "HEAD"
_FORMS = {**FORMS, "comment": comment}


@verb()
@click.argument("revisions")
@ids_argument
@click.option("--format", "form", type=click.Choice(["text", "md", "json", "html", "comment"]), default="text")
@click.option("--exit-code", "with_code", is_flag=True)
@click.option("--threshold", "thresholds", multiple=True)
def command(
    console: Console, revisions: str, ids: tuple[str, ...], form: str, with_code: bool, thresholds: tuple[str, ...]
) -> int:
    """Compare the figures of engagements at two times, and say why they differ."""
    opened, least = console.open(), _threshold(console, thresholds)
    with ExitStack() as stack:
        before, after = _sides(stack, opened, revisions)
        _check_ids(ids, before, after)
        sides = Sides.of(before, after, console.words, str(opened.settings.firm.name or ""))
        try:
            comparisons = tuple(compare(before, after, ids))
        except GitFailed as failed:
            raise not_read(before.revision.name if before.revision else "", failed) from None
        entries = [_entry(console, before, after, comparison, least) for comparison in comparisons]
    for problem in (problem for comparison in comparisons for problem in _problems(comparison, before, after)):
        console.problem(problem)
    if form == "json":
        console.document(json_text(document(sides, entries)))
    elif form == "text":
        console.result(_FORMS[form](sides, entries))
    else:
        console.document(_FORMS[form](sides, entries))
    return _code(entries, with_code)


def _code(entries: Sequence[Entry], with_code: bool) -> int:
    """1 where a side could not be read; 4 where something differs and the code is asked for."""
    if any(entry.comparison.kind == "not_loaded" for entry in entries):
        return PROBLEMS
    return DIFFERENCE if with_code and any(entry.differs for entry in entries) else FINE


def _sides(stack: ExitStack, opened: OpenWorkspace, revisions: str) -> tuple[WorkspaceState, WorkspaceState]:
    """Open both sides: A and the files as they are now, or the two revisions of A..B."""
    repository = repository_at(opened.root)
    first, dots, second = revisions.partition(_RANGE)
    before = find_revision(repository, first or (_HEAD if dots else ""))
    if not dots:
        return stack.enter_context(opened_at(opened, before)), WorkspaceState(opened)
    after = find_revision(repository, second or _HEAD)
    return stack.enter_context(opened_at(opened, before)), stack.enter_context(opened_at(opened, after))


def _check_ids(ids: tuple[str, ...], before: WorkspaceState, after: WorkspaceState) -> None:
    existing = (*after.opened.engagements, *before.opened.engagements)
    for id in ids:
        if id not in existing:
            raise unknown_name("engagement", id, near_names(id, existing, most=1))


def _threshold(console: Console, texts: Sequence[str]) -> Threshold:
    points: Decimal | None = None
    amount: Decimal | None = None
    for text in texts:
        number = text.removesuffix("s").removesuffix("pt").strip()
        try:
            value = read_number(number)
        except Exception:  # pydantic_core's error of a text that is no number
            value = Decimal(-1)
        if value < 0:
            raise click.BadParameter(console.words("cli.diff.threshold", text=text[:LONGEST_NAME]))
        points, amount = (points, value) if number == text else (value, amount)
    return Threshold(points, amount)


def _problems(comparison: EngagementComparison, before: WorkspaceState, after: WorkspaceState) -> Iterator[Problem]:
    """Yield why a side cannot be read, at places such as `v1.0:engagements/…`; `check` says what else is wrong."""
    for outcome, side in ((comparison.before, before), (comparison.after, after)):
        for fault in outcome.items if isinstance(outcome, Problems) else ():
            yield replace(fault, place=side.named(fault.place), also=tuple(map(side.named, fault.also)))


def _entry(
    console: Console, before: WorkspaceState, after: WorkspaceState, comparison: EngagementComparison, least: Threshold
) -> Entry:
    """What is printed of an engagement, in the language of the interface."""
    is_of_other_schema = isinstance(comparison.before, Problems) and follows_other_schema(comparison.before)
    if not isinstance(comparison.before, Evaluation) or not isinstance(comparison.after, Evaluation):
        return Entry(comparison, follows_other_schema=is_of_other_schema)
    assert comparison.attribution is not None
    assert comparison.origins is not None
    language = console.words.language
    compared = Compared(
        context_in(comparison.before, before.opened, language),
        context_in(comparison.after, after.opened, language),
        comparison.attribution,
        Provenance(comparison.origins, before.named),
    )
    return Entry(comparison, compared, difference(compared, least))
