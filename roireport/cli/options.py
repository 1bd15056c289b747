"""What every verb takes, and what it makes of it."""

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from roireport.appraisal import Interface
from roireport.assets import templates_folder
from roireport.load.words import read_words
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.model.engagement import Language
from roireport.problems.problem import Problem, Problems
from roireport.problems.text import problem_text

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Console:
    """How a run speaks: results on standard output, everything else on standard error."""

    quiet: bool
    verbose: bool
    color: bool | None
    language: Language
    words: Mapping[str, str | Mapping[str, str]]

    def result(self, text: str) -> None:
        """What was asked for."""
        click.echo(text, color=self.color)

    def say(self, text: str) -> None:
        """Progress and sums; not with -q."""
        if not self.quiet:
            click.echo(text, err=True, color=self.color)

    def detail(self, text: str) -> None:
        """What only -v shows."""
        if self.verbose:
            click.echo(text, err=True, color=self.color)

    def problem(self, problem: Problem) -> None:
        """A problem, which -q does not silence."""
        click.echo(problem_text(problem, self.words), err=True, color=self.color)
