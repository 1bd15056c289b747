"""Functions that are too complex, too long or take too many arguments; run by `make check`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from radon.complexity import cc_visit_ast

MOST_COMPLEX: Final = 10
LONGEST: Final = 40
MOST_ARGUMENTS: Final = 6


def density_faults(source: str) -> Iterator[tuple[int, str]]:
    """The line of each function above a limit, and which limit it is."""
    tree = ast.parse(source)
    for block in cc_visit_ast(tree):
        for part in (block, *getattr(block, "methods", ()), *getattr(block, "closures", ())):
            if part.letter != "C" and part.complexity > MOST_COMPLEX:
                yield part.lineno, f"{part.name} has complexity {part.complexity}, at most {MOST_COMPLEX}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _size_faults(node)


def _size_faults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > LONGEST:
        yield node.lineno, f"{node.name} has {lines} lines, at most {LONGEST}"
    arguments = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    count = len([name for name in arguments if name not in ("self", "cls")])
    if count > MOST_ARGUMENTS and not _is_click_command(node):
        yield node.lineno, f"{node.name} takes {count} arguments, at most {MOST_ARGUMENTS}"


def _is_click_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A Click command takes an argument for each of its options."""
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(word in decorator for decorator in decorators for word in ("click", "verb"))


def main(folders: list[str]) -> int:
    """Print the faults of all Python files in the folders; 1 where there are any."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.py"))
    faults = [
        f"{file}:{line}: {fault}"
        for file in files
        for line, fault in sorted(set(density_faults(file.read_text(encoding="utf-8"))))
    ]
    print("\n".join(faults) if faults else f"{len(files)} files, no function above a limit")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
