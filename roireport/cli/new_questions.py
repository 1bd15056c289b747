"""The questions that `new` asks in a terminal."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import click

from roireport.cli.options import Console
from roireport.load.library import Library
from roireport.load.schema import read_value
from roireport.load.workspace import LoadedWorkspace
from roireport.model.language import Language
from roireport.model.library import EntryKind
from roireport.model.place import Place
from roireport.model.values import read_day, read_text
from roireport.model.written import Written
from roireport.problems.problem import Problem, Refused, problem
from roireport.problems.text import problem_text
from roireport.scaffold.answers import REQUIRED, currency_problems
from roireport.scaffold.new_engagement import defaults_of
from roireport.scaffold.request import Request, library_drafts
from roireport.text.characters import printable_lines

Check = Callable[[str], list[Problem]]


def can_ask(console: Console) -> bool:
    """Whether somebody sits at a terminal and sees the questions."""
    return sys.stdin is not None and sys.stdin.isatty() and console.streams.error.text.isatty()


def complete(console: Console, loaded: LoadedWorkspace, library: Library, request: Request) -> Request:
    """Ask for what no option gives; nothing where all that is needed was given."""
    answers, settings = dict(request.answers), defaults_of(loaded)
    if all(answers.get(key) or settings.get(key) for key in REQUIRED):
        return request
    ask = _Questions(console)
    for key, check in _CHECKS.items():
        default = {"title": request.id.replace("-", " ").capitalize(), **settings}.get(key)
        if not answers.get(key):
            answers[key] = ask.one(key, check, str(default or ""))
    if not answers.get("objective"):
        answers["objective"] = tuple(ask.many("objective", lambda text: _fault(read_text, text)))
    additions = request.additions
    if not additions and request.origin is None:
        additions = tuple(ask.entries(library))
    return replace(request, answers=answers, additions=additions)


class _Questions:
    """Asks on standard error, in the interface's language, until an answer can be used."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def one(self, key: str, check: Check, default: str) -> str:
        """An answer; the default for an empty one."""
        while True:
            answer = self._prompt(self.console.words(f"cli.new.ask.{key}"), default)
            if not (faults := check(answer)):
                return answer
            for fault in faults:
                self._say(problem_text(fault, self.console.words))

    def many(self, key: str, check: Check) -> Iterator[str]:
        """Answers up to an empty one."""
        question = self.console.words(f"cli.new.ask.{key}")
        while answer := self._prompt(question, ""):
            if faults := check(answer):
                self._say(problem_text(faults[0], self.console.words))
            else:
                yield answer

    def entries(self, library: Library) -> Iterator[tuple[EntryKind, str]]:
        """The KPIs to take from the library, which is listed first."""
        language = self.console.words.language
        for entry in library.entries["kpi"].values():
            self._say(f"  {entry.id.in_language(language):<24}  {entry.title.in_language(language)}")
        for name in self.many("kpi", lambda text: _entry_faults(library, text, language)):
            yield "kpi", name

    def _prompt(self, question: str, default: str) -> str:
        """One line typed; `click.Abort` where the terminal is closed."""
        answer: str = click.prompt(
            printable_lines(question), default=default, show_default=bool(default), err=True, prompt_suffix=" "
        )
        return answer.strip()

    def _say(self, text: str) -> None:
        click.echo(printable_lines(text), err=True)


def _fault(read: Callable[[object], object], text: str) -> list[Problem]:
    return read_value(read, Written(text, Place("?"), plain=False))


def _entry_faults(library: Library, name: str, language: Language) -> list[Problem]:
    try:
        library_drafts(library, [("kpi", name)], (language,))
    except Refused as refused:
        return list(refused.problems)
    return []


def _currency_faults(text: str) -> list[Problem]:
    return currency_problems(text) if text else [problem("empty_value", Place("?"), kind="text")]


_CHECKS: dict[str, Check] = {
    "client": lambda text: _fault(read_text, text),
    "title": lambda text: _fault(read_text, text),
    "start": lambda text: _fault(read_day, text),
    "end": lambda text: _fault(read_day, text),
    "currency": _currency_faults,
}
"""The questions in their order, each with what is wrong with an answer."""
