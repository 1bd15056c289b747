"""The reference of the method: every key, every check and every problem, in the words of `explain`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from roireport.assess.finding import Rule
from roireport.model.keys import KeyTexts, all_keys
from roireport.present.challenge_pages import challenge_leaf
from roireport.present.explained import BETWEEN, Explanation, explain_key, explain_problem, explain_rule
from roireport.present.language.words import Words
from roireport.problems.codes import CODES

_OF_A_RULE: Final = ("trigger", "key", "severity")
"""What the reference repeats of a rule; its page has the rest."""
_WRITTEN: Final = ("example", "keys", "key")
"""Texts that are names or values of a file."""


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A name with its headed texts; `href` is the page that says more, from the folder of the method."""

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """The keys of a file, the checks of a family or the problems of a kind."""

    id: str
    heading: str
    entries: tuple[ReferenceEntry, ...]


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """All keys, all checks or all problems."""

    id: str
    heading: str
    lead: str
    groups: tuple[ReferenceGroup, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The page; `href` is its own address from the folder of the method."""

    kicker: str
    title: str
    lead: str
    parts: tuple[ReferencePart, ...]
    href: str = "reference.html"


def reference(texts: KeyTexts, rules: Sequence[Rule], words: Words) -> Reference:
    """Return every key by its file, every rule by its family, and every problem by the first digit of its code."""
    counts = {"keys": len(all_keys()), "challenges": len(rules), "problems": len(CODES)}
    return Reference(
        words("method_page.kicker"),
        words("method_page.reference"),
        words("method_page.reference_lead", **counts),
        (
            _part("keys", _keys(texts, rules, words), words),
            _part("challenges", _rules(rules, words), words),
            _part("problems", _problems(words), words),
        ),
    )


def _part(id: str, groups: Iterable[ReferenceGroup], words: Words) -> ReferencePart:
    heading, lead = words(f"method_page.reference_{id}"), words(f"method_page.reference_{id}_lead")
    return ReferencePart(id, heading, lead, tuple(groups))


def _keys(texts: KeyTexts, rules: Sequence[Rule], words: Words) -> Iterator[ReferenceGroup]:
    keys = all_keys().values()
    for file in dict.fromkeys(key.file for key in keys):
        own = (key for key in keys if key.file == file)
        entries = (_entry(f"key-{key.path}", key.path, explain_key(key, texts, rules, words), words) for key in own)
        yield ReferenceGroup(f"file-{file.removesuffix('.yaml')}", file, tuple(entries))


def _rules(rules: Sequence[Rule], words: Words) -> Iterator[ReferenceGroup]:
    for family, members in groupby(rules, lambda rule: rule.family):
        entries = (_rule(rule, words) for rule in members)
        yield ReferenceGroup(f"rules-{family}", words(f"method_page.family.{family}"), tuple(entries))


def _rule(rule: Rule, words: Words) -> ReferenceEntry:
    explained = explain_rule(rule, words)
    headings = {str(words(f"explain.{name}")) for name in _OF_A_RULE}
    parts = (part for part in explained.parts if part[0] in headings)
    return ReferenceEntry(
        f"rule-{rule.id}", explained.title, tuple(_as_written(parts, words)), challenge_leaf(rule, words).href
    )


def _problems(words: Words) -> Iterator[ReferenceGroup]:
    ordered = sorted(CODES.items(), key=lambda named: named[1])
    for kind, members in groupby(ordered, lambda named: named[1][1]):
        entries = (_entry(f"problem-{key}", code, explain_problem(code, key, words), words) for key, code in members)
        yield ReferenceGroup(f"problems-{kind}", words(f"method_page.problems.{kind}"), tuple(entries))


def _entry(id: str, title: str, explained: Explanation, words: Words) -> ReferenceEntry:
    return ReferenceEntry(id, title, tuple(_as_written(explained.parts, words)))


def _as_written(parts: Iterable[tuple[str, str]], words: Words) -> Iterator[tuple[str, str]]:
    """Yield the parts, those that a file holds marked as code."""
    written = {str(words(f"explain.{name}")) for name in _WRITTEN}
    for heading, text in parts:
        yield heading, BETWEEN.join(f"`{name}`" for name in text.split(BETWEEN)) if heading in written else text
