"""Workflow commands, which GitHub Actions shows as annotations.

Source: GitHub, Workflow commands for GitHub Actions; escaping as in actions/toolkit, packages/core/src/command.ts.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from roireport.cli.annotations.annotation import CheckReport, LineAnnotation
from roireport.problems.problem import Level

_COMMANDS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES: Final = {**_IN_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def github(report: CheckReport) -> str:
    """A command for each annotation that nobody accepted, the most severe first: GitHub shows ten of each level."""
    return "\n".join(_command(item) for item in report.annotations if not item.accepted)


def _command(item: LineAnnotation) -> str:
    properties = ",".join(f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in _properties(item))
    return f"::{_COMMANDS[item.level]} {properties}::{item.text.translate(_IN_DATA)}"


def _properties(item: LineAnnotation) -> Iterator[tuple[str, str]]:
    yield "file", item.place.file
    if item.place.line:
        yield "line", str(item.place.line)
        yield "col", str(max(item.place.column, 1))
    yield "title", f"{item.code} {item.name}" if item.is_rule else item.code
