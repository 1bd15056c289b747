"""The broken workspaces in cases/, and what is found in a workspace.

A mark is `# ! CODE key` beside the faulty line (in a template `{# ! CODE key #}`, in a style sheet `/* ! CODE key */`);
where no comment can stand, expected.txt has a line `CODE key file:line`, without a line number where the file as a
whole is meant. A workspace with templates is checked by `template lint` too.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.problems.problem import Problem, Problems
from roireport.theme.lint import lint

CASES = sorted(folder for folder in (Path(__file__).parent / "cases").iterdir() if folder.is_dir())
MARKED = (".yaml", ".jinja", ".css", ".md")
MARK = re.compile(r"! (E\d{3}) (\w+)")

Found = tuple[str, str, str, int]
"""Code, key, file, line."""


@cache
def problems_of(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in a workspace."""
    outcome = lint(root) if (root / "templates").is_dir() else ()
    assert not isinstance(outcome, Problems)
    return (*_problems_of_data(root), *outcome)


def _problems_of_data(root: Path) -> Iterator[Problem]:
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
    for file in sorted(path for path in root.rglob("*.*") if path.suffix in MARKED):
        for number, line in enumerate(file.read_text("utf-8", "replace").split("\n"), start=1):
            for code, key in MARK.findall(line):
                yield code, key, file.relative_to(root).as_posix(), number
    expected = root / "expected.txt"
    if expected.exists():
        for line in expected.read_text("utf-8").splitlines():
            code, key, place = line.split(" ", 2)
            file_name, _, at = place.partition(":")
            yield code, key, file_name, int(at or 0)
