"""Broken workspaces, each with its message beside the faulty line, or in expected.txt where no comment can stand.

A mark is `# ! CODE key`; a line of expected.txt is `CODE key file:line`, without a line where the file as a whole is meant.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.problems.codes import CODES
from roireport.problems.problem import Problem, Problems

CASES = sorted(folder for folder in (Path(__file__).parent / "cases").iterdir() if folder.is_dir())
MARK = re.compile(r"! (E\d{3}) (\w+)")

Found = tuple[str, str, str, int]
"""Code, key, file, line."""


def problems_of(root: Path) -> Iterator[Problem]:
    """Everything that is wrong in a workspace."""
    loaded = load_workspace(root)
    if isinstance(loaded, Problems):
        yield from loaded.items
        return
    for id in loaded.engagements:
        engagement = load_engagement(loaded.root, id, loaded.workspace)
        if isinstance(engagement, Problems):
            yield from engagement.items


def marks_of(root: Path) -> Iterator[Found]:
    """Everything that is said to be wrong in a workspace."""
    for file in sorted(root.rglob("*.yaml")):
        for number, line in enumerate(file.read_text("utf-8", "replace").split("\n"), start=1):
            for code, key in MARK.findall(line):
                yield code, key, file.relative_to(root).as_posix(), number
    expected = root / "expected.txt"
    if expected.exists():
        for line in expected.read_text("utf-8").splitlines():
            code, key, place = line.split(" ", 2)
            file_name, _, at = place.partition(":")
            yield code, key, file_name, int(at or 0)


@pytest.mark.parametrize("root", CASES, ids=lambda root: root.name)
def test_all_problems_are_found_where_they_are(root: Path) -> None:
    marks = sorted(marks_of(root))
    found = [(CODES[one.key], one.key, one.place.file, one.place.line) for one in problems_of(root)]
    assert marks
    assert sorted(found) == marks


@pytest.mark.parametrize("root", CASES, ids=lambda root: root.name)
def test_a_problem_shows_its_line(root: Path) -> None:
    for one in problems_of(root):
        if one.excerpt is not None:
            file = root / one.place.file
            lines = re.split(r"\r\n|\r|\n", file.read_text("utf-8-sig"))
            assert one.excerpt == lines[one.place.line - 1]
            assert one.place.column <= len(one.excerpt) + 1


def test_nearly_every_problem_of_a_line_has_an_excerpt() -> None:
    """Those without: bytes that are no text, lines that are blank or far too long."""
    bare = {one.key for root in CASES for one in problems_of(root) if one.place.line and one.excerpt is None}
    assert bare <= {"not_utf8", "refused_character", "text_too_long"}


def test_there_are_enough_broken_workspaces_to_trust() -> None:
    assert len(CASES) >= 80
