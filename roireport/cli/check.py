"""`check`: validate and run the challenges; write nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from roireport.build.check import CheckResult, check
from roireport.build.options import BuildOptions
from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, Styled, chosen_ids, ids_argument, jobs_option, no_cache_option, verb
from roireport.cli.severity import FailOn, exit_code, fail_on_option
from roireport.problems.document import problem_document
from roireport.problems.problem import Problem
from roireport.text.characters import printable
from roireport.text.json_text import json_text


@verb()
@ids_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@jobs_option
@no_cache_option
@fail_on_option
def command(
    console: Console, ids: tuple[str, ...], form: str, jobs: int, no_cache: bool, fail_on: FailOn | None
) -> int:
    """Validate engagements and run the challenges; write nothing."""
    opened = console.open()
    cache, chosen = console.cache(opened, unused=no_cache), chosen_ids(opened, ids)
    console.warn_without_limits()
    outcomes = check(opened, BuildOptions(chosen, opened.root, pdf=False, jobs=jobs, cache=cache)) if chosen else []
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    readable = [outcome for outcome in outcomes if outcome.challenges is not None]
    if form == "json":
        console.document(json_text(_document(console, problems, readable)))
    else:
        _print(console, problems, readable)
    if not chosen:
        console.say(console.words("cli.empty_workspace", folder=opened.root / "engagements"))
        return PROBLEMS
    return exit_code(problems, (severity for outcome in outcomes for severity in outcome.open), fail_on)


def _document(console: Console, problems: Sequence[Problem], readable: Sequence[CheckResult]) -> dict[str, Any]:
    return {
        "schema": "roireport/check/1",
        "problems": [problem_document(problem, console.words) for problem in problems],
        "engagements": [
            {"id": each.id, "established": each.established, "challenges": each.challenges} for each in readable
        ],
    }


def _print(console: Console, problems: Sequence[Problem], readable: Sequence[CheckResult]) -> None:
    for problem in problems:
        console.problem(problem)
    for each in readable:
        console.result(*_engagement_lines(console, each))
    found, opened = sum(len(each.challenges or ()) for each in readable), sum(len(each.open) for each in readable)
    console.say(
        console.words(
            "cli.check_sum",
            engagements=console.words("cli.engagements", n=len(readable)),
            problems=console.words("cli.problems", n=len(problems)),
            challenges=console.words("cli.challenges", n=opened),
            accepted=console.words("cli.accepted", n=found - opened),
        )
    )


def _engagement_lines(console: Console, checked: CheckResult) -> Iterator[str | Styled]:
    state = "established" if checked.established else "not_established"
    yield Styled(checked.id, bold=True)
    yield f" · {console.words(f'cli.{state}')}\n"
    for challenge in checked.challenges or ():
        severity = console.words(f"severity.{'accepted' if challenge['accepted'] else challenge['severity']}")
        color = {"blocker": "red", "warning": "yellow"}.get(challenge["severity"])
        subject = f" [{challenge['subject']}]" if challenge["subject"] else ""
        yield "  "
        yield Styled(f"{challenge['rule']} {severity}", color=None if challenge["accepted"] else color)
        yield printable(f"{subject} {challenge['message']}") + "\n"
        if challenge["evidence"] and not console.quiet:
            yield printable(f"      {challenge['evidence']}") + "\n"
        if not challenge["accepted"] and not console.quiet:
            yield f"      → {challenge['remedy']}\n"
