"""`check`: validate, run the challenges, write nothing."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from roireport.appraisal import Appraisal, appraise_folders
from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, verb
from roireport.cli.severity import FailOn, exit_code, fail_on_option
from roireport.problems.document import problem_document
from roireport.problems.problem import Problem, Problems


@verb(help="Validate engagements and run the challenges; write nothing.")
@ids_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@fail_on_option
def command(console: Console, ids: tuple[str, ...], form: str, fail_on: FailOn | None) -> int:
    opened = console.open()
    chosen = chosen_ids(opened, ids)
    outcomes = [outcome for _, outcome in appraise_folders(opened, chosen)]
    appraisals = [outcome for outcome in outcomes if isinstance(outcome, Appraisal)]
    problems = [problem for outcome in outcomes for problem in _problems(outcome)]
    if form == "json":
        console.result(json.dumps(_document(console, problems, appraisals), ensure_ascii=False, indent=1))
    else:
        _print(console, problems, appraisals)
    if not chosen:
        console.say(console.words("cli.empty_workspace", folder=opened.root / "engagements"))
        return PROBLEMS
    findings = (finding for appraisal in appraisals for finding in appraisal.findings)
    return exit_code(problems, (found.severity for found in findings if found.accepted is None), fail_on)


def _problems(outcome: Appraisal | Problems) -> Sequence[Problem]:
    return outcome.items if isinstance(outcome, Problems) else outcome.problems


def _document(console: Console, problems: Sequence[Problem], appraisals: Sequence[Appraisal]) -> dict[str, Any]:
    return {
        "schema": "roireport/check/1",
        "problems": [problem_document(problem, console.words) for problem in problems],
        "engagements": [
            {
                "id": appraisal.engagement.id,
                "established": appraisal.verdict.established,
                "challenges": appraisal.document["challenges"],
            }
            for appraisal in appraisals
        ],
    }


def _print(console: Console, problems: Sequence[Problem], appraisals: Sequence[Appraisal]) -> None:
    for problem in problems:
        console.problem(problem)
    for appraisal in appraisals:
        console.result("\n".join(_engagement_lines(console, appraisal)))
    findings = [finding for appraisal in appraisals for finding in appraisal.findings]
    console.say(
        console.words(
            "cli.check_sum",
            engagements=console.words("cli.engagements", n=len(appraisals)),
            problems=console.words("cli.problems", n=len(problems)),
            challenges=console.words("cli.challenges", n=sum(finding.accepted is None for finding in findings)),
            accepted=console.words("cli.accepted", n=sum(finding.accepted is not None for finding in findings)),
        )
    )


def _engagement_lines(console: Console, appraisal: Appraisal) -> Iterator[str]:
    state = "established" if appraisal.verdict.established else "not_established"
    yield click.style(appraisal.engagement.id, bold=True) + f" · {console.words(f'cli.{state}')}"
    for challenge in appraisal.document["challenges"]:
        severity = console.words(f"severity.{'accepted' if challenge['accepted'] else challenge['severity']}")
        color = {"blocker": "red", "warning": "yellow"}.get(challenge["severity"])
        heading = click.style(f"{challenge['rule']} {severity}", fg=None if challenge["accepted"] else color)
        subject = f" [{challenge['subject']}]" if challenge["subject"] else ""
        yield f"  {heading}{subject} {challenge['message']}"
        if challenge["evidence"] and not console.quiet:
            yield f"      {challenge['evidence']}"
        if not challenge["accepted"] and not console.quiet:
            yield f"      → {challenge['remedy']}"
    yield ""
