"""Broken workspaces: all problems that are found, compared with all the messages beside the faulty lines."""

import re
from pathlib import Path

import pytest

from roireport.problems.codes import CODES
from tests.problems.broken import CASES, marks_of, problems_of


@pytest.mark.parametrize("root", CASES, ids=lambda root: root.name)
def test_all_problems_are_found_where_they_are(root: Path) -> None:
    marks = sorted(marks_of(root))
    actual = [(CODES[fault.key], fault.key, fault.place.file, fault.place.line) for fault in problems_of(root)]
    assert marks
    assert sorted(actual) == marks


@pytest.mark.parametrize("root", CASES, ids=lambda root: root.name)
def test_a_problem_shows_its_line(root: Path) -> None:
    for fault in problems_of(root):
        if fault.excerpt is not None:
            file = root / fault.place.file
            lines = re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"))
            assert fault.excerpt == lines[fault.place.line - 1]
            assert fault.place.column <= len(fault.excerpt) + 1


def test_nearly_every_problem_of_a_line_has_an_excerpt() -> None:
    """Those without: lines that are blank or far too long."""
    bare = {one.key for root in CASES for one in problems_of(root) if one.place.line and one.excerpt is None}
    assert bare <= {"text_too_long"}


def test_there_are_enough_broken_workspaces_to_trust() -> None:
    assert len(CASES) >= 80
