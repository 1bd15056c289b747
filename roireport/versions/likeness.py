"""Folders that were renamed: those that share half of their lines."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

_ALIKE: Final = 0.5
"""The share of its lines that a renamed engagement keeps, at the least; git's own measure is the same."""

Lines: TypeAlias = Counter[bytes]
"""How often a folder holds each line that is not empty."""


def lines_of(contents: Iterable[bytes]) -> Lines:
    """The lines of some files."""
    return Counter(line.strip() for content in contents for line in content.split(b"\n") if line.strip())


def renamed(gone: Mapping[str, Lines], new: Mapping[str, Lines]) -> dict[str, str]:
    """The earlier name of each folder that was renamed: the most alike first, each once.

    Args:
        gone: The folders that only the earlier state has, by name.
        new: Those that only the later one has.
    """
    alike = [(_likeness(gone[old], new[name]), name, old) for name in new for old in gone]
    earlier: dict[str, str] = {}
    for likeness, name, old in sorted(alike, key=lambda match: (-match[0], match[1:])):
        if likeness >= _ALIKE and name not in earlier and old not in earlier.values():
            earlier[name] = old
    return earlier


def _likeness(first: Lines, second: Lines) -> float:
    """The share of the lines of the larger one that both have."""
    larger = max(first.total(), second.total())
    return (first & second).total() / larger if larger else 0.0
