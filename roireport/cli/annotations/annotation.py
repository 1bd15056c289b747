"""A problem or a finding as an annotation of a line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from roireport.build.check import CheckResult, Unused
from roireport.cli.severity import FailOn, counted, is_counted
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.place import Place
from roireport.present.language.words import Words
from roireport.problems.codes import CODES
from roireport.problems.problem import Level, Problem
from roireport.problems.sentences import mend, what
from roireport.text.characters import printable, printable_lines
from roireport.versions.git import GitFailed
from roireport.versions.repository import repository_of

_PLACE: Final = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+):(?P<column>\d+))?", re.DOTALL)
_LEVELS: Final[Mapping[str, Level]] = {"blocker": "error", "warning": "warning", "info": "info"}
_ORDER: Final[tuple[Level, ...]] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class LineAnnotation:
    """A problem or a finding at a line.

    Args:
        code: The code of a problem, or the id of a rule.
        name: What the code means, in the language of the run.
        place: Its file is relative to the top of the repository; line 0 means the file as a whole.
        fix: How to mend it; empty where nothing is to be done.
        fingerprint: Stays the same when lines move, differs from those of the others of a run.
        counts: Whether it counts against the run, as its exit code does.
        accepted: Why somebody accepts it; empty where nobody does.
        is_rule: Whether `code` is a rule, which the site has a page for.
        engagement: Its id; empty for the workspace.
    """

    code: str
    name: str
    level: Level
    place: Place
    message: str
    fix: str
    fingerprint: str
    counts: bool
    engagement: str
    accepted: str = ""
    is_rule: bool = False
    also: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """Its message, and below it how to mend it."""
        return f"{self.message}\n→ {self.fix}" if self.fix else self.message


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a run of `check`: `readable` are the engagements whose rules were run."""

    annotations: tuple[LineAnnotation, ...]
    readable: tuple[str, ...]
    words: Words
    site: str = ""
    """The address of the site, without a slash at its end; empty where the settings give none."""


def annotations_of(
    problems: Sequence[Problem], results: Sequence[CheckResult], words: Words, fail_on: FailOn | None, root: Path
) -> tuple[LineAnnotation, ...]:
    """Return the problems and the findings of a run, the most severe first."""
    folder = folder_in_repository(root)
    every = (
        *(_of_problem(problem, words, fail_on) for problem in problems),
        *(_of_challenge(result, challenge, words, fail_on) for result, challenge in _challenges(results)),
        *(_of_unused(result, unused, words) for result in results for unused in result.unused),
    )
    placed = (
        replace(item, place=_within(folder, item.place), also=tuple(_within(folder, place) for place in item.also))
        for item in sorted(every, key=lambda item: _ORDER.index(item.level))
    )
    return tuple(_distinct(placed))


def folder_in_repository(root: Path) -> str:
    """The path of a workspace in its repository, with a slash at its end; empty at its top, or without one."""
    try:
        repository = repository_of(root)
    except GitFailed:
        return ""
    return repository.folder if repository else ""


def _within(folder: str, place: Place) -> Place:
    return place._replace(file=f"{folder}{place.file}")


def _of_problem(problem: Problem, words: Words, fail_on: FailOn | None) -> LineAnnotation:
    code = CODES[problem.key]
    more = f" {words('problems.more_rows', n=problem.more)}" if problem.more else ""
    return LineAnnotation(
        code=code,
        name=printable(words.pattern(f"problems.{problem.key}.what")),
        level=problem.level,
        place=problem.place,
        message=printable_lines(f"{what(problem, words)}{more}"),
        fix=printable_lines(mend(problem, words)),
        fingerprint=_fingerprint(code, problem.place.file, (problem.excerpt or str(problem.facts)).strip()),
        counts=problem.level == "error" or (bool(counted([problem])) and is_counted(problem.level, fail_on)),
        engagement=problem.engagement or "",
        also=problem.also,
    )


def _challenges(results: Iterable[CheckResult]) -> Iterator[tuple[CheckResult, Mapping[str, Any]]]:
    return ((result, challenge) for result in results for challenge in result.challenges or ())


def _of_challenge(
    result: CheckResult, challenge: Mapping[str, Any], words: Words, fail_on: FailOn | None
) -> LineAnnotation:
    """A finding; one that somebody accepted needs nothing done and counts for nothing."""
    rule, key = challenge["rule"], challenge["key"]
    annotation = LineAnnotation(
        code=rule,
        name=str(words(f"challenge.{rule}.name")),
        level=_LEVELS[challenge["severity"]],
        place=_place(challenge["place"], result.id),
        message=printable_lines("\n".join(filter(None, (challenge["message"], challenge["evidence"])))),
        fix=printable_lines(f"{challenge['remedy']} [{key}]" if key else challenge["remedy"]),
        fingerprint=_fingerprint(rule, result.id, str(challenge["subject"]), key),
        counts=fail_on is not None and is_counted(challenge["severity"], fail_on),
        engagement=result.id,
        is_rule=True,
    )
    if accepted := challenge["accepted"]:
        return replace(annotation, level="info", fix="", counts=False, accepted=printable_lines(accepted["reason"]))
    return annotation


def _of_unused(result: CheckResult, unused: Unused, words: Words) -> LineAnnotation:
    """An acceptance without effect."""
    return LineAnnotation(
        code=unused.rule,
        name=str(words(f"challenge.{unused.rule}.name")),
        level="info",
        place=_place(unused.place, result.id),
        message=str(words(f"cli.check.{unused.why}")),
        fix="",
        fingerprint=_fingerprint(unused.rule, result.id, unused.subject or "", unused.why),
        counts=False,
        engagement=result.id,
        is_rule=True,
    )


def _place(written: str | None, engagement: str) -> Place:
    """A place as it is printed; without one the first line of the engagement's file."""
    if not written:
        return Place(f"{ENGAGEMENTS}/{engagement}/engagement.yaml", 1, 1)
    match = _PLACE.fullmatch(written)
    assert match is not None
    return Place(match["file"], int(match["line"] or 0), int(match["column"] or 0))


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _distinct(annotations: Iterable[LineAnnotation]) -> Iterator[LineAnnotation]:
    """Number the fingerprints that several share."""
    counts = Counter[str]()
    for item in annotations:
        counts[item.fingerprint] += 1
        number = counts[item.fingerprint]
        yield item if number == 1 else replace(item, fingerprint=_fingerprint(item.fingerprint, str(number)))
