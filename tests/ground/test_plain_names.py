"""The package, its tests and the bench use plain names and words, and each class name has one meaning."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.ground.plain_names import name_faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("def f(rows):\n    found = [row for row in rows]\n    return found\n", ["found"]),
        ("def f(rows):\n    return [one for one in rows]\n", []),
        ("def f(rows):\n    return [\n        one\n        for one in rows\n    ]\n", ["one"]),
        ("def f(each):\n    return each\n", ["each"]),
        ("class Desk:\n    pass\n", ["Desk"]),
        ("def f():\n    '''What the page tells of a cost.'''\n", ["«tells of»"]),
        ("def f():\n    '''Return the cost of a page.'''\n", []),
    ],
    ids=["value", "short comprehension", "long comprehension", "argument", "house word", "phrase", "plain"],
)
def test_a_fault_is_found(source: str, faults: list[str]) -> None:
    assert [word for _, word in name_faults(source)] == faults


@pytest.mark.parametrize(("folder", "least"), [("roireport", 300), ("tests", 250), ("bench", 19)])
def test_the_code_has_plain_names(folder: str, least: int, repository: Path) -> None:
    files = sorted((repository / folder).rglob("*.py"))
    assert len(files) > least
    assert [f"{file}:{line}: {word}" for file in files for line, word in name_faults(file.read_text("utf-8"))] == []


def test_a_class_name_has_one_meaning(repository: Path) -> None:
    trees = [ast.parse(file.read_text("utf-8")) for file in (repository / "roireport").rglob("*.py")]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert names["Gain"] == 1
    assert [name for name, count in names.items() if count > 1] == []
