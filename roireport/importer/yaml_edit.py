"""Change one value in a YAML file and nothing else: comments, order and form of the rest stay."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from roireport.load.yaml_tree import read_tree
from roireport.model.place import Place
from roireport.model.written import Node, Written, WrittenList, WrittenMapping
from roireport.text.characters import BOM

_ANCHORS: Final = ("source", "target", "baseline", "direction", "unit", "name", "id")
"""Keys of a KPI after whose line a new key is tried."""
_VALUE: Final = re.compile(r""""[^"]*"|'[^']*'|[^\s,}\]#]+""")
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")


def with_series(text: str, file: str, kpi: str, path: str) -> str | None:
    """Add `series: path` to a KPI; None where its form does not allow it.

    Each way of adding is tried, and taken only if the file then holds what it held, and the new key.
    """
    tree, _ = read_tree(text.removeprefix(BOM), file)
    item = _kpi(tree, kpi)
    if tree is None or item is None:
        return None
    wanted = _plain(tree)
    next(each for each in _kpi_list(wanted) if each.get("id") == kpi)["series"] = path
    return _first_that_holds(wanted, _with_key(text, item, f"series: {path}"), file)


def with_as_of(text: str, file: str, day: date) -> str | None:
    """Replace the value of `as_of`; None where it is not written in this file."""
    tree, _ = read_tree(text.removeprefix(BOM), file)
    written = tree.value("as_of") if isinstance(tree, WrittenMapping) else None
    if tree is None or not isinstance(written, Written):
        return None
    wanted = _plain(tree)
    wanted["as_of"] = day.isoformat()
    start = _offset(text, written.place)
    match = _VALUE.match(text, start)
    quote = text[start] if text[start] in "\"'" else ""
    candidates = [f"{text[:start]}{quote}{day}{quote}{text[match.end() :]}"] if match else []
    return _first_that_holds(wanted, iter(candidates), file)


def _first_that_holds(wanted: Any, candidates: Iterator[str], file: str) -> str | None:
    for candidate in candidates:
        tree, problems = read_tree(candidate.removeprefix(BOM), file)
        if tree is not None and not problems and _plain(tree) == wanted:
            return candidate
    return None


def _with_key(text: str, item: WrittenMapping, line: str) -> Iterator[str]:
    """The text with a line below one of the KPI's keys, then with the key inside its braces."""
    indent = " " * (item.key_place("id").column - 1)
    starts = [_offset(text, value.place) for anchor in _ANCHORS if (value := item.value(anchor)) is not None]
    yield from (_with_line(text, start, f"{indent}{line}") for start in starts)
    for start in starts:
        if match := _VALUE.match(text, start):
            yield f"{text[: match.end()]}, {line}{text[match.end() :]}"


def _with_line(text: str, start: int, line: str) -> str:
    """Add a line below the one that an offset is in, with the same end."""
    newline = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    match = _LINE_END.search(text, start)
    end = match.end() if match else len(text)
    before = text[:end] if match and match[0] else f"{text[:end]}{newline}"
    return f"{before}{line}{newline}{text[end:]}"


def _offset(text: str, place: Place) -> int:
    """Where a place is in a text, whose byte order mark has no column."""
    start = len(BOM) if text.startswith(BOM) else 0
    for _ in range(place.line - 1):
        match = _LINE_END.search(text, start)
        start = match.end() if match else len(text)
    return start + place.column - 1


def _kpi(tree: Node | None, id: str) -> WrittenMapping | None:
    """The mapping of a KPI, in kpis.yaml or in the section of engagement.yaml."""
    items = tree.value("kpis") if isinstance(tree, WrittenMapping) else tree
    mappings = (item for item in items if isinstance(item, WrittenMapping)) if isinstance(items, WrittenList) else ()
    return next((item for item in mappings if item.value("id") == id), None)


def _kpi_list(tree: Any) -> Any:
    return tree["kpis"] if isinstance(tree, dict) else tree


def _plain(node: Node) -> Any:
    """A tree as plain values, so that two of them can be compared."""
    if isinstance(node, WrittenMapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, WrittenList):
        return [_plain(item) for item in node]
    return str(node)
