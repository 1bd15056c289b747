"""What every verb takes, and what it makes of it."""

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from roireport.build.workers import processors
from roireport.cli.exits import USAGE
from roireport.model.language import LANGUAGES, Language
from roireport.present.language.words import Words
from roireport.problems.problem import Problem, Problems
from roireport.problems.text import problem_text
from roireport.render.cache import NOTHING_KEPT, Cache, cache_folder
from roireport.workspace import OpenWorkspace, open_workspace, words_of

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Console:
    """How a run speaks: results on standard output, everything else on standard error."""

    start: Path
    quiet: bool
    verbose: bool
    color: bool | None
    words: Words

    def result(self, text: str) -> None:
        """What was asked for."""
        self._echo(text, err=False)

    def say(self, text: str) -> None:
        """Progress and sums; not with -q."""
        if not self.quiet:
            self._echo(text, err=True)

    def detail(self, text: str) -> None:
        """What only -v shows."""
        if self.verbose:
            self._echo(text, err=True)

    def problem(self, problem: Problem) -> None:
        """A problem, which -q does not silence."""
        self._echo(problem_text(problem, self.words) + "\n", err=True)

    def _echo(self, text: str, *, err: bool) -> None:
        try:
            click.echo(text, err=err, color=self.color)
        except BrokenPipeError:  # whoever reads has seen enough; the work goes on, and its exit code counts
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())

    def open(self) -> OpenWorkspace:
        """The workspace; its problems are shown, and the run ends, where it cannot be read."""
        return self.known(open_workspace(self.start))

    def known(self, outcome: Outcome | Problems) -> Outcome:
        """What was asked of the workspace; its problems are shown, and the run ends, where it could not be had."""
        if isinstance(outcome, Problems):
            for problem in outcome.items:
                self.problem(problem)
            raise click.exceptions.Exit(USAGE)
        return outcome


def verb(**settings: Any) -> Callable[[Callable[..., int]], click.Command]:
    """Make a verb of a function, with the options that every verb takes; its docstring is the help.

    The function gets a Console first and returns the exit code.
    """

    def decorate(function: Callable[..., int]) -> click.Command:
        @functools.wraps(function)
        def run(start: Path, quiet: bool, verbose: bool, color: str, interface: str | None, **rest: Any) -> int:
            words = words_of(_interface(interface))
            paint = {"always": True, "never": False}.get(color)
            return function(Console(start, quiet, verbose, paint, words), **rest)

        command: click.Command = click.command(**settings)(_common(run))
        return command

    return decorate


def _common(run: Callable[..., int]) -> Callable[..., int]:
    """The options in the order of the help."""
    folder = click.Path(path_type=Path, exists=True, file_okay=False)
    for option in (
        click.option("--interface", type=click.Choice(LANGUAGES), help="Language of messages."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours."),
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say problems only."),
        click.option("-C", "start", type=folder, default=Path("."), help="Workspace; else the nearest upwards."),
    ):
        run = option(run)
    return run


def _interface(chosen: str | None) -> Language:
    """The language of messages: as asked for, else that of the environment, else English."""
    wanted = chosen or _environment_language()
    return next((language for language in LANGUAGES if wanted.startswith(language)), "en")


def _environment_language() -> str:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")


def _jobs(_context: click.Context, _option: click.Parameter, jobs: int | None) -> int:
    return jobs or processors()


def _cache(_context: click.Context, _option: click.Parameter, none: bool) -> Cache:
    return NOTHING_KEPT if none else Cache(cache_folder())


jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), callback=_jobs, help="Workers; else as many as there are processors."
)
no_cache_option = click.option(
    "--no-cache", "cache", is_flag=True, callback=_cache, help="Make everything anew, also what has not changed."
)
ids_argument = click.argument("ids", nargs=-1, metavar="[ID]...")


def chosen_ids(opened: OpenWorkspace, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The engagements asked for, all where none is named; a usage error names the ids that are close."""
    for id in ids:
        if id not in opened.engagements:
            raise click.UsageError(_unknown(id, opened.engagements))
    return tuple(dict.fromkeys(ids)) or opened.engagements


def _unknown(id: str, known: tuple[str, ...]) -> str:
    import difflib

    close = difflib.get_close_matches(id, known, n=1)
    return f"no engagement {id!r} in this workspace" + (f"; did you mean {close[0]!r}?" if close else "")
