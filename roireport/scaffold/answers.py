"""What somebody answered who starts an engagement, checked like the files that it goes into."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydantic import model_validator

from roireport.load.schema import read_noun
from roireport.load.workspace import currency_faults
from roireport.model.language import Language
from roireport.model.local_text import ReaderName, ReaderText
from roireport.model.located import Located
from roireport.model.place import Place
from roireport.model.values import Day, Id, Text, refuse
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.problems.problem import Problem, Problems, problem

REQUIRED: Final = ("client", "start", "end", "currency")
"""The answers without which no engagement is written."""


class Answers(Located):
    """The answers; the keys are the names of the command's options."""

    client: ReaderName
    title: ReaderName
    start: Day
    end: Day
    as_of: Day
    currency: Text
    horizon: Text | None = None
    lang: tuple[Language, ...]
    offer: tuple[Id, ...] = ()
    objective: tuple[ReaderText, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> "Answers":
        if self.end < self.start:
            refuse("end_before_start")
        return self


def read_answers(given: Mapping[str, str | Sequence[str] | None]) -> Answers | Problems:
    """Read answers; the place of a problem is the option that gives the value."""
    tree = _tree({key: value for key, value in given.items() if value})
    missing = [_option(key) for key in REQUIRED if tree.value(key) is None]
    if missing:
        return Problems([problem("answers_missing", Place("new"), options=", ".join(missing))])
    answers, problems = read_noun(Answers, tree)
    problems.extend(currency_faults(tree))
    if answers is None or problems:
        return Problems([_at_option(fault) for fault in problems])
    return answers


def currency_problems(text: str) -> list[Problem]:
    """Report a currency that is none."""
    return [_at_option(fault) for fault in currency_faults(_tree({"currency": text}))]


def _tree(given: Mapping[str, str | Sequence[str] | None]) -> WrittenMapping:
    entries = {_written(key, key): _node(value, key) for key, value in given.items() if value is not None}
    return WrittenMapping(entries, Place("new"))


def _node(value: str | Sequence[str], key: str) -> Node:
    if isinstance(value, str):
        return _written(value, key)
    return WrittenList([_written(item, key) for item in value], Place(_option(key)))


def _written(text: str, key: str) -> Written:
    return Written(text, Place(_option(key)), plain=False)


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def _at_option(fault: Problem) -> Problem:
    """A problem of all answers is one of the last day."""
    return replace(fault, place=Place("--end")) if fault.place == Place("new") else fault
