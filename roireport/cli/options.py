"""The options of every verb, and the console that it writes to."""

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

from roireport.build.cache import NO_CACHE, Cache, open_cache
from roireport.cli.exits import USAGE
from roireport.cli.help import DescribedCommand
from roireport.cli.interface import interface_of, interface_option
from roireport.cli.severity import refusal_code
from roireport.cli.streams import Streams
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.posix import can_limit, processor_count
from roireport.present.language.words import Words
from roireport.problems.problem import Problem, Problems, Refused, at_stage, problem
from roireport.problems.text import problem_text
from roireport.text.characters import printable_lines
from roireport.workspace import OpenWorkspace, open_workspace, words_of

Outcome = TypeVar("Outcome")
LONGEST_NAME: Final = 60
"""Characters of an unknown name that an error shows."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with the style that a terminal shows it in."""

    text: str
    bold: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Console:
    """Prints results on standard output, everything else on standard error."""

    start: Path
    quiet: bool
    verbose: bool
    color: bool | None
    words: Words
    streams: Streams

    def result(self, *parts: str | Styled) -> None:
        """Print a result for people."""
        self._echo(*parts)

    def document(self, text: str) -> None:
        """Print a result as JSON, CSV or Markdown."""
        self.streams.holds_document = True
        self._echo(text)

    def say(self, text: str) -> None:
        """Print progress and sums; not with -q."""
        if not self.quiet:
            self._echo(text, err=True)

    def say_empty(self, opened: OpenWorkspace) -> None:
        """Say that the workspace has no engagements."""
        self.say(self.words("cli.empty_workspace", folder=opened.root / ENGAGEMENTS))

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits at a terminal who can answer."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def choose(self, name: str, choices: Sequence[str]) -> str:
        """Ask for one of several values on the terminal."""
        for number, choice in enumerate(choices, start=1):
            self._echo(f"  {number}. {choice}", err=True)
        number = click.prompt(name, type=click.IntRange(1, len(choices)), err=True)
        return choices[number - 1]

    def confirm(self, question: str) -> bool:
        """Ask a question that yes or no answers, in the language of the interface; no answer is a no."""
        yes, no = (str(self.words(f"cli.{key}")) for key in ("yes", "no"))

        def is_yes(answer: str) -> bool:
            if (typed := answer.strip().casefold()) in {"", no, no[0]}:
                return False
            if typed in {yes, yes[0]}:
                return True
            raise click.UsageError(self.words("cli.yes_or_no", yes=yes, no=no))

        asked = f"{printable_lines(question)} [{yes[0]}/{no[0].upper()}]"
        return bool(click.prompt(asked, default="", show_default=False, value_proc=is_yes, err=True))

    def detail(self, text: str) -> None:
        """Print a detail; only with -v."""
        if self.verbose:
            self._echo(text, err=True)

    def problem(self, problem: Problem) -> None:
        """Print a problem, also with -q."""
        self._echo(problem_text(problem, self.words) + "\n", err=True)

    def _echo(self, *parts: str | Styled, err: bool = False) -> None:
        """Print texts; no text from a file can control the terminal."""
        click.echo("".join(map(_for_terminal, parts)), err=err, color=self.color)

    def warn_without_limits(self) -> None:
        """Say once that `limits` is not enforced, where this system cannot."""
        if not can_limit():
            unlimited = problem("limits_not_enforced", Place("roireport.yaml"))
            self.problem(replace(unlimited, level="warning", stage="open"))

    def open(self) -> OpenWorkspace:
        """Open the workspace; Refused where it cannot be read."""
        return self.value_of(open_workspace(self.start))

    def cache(self, workspace: OpenWorkspace, *, unused: bool) -> Cache:
        """The user's cache; a warning, and no cache, where its folder is not safe to read from."""
        cache = NO_CACHE if unused else open_cache(workspace.root)
        if isinstance(cache, Problem):
            self.problem(cache)
            return NO_CACHE
        return cache

    def value_of(self, outcome: Outcome | Problems) -> Outcome:
        """Return a value; problems instead of it end the run.

        Raises:
            Refused: the settings, or what the command asks for, are wrong.
        """
        if isinstance(outcome, Problems):
            raise Refused(at_stage("open", outcome.items))
        return outcome


