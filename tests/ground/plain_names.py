"""Words that our code does not use as names or in docstrings, found in the syntax tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

STAND_INS: Final = frozenset(("each", "one", "found", "known", "made", "told"))
"""Names for a value at hand that do not say what the value is; allowed where they live on a single line."""

HOUSE_WORDS: Final = frozenset(
    (
        *(
            "desk",
            "desks",
            "said",
            "told",
            "tell",
            "crew",
            "hired",
            "dismiss",
            "felt",
            "lean",
            "pull",
            "pulls",
            "press",
        ),
        *("shop", "workshop", "anew", "around", "recalled", "held", "makers", "maker", "settled", "spoken"),
    )
)
"""Parts of identifiers that an engineer of the field would not search for."""

PHRASES: Final = re.compile(
    r"\b(told|tells? of|what is said|said of|hangs? on|anew|felt|lean"
    r"|stands? (?:for|beside|on|in|at|there|under|alone))\b",
    re.IGNORECASE,
)
"""Phrases that docstrings and comments replace by plain words."""


def name_faults(source: str) -> Iterator[tuple[int, str]]:
    """The line and the word of each name or docstring phrase that is not plain."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        yield from _house_words(node)
        yield from _phrases(node)
    yield from _stand_ins(tree)


def _house_words(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
            words = re.findall(r"[A-Z]?[a-z]+", name)
        case ast.Name(id=name, ctx=ast.Store()):
            words = re.findall(r"[A-Z]?[a-z]+", name)
        case _:
            return
    if HOUSE_WORDS & {word.lower() for word in words}:
        yield node.lineno, name


def _phrases(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        for phrase in PHRASES.finditer(node.value.value):
            yield node.lineno, f"«{phrase[0]}»"


def _stand_ins(tree: ast.AST) -> Iterator[tuple[int, str]]:
    brief = {id(name) for node in ast.walk(tree) if _is_brief(node) for name in _bound_by(node)}
    for node in ast.walk(tree):
        name = _stored(node)
        if name in STAND_INS and id(node) not in brief:
            yield getattr(node, "lineno", 0), name


def _is_brief(node: ast.AST) -> bool:
    """Whether a node is a lambda or a comprehension on a single line."""
    kinds = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    return isinstance(node, kinds) and node.lineno == node.end_lineno


def _bound_by(node: ast.AST) -> Iterator[ast.AST]:
    """The names that a lambda or a comprehension binds."""
    if isinstance(node, ast.Lambda):
        yield from ast.walk(node.args)
    for generator in getattr(node, "generators", ()):
        yield from ast.walk(generator.target)


def _stored(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return name
        case _:
            return ""


if __name__ == "__main__":
    import sys

    for folder in map(Path, sys.argv[1:]):
        for file in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
            for line, word in sorted(set(name_faults(file.read_text(encoding="utf-8")))):
                print(f"{file}:{line}: {word}")
