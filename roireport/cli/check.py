"""`check`: validate and run the checks; write nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import click

from roireport.build.check import CheckResult, Unused, check
from roireport.build.options import BuildOptions
from roireport.cli.annotations.annotation import CheckReport, annotations_of
from roireport.cli.annotations.forms import FORMS
from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, Styled, chosen_ids, ids_argument, jobs_option, no_cache_option, verb
from roireport.cli.severity import FailOn, exit_code, fail_on_option
from roireport.load.workspace import workspace_root
from roireport.problems.document import problem_document
from roireport.problems.problem import Problem, Problems, Refused
from roireport.text.characters import printable
from roireport.text.json_text import json_text
from roireport.workspace import OpenWorkspace

_COLORS: Final = {"blocker": "red", "warning": "yellow"}


@verb()
@ids_argument
@click.option("--format", "form", type=click.Choice(["text", "json", *FORMS]), default="text")
@jobs_option
@no_cache_option
@fail_on_option
def command(
    console: Console, ids: tuple[str, ...], form: str, jobs: int, no_cache: bool, fail_on: FailOn | None
) -> int:
    """Validate engagements and run the checks; write nothing."""
    opened = _open(console, form, fail_on)
    cache, chosen = console.cache(opened, unused=no_cache), chosen_ids(opened, ids)
    console.warn_without_limits()
    options = BuildOptions(chosen, opened.root, False, (console.words.language,), jobs, cache)
    results = check(opened, options) if chosen else []
    problems = [problem for result in results for problem in result.problems]
    if form in FORMS:
        annotations = annotations_of(problems, results, console.words, fail_on, opened.root)
        site = (opened.settings.site.base_url or "").rstrip("/")
        console.document(FORMS[form](CheckReport(annotations, _ids(_readable(results)), console.words, site)))
    else:
        _show(console, form, problems, _readable(results))
    if not chosen:
        console.say_empty(opened)
        return PROBLEMS
    return exit_code(problems, (severity for result in results for severity in result.open), fail_on)


def _open(console: Console, form: str, fail_on: FailOn | None) -> OpenWorkspace:
    """Open the workspace; where it cannot be read, a form that services read says so too."""
    try:
        return console.open()
    except Refused as refused:
        if form in FORMS:
            root = workspace_root(console.start)
            folder = console.start if isinstance(root, Problems) else root
            annotations = annotations_of(refused.problems, (), console.words, fail_on, folder)
            console.document(FORMS[form](CheckReport(annotations, (), console.words)))
        raise


def _readable(results: Sequence[CheckResult]) -> list[CheckResult]:
    return [result for result in results if result.challenges is not None]


def _ids(results: Sequence[CheckResult]) -> tuple[str, ...]:
    return tuple(result.id for result in results)


def _show(console: Console, form: str, problems: Sequence[Problem], readable: Sequence[CheckResult]) -> None:
    if form == "json":
        console.document(json_text(_document(console, problems, readable)))
    else:
        _print(console, problems, readable)


def _document(console: Console, problems: Sequence[Problem], readable: Sequence[CheckResult]) -> dict[str, Any]:
    return {
        "schema": "roireport/check/2",
        "problems": [problem_document(problem, console.words) for problem in problems],
        "engagements": [
            {
                "id": result.id,
                "established": result.established,
                "challenges": _by_reader(result),
                "unused_acceptances": [asdict(one) for one in result.unused],
            }
            for result in readable
        ],
    }


def _by_reader(result: CheckResult) -> dict[str, list[Mapping[str, Any]]]:
    """The challenges in two groups, the author's first: what to fill in, and what the client will read."""
    challenges = result.challenges or ()
    return {reader: [one for one in challenges if one["reader"] == reader] for reader in ("author", "client")}


def _print(console: Console, problems: Sequence[Problem], readable: Sequence[CheckResult]) -> None:
    for problem in problems:
        console.problem(problem)
    for result in readable:
        console.result(*_engagement_lines(console, result))
    challenges = sum(len(result.challenges or ()) for result in readable)
    still_open = sum(len(result.open) for result in readable)
    console.say(
        console.words(
            "cli.check_sum",
            engagements=console.words("cli.engagements", n=len(readable)),
            problems=console.words("cli.problems", n=len(problems)),
            challenges=console.words("cli.challenges", n=still_open),
            accepted=console.words("cli.accepted", n=challenges - still_open),
        )
    )


def _engagement_lines(console: Console, result: CheckResult) -> Iterator[str | Styled]:
    yield Styled(result.id, bold=True)
    yield f" · {console.words(f'status.verdict.{result.verdict}')}\n"
    for reader, challenges in _by_reader(result).items():
        unused = result.unused if reader == "author" else ()
        if challenges or unused:
            yield Styled(f"  {console.words(f'cli.check.{reader}')}\n", bold=True)
        for challenge in challenges:
            yield from _challenge_lines(console, challenge)
        for acceptance in unused:
            yield _unused_line(console, acceptance)


def _unused_line(console: Console, unused: Unused) -> str:
    """An acceptance without effect, its place and its key."""
    subject = f" [{unused.subject}]" if unused.subject else ""
    why = console.words(f"cli.check.{unused.why}", rule=unused.rule)
    return printable(f"  {unused.rule}{subject} {why} [{unused.place}: challenges.accepted]") + "\n"


def _challenge_lines(console: Console, challenge: Mapping[str, Any]) -> Iterator[str | Styled]:
    severity = "accepted" if challenge["accepted"] else challenge["severity"]
    subject = f" [{challenge['subject']}]" if challenge["subject"] else ""
    yield "  "
    yield Styled(f"{challenge['rule']} {console.words(f'severity.{severity}')}", color=_COLORS.get(severity))
    yield printable(f"{subject} {challenge['message']}") + "\n"
    if challenge["evidence"] and not console.quiet:
        yield printable(f"      {challenge['evidence']}") + "\n"
    if not challenge["accepted"] and not console.quiet:
        yield printable(f"      → {challenge['remedy']} [{_where(challenge)}]") + "\n"


def _where(challenge: Mapping[str, Any]) -> str:
    """The place that a challenge is about, where it is written, and the key to write."""
    return ": ".join(part for part in (challenge["place"], challenge["key"]) if part)