def _for_terminal(part: str | Styled) -> str:
    if isinstance(part, str):
        return printable_lines(part)
    return click.style(printable_lines(part.text), fg=part.color, bold=part.bold or None)


def verb(**settings: Any) -> Callable[[Callable[..., int]], click.Command]:
    """Make a verb of a function, with the options that every verb takes; help.yaml has its help.

    The function gets a Console first and returns the exit code.
    """

    def decorate(function: Callable[..., int]) -> click.Command:
        @functools.wraps(function)
        def run(start: Path, quiet: bool, verbose: bool, color: str, **rest: Any) -> int:
            paint = {"always": True, "never": False}.get(color)
            context = click.get_current_context()
            interface = interface_of(context)
            words = words_of(interface.language)
            console = Console(_start(context, start), quiet, verbose, paint, words, interface.streams)
            try:
                return function(console, **rest)
            except Refused as refused:
                return _refuse(console, refused.problems)

        command: click.Command = click.command(cls=DescribedCommand, **settings)(_common(run))
        return command

    return decorate


def _start(context: click.Context, after: Path) -> Path:
    """The folder of -C, which may stand after the verb or before it."""
    before: Path | None = context.find_root().params.get("start")
    is_silent = context.get_parameter_source("start") is ParameterSource.DEFAULT
    return before if before is not None and is_silent else after


def _refuse(console: Console, problems: Sequence[Problem]) -> int:
    """Print why nothing was done, and return the exit code."""
    for fault in problems:
        console.problem(fault)
    return refusal_code(problems)


def _common(run: Callable[..., int]) -> Callable[..., int]:
    """The options in the order of the help."""
    folder = click.Path(path_type=Path, exists=True, file_okay=False)
    for option in (
        interface_option,
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto"),
        click.option("-v", "--verbose", is_flag=True),
        click.option("-q", "--quiet", is_flag=True),
        click.option("-C", "start", type=folder, default=Path(".")),
    ):
        run = option(run)
    return run


def _jobs(_context: click.Context, _option: click.Parameter, jobs: int | None) -> int:
    return jobs or processor_count()


jobs_option = click.option("--jobs", type=click.IntRange(1, 64), callback=_jobs)
no_cache_option = click.option("--no-cache", is_flag=True)
ids_argument = click.argument("ids", nargs=-1)


def chosen_ids(opened: OpenWorkspace, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the chosen engagements, all where none is named.

    Raises UnknownName with the closest id for an unknown one.
    """
    for id in ids:
        if id not in opened.engagements:
            raise unknown_name("engagement", id, near_names(id, opened.engagements, most=1))
    return tuple(dict.fromkeys(ids)) or opened.engagements


class UnknownName(click.ClickException):
    """A name on the command line that nothing has."""

    exit_code = USAGE


def unknown_name(kind: str, name: str, meant: Sequence[str]) -> UnknownName:
    """An error about an engagement, a figure, a key, a check or a code that does not exist, with what was meant."""
    words = words_of(interface_of(click.get_current_context()).language)
    text = words(f"cli.unknown.{kind}", name=name[:LONGEST_NAME])
    hint = words("cli.unknown.meant", names=", ".join(f"`{one}`" for one in meant)) if meant else ""
    return UnknownName(f"{text} {hint}".rstrip())


def near_names(name: str, names: Iterable[str], *, most: int) -> list[str]:
    """The names closest to one, the closest first."""
    import difflib

    return difflib.get_close_matches(name, dict.fromkeys(names), n=most)
