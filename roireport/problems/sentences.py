"""The sentences of a problem in a language."""

from typing import Protocol

from roireport.problems.problem import Problem
from roireport.text.characters import printable


class Sentences(Protocol):
    """The words of a language: a sentence by its key, filled with facts."""

    def __contains__(self, key: object, /) -> bool: ...

    def __call__(self, key: str, /, **facts: object) -> str: ...


def what(problem: Problem, words: Sentences) -> str:
    """Say what is wrong."""
    return words(f"problems.{problem.key}.what", **_facts(problem, words))


def mend(problem: Problem, words: Sentences) -> str:
    """Say how to mend it; with another sentence where no near name was found."""
    facts = _facts(problem, words)
    without = f"problems.{problem.key}.mend_without_near"
    form = "mend_without_near" if facts.get("near") == "" and without in words else "mend"
    return words(f"problems.{problem.key}.{form}", **facts)


def _facts(problem: Problem, words: Sentences) -> dict[str, str]:
    """Make the facts printable; a term of ours, such as a kind, is in the language of the words."""
    return {name: printable(_term(name, fact, words)) for name, fact in problem.facts}


def _term(name: str, fact: str, words: Sentences) -> str:
    key = f"problems.{name}.{fact}"
    return str(words(key)) if name == "kind" and key in words else fact
